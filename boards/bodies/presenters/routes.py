"""Routes of approval as their page and their file print them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from boards.bodies.presenters.body import Link, body_link
from boards.bodies.rules.days import span_words
from boards.bodies.selectors.routes import RouteOn

CSV_HEADER = (
    "What it is for",
    "Step",
    "Body",
    "Decides",
    "Source",
    "From",
    "Day shown",
)


@dataclass(frozen=True, slots=True)
class RouteRow:
    """A route with its bodies in order; ``trouble`` says what is wrong on the day."""

    route_id: int
    subject: str
    source: str
    days: str
    since: date | None
    steps: tuple[Link, ...]
    trouble: str
    is_open: bool


def route_row(found: RouteOn, day: date) -> RouteRow:
    """A route as the list prints it."""
    route = found.route
    return RouteRow(
        route_id=route.pk,
        subject=route.subject,
        source=route.source,
        days=span_words(route.starts_on, route.ends_on),
        since=route.starts_on,
        steps=tuple(body_link(body, day) for body in found.bodies),
        trouble=found.trouble.sentence if found.trouble else "",
        is_open=route.ends_on is None,
    )


def routes_csv(rows: Iterable[RouteRow], day: date) -> Iterator[tuple[object, ...]]:
    """A line for each step."""
    for row in rows:
        for number, step in enumerate(row.steps, start=1):
            decides = "Yes" if number == len(row.steps) else "No"
            yield (
                row.subject, number, step.words, decides, row.source, row.since, day,
            )  # fmt: skip
