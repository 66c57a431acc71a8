"""Rows and people to choose from while a meeting runs."""

from __future__ import annotations

from django.db.models import QuerySet

from boards.bodies.models import Body
from boards.directory.models import Person
from boards.meetings.models import Meeting
from boards.sittings.enums import AttendanceKind
from boards.sittings.models import Attendance


def listed(meeting: Meeting, body: Body) -> QuerySet[Attendance]:
    """Everybody on the list of a body."""
    return Attendance.objects.filter(meeting=meeting, body=body)


def chairable(meeting: Meeting) -> QuerySet[Person]:
    """Members of the body on the list: who may preside and rule."""
    return Person.objects.filter(
        attendances__meeting=meeting,
        attendances__body_id=meeting.body_id,
        attendances__kind=AttendanceKind.MEMBER,
    ).distinct()


def at_table(meeting: Meeting) -> QuerySet[Person]:
    """Everybody on a list of the meeting who is in the directory."""
    return Person.objects.filter(attendances__meeting=meeting).distinct()
