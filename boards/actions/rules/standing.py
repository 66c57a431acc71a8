"""How an action stands on a day (nhs-practice 5).

Blue is closed, green on track, amber due within 14 days or moved before, red overdue.
An action without a date is "no date set", never overdue; the due day itself is in time.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

SOON = timedelta(days=14)


class Standing(StrEnum):
    """How an action stands on a day; the order is that of a log read for trouble."""

    OVERDUE = "overdue"
    SOON = "soon"
    MOVED = "moved"
    ON_TRACK = "on_track"
    NO_DATE = "no_date"
    CLOSED = "closed"


def standing(
    *, due_on: date | None, is_closed: bool, on: date, moved: int = 0
) -> Standing:
    """How the action stands on a day. ``moved`` is how often its date was revised; the
    latest date, ``due_on``, rules."""
    if is_closed:
        return Standing.CLOSED
    if due_on is None:
        return Standing.NO_DATE
    if due_on < on:
        return Standing.OVERDUE
    if due_on - on <= SOON:
        return Standing.SOON
    return Standing.MOVED if moved else Standing.ON_TRACK


def standing_words(
    *,
    due_on: date | None,
    is_closed: bool,
    on: date,
    that_day: str = "Due today",
    moved: int = 0,
) -> str:
    """The words beside an action: "Overdue by 3 days", "No date set"; "" on track.

    ``that_day`` is said of one due on the very day, which is not today in a pack.
    """
    now = standing(due_on=due_on, is_closed=is_closed, on=on, moved=moved)
    if now == Standing.NO_DATE:
        return "No date set"
    if now == Standing.OVERDUE and due_on is not None:
        days = (on - due_on).days
        return f"Overdue by {days:,} day{'' if days == 1 else 's'}"
    if now == Standing.SOON:
        return that_day if due_on == on else "Due within 14 days"
    if now == Standing.MOVED:
        return f"Date revised {_times(moved)}"
    return ""


def is_due_at(due_on: date | None, *, held_on: date) -> bool:
    """Whether the log of a meeting says of an action that it is due there (LOG-06)."""
    return due_on is not None and due_on <= held_on


def slip_words(first: date | None, latest: date | None) -> str:
    """How far the date moved, from the first to the one that rules; "" if it did not."""
    if first is None or latest is None or first == latest:
        return ""
    days = abs((latest - first).days)
    said = f"{days:,} day{'' if days == 1 else 's'}"
    return f"{said} later" if latest > first else f"{said} earlier"


AGES = (
    ("Under 3 months", 91),
    ("3 to 6 months", 182),
    ("6 to 9 months", 273),
    ("9 months or more", None),
)
"""Bands of the age report, with the days each ends at (LOG-08)."""
UNKNOWN_AGE = "Not known when it was raised"


def age_band(raised_on: date | None, *, on: date) -> str:
    """The band of the age report an open action stands in."""
    if raised_on is None:
        return UNKNOWN_AGE
    days = (on - raised_on).days
    return next(words for words, most in AGES if most is None or days < most)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
