"""First and last days: which of them meet, and how sentences say them.

Both edges count; ``None`` is open on that side.
"""

from __future__ import annotations

from datetime import date, timedelta

from boards.bodies.rules.facts import Span

ONE_DAY = timedelta(days=1)


def said(day: date) -> str:
    """``1 July 2022``."""
    return f"{day.day} {day:%B %Y}"


def span_words(starts_on: date | None, ends_on: date | None) -> str:
    """``from 1 April 2022 to 31 March 2025``; shorter where a side is open."""
    if starts_on and ends_on:
        return f"from {said(starts_on)} to {said(ends_on)}"
    if starts_on:
        return f"from {said(starts_on)}"
    if ends_on:
        return f"until {said(ends_on)}"
    return "without dates"


def meet(one: Span, other: Span) -> bool:
    """Whether there is a day on which both are in force."""
    return _starts_by(one, other.ends_on) and _starts_by(other, one.ends_on)


def _starts_by(span: Span, day: date | None) -> bool:
    return span.starts_on is None or day is None or span.starts_on <= day


def lies_within(inner: Span, outer: Span) -> bool:
    """Whether every day of the one is a day of the other."""
    starts_in = outer.starts_on is None or (
        inner.starts_on is not None and outer.starts_on <= inner.starts_on
    )
    ends_in = outer.ends_on is None or (
        inner.ends_on is not None and inner.ends_on <= outer.ends_on
    )
    return starts_in and ends_in


def last_day_of_term(starts_on: date, years: int) -> date:
    """The last day of a term: 31 March 2025 for three years from 1 April 2022."""
    try:
        anniversary = starts_on.replace(year=starts_on.year + years)
    except ValueError:  # 29 February
        anniversary = starts_on.replace(year=starts_on.year + years, day=28) + ONE_DAY
    return anniversary - ONE_DAY


def wrong_days(starts_on: date | None, ends_on: date | None, what: str) -> str:
    """Why these two days cannot be; empty where they can. ``what`` begins the sentence."""
    if starts_on is None or ends_on is None or starts_on <= ends_on:
        return ""
    return (
        f"{what} cannot end on {said(ends_on)}, before it starts on {said(starts_on)}."
    )
