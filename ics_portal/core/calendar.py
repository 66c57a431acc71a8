"""Days as a board office counts them."""

from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

SATURDAY = 5


def clear_days_between(first: date, last: date) -> int:
    """The whole days between two dates, leaving out both of them; never below 0.

    Notice on Sunday 8th for a meeting on Thursday 12th is 3 clear days: 9, 10, 11.
    Source: Public Bodies (Admission to Meetings) Act 1960, section 1(4).
    """
    return max(0, (last - first).days - 1)


def days_before(day: date, clear_days: int) -> date:
    """The last day on which ``clear_days`` clear days still lie before ``day``."""
    return day - timedelta(days=clear_days + 1)


def clear_days_named(first: date, last: date) -> list[date]:
    """The clear days themselves, so that a deadline can name them."""
    return [
        first + timedelta(days=number)
        for number in range(1, clear_days_between(first, last) + 1)
    ]


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> dict[date, str]:
    """The bank holidays of England in a year, by name; kept, for they do not change."""
    return dict(country_holidays("GB", subdiv="ENG", years=year))


def bank_holiday_name(day: date) -> str:
    """``Good Friday``, or "" on a day that is none."""
    return bank_holidays(day.year).get(day, "")


def is_working_day(day: date) -> bool:
    """Whether it is neither a Saturday or Sunday nor a bank holiday of England."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def working_days_before(day: date, working_days: int) -> date:
    """The day that lies so many working days before ``day``, which itself does not count.

    Three before the Tuesday after Easter is the Tuesday of the week before: neither Good
    Friday nor Easter Monday counts. With 0 it is the day itself.
    """
    while working_days > 0:
        day -= timedelta(days=1)
        working_days -= is_working_day(day)
    return day


def working_days_after(day: date, working_days: int) -> date:
    """The day that lies so many working days after ``day``, which itself does not count."""
    while working_days > 0:
        day += timedelta(days=1)
        working_days -= is_working_day(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days follow ``first``, up to and with ``last``."""
    days = (last - first).days
    return sum(is_working_day(first + timedelta(days=n)) for n in range(1, days + 1))
