"""Who is there: the list, its states, and everybody's coming and going.

Natural keys make a second sending of the same form harmless: who has arrived has
arrived, and a departure at the same time is the same departure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from boards.bodies.models import Appointment, Body
from boards.directory.models import Person
from boards.meetings.models import AgendaItem, Meeting, Ruling
from boards.meetings.rules.words import one_line
from boards.sittings.enums import AttendanceKind, AttendanceState
from boards.sittings.models import Attendance, Movement
from boards.sittings.permissions import may_keep_attendance
from boards.sittings.rules.deputies import check_deputy
from boards.sittings.rules.presence import (
    check_arrival,
    check_departure,
    check_return,
    open_span,
)
from boards.sittings.selectors.quorum import presence_of, terms_of
from boards.sittings.services.attendance_list import (
    deputy_row,
    frame_of,
    group_for,
)
from boards.sittings.services.common import (
    check_body,
    check_time,
    lock_meeting,
    sitting_time,
)
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.outbox import tell
from ics_portal.core.verdicts import require

NAME_LENGTH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeDetails:
    """Somebody to be added. ``person_id`` or a name; words empty follow the person."""

    kind: str
    person_id: int | None = None
    name: str = ""
    job_title: str = ""
    organisations: str = ""
    deputises_for_id: int | None = None
    by_video: bool = False


@transaction.atomic
def add_attendee(
    *,
    meeting: Meeting,
    body: Body,
    details: AttendeeDetails,
    actor: Actor,
    at: datetime,
) -> Attendance:
    """Put somebody on the list; a deputy's member then has sent apologies (MIN-04).

    The same person again gives the row there is. Raises RuleBroken for a member without a
    seat, and for a deputy the terms or the list do not allow. *Tells* ``deputy_named``.
    """
    require(may_keep_attendance(actor, body))
    meeting = lock_meeting(meeting)
    check_body(meeting, body)
    rows = Attendance.objects.filter(meeting=meeting, body=body)
    if details.person_id is not None:
        there = rows.filter(person_id=details.person_id).first()
        if there is not None and there.kind == details.kind:
            return there
        if there is not None:
            raise RuleBroken(
                "SIT-1", f"{there.name} is on the list already.", field="person"
            )
    row = _new_row(meeting, body, details, actor)
    row.by_video = details.by_video
    if row.kind != AttendanceKind.DEPUTY:
        row.position = rows.count()
    save_with_reason(row, "Added to the attendance", actor=actor)
    if row.deputises_for is not None:
        member_id = row.deputises_for.person_id
        tell("deputy_named", {"meeting_id": meeting.pk, "person_id": member_id})
    _record("attendee_added", row, actor, at)
    return row


def _new_row(
    meeting: Meeting, body: Body, details: AttendeeDetails, actor: Actor
) -> Attendance:
    frame = frame_of(meeting, body)
    person = (
        Person.objects.select_related("organisation")
        .filter(pk=details.person_id or 0)
        .first()
    )
    name = one_line(details.name) or (person.name if person else "")
    if not name:
        raise RuleBroken("SIT-5", "Choose a person, or enter a name.", field="name")
    if len(name) > NAME_LENGTH:
        raise RuleBroken(
            "SIT-5", f"Shorten the name to {NAME_LENGTH} letters.", field="name"
        )
    if details.kind == AttendanceKind.DEPUTY:
        member = _member(meeting, body, details.deputises_for_id)
        row = deputy_row(frame, member, person)
        _send_apologies(member, actor)
    else:
        seat = None
        if details.kind == AttendanceKind.MEMBER:
            seat = _seat(meeting, body, person)
        row = frame.row(
            person=person,
            kind=details.kind,
            seat=seat,
            **group_for(details.kind, frame, seat),
        )
        row.job_title = (person.post_title if person else "") or (
            seat.title if seat else ""
        )
        row.organisations = str(person.organisation or "") if person else ""
    row.name = name
    row.job_title = one_line(details.job_title)[:300] or row.job_title
    row.organisations = one_line(details.organisations)[:400] or row.organisations
    return row


def _seat(meeting: Meeting, body: Body, person: Person | None) -> Any:
    held = (
        Appointment.objects.in_force_on(meeting.held_on)
        .filter(seat__body=body, person=person, deputy_for__isnull=True)
        .select_related("seat")
        .order_by("-seat__is_voting", "seat__position")
        .first()
    )
    if person is None or held is None:
        raise RuleBroken(
            "MIN-03",
            "Only who holds a seat of this body on the day is a member. Add the person as"
            " in attendance, or appoint the person first.",
            field="kind",
        )
    return held.seat


def _member(meeting: Meeting, body: Body, member_id: int | None) -> Attendance:
    member = (
        Attendance.objects.select_for_update(of=("self",))
        .filter(meeting=meeting, body=body, pk=member_id or 0)
        .first()
    )
    terms = terms_of(meeting, body)
    others = Attendance.objects.filter(deputises_for_id=member_id or 0)
    check_deputy(
        allows_deputies=terms.allows_deputies if terms else None,
        member=member.name if member else "",
        is_member=member is not None and member.kind == AttendanceKind.MEMBER,
        member_present=member is not None and member.state == AttendanceState.PRESENT,
        others=others.values_list("name", flat=True),
    )
    if member is None:  # check_deputy has refused
        raise RuleBroken("MIN-04", "Choose the member.", field="deputises_for")
    return member


def _send_apologies(member: Attendance, actor: Actor) -> None:
    if member.state != AttendanceState.APOLOGIES:
        member.state = AttendanceState.APOLOGIES
        save_with_reason(member, "A deputy was named", actor=actor)


@transaction.atomic
def set_state(
    *,
    attendance: Attendance,
    state: str,
    actor: Actor,
    at: datetime,
    by_video: bool | None = None,
) -> Attendance:
    """Say whether somebody is there. Raises RuleBroken for one who is both present and
    apologised: who has arrived did not send apologies, and neither did who has a deputy
    come in person."""
    row = _locked(attendance, actor)
    if state not in AttendanceState.values:
        raise RuleBroken("SIT-5", "Choose whether the person is there.", field="state")
    if state == AttendanceState.PRESENT:
        _check_no_deputy(row)
    elif row.arrived_at is not None or row.movements.exists():
        raise RuleBroken(
            "SIT-1",
            f"{row.name} is recorded as here, from the arrival on. Nobody is both present"
            " and away: take the arrival back first if it is wrong.",
            field="state",
        )
    elif state != AttendanceState.APOLOGIES and row.deputies.exists():
        raise RuleBroken(
            "MIN-04",
            f"{row.name} has a deputy, and so has sent apologies.",
            field="state",
        )
    video = row.by_video if by_video is None else by_video
    if (row.state, row.by_video) == (state, video):
        return row
    row.state, row.by_video = state, video
    save_with_reason(row, f"Marked {row.get_state_display()}", actor=actor)
    _record("attendance_changed", row, actor, at)
    return row


def _check_no_deputy(row: Attendance) -> None:
    deputy = row.deputies.first()
    if deputy is not None:
        raise RuleBroken(
            "SIT-1",
            f"{deputy.name} stands in for {row.name}, who cannot be present as well. Take"
            " the deputy off the list first.",
            field="state",
        )


@transaction.atomic
def arrive(
    *,
    attendance: Attendance,
    happened_at: datetime,
    actor: Actor,
    at: datetime,
    by_video: bool | None = None,
) -> Attendance:
    """Somebody comes. Again at the same time, it is the same arrival; after a departure
    for a while, it is the return."""
    row = _locked(attendance, actor)
    if row.state == AttendanceState.PRESENT and row.arrived_at == happened_at:
        return row
    if row.arrived_at is not None and open_span(presence_of(row)) is not None:
        come_back(attendance=row, happened_at=happened_at, actor=actor, at=at)
        return row
    _check_no_deputy(row)
    check_time(row.meeting, happened_at, at)
    check_arrival(happened_at, presence_of(row), sitting_time(row.meeting))
    row.state = AttendanceState.PRESENT
    row.arrived_at = happened_at
    if by_video is not None:
        row.by_video = by_video
    save_with_reason(row, "Arrived", actor=actor)
    _record("arrived", row, actor, at)
    return row


@transaction.atomic
def take_back_arrival(
    *, attendance: Attendance, actor: Actor, at: datetime
) -> Attendance:
    """Undo an arrival recorded for the wrong person; refused once there are movements."""
    row = _locked(attendance, actor)
    if row.left_at is not None or row.movements.exists():
        raise RuleBroken(
            "SIT-2", f"{row.name} has left since: the arrival stays on record."
        )
    if row.state == AttendanceState.EXPECTED:
        return row
    row.state, row.arrived_at = AttendanceState.EXPECTED, None
    save_with_reason(row, "Arrival taken back", actor=actor)
    _record("arrival_taken_back", row, actor, at)
    return row


@transaction.atomic
def leave_meeting(
    *, attendance: Attendance, happened_at: datetime, actor: Actor, at: datetime
) -> Attendance:
    """Somebody leaves for good."""
    row = _locked(attendance, actor)
    if row.left_at == happened_at:
        return row
    presence = presence_of(row)
    check_time(row.meeting, happened_at, at)
    check_departure(happened_at, presence, sitting_time(row.meeting))
    row.left_at = happened_at
    if row.arrived_at is None:
        # Marked present without a time: from the start, as far as is known.
        row.arrived_at = sitting_time(row.meeting).opened_at or happened_at
    save_with_reason(row, "Left the meeting", actor=actor)
    _record("left", row, actor, at)
    return row


@transaction.atomic
def leave(
    *,
    attendance: Attendance,
    happened_at: datetime,
    actor: Actor,
    at: datetime,
    item: AgendaItem | None = None,
    ruling: Ruling | None = None,
) -> Movement:
    """Somebody leaves the room for a while, of an item and a ruling or of neither."""
    row = _locked(attendance, actor)
    same = row.movements.filter(out_at=happened_at).first()
    if same is not None:
        return same
    check_time(row.meeting, happened_at, at)
    check_departure(happened_at, presence_of(row), sitting_time(row.meeting))
    if item is not None and item.meeting_id != row.meeting_id:
        raise RuleBroken("SIT-5", "Choose an item of this meeting.", field="item")
    move = create_with_reason(
        Movement,
        "Left the room",
        actor=actor,
        attendance=row,
        item=item,
        ruling=ruling,
        out_at=happened_at,
    )
    _record("left_room", row, actor, at)
    return move


@transaction.atomic
def come_back(
    *, attendance: Attendance, happened_at: datetime, actor: Actor, at: datetime
) -> Movement:
    """Somebody returns to the room."""
    row = _locked(attendance, actor)
    same = row.movements.filter(in_at=happened_at).first()
    if same is not None:
        return same
    check_time(row.meeting, happened_at, at)
    check_return(happened_at, presence_of(row), sitting_time(row.meeting))
    move = row.movements.get(in_at__isnull=True)
    move.in_at = happened_at
    save_with_reason(move, "Returned", actor=actor)
    _record("returned", row, actor, at)
    return move


@transaction.atomic
def all_arrive(
    *,
    meeting: Meeting,
    body: Body,
    happened_at: datetime,
    actor: Actor,
    at: datetime,
) -> int:
    """Everybody who is expected is here: one step at the start of a meeting."""
    require(may_keep_attendance(actor, body))
    expected = Attendance.objects.filter(
        meeting=meeting, body=body, state=AttendanceState.EXPECTED
    )
    rows = list(expected)
    for row in rows:
        arrive(attendance=row, happened_at=happened_at, actor=actor, at=at)
    return len(rows)


def _locked(attendance: Attendance, actor: Actor) -> Attendance:
    lock_meeting(attendance.meeting)
    row = (
        Attendance.objects.select_for_update(of=("self",))
        .select_related("meeting", "body")
        .get(pk=attendance.pk)
    )
    require(may_keep_attendance(actor, row.body))
    return row


def _record(verb: str, row: Attendance, actor: Actor, at: datetime) -> None:
    record(verb=verb, target=row, actor=actor, at=at, body_id=row.body_id)
