"""Other records that are withheld with the papers of an item: the two sides of the seam.

A room whose records can be withheld registers their *kind*: how it is called, what there
is to choose from, and which agenda items have it in their papers. Who keeps rulings is
above these rooms and *answers* which records were added to one. Gates ask here; while
nobody answers, nothing is withheld beyond the items that were ruled on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.db.models import Q

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from boards.meetings.models import AgendaItem
    from ics_portal.accounts.actor import Actor

AGENDA_ITEM = "item"
ACTION = "action"


@dataclass(frozen=True, slots=True)
class RecordChoice:
    """One record that can be withheld. ``words`` name it to the office; ``meeting_id``
    is the meeting it belongs to, where it belongs to one."""

    record_id: int
    words: str
    meeting_id: int | None = None


class RecordPlaces(Protocol):
    """In the papers of which agenda items records of a kind stand."""

    def items(self, record_ids: Collection[int]) -> Q:
        """The agenda items, as a condition on them."""

    def among(
        self, record_ids: Collection[int], items: QuerySet[AgendaItem]
    ) -> Mapping[int, Collection[int]]:
        """The ids of those of the items that have each record, by the record's id; in a
        number of queries that does not grow."""


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record that a ruling can withhold.

    ``choices(body_id, words)`` gives what a body has, the latest first and not all of it;
    ``one(body_id, record_id)`` one record, None where the body has none of that id.
    """

    key: str
    label: str
    choices: Callable[[int, str], list[RecordChoice]]
    one: Callable[[int, int], RecordChoice | None]


@dataclass(frozen=True, slots=True)
class Withheld:
    """A record that a ruling withholds now, from whom, and by whose ruling."""

    kind: str
    record_id: int
    person_ids: frozenset[int]
    office: str
    ruled_by: str


class WithheldRecords(Protocol):
    """What whoever keeps rulings answers."""

    def from_person(self, person_id: int) -> Mapping[str, Collection[int]]:
        """The ids of what is withheld from a person, or from somebody this person stands
        in for, by kind. One query, so that gates that ask this inside others stay small:
        SQLite parses only so deep."""

    def of_body(self, body_id: int) -> list[Withheld]:
        """All that a body's rulings withhold so."""


class WithholdingSeam:
    """The kinds there are, where they stand, and the one who answers."""

    def __init__(self) -> None:
        self._answers: WithheldRecords | None = None
        self._kinds: dict[str, RecordKind] = {}
        self._places: dict[str, RecordPlaces] = {}

    def answered_by(self, answers: WithheldRecords) -> None:
        """Register who answers; the last one does."""
        self._answers = answers

    @property
    def answering(self) -> str:
        """Who answers, for the documents; "" for nobody."""
        answers = type(self._answers)
        return f"{answers.__module__}.{answers.__qualname__}" if self._answers else ""

    def register(self, kind: RecordKind) -> None:
        """Add a kind; once more under the same key takes its place."""
        self._kinds[kind.key] = kind

    def register_places(self, key: str, places: RecordPlaces) -> None:
        """Say where records of a kind stand in the papers of agenda items."""
        self._places[key] = places

    def kinds(self) -> list[RecordKind]:
        """The kinds, in the order of their labels."""
        return sorted(self._kinds.values(), key=lambda kind: kind.label)

    def kind(self, key: str) -> RecordKind | None:
        """The kind of this key, if a room registered it."""
        return self._kinds.get(key)

    def from_actor(self, kind: str, actor: Actor) -> Collection[int]:
        """The ids of the records of a kind that are withheld from the actor."""
        if self._answers is None or actor.person_id is None:
            return ()
        return self._answers.from_person(actor.person_id).get(kind, ())

    def items_of(self, person_id: int) -> Q:
        """The agenda items whose papers have something withheld from the person so."""
        found = Q(pk__in=[])
        withheld = self._answers.from_person(person_id) if self._answers else {}
        for key, record_ids in withheld.items():
            if places := self._places.get(key):
                found |= places.items(record_ids)
        return found

    def items_in(self, key: str, record_id: int) -> Q:
        """The agenda items whose papers have this one record."""
        places = self._places.get(key)
        return places.items([record_id]) if places else Q(pk__in=[])

    def among(
        self, items: QuerySet[AgendaItem], body_id: int
    ) -> list[tuple[Withheld, Collection[int]]]:
        """What a body's rulings withhold so of these items, each with the items' ids."""
        if self._answers is None:
            return []
        rows = self._answers.of_body(body_id)
        where: dict[str, Mapping[int, Collection[int]]] = {}
        for key in {row.kind for row in rows} & self._places.keys():
            ids = {row.record_id for row in rows if row.kind == key}
            where[key] = self._places[key].among(ids, items)
        found = [(row, where.get(row.kind, {}).get(row.record_id, ())) for row in rows]
        return [(row, items) for row, items in found if items]


withheld_records = WithholdingSeam()
