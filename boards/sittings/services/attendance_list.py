"""Filling the list of a meeting from what is known of the body that day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from boards.bodies.enums import Constituency
from boards.bodies.models import Appointment, Body, BodyRole, Seat
from boards.directory.models import Person
from boards.meetings.enums import ReplyAnswer
from boards.meetings.models import Meeting, Presenter, Reply
from boards.sittings.enums import AttendanceKind, AttendanceState
from boards.sittings.models import Attendance
from boards.sittings.permissions import may_keep_attendance
from boards.sittings.rules.groups import (
    IN_ATTENDANCE,
    IN_ATTENDANCE_ORDER,
    OBSERVERS,
    OBSERVERS_ORDER,
    OTHERS_ORDER,
    group_of,
    group_orders,
)
from boards.sittings.selectors.quorum import terms_of
from boards.sittings.services.common import check_body, lock_meeting
from ics_portal.accounts.actor import Actor, Role
from ics_portal.core.audit import bulk_create, record
from ics_portal.core.verdicts import require

POSTS = (Role.ATTENDEE, Role.SECRETARY, Role.GOVERNANCE_LEAD)
"""Roles whose holders sit in attendance unless they hold a seat."""


@dataclass(slots=True)
class Frame:
    """What places somebody on the list: the order of the groups, and the next place."""

    meeting: Meeting
    body: Body
    orders: dict[str, int]
    there: set[int]
    new: list[Attendance] = field(default_factory=list)

    def row(self, **fields: Any) -> Attendance:
        """A row that is not saved yet, after all others of its group."""
        row = Attendance(
            meeting=self.meeting, body=self.body, position=len(self.new), **fields
        )
        if row.person_id:
            self.there.add(row.person_id)
        return row

    def place_of(self, seat: Seat | None) -> dict[str, Any]:
        """Group and order of somebody in a seat."""
        if seat is None:
            return {"group": "Members", "group_order": OTHERS_ORDER}
        label = str(Constituency(seat.constituency).label)
        group = group_of(seat.constituency, label)
        return {"group": group, "group_order": self.orders.get(group, OTHERS_ORDER)}


def frame_of(meeting: Meeting, body: Body) -> Frame:
    """The order of the groups of a body that day, and who is on the list."""
    seats = Seat.objects.in_force_on(meeting.held_on).filter(body=body)
    kinds = [(s.constituency, str(s.get_constituency_display())) for s in seats]
    there = Attendance.objects.filter(
        meeting=meeting, body=body, person__isnull=False
    ).values_list("person_id", flat=True)
    return Frame(
        meeting, body, group_orders(kinds), {pk for pk in there if pk is not None}
    )


@transaction.atomic
def start_attendance(
    *, meeting: Meeting, body: Body, actor: Actor, at: datetime
) -> list[Attendance]:
    """Fill the list from seats, posts in attendance, replies and deputies of the day.

    Whoever is on the list stays as is, so that asking twice does no harm; gives the rows
    that were added.
    """
    require(may_keep_attendance(actor, body))
    meeting = lock_meeting(meeting)
    check_body(meeting, body)
    frame = frame_of(meeting, body)
    replies = {
        reply.person_id: reply
        for reply in Reply.objects.filter(meeting=meeting).select_related(
            "person", "deputy__organisation"
        )
    }
    members = _members(frame, replies)
    rest = [*_presenters(frame), *_posts(frame)]
    rows = bulk_create(Attendance, [*members, *rest], "Attendance begun", actor=actor)
    rows += _deputies(frame, replies, actor)
    if rows:
        record(
            verb="attendance_started",
            target=meeting,
            actor=actor,
            at=at,
            body_id=body.pk,
            detail={"added": len(rows)},
        )
    return rows


def _members(frame: Frame, replies: dict[int, Reply]) -> list[Attendance]:
    held = (
        Appointment.objects.in_force_on(frame.meeting.held_on)
        .filter(seat__body=frame.body, deputy_for__isnull=True)
        .select_related(
            "seat",
            "person__organisation",
            "employer",
            "nominated_by",
        )
        .order_by("-seat__is_voting", "seat__position", "seat_id", "pk")
    )
    for one in held:
        # Somebody in two seats is one person with one vote (nhs-practice 11, row 8).
        if one.seat.is_in_force_on(frame.meeting.held_on) and (
            one.person_id not in frame.there
        ):
            reply = replies.get(one.person_id)
            frame.new.append(
                frame.row(
                    person=one.person,
                    seat=one.seat,
                    kind=AttendanceKind.MEMBER,
                    name=one.person.name,
                    job_title=one.person.post_title or one.seat.title,
                    organisations=_organisation(one),
                    **frame.place_of(one.seat),
                    **_answered(reply),
                )
            )
    return list(frame.new)


def _organisation(one: Appointment) -> str:
    found = one.employer or one.person.organisation or one.nominated_by
    return str(found) if found else ""


def _answered(reply: Reply | None) -> dict[str, Any]:
    if reply is None:
        return {}
    if reply.answer == ReplyAnswer.APOLOGIES:
        return {"state": AttendanceState.APOLOGIES, "note": reply.note}
    return {"by_video": reply.answer == ReplyAnswer.VIDEO, "note": reply.note}


def _posts(frame: Frame) -> list[Attendance]:
    held = (
        BodyRole.objects.in_force_on(frame.meeting.held_on)
        .filter(body=frame.body, role__in=POSTS)
        .select_related("person__organisation")
        .order_by("role", "person__name", "pk")
    )
    return [
        _attending(frame, one.person, str(one.get_role_display()))
        for one in held
        if one.person_id not in frame.there
    ]


def _presenters(frame: Frame) -> list[Attendance]:
    found = (
        Presenter.objects.filter(item__meeting=frame.meeting)
        .select_related("person__organisation")
        .order_by("item__sort_key", "pk")
    )
    return [
        _attending(frame, one.person, one.role_title)
        for one in found
        if one.person_id not in frame.there
    ]


def _attending(frame: Frame, person: Person, title: str) -> Attendance:
    row = frame.row(
        person=person,
        kind=AttendanceKind.ATTENDEE,
        name=person.name,
        job_title=person.post_title or title,
        organisations=str(person.organisation or ""),
        group=IN_ATTENDANCE,
        group_order=IN_ATTENDANCE_ORDER,
    )
    frame.new.append(row)
    return row


def _deputies(
    frame: Frame, replies: dict[int, Reply], actor: Actor
) -> list[Attendance]:
    """Those named in a reply: deputies, or in attendance where none are allowed."""
    terms = terms_of(frame.meeting, frame.body)
    forbidden = terms is not None and terms.allows_deputies is False
    rows = []
    named = {pk: r for pk, r in replies.items() if r.deputy_id is not None}
    members = Attendance.objects.filter(
        meeting=frame.meeting,
        body=frame.body,
        person_id__in=named,
        kind=AttendanceKind.MEMBER,
        state=AttendanceState.APOLOGIES,
        deputies__isnull=True,
    ).select_related("seat")
    for member in members:
        deputy = named[member.person_id or 0].deputy
        if deputy is None or deputy.pk in frame.there:
            continue
        if forbidden:
            row = _attending(frame, deputy, "")
            row.note = f"Named to stand in for {member.name}; no deputies are allowed"
        else:
            row = deputy_row(frame, member, deputy)
        rows.append(row)
    return bulk_create(Attendance, rows, "Attendance begun", actor=actor)


def deputy_row(frame: Frame, member: Attendance, deputy: Person | None) -> Attendance:
    """A deputy beside the member stood in for: in the same group, at the same place."""
    row = frame.row(
        person=deputy,
        kind=AttendanceKind.DEPUTY,
        name=deputy.name if deputy else "",
        job_title=deputy.post_title if deputy else "",
        organisations=str(deputy.organisation or "") if deputy else "",
        group=member.group,
        group_order=member.group_order,
        deputises_for=member,
    )
    row.position = member.position
    return row


def group_for(kind: str, frame: Frame, seat: Seat | None) -> dict[str, Any]:
    """Where somebody of a kind stands on the list."""
    if kind == AttendanceKind.ATTENDEE:
        return {"group": IN_ATTENDANCE, "group_order": IN_ATTENDANCE_ORDER}
    if kind == AttendanceKind.OBSERVER:
        return {"group": OBSERVERS, "group_order": OBSERVERS_ORDER}
    return frame.place_of(seat)
