"""The 28 days within which an interest is declared, and how long one is shown."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

DAYS_TO_DECLARE = 28
MONTHS_PUBLIC = 6
YEARS_KEPT = 6


@dataclass(frozen=True, slots=True)
class Clock:
    """How a declaration stands to its 28 days; ``day`` counts from the day it arose."""

    day: int
    last_day: date
    declared: bool

    @property
    def is_late(self) -> bool:
        """Declared after the last day, or not declared though it has passed."""
        return self.day > DAYS_TO_DECLARE

    @property
    def words(self) -> str:
        """``day 27 of 28``, ``declared on day 28 of 28``, ``1 day late``."""
        if self.is_late:
            late = self.day - DAYS_TO_DECLARE
            return f"{late:,} {'day' if late == 1 else 'days'} late"
        start = "declared on day" if self.declared else "day"
        return f"{start} {self.day} of {DAYS_TO_DECLARE}"


def clock_of(arose_on: date, *, declared_on: date | None, today: date) -> Clock:
    """Count the days since an interest arose (nhs-practice 6.1 and 11, row 3).

    An interest from 1 March declared on 29 March is on day 28, in time; a day later is
    late. One declared before it began is on day 0.
    """
    end = declared_on or today
    return Clock(
        day=max(0, (end - arose_on).days),
        last_day=arose_on + timedelta(days=DAYS_TO_DECLARE),
        declared=declared_on is not None,
    )


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def public_until(ended_on: date | None, *, months: int = MONTHS_PUBLIC) -> date | None:
    """The last day an interest is on the public register; None while it has not ended.

    At least six months after its end: one that ended on 31 August is shown until the end
    of February (nhs-practice 6.3 and 11, row 4).
    """
    return None if ended_on is None else months_after(ended_on, months)


def kept_until(ended_on: date | None, *, years: int = YEARS_KEPT) -> date | None:
    """The last day an interest is on the private record; None while it has not ended."""
    return None if ended_on is None else months_after(ended_on, 12 * years)


def is_public_on(
    day: date, *, starts_on: date | None, ended_on: date | None, declared_on: date
) -> bool:
    """Whether the register as on ``day`` shows an interest that is to be shown at all."""
    if declared_on > day or (starts_on is not None and starts_on > day):
        return False
    until = public_until(ended_on)
    return until is None or day <= until
