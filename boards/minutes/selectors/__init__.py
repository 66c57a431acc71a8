"""Reading minutes, and the record they are drafted from."""

from boards.minutes.selectors.minutes import (
    PreviousMinutes,
    entries_of,
    meetings_that_can_confirm,
    minutes_of,
    minutes_or_404,
    open_marks_of,
    previous_minutes_of,
    who_presided,
)
from boards.minutes.selectors.record import record_of

__all__ = [
    "PreviousMinutes",
    "entries_of",
    "meetings_that_can_confirm",
    "minutes_of",
    "minutes_or_404",
    "open_marks_of",
    "previous_minutes_of",
    "record_of",
    "who_presided",
]
