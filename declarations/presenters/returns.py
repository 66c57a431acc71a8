"""Yearly returns in words: what is due of a person, and how far a round is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from declarations.rules.clock import clock_of
from declarations.selectors.returns import Standing
from ics_portal.core.web.words import longday, moment, plural

if TYPE_CHECKING:
    from boards.directory.models import Person
    from boards.meetings.models import Ruling
    from declarations.models import AnnualReturn, ReturnCycle

Chip = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class DueLine:
    """A round that waits for a person's return."""

    id: int
    title: str
    until: str
    left: str


def due_lines(cycles: Iterable[ReturnCycle], today: date) -> list[DueLine]:
    """Each with its last day and how many days are left."""
    return [
        DueLine(
            id=cycle.pk,
            title=f"Return for {cycle.year}, {cycle.body}",
            until=longday(cycle.closes_on),
            left=left_words(cycle.closes_on, today),
        )
        for cycle in cycles
    ]


def left_words(closes_on: date, today: date) -> str:
    """``the last day is today``, ``1 day left``, ``closed``"""
    left = (closes_on - today).days
    if left < 0:
        return "closed"
    return f"{plural(left, 'day')} left" if left else "the last day is today"


def made_lines(made: Iterable[AnnualReturn]) -> list[tuple[str, str]]:
    """What somebody returned: for which year and body, and when."""
    return [
        (
            f"{row.cycle.year}, {row.cycle.body}",
            f"{'Nil return' if row.is_nil else 'Confirmed'}, {longday(row.returned_at)}",
        )
        for row in made
    ]


@dataclass(frozen=True, slots=True)
class RoomLine:
    """Something declared at a meeting that is not on the register yet."""

    who: str
    where: str
    nature: str
    href: str
    until: str
    clock: str
    is_late: bool


def room_lines(rulings: Iterable[Ruling], today: date) -> list[RoomLine]:
    """Each with the 28 days that run from the meeting."""
    lines = []
    for ruling in rulings:
        held_on = ruling.item.meeting.held_on
        clock = clock_of(held_on, declared_on=None, today=today)
        lines.append(
            RoomLine(
                who=ruling.person.name,
                where=f"the meeting of {ruling.item.meeting.body} on {longday(held_on)}",
                nature=ruling.nature,
                href=reverse(
                    "declarations:person", kwargs={"person_id": ruling.person_id}
                ),
                until=longday(clock.last_day),
                clock=clock.words,
                is_late=clock.is_late,
            )
        )
    return lines


@dataclass(frozen=True, slots=True)
class StandingRow:
    """One person in a round."""

    person: str
    post: str
    href: str
    chip: Chip
    when: str


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One round of a body; ``missing`` counts who has not returned."""

    cycle: ReturnCycle
    days: str
    chip: Chip
    rows: Sequence[StandingRow]
    missing: int
    extend_url: str


def round_page(
    cycle: ReturnCycle, standings: Sequence[Standing], today: date
) -> RoundPage:
    """Those who have not returned stand first."""
    missing = [row for row in standings if row.made is None]
    made = [row for row in standings if row.made is not None]
    return RoundPage(
        cycle=cycle,
        days=f"From {longday(cycle.opens_on)} to {longday(cycle.closes_on)}",
        chip=_round_chip(cycle, today),
        rows=[_standing_row(row, cycle, today) for row in (*missing, *made)],
        missing=len(missing),
        extend_url=reverse(
            "declarations:extend_cycle",
            kwargs={"slug": cycle.body.slug, "cycle_id": cycle.pk},
        ),
    )


def _round_chip(cycle: ReturnCycle, today: date) -> Chip:
    if today < cycle.opens_on:
        return ("Not open yet", "quiet", "ring")
    if today > cycle.closes_on:
        return ("Closed", "quiet", "dash")
    return (f"Open, {left_words(cycle.closes_on, today)}", "info", "half")


def post_of(person: Person) -> str:
    """The post, where it says more than the name."""
    return "" if person.post_title == person.name else person.post_title


def _standing_row(row: Standing, cycle: ReturnCycle, today: date) -> StandingRow:
    chip: Chip = ("Not returned", "warn", "clock")
    if row.made is not None:
        chip = ("Nil return" if row.made.is_nil else "Confirmed", "ok", "tick")
    elif today > cycle.closes_on:
        chip = ("Not returned", "bad", "stop")
    return StandingRow(
        person=row.person.name,
        post=post_of(row.person),
        href=reverse("declarations:person", kwargs={"person_id": row.person.pk}),
        chip=chip,
        when=moment(row.made.returned_at) if row.made else "",
    )
