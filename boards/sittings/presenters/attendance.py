"""The attendance of one body at a meeting, and over a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from boards.bodies.models import Body
from boards.meetings.models import Meeting
from boards.meetings.presenters import stages_for
from boards.meetings.presenters.stages import StageLink
from boards.meetings.selectors import MeetingHeading, bodies_in_common, meeting_heading
from boards.sittings.enums import AttendanceState
from boards.sittings.permissions import may_keep_attendance
from boards.sittings.presenters.people import (
    PeopleGroup,
    absent_words,
    people_groups,
)
from boards.sittings.rules.deputies import deputy_warning
from boards.sittings.selectors.events import course_of_meeting
from boards.sittings.selectors.quorum import read_room
from boards.sittings.selectors.yearly import YearOfMember
from ics_portal.accounts.actor import Actor
from ics_portal.core.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class AttendancePage:
    """The list in its groups, and what may be done with it; ``has_come`` once its day
    has."""

    meeting: Meeting
    body: Body
    bodies: Sequence[Body]
    heading: MeetingHeading
    stages: Sequence[StageLink]
    groups: Sequence[PeopleGroup]
    apologies: Sequence[str]
    expected: int
    warning: str
    may_keep: Verdict
    has_come: bool


def attendance_page(
    meeting: Meeting, actor: Actor, *, body: Body, now: datetime
) -> AttendancePage:
    """Assemble the page."""
    room, course = read_room(meeting, body), course_of_meeting(meeting)
    allows = room.terms.allows_deputies if room.terms else None
    deputies = sum(row.deputises_for_id is not None for row in room.rows)
    return AttendancePage(
        meeting=meeting,
        body=body,
        bodies=bodies_in_common(meeting),
        heading=meeting_heading(meeting),
        stages=stages_for(meeting.pk, actor),
        groups=people_groups(room.rows, course.moment(now)),
        apologies=absent_words(room),
        expected=sum(row.state == AttendanceState.EXPECTED for row in room.rows),
        warning=deputy_warning(allows, deputies),
        may_keep=may_keep_attendance(actor, body),
        has_come=localdate(now) >= meeting.held_on,
    )


YEAR_HEADER = (
    "Member",
    "Role",
    "Meetings",
    "Attended",
    "By deputy",
    "Apologies",
    "Absent",
)


def year_row(member: YearOfMember) -> tuple[object, ...]:
    """One member's year as a row of the file."""
    return (
        member.name,
        member.job_title,
        member.meetings,
        member.attended,
        member.by_deputy,
        member.apologies,
        member.absent,
    )
