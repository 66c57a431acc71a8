"""Days as a board office counts them."""

from datetime import date, timedelta


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
