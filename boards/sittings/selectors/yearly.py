"""The attendance of a year by member, from the record."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from boards.meetings.enums import MeetingState
from boards.meetings.models import Meeting
from boards.sittings.enums import AttendanceKind, AttendanceState
from boards.sittings.models import Attendance
from ics_portal.accounts.actor import Actor


@dataclass(slots=True)
class YearOfMember:
    """How often a member was there; ``by_deputy`` are apologies with a deputy present."""

    name: str
    job_title: str
    meetings: int = 0
    attended: int = 0
    by_deputy: int = 0
    apologies: int = 0
    absent: int = 0


def attendance_of_year(actor: Actor, body_id: int, year: int) -> list[YearOfMember]:
    """Each member's year at the body's meetings that were held, in the order of the
    list; one query."""
    came = Attendance.objects.filter(
        deputises_for=OuterRef("pk"), state=AttendanceState.PRESENT
    )
    rows = (
        Attendance.objects.filter(
            body_id=body_id,
            body__in=actor.body_ids(),
            kind=AttendanceKind.MEMBER,
            meeting__held_on__year=year,
            meeting__state=MeetingState.HELD,
        )
        .annotate(deputy_came=Exists(came))
        .order_by("group_order", "position", "name", "meeting__held_on")
    )
    found: dict[object, YearOfMember] = {}
    for row in rows:
        # Somebody who is not in the directory is known by the name alone.
        member = found.setdefault(
            row.person_id or row.name, YearOfMember(row.name, row.job_title)
        )
        member.meetings += 1
        if row.state == AttendanceState.PRESENT:
            member.attended += 1
        elif row.state == AttendanceState.APOLOGIES:
            member.apologies += 1
            member.by_deputy += row.deputy_came
        else:
            member.absent += 1
    return list(found.values())


def years_of_attendance(actor: Actor) -> list[int]:
    """The years in which one's bodies met, the latest first."""
    days = Meeting.objects.filter(
        body__in=actor.body_ids(), state=MeetingState.HELD
    ).dates("held_on", "year", order="DESC")
    return [day.year for day in days]
