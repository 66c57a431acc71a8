"""The rules of an action log: dates, codes, standing, states, words."""

from boards.actions.rules.codes import code_after, raised_on
from boards.actions.rules.due import Due, read_due, typed_due
from boards.actions.rules.standing import (
    AGES,
    UNKNOWN_AGE,
    Standing,
    age_band,
    is_due_at,
    slip_words,
    standing,
    standing_words,
)
from boards.actions.rules.states import ACTION_STATES, check_closing_day
from boards.actions.rules.words import (
    LEAD,
    NOTE,
    TITLE,
    clean_line,
    clean_words,
    split_updates,
)

__all__ = [
    "ACTION_STATES",
    "AGES",
    "LEAD",
    "NOTE",
    "TITLE",
    "UNKNOWN_AGE",
    "Due",
    "Standing",
    "age_band",
    "check_closing_day",
    "clean_line",
    "clean_words",
    "code_after",
    "is_due_at",
    "raised_on",
    "read_due",
    "slip_words",
    "split_updates",
    "standing",
    "standing_words",
    "typed_due",
]
