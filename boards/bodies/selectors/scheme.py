"""Schemes of delegation on a day, from the facts of their system."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from boards.bodies.enums import BodyKind
from boards.bodies.rules import BodyFact
from boards.bodies.rules.scheme import Scheme, scheme_on
from boards.bodies.selectors.compliance import facts_of

if TYPE_CHECKING:
    from boards.bodies.models import Body
    from boards.directory.models import IntegratedCareSystem

NOTHING = Scheme(functions=(), partners=(), lines={})


def schemes_on(
    system: IntegratedCareSystem, day: date
) -> tuple[tuple[BodyFact, Scheme], ...]:
    """Every place of a system that is in force on the day, with its scheme."""
    today = facts_of(system).on(day)
    places = today.bodies_of_kind(BodyKind.PLACE_PARTNERSHIP)
    return tuple((place, scheme_on(today, place)) for place in places)


def scheme_of(body: Body, day: date) -> Scheme:
    """The scheme of one place; nothing where it is not in force on the day."""
    for place, scheme in schemes_on(body.system, day):
        if place.id == body.pk:
            return scheme
    return NOTHING
