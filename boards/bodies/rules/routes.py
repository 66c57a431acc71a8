"""The way something takes before it is decided: which bodies, in which order (ICP-20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from boards.bodies.rules.facts import Span

LEAST = 2
"""A route leads from one body to another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFact(Span):
    """A body of a route, with the days on which it is there."""

    body_id: int
    name: str
    only_advises: bool = False


@dataclass(frozen=True, slots=True)
class RouteTrouble:
    """Why a route cannot be so: at which step, counted from 0, and the sentence."""

    step: int
    sentence: str


def wrong_route(steps: Sequence[StepFact], day: date) -> RouteTrouble | None:
    """What stands against a route on a day: at least two bodies, each once, all in force,
    and the last of them decides."""
    if len(steps) < LEAST:
        return RouteTrouble(
            len(steps), "Name at least two bodies: a route leads from one to another."
        )
    seen: set[int] = set()
    for number, step in enumerate(steps):
        if step.body_id in seen:
            return RouteTrouble(
                number, f"{step.name} is in the route twice. Name each body once."
            )
        seen.add(step.body_id)
        if not step.covers(day):
            return RouteTrouble(
                number, f"{step.name} is not in force on {day.day} {day:%B %Y}."
            )
    last = steps[-1]
    if last.only_advises:
        return RouteTrouble(
            len(steps) - 1,
            f"{last.name} only advises, so nothing is decided there. End the route with a"
            " body that decides.",
        )
    return None
