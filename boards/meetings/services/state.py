"""An agenda as plain rows: read before and after a change, compared, and put back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from boards.meetings.enums import ItemState
from boards.meetings.models import (
    AgendaItem,
    AgendaSection,
    CarriedItem,
    ItemOwner,
    ItemParty,
    ItemPurpose,
)
from boards.meetings.rules import PlacedItem, number_agenda

Row = dict[str, Any]
Table = dict[int, Row]
Changes = dict[str, dict[str, Row | None]]
"""``{"items": {"12": {"minutes": 10}}}``: JSON, so ids are strings; null for no row."""

SECTION_COLUMNS = ("title", "sort_key")
ITEM_COLUMNS = (
    "section_id",
    "parent_id",
    "sort_key",
    "title",
    "standing",
    "item_format",
    "minutes",
    "part",
    "private_reason",
    "open_title",
    "confidential_reason",
    "phrases",
    "state",
    "state_reason",
    "frozen_number",
)
CARRIED_COLUMNS = (
    "body_id",
    "title",
    "deferred_from_id",
    "deferred_item_id",
    "deferred_from_text",
    "due_at_meeting_id",
    "state",
    "taken_as_id",
    "reason",
)


@dataclass(slots=True)
class AgendaState:
    """Every row of one agenda, by table and id.

    An item's row also holds ``purposes`` (ids), ``owners`` (pairs of person id or None
    and title, in order) and ``parties`` (organisation ids).
    """

    sections: Table = field(default_factory=dict)
    items: Table = field(default_factory=dict)
    carried: Table = field(default_factory=dict)

    @classmethod
    def read(cls, meeting_id: int, carried_ids: Iterable[int] = ()) -> AgendaState:
        """Read the agenda in five queries, and the carried items named in one more."""
        state = cls(
            sections=_table(
                AgendaSection.objects.filter(meeting_id=meeting_id).values(
                    "id", *SECTION_COLUMNS
                )
            ),
            items=_table(
                AgendaItem.objects.filter(meeting_id=meeting_id).values(
                    "id", *ITEM_COLUMNS
                )
            ),
        )
        state._read_lists(meeting_id)
        if wanted := list(carried_ids):
            state.carried = read_carried(wanted)
        return state

    def _read_lists(self, meeting_id: int) -> None:
        for row in self.items.values():
            row |= {"purposes": [], "owners": [], "parties": []}
        of_meeting = {"item__meeting_id": meeting_id}
        purposes = ItemPurpose.objects.filter(**of_meeting).order_by("purpose_id")
        for item_id, purpose_id in purposes.values_list("item_id", "purpose_id"):
            self.items[item_id]["purposes"].append(purpose_id)
        owners = ItemOwner.objects.filter(**of_meeting).order_by("position", "pk")
        for item_id, *owner in owners.values_list("item_id", "person_id", "role_title"):
            self.items[item_id]["owners"].append(owner)
        parties = ItemParty.objects.filter(**of_meeting).order_by("organisation_id")
        for item_id, party_id in parties.values_list("item_id", "organisation_id"):
            self.items[item_id]["parties"].append(party_id)

    def placed(self) -> list[PlacedItem]:
        """The items as the numbering rules want them."""
        return [
            PlacedItem(
                item_id=item_id,
                section_key=(
                    self.sections[row["section_id"]]["sort_key"],
                    row["section_id"],
                ),
                sort_key=row["sort_key"],
                parent_id=row["parent_id"],
                part=row["part"],
                is_live=row["state"] == ItemState.LIVE,
                frozen_number=row["frozen_number"],
                standing=row["standing"],
            )
            for item_id, row in self.items.items()
        ]

    def numbers(self) -> dict[int, str]:
        """The number of each item that has one."""
        return number_agenda(self.placed())

    def section_order(self) -> list[int]:
        """The ids of the sections, in order."""
        return sorted(self.sections, key=lambda pk: (self.sections[pk]["sort_key"], pk))

    def siblings(
        self, *, section_id: int, parent_id: int | None, without: int | None = None
    ) -> list[tuple[int, int]]:
        """The ids and keys of a section's items, or of an item's sub-items, in order."""
        keys = (
            (row["sort_key"], item_id)
            for item_id, row in self.items.items()
            if row["parent_id"] == parent_id
            and (parent_id is not None or row["section_id"] == section_id)
            and item_id != without
        )
        return [(item_id, key) for key, item_id in sorted(keys)]

    def sub_items(self, item_id: int) -> list[int]:
        """The ids of an item's sub-items, in order."""
        return [pk for pk, _ in self.siblings(section_id=0, parent_id=item_id)]


def read_carried(carried_ids: Iterable[int]) -> Table:
    """The rows of these carried items."""
    rows = CarriedItem.objects.filter(pk__in=list(carried_ids))
    return _table(rows.values("id", *CARRIED_COLUMNS))


def _table(rows: Iterable[Row]) -> Table:
    return {row.pop("id"): row for row in rows}


def compare(before: AgendaState, after: AgendaState) -> tuple[Changes, Changes]:
    """Return what was and what is, each with only the fields that differ."""
    was: Changes = defaultdict(dict)
    now: Changes = defaultdict(dict)
    for name in ("sections", "items", "carried"):
        old, new = getattr(before, name), getattr(after, name)
        for pk in old.keys() | new.keys():
            if old.get(pk) == new.get(pk):
                continue
            was[name][str(pk)] = _differing(old.get(pk), new.get(pk))
            now[name][str(pk)] = _differing(new.get(pk), old.get(pk))
    return dict(was), dict(now)


def _differing(row: Row | None, other: Row | None) -> Row | None:
    if row is None or other is None:
        return row
    return {name: value for name, value in row.items() if other[name] != value}


def still_is(state: AgendaState, changes: Mapping[str, Any]) -> str | None:
    """Return the title of the first row that no longer is as ``changes`` left it.

    ``None`` when all still are, so that the change can be put back.
    """
    for name, rows in changes.items():
        table: Table = getattr(state, name)
        for key, expected in rows.items():
            row = table.get(int(key))
            same = (row is None) == (expected is None) and (
                row is None
                or all(row[column] == value for column, value in expected.items())
            )
            if not same:
                return str((row or expected or {}).get("title", "A row"))
    return None
