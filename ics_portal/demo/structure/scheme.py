"""Schemes of delegation of the places: one complete, one with a gap, one not begun.

The lines are ours. A trust keeps its wards, the place manages what is done together.
"""

from __future__ import annotations

from decimal import Decimal

from boards.bodies.enums import HeldBy
from boards.bodies.models import Body, Function
from boards.bodies.services import LineSaid, say_scheme
from boards.directory.models import Organisation
from ics_portal.demo.structure.functions import COMMUNITY, EACH_PLACE
from ics_portal.demo.structure.telling import LAWFUL_FROM, Telling

HOME, URGENT = EACH_PLACE
TRUST = {COMMUNITY: HeldBy.PLACE, HOME: HeldBy.PLACE, URGENT: HeldBy.RETAINED}
COUNCIL = {COMMUNITY: HeldBy.PLACE, HOME: HeldBy.PLACE, URGENT: HeldBy.NOT_APPLICABLE}
LIMIT = Decimal(250_000)


def say_schemes(telling: Telling) -> None:
    mental_health = "Lancashire and South Cumbria NHS Foundation Trust"
    for slug, partner, holders in (
        ("pennine-lancashire", "East Lancashire Hospitals NHS Trust", TRUST),
        ("pennine-lancashire", "Blackburn with Darwen Council", COUNCIL),
        ("pennine-lancashire", mental_health, TRUST),
        ("fylde-coast", "Blackpool Council", COUNCIL),
        ("fylde-coast", mental_health, TRUST),
    ):
        _say(telling, slug, telling.organisation(partner), holders)


def _say(
    telling: Telling, slug: str, partner: Organisation, holders: dict[str, HeldBy]
) -> None:
    say_scheme(
        body=Body.objects.get(slug=slug),
        partner=partner,
        lines=[
            LineSaid(
                function=Function.objects.get(system=telling.system, name=name),
                held_by=held_by,
                limit=LIMIT if held_by == HeldBy.PLACE else None,
                note="Illustrative",
            )
            for name, held_by in holders.items()
        ],
        starts_on=LAWFUL_FROM,
        **telling.by,
    )
