"""When an action is due, and how it stands on a day.

Source: nhs-practice 5: an action may have no date; it is then "no date set", never
overdue. A month without a day means its last day.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SOON = timedelta(days=14)

_MONTHS = {
    name.lower(): number
    for number in range(1, 13)
    for name in (calendar.month_name[number], calendar.month_abbr[number])
} | {"sept": 9}
_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WORDS = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]+)\.?,?\s+(\d{4})")
_CODE = re.compile(r"[A-Z]+(\d{2})(\d{2})(\d{2})-(\d{2,})")


class Standing(StrEnum):
    """How an action stands on a day; the order is that of a log read for trouble."""

    OVERDUE = "overdue"
    SOON = "soon"
    ON_TRACK = "on_track"
    NO_DATE = "no_date"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Due:
    """A due date as read: ``day`` is the last day in time, None where there is none.

    ``is_clear`` is False when something was written that is neither a date nor a usual
    word for having none; it is then kept as printed and shown, never guessed.
    """

    day: date | None
    text: str
    is_clear: bool = True


# Usual ways to say that there is no date.
_NO_DATE = {"", "-", "tbc", "tba", "to be confirmed", "to be agreed", "ongoing", "n/a"}


def read_due(text: str) -> Due:
    """Read "13.01.2021", "13 January 2021", "2021-01-13" or "January 2021".

    Days come before months, as printed here. A month means its last day.
    """
    text = " ".join(text.split())
    lowered = text.lower()
    if lowered in _NO_DATE:
        return Due(None, text)
    if match := _ISO.fullmatch(lowered):
        year, month, day = (int(part) for part in match.groups())
        return _due(text, year, month, day)
    if match := _NUMBERS.fullmatch(lowered):
        day, month, year = (int(part) for part in match.groups())
        return _due(text, year + (2000 if year < 100 else 0), month, day)
    if match := _WORDS.fullmatch(lowered):
        number = _MONTHS.get(match[2])
        if number is not None:
            return _due(text, int(match[3]), number, int(match[1] or 0))
    return Due(None, text, is_clear=False)


def _due(text: str, year: int, month: int, day: int) -> Due:
    """``day`` 0 is the last of the month."""
    if not (1 <= month <= 12 and year >= 1):
        return Due(None, text, is_clear=False)
    last = calendar.monthrange(year, month)[1]
    if day > last:
        return Due(None, text, is_clear=False)
    return Due(date(year, month, day or last), text)


def standing(*, due_on: date | None, is_closed: bool, on: date) -> Standing:
    """How the action stands on a day. The due day itself is still in time."""
    if is_closed:
        return Standing.CLOSED
    if due_on is None:
        return Standing.NO_DATE
    if due_on < on:
        return Standing.OVERDUE
    return Standing.SOON if due_on - on <= SOON else Standing.ON_TRACK


def standing_words(
    *, due_on: date | None, is_closed: bool, on: date, that_day: str = "Due today"
) -> str:
    """The words beside an action: "Overdue by 3 days", "No date set"; "" on track.

    ``that_day`` is said of one due on the very day, which is not today in a pack.
    """
    now = standing(due_on=due_on, is_closed=is_closed, on=on)
    if now == Standing.NO_DATE:
        return "No date set"
    if now == Standing.OVERDUE and due_on is not None:
        days = (on - due_on).days
        return f"Overdue by {days:,} day{'' if days == 1 else 's'}"
    if now == Standing.SOON:
        return that_day if due_on == on else "Due within 14 days"
    return ""


def raised_on(code: str) -> date | None:
    """The meeting a code names: ICSB200902-01 was raised on 2 September 2020.

    A legacy code that does not follow the pattern (ICSB2200915) names none.
    """
    match = _CODE.fullmatch(code.strip())
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups()[:3])
    try:
        return date(2000 + year, month, day)
    except ValueError:
        return None


def split_updates(text: str) -> tuple[str, ...]:
    """Progress notes kept in one cell, apart by ``//``; blank ones are dropped."""
    notes = (" ".join(note.split()) for note in text.split("//"))
    return tuple(note for note in notes if note)
