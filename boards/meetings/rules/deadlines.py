"""The days by which things are due before a meeting (nhs-practice 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ics_portal.core.calendar import clear_days_named, days_before

PUBLIC_NOTICE_CLEAR_DAYS = 3

State = Literal["done", "next", "later", "missed", "passed"]
"""``passed`` says only that the day went by: nothing here records what was done by it."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline with its last day in time, how it was counted and how it stands."""

    title: str
    on: date
    note: str
    state: State


def deadlines(
    held_on: date,
    *,
    papers_due_days: int,
    papers_to_members_days: int,
    issued_on: date | None,
    today: date,
    meets_in_public: bool = False,
) -> list[Deadline]:
    """The deadlines of a meeting, by their days; days before are calendar days.

    Public notice, which a body that meets in private does not give, is counted in clear
    days: neither the day of the notice nor that of the meeting counts.
    Papers to members are done when the pack was issued by that day, and missed when it
    was issued later or the day passed without. Of public notice, and of papers from
    authors, no record is kept here: a day gone by is said to have passed, never to be
    met. Whether single papers came in time is for the papers' own page.
    """
    papers_on = held_on - timedelta(days=papers_due_days)
    members_on = held_on - timedelta(days=papers_to_members_days)
    to_members: State | None = None
    to_members_note = _before(papers_to_members_days)
    if issued_on is not None and issued_on > members_on:
        to_members = "missed"
        to_members_note += f"; issued late, {issued_on.day} {issued_on:%b %Y}"
    elif issued_on is not None:
        to_members = "done"
    elif today > members_on:
        to_members = "missed"
    planned: list[tuple[str, date, str, State | None]] = [
        ("Papers from authors", papers_on, _before(papers_due_days), None),
        ("Pack to members", members_on, to_members_note, to_members),
    ]
    if meets_in_public:
        notice_on = days_before(held_on, PUBLIC_NOTICE_CLEAR_DAYS)
        planned.append(("Public notice", notice_on, _clear(notice_on, held_on), None))
    held: State | None = "done" if today > held_on else None
    planned.append(("Meeting", held_on, "", held))
    return _with_states(sorted(planned, key=lambda plan: plan[1]), today)


def _before(days: int) -> str:
    return f"{days} {'day' if days == 1 else 'days'} before"


def _clear(notice_on: date, held_on: date) -> str:
    named = ", ".join(str(day.day) for day in clear_days_named(notice_on, held_on))
    return f"{PUBLIC_NOTICE_CLEAR_DAYS} clear days: {named}"


def _with_states(
    planned: list[tuple[str, date, str, State | None]], today: date
) -> list[Deadline]:
    found: list[Deadline] = []
    next_is_taken = False
    for title, on, note, known in planned:
        state: State = known or "passed"
        if known is None and on >= today:
            state = "later" if next_is_taken else "next"
            next_is_taken = True
        found.append(Deadline(title, on, note, state))
    return found
