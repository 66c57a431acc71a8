"""Routes of approval, read in a number of queries that does not grow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from boards.bodies.models import ApprovalRoute, Body, GovernanceForm
from boards.bodies.rules.forms import decides_nothing
from boards.bodies.rules.routes import RouteTrouble, StepFact, wrong_route

if TYPE_CHECKING:
    from boards.directory.models import IntegratedCareSystem


@dataclass(frozen=True, slots=True)
class RouteOn:
    """A route on a day, with what is wrong with it then, or None."""

    route: ApprovalRoute
    bodies: tuple[Body, ...]
    trouble: RouteTrouble | None


def routes_on(system: IntegratedCareSystem, day: date) -> tuple[RouteOn, ...]:
    """The routes of a system that are in force on a day, by subject."""
    found = list(
        ApprovalRoute.objects.in_force_on(day)
        .filter(system=system)
        .prefetch_related("steps__body")
    )
    ways = [tuple(step.body for step in route.steps.all()) for route in found]
    facts = step_facts({body for way in ways for body in way}, day)
    return tuple(
        RouteOn(route, way, wrong_route([facts[body.pk] for body in way], day))
        for route, way in zip(found, ways, strict=True)
    )


def bodies_of_route(route: ApprovalRoute) -> tuple[Body, ...]:
    """The bodies of one route, in order."""
    steps = route.steps.select_related("body").order_by("position")
    return tuple(step.body for step in steps)


def trouble_with(bodies: Sequence[Body], day: date) -> RouteTrouble | None:
    """What would be wrong with a route over these bodies on a day."""
    facts = step_facts(bodies, day)
    return wrong_route([facts[body.pk] for body in bodies], day)


def step_facts(bodies: Iterable[Body], day: date) -> dict[int, StepFact]:
    """The bodies as steps, by id; which form a place has on the day says if it decides."""
    every = {body.pk: body for body in bodies}
    forms: dict[int, str] = defaultdict(str)
    forms.update(
        GovernanceForm.objects.in_force_on(day)
        .filter(body__in=every)
        .values_list("body_id", "form")
    )
    return {
        pk: StepFact(
            body_id=pk,
            name=body.name,
            only_advises=bool(
                decides_nothing(
                    kind=body.kind, authority=body.authority, form=forms[pk]
                )
            ),
            starts_on=body.starts_on,
            ends_on=body.ends_on,
        )
        for pk, body in every.items()
    }
