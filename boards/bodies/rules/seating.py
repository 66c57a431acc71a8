"""Who may be put into a seat: what stands against it, in a sentence or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from boards.bodies.rules.days import (
    ONE_DAY,
    last_day_of_term,
    lies_within,
    meet,
    said,
    span_words,
)
from boards.bodies.rules.facts import Span
from boards.bodies.rules.findings import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting(Span):
    """Somebody in a seat for a time; ``seat`` is its title."""

    person: str
    seat: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarredFor(Span):
    """Why a person may not sit, and when."""

    reason: str


def outside_the_seat(term: Span, seat: Span, title: str) -> str:
    """An appointment lies within the days of its seat."""
    if lies_within(term, seat):
        return ""
    return (
        f"{title} is a seat {span_words(seat.starts_on, seat.ends_on)}. Keep the"
        " appointment within these days."
    )


def already_held(term: Span, others: Iterable[Sitting]) -> str:
    """One person in a seat at a time: the holder and the days are named."""
    for other in others:
        if meet(term, other):
            words = f"{other.person} holds this seat {_days_of(other)}."
            if other.ends_on is None:
                return f"{words} End that appointment first."
            return f"{words} Begin on {said(other.ends_on + ONE_DAY)} or later."
    return ""


def _days_of(span: Span) -> str:
    if span.starts_on and span.ends_on is None:
        return f"since {said(span.starts_on)}"
    return span_words(span.starts_on, span.ends_on)


def barred(term: Span, person: str, bars: Iterable[BarredFor]) -> str:
    """Nobody sits on a day on which something bars them (nhs-practice 3.1)."""
    for bar in bars:
        if meet(term, bar):
            days = span_words(bar.starts_on, bar.ends_on)
            return f"{person} may not sit {days}: {bar.reason}."
    return ""


def holds_another(term: Span, person: str, voting: Iterable[Sitting]) -> str:
    """One person holds one voting seat of a body (RULE-BRD-16)."""
    for other in voting:
        if meet(term, other):
            return (
                f"One person holds one seat: {person} has “{other.seat}”"
                f" {_days_of(other)} (RULE-BRD-16)."
            )
    return ""


def beyond_the_terms(
    term: Span,
    person: str,
    *,
    years: int | None,
    most: int | None,
    served: Iterable[Span],
) -> str:
    """How long a term lasts and how many one person may serve, where limits are set.

    ``served`` are the person's other confirmed terms in seats of this sort. A
    re-appointment within the limit is fine.
    """
    if years is not None and term.starts_on is not None:
        last = last_day_of_term(term.starts_on, years)
        if term.ends_on is None or term.ends_on > last:
            return (
                f"A term in this seat lasts {_count(years, 'year')}: give a last day,"
                f" {said(last)} at the latest."
            )
    others = list(served)
    if most is not None and len(others) >= most:
        days = listed(span_words(one.starts_on, one.ends_on) for one in others)
        return (
            f"{person} has {_count(len(others), 'term')} in such a seat already, {days};"
            f" at most {_count(most, 'term')} {'is' if most == 1 else 'are'} allowed."
        )
    return ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def second_officer(term: Span, marked: Iterable[Sitting]) -> str:
    """One accountable officer of a body on any day (ICB-17)."""
    for other in marked:
        if meet(term, other):
            return (
                f"{other.person} is marked as the accountable officer"
                f" {_days_of(other)}. There is one on any day: take that mark off first."
            )
    return ""
