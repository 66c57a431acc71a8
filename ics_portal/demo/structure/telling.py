"""In whose name the story is told, its days, and its people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from boards.bodies.enums import BodyKind
from boards.bodies.models import Body, Seat
from boards.bodies.services import appoint, establish_body
from boards.directory.models import IntegratedCareSystem, Organisation, Person
from boards.directory.services import add_person
from ics_portal.accounts.actor import Actor

LAWFUL_FROM = date(2022, 7, 1)
CCGS_LAST_DAY = date(2022, 6, 30)
SHADOW_FROM = date(2021, 10, 1)
PLACES_FROM = date(2020, 4, 1)

TRUSTS = {
    "Blackpool Teaching Hospitals NHS Foundation Trust": ("acute", "community"),
    "East Lancashire Hospitals NHS Trust": ("acute", "community"),
    "Lancashire Teaching Hospitals NHS Foundation Trust": ("acute",),
    "University Hospitals of Morecambe Bay NHS Foundation Trust": (
        "acute",
        "community",
    ),
    "Lancashire and South Cumbria NHS Foundation Trust": ("mental_health", "community"),
    "North West Ambulance Service": ("ambulance",),
}
COUNCILS = (
    "Lancashire County Council",
    "Blackburn with Darwen Council",
    "Blackpool Council",
)


class By(TypedDict):
    """In whose name, and when."""

    actor: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class Telling:
    """The system while it is told."""

    system: IntegratedCareSystem
    by: By

    def organisation(self, name: str) -> Organisation:
        return Organisation.objects.get(name=name)

    def body(
        self, name: str, kind: BodyKind, slug: str, code: str, **fields: object
    ) -> Body:
        given = {"meets_in_public": False, **fields}
        return establish_body(
            name=name, kind=kind, slug=slug, code=code, system=self.system,
            **given, **self.by,
        )  # fmt: skip

    def person(self, title: str) -> Person:
        """Somebody known by a role title; the same title is the same person."""
        known = Person.objects.filter(name=title).first()
        return known or add_person(name=title, post_title=title, **self.by)

    def fill(self, seat: Seat, title: str, starts_on: date, **fields: object) -> None:
        person = self.person(title)
        appoint(seat=seat, person=person, starts_on=starts_on, **fields, **self.by)  # type: ignore[arg-type]
