"""Reading minutes, and the record they are drafted from."""

from boards.minutes.selectors.editing import (
    DISCUSSION,
    ENTRY,
    discussion_key,
    entry_of_field,
    mark_or_404,
    typed_fields,
    who_wrote,
)
from boards.minutes.selectors.minutes import (
    PreviousMinutes,
    entries_of,
    item_for_minutes,
    item_to_accept_at,
    meetings_that_can_confirm,
    minutes_of,
    minutes_or_404,
    open_marks_of,
    previous_minutes_of,
    who_presided,
    withheld_from,
)
from boards.minutes.selectors.record import record_of

__all__ = [
    "DISCUSSION",
    "ENTRY",
    "PreviousMinutes",
    "discussion_key",
    "entries_of",
    "entry_of_field",
    "item_for_minutes",
    "item_to_accept_at",
    "mark_or_404",
    "meetings_that_can_confirm",
    "minutes_of",
    "minutes_or_404",
    "open_marks_of",
    "previous_minutes_of",
    "record_of",
    "typed_fields",
    "who_presided",
    "who_wrote",
    "withheld_from",
]
