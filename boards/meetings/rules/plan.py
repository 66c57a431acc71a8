"""The forward plan: what comes back every year, and what may become of an entry."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from boards.meetings.enums import PlanState
from boards.meetings.rules.words import clean_reason
from ics_portal.core.errors import RuleBroken

APRIL = 4

ANNUAL_ITEMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Annual report and accounts", ("annual report",)),
    (
        "Review of the register of interests",
        ("register of interest", "register review"),
    ),
    ("Review of the board assurance framework", ("assurance framework", "baf")),
    ("Review of the terms of reference", ("terms of reference",)),
    ("Review of committee effectiveness", ("effectiveness",)),
)
"""What a body hears once in a financial year, and the words by which it is known."""


def financial_year(day: date) -> tuple[date, date]:
    """First and last day of the financial year in which a day lies."""
    start = day.year if day.month >= APRIL else day.year - 1
    return date(start, APRIL, 1), date(start + 1, 3, 31)


def missing_annual(titles: Iterable[str]) -> list[str]:
    """The yearly items that none of these titles is about."""
    known = [title.casefold() for title in titles]
    return [
        item
        for item, words in ANNUAL_ITEMS
        if not any(word in title for word in words for title in known)
    ]


def month_of(day: date) -> tuple[date, date]:
    """The first day of its month, and of the month after."""
    after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day.replace(day=1), after


def check_when(*, has_meeting: bool, due_on: date | None) -> None:
    """Raise RuleBroken for an entry that says neither meeting nor month."""
    if not has_meeting and due_on is None:
        raise RuleBroken(
            "CAL-7", "Choose a meeting, or a day in the month.", field="meeting"
        )


def check_open(state: str) -> None:
    """Raise RuleBroken for an entry that is not planned any more."""
    if state == PlanState.TAKEN:
        raise RuleBroken("CAL-7", "This entry is on an agenda now. Change it there.")
    if state == PlanState.DROPPED:
        raise RuleBroken("CAL-7", "This entry was dropped from the plan.")


def drop_reason(text: str) -> str:
    """The reason for which an entry is dropped; RuleBroken without one."""
    return clean_reason(text, ask="Say why it is dropped from the plan.", rule="CAL-7")
