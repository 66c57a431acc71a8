"""Whether a meeting may accept minutes as a true record (MIN-13, MIN-16)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from boards.meetings.enums import MeetingState
from boards.minutes.rules.wording import day_words
from ics_portal.core.errors import RuleBroken

MET = (MeetingState.SITTING, MeetingState.ADJOURNED, MeetingState.HELD)


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting as far as this asks; ``bodies`` are all that met in it."""

    meeting_id: int
    bodies: Collection[int]
    held_on: date
    starts_at: time
    state: str


def must_be_able_to_confirm(
    minutes_of: Sitting, body_id: int, at_meeting: Sitting, *, field: str = "at_meeting"
) -> None:
    """Raise RuleBroken unless the body met, in another sitting, and later."""
    day = day_words(at_meeting.held_on)
    if at_meeting.meeting_id == minutes_of.meeting_id:
        raise RuleBroken(
            "MIN-16",
            "Minutes are accepted by a later meeting, never by the meeting they are of.",
            field=field,
        )
    if body_id not in at_meeting.bodies:
        raise RuleBroken(
            "MIN-13",
            f"The body these minutes are of did not meet on {day}: only its own meeting"
            " can accept them.",
            field=field,
        )
    if at_meeting.state not in MET:
        raise RuleBroken(
            "MIN-13",
            f"The meeting of {day} was not held, so it accepted no minutes.",
            field=field,
        )
    before = (at_meeting.held_on, at_meeting.starts_at)
    if before <= (minutes_of.held_on, minutes_of.starts_at):
        raise RuleBroken(
            "MIN-13",
            f"The meeting of {day} is not later than the meeting these minutes are of.",
            field=field,
        )
