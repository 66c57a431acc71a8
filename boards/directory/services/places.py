"""Places: parts of a system, locally defined (PLC-01)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify

from boards.directory.models import IntegratedCareSystem, Place
from boards.directory.permissions import may_keep_directory
from boards.directory.rules import wrong_closing
from boards.directory.services.checking import (
    locked,
    reason_given,
    span_right,
    unchanged_since,
    words,
)
from boards.directory.services.systems import ADDED
from ics_portal.core.audit.history import create_with_reason, save_with_reason
from ics_portal.core.audit.services import record
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor

LABELS = {
    "name": "Name",
    "boundary_basis": "Boundary",
    "population": "People",
    "note": "Note",
    "starts_on": "From",
    "ends_on": "To",
}

MOST_PEOPLE = 100_000_000
"""More than England has: a slip of the keyboard."""


TAKEN = frozenset({"new"})
"""Addresses below /system/places/ that are no place's."""


@dataclass(frozen=True, slots=True)
class PlaceDetails:
    """What is kept of a place. ``population`` counts people; None where nobody said."""

    name: str
    boundary_basis: str = ""
    population: int | None = None
    note: str = ""
    starts_on: date | None = None
    ends_on: date | None = None

    def fields(
        self, system: IntegratedCareSystem, own_pk: int = 0
    ) -> dict[str, object]:
        """As they are kept. Raises RuleBroken (DIR-4, DIR-5, DIR-9)."""
        name = words(self.name, field="name", what="the name", limit=200)
        basis = words(
            self.boundary_basis,
            field="boundary_basis",
            what="what the boundary follows",
            limit=200,
            needed=False,
        )
        if self.population is not None and not 0 < self.population < MOST_PEOPLE:
            raise RuleBroken(
                "DIR-9",
                "Enter the number of people as a whole number above 0 and below"
                f" {MOST_PEOPLE:,}, or leave it empty.",
                field="population",
            )
        span_right(self.starts_on, self.ends_on, what=name)
        same = system.places.filter(name__iexact=name).exclude(pk=own_pk)
        if same.exists():
            raise RuleBroken(
                "DIR-9", f"{system} has a place called {name} already.", field="name"
            )
        return {
            "name": name,
            "boundary_basis": basis,
            "population": self.population,
            "note": self.note.strip(),
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
        }


@transaction.atomic
def add_place(
    *, system: IntegratedCareSystem, details: PlaceDetails, actor: Actor, at: datetime
) -> Place:
    """Add a place. Its address on the web is made of its name and stays when it is
    renamed."""
    require(may_keep_directory(actor))
    fields = details.fields(locked(system))  # two who add one name wait for each other
    place = create_with_reason(
        Place,
        ADDED,
        actor=actor,
        system=system,
        slug=_free_slug(str(fields["name"])),
        **fields,
    )
    record(verb="directory.place_added", target=place, actor=actor, at=at)
    return place


@transaction.atomic
def change_place(
    *,
    place: Place,
    details: PlaceDetails,
    reason: str,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Place:
    """Change a place. ``seen`` as in ``change_organisation``."""
    require(may_keep_directory(actor))
    stored = locked(place)
    mine = details.fields(stored.system, own_pk=stored.pk)
    why = reason_given(reason)
    unchanged_since(stored, seen, mine, labels=LABELS)
    for field, value in mine.items():
        setattr(stored, field, value)
    save_with_reason(stored, why, actor=actor)
    record(
        verb="directory.place_changed", target=stored, actor=actor, at=at, reason=why
    )
    return stored


@transaction.atomic
def close_place(
    *, place: Place, on: date, reason: str, actor: Actor, at: datetime
) -> Place:
    """Close a place with its last day."""
    require(may_keep_directory(actor))
    stored = locked(place)
    why = reason_given(reason)
    if problem := wrong_closing(stored.starts_on, stored.ends_on, on, name=stored.name):
        raise RuleBroken("DIR-4", problem, field="on")
    stored.ends_on = on
    save_with_reason(stored, why, actor=actor)
    record(verb="directory.place_closed", target=stored, actor=actor, at=at, reason=why)
    return stored


def _free_slug(name: str) -> str:
    stem = slugify(name)[:70] or "place"
    slug, number = stem, 1
    while slug in TAKEN or Place.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug
