"""The days of a series: the third Wednesday of each month, not August."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from ics_portal.core.calendar import SATURDAY, bank_holiday_name
from ics_portal.core.errors import RuleBroken

LAST = 5
WEEKS = ((1, "First"), (2, "Second"), (3, "Third"), (4, "Fourth"), (LAST, "Last"))
MOST = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """``week`` of a month from 1 to 4, or ``LAST``; ``weekday`` 0 is Monday."""

    week: int
    weekday: int
    not_months: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SeriesDay:
    """A day of the series and what speaks against it."""

    on: date
    clash: str


def days_of(
    pattern: Pattern, first: date, last: date, taken: Collection[date] = ()
) -> list[SeriesDay]:
    """Every day of the pattern from ``first`` to ``last``, both counted.

    ``taken`` are days on which the body meets already. Raises RuleBroken for a span
    without a day, or with more than three years of months.
    """
    if last < first:
        raise RuleBroken("CAL-10", "The last day is before the first.", field="last")
    found: list[SeriesDay] = []
    month = first.replace(day=1)
    while month <= last and len(found) <= MOST:
        on = _day(month, pattern)
        if first <= on <= last and month.month not in pattern.not_months:
            found.append(SeriesDay(on, _clash(on, taken)))
        month = (month + timedelta(days=31)).replace(day=1)
    if not found:
        raise RuleBroken(
            "CAL-10", "No day of the pattern is in this time.", field="last"
        )
    if len(found) > MOST:
        sentence = f"A series has {MOST} meetings at most; choose an earlier end."
        raise RuleBroken("CAL-10", sentence, field="last")
    return found


def _day(month: date, pattern: Pattern) -> date:
    if pattern.week == LAST:
        last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - pattern.weekday) % 7)
    ahead = (pattern.weekday - month.weekday()) % 7
    return month + timedelta(days=ahead + 7 * (pattern.week - 1))


def _clash(on: date, taken: Collection[date]) -> str:
    if on in taken:
        return "The body meets on this day already"
    if name := bank_holiday_name(on):
        return name
    return "At the weekend" if on.weekday() >= SATURDAY else ""
