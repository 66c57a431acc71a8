"""When an action is due: what is typed or printed, read as a day (LOG-05).

Source: nhs-practice 5: an action may have no date; it is then "no date set", never
overdue. A month without a day means its last day.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from boards.actions.enums import DuePrecision
from ics_portal.core.errors import RuleBroken
from ics_portal.core.text import visible

LONGEST = 60
TYPE_ONE_OF = (
    "Enter a day such as 13.01.2021, a month such as January 2021, or On-going if there"
    " is no date."
)

_MONTHS = {
    name.lower(): number
    for number in range(1, 13)
    for name in (calendar.month_name[number], calendar.month_abbr[number])
} | {"sept": 9}
_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WORDS = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]+)\.?,?\s+(\d{4})")


@dataclass(frozen=True, slots=True)
class Due:
    """A due date as read: ``day`` is the last day in time, None where there is none.

    ``is_clear`` is False when something was written that is neither a date nor a usual
    word for having none; it is then kept as printed and shown, never guessed.
    """

    day: date | None
    text: str
    is_clear: bool = True
    precision: DuePrecision = DuePrecision.NONE


# Usual ways to say that there is no date.
_NO_DATE = {"", "-", "tbc", "tba", "to be confirmed", "to be agreed", "n/a"} | {
    *("ongoing", "on-going", "on going"),
    *("none", "no date", "no date set"),
}


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
    precision = DuePrecision.DAY if day else DuePrecision.MONTH
    return Due(date(year, month, day or last), text, precision=precision)


def typed_due(text: str, *, field: str = "due") -> Due:
    """What a person typed as a due date; raises RuleBroken (LOGB-1) naming what can be.

    A log that is imported keeps whatever it printed (``read_due``); here somebody is
    there to be asked.
    """
    due = read_due(visible(text))
    if len(due.text) > LONGEST:
        due = Due(None, due.text, is_clear=False)
    if not due.is_clear:
        raise RuleBroken("LOGB-1", TYPE_ONE_OF, field=field)
    return due
