"""The yearly round of returns: its days, and when somebody is reminded."""

from __future__ import annotations

import re
from datetime import date

from ics_portal.core.errors import RuleBroken

_YEAR = re.compile(r"(\d{4})/(\d{2})")
REMINDER_DAYS = (14, 7, 1)
"""So many days before a round closes, those who have not returned are reminded."""
LONGEST = 366


def check_cycle(year: str, opens_on: date | None, closes_on: date | None) -> None:
    """Raise RuleBroken with the field at fault: a year such as 2020/21, and its days."""
    found = _YEAR.fullmatch(year)
    if found is None or (int(found[1]) + 1) % 100 != int(found[2]):
        raise RuleBroken(
            "RTN-1", "Enter the year as 2020/21, two years in a row.", field="year"
        )
    if opens_on is None:
        raise RuleBroken("RTN-1", "Enter the day it opens.", field="opens_on")
    if closes_on is None:
        raise RuleBroken("RTN-1", "Enter the last day of returns.", field="closes_on")
    if closes_on < opens_on:
        raise RuleBroken(
            "RTN-1",
            f"The last day must not be before it opens, {_said(opens_on)}.",
            field="closes_on",
        )
    if (closes_on - opens_on).days > LONGEST:
        raise RuleBroken(
            "RTN-1", "A round is open for a year at most.", field="closes_on"
        )


def check_open(name: str, opens_on: date, closes_on: date, today: date) -> None:
    """Raise RuleBroken unless a return can be made today; both days count.

    ``name`` says which round, such as "2020/21 of the ICS Board".
    """
    if today < opens_on:
        raise RuleBroken("RTN-2", f"The return for {name} opens on {_said(opens_on)}.")
    if today > closes_on:
        raise RuleBroken(
            "RTN-2",
            f"The return for {name} closed on {_said(closes_on)}. Ask the board office"
            " to open it again.",
        )


def check_answer(*, is_nil: bool, interests: int) -> None:
    """Raise RuleBroken where the answer does not fit what is on record."""
    if is_nil and interests:
        noun, them = (
            ("interest is", "it") if interests == 1 else ("interests are", "them")
        )
        raise RuleBroken(
            "RTN-3",
            f"{interests} {noun} on record. Confirm {them}, or end or withdraw {them} first.",
            field="answer",
        )
    if not is_nil and not interests:
        raise RuleBroken(
            "RTN-3",
            "No interest is on record. Make a nil return, or add an interest first.",
            field="answer",
        )


def reminder_step(closes_on: date, today: date) -> int | None:
    """Which reminder is due: 14, 7 or 1 days before the last day; None for none.

    A portal that was off on the day itself reminds on the next: each step once.
    """
    left = (closes_on - today).days
    if left < 0:
        return None
    return min((step for step in REMINDER_DAYS if left <= step), default=None)


def financial_year_of(day: date) -> str:
    """``2020/21`` for any day from 1 April 2020 to 31 March 2021."""
    start = day.year if day.month >= 4 else day.year - 1
    return f"{start}/{(start + 1) % 100:02}"


def _said(day: date) -> str:
    return f"{day:%A %-d %B %Y}"
