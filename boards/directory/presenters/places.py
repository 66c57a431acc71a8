"""Places, in a list and each by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from boards.directory.models import Place
from boards.directory.presenters.common import Standing, span_words, standing
from boards.directory.selectors import reading
from boards.directory.selectors.history import SHOWN, Change
from ics_portal.core.web.words import number

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One line of the list of places."""

    name: str
    slug: str
    system: str
    boundary: str
    population: int | None
    standing: Standing
    opened: date | None
    closed: date | None

    CSV_HEADER = ("Place", "System", "Boundary", "People", "From", "To", "On the day")

    def csv(self) -> Sequence[object]:
        return (
            self.name,
            self.system,
            self.boundary,
            self.population,
            self.opened,
            self.closed,
            self.standing.words,
        )


def place_row(place: Place, *, on: date) -> PlaceRow:
    return PlaceRow(
        name=place.name,
        slug=place.slug,
        system=str(place.system),
        boundary=place.boundary_basis,
        population=place.population,
        standing=standing(place, on),
        opened=place.starts_on,
        closed=place.ends_on,
    )


@dataclass(frozen=True, slots=True)
class PlacePage:
    """One place."""

    place: Place
    standing: Standing
    people: str
    span: str
    changes: tuple[Change, ...]
    more_changes: int


def place_page(place: Place, *, on: date) -> PlacePage:
    """The place as it stands on a day."""
    changes = reading.history_of_place(place)
    return PlacePage(
        place=place,
        standing=standing(place, on),
        people=number(place.population),
        span=span_words(place.starts_on, place.ends_on),
        changes=tuple(changes[:SHOWN]),
        more_changes=max(0, len(changes) - SHOWN),
    )
