"""A whole agenda: sections and items in order, with numbers and times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from boards.bodies.models import Purpose
from boards.meetings.enums import ItemFormat, ItemState
from boards.meetings.models import (
    AgendaItem,
    AgendaSection,
    ItemOwner,
    ItemPurpose,
    Meeting,
)
from boards.meetings.rules import (
    Clock,
    PlacedItem,
    TimedItem,
    agenda_order,
    number_agenda,
    run_clock,
)


@dataclass(frozen=True, slots=True)
class NumberedItem:
    """An item as it stands on the agenda.

    ``number`` is computed, or as it was frozen. ``starts_at`` is None for an item that
    is not heard. ``title`` may be confidential in part 2: strangers to the body read
    ``public_title``.
    """

    item_id: int
    number: str
    is_sub_item: bool
    section_id: int
    section_title: str
    title: str
    open_title: str
    owners: tuple[str, ...]
    purposes: tuple[str, ...]
    item_format: ItemFormat
    format_words: str
    minutes: int
    starts_at: time | None
    part: int
    state: ItemState
    standing: str
    private_reason: str
    confidential_reason: str
    state_reason: str = ""

    @property
    def public_title(self) -> str:
        """What the public agenda calls it: the open title, if one was given."""
        return self.open_title or self.title

    @property
    def is_heard(self) -> bool:
        """Whether it is still on the agenda, and not only listed with its number."""
        return self.state == ItemState.LIVE


@dataclass(frozen=True, slots=True)
class AgendaReading:
    """One reading of an agenda; ``items`` in agenda order, numbered or not."""

    meeting: Meeting
    sections: Sequence[AgendaSection]
    items: Sequence[AgendaItem]
    numbers: Mapping[int, str]
    purposes: Mapping[int, tuple[Purpose, ...]]
    owners: Mapping[int, tuple[ItemOwner, ...]]
    clock: Clock

    @property
    def has_items(self) -> bool:
        """Whether anything has a number."""
        return bool(self.numbers)

    @property
    def numbered(self) -> tuple[NumberedItem, ...]:
        """The items that have a number, in agenda order."""
        titles = {section.pk: section.title for section in self.sections}
        return tuple(
            self._numbered(item, titles[item.section_id])
            for item in self.items
            if item.pk in self.numbers
        )

    @property
    def own_minutes(self) -> dict[int, int]:
        """The minutes set for each item, whether its sub-items count instead or not."""
        return {item.pk: item.minutes for item in self.items}

    @property
    def left_off(self) -> list[AgendaItem]:
        """Items deferred or withdrawn before their numbers were frozen."""
        return [item for item in self.items if item.pk not in self.numbers]

    def _numbered(self, item: AgendaItem, section_title: str) -> NumberedItem:
        return NumberedItem(
            item_id=item.pk,
            number=self.numbers[item.pk],
            is_sub_item=item.parent_id is not None,
            section_id=item.section_id,
            section_title=section_title,
            title=item.title,
            open_title=item.open_title,
            owners=tuple(owner.role_title for owner in self.owners.get(item.pk, ())),
            purposes=tuple(purpose.word for purpose in self.purposes.get(item.pk, ())),
            item_format=ItemFormat(item.item_format),
            format_words=item.get_item_format_display(),
            minutes=self.clock.minutes.get(item.pk, item.minutes),
            starts_at=self.clock.starts.get(item.pk),
            part=item.part,
            state=ItemState(item.state),
            standing=item.standing,
            private_reason=item.private_reason,
            confidential_reason=item.confidential_reason,
            state_reason=item.state_reason,
        )


def numbered_agenda(meeting_id: int) -> tuple[NumberedItem, ...]:
    """Return the numbered items of a meeting, part 1 then part 2; five queries.

    Empty for a meeting that does not exist or has no items. It names what is
    confidential: whoever prints it for others chooses what to leave out.
    """
    meeting = Meeting.objects.filter(pk=meeting_id).first()
    return read_agenda(meeting).numbered if meeting else ()


def read_agenda(meeting: Meeting) -> AgendaReading:
    """Read the agenda of a meeting in four queries, whatever its length."""
    return put_together(
        meeting,
        sections=list(AgendaSection.objects.filter(meeting=meeting)),
        rows=list(AgendaItem.objects.filter(meeting=meeting)),
        purposes=purposes_of(
            ItemPurpose.objects.filter(item__meeting=meeting).select_related("purpose")
        ),
        owners=owners_of(ItemOwner.objects.filter(item__meeting=meeting)),
    )


def put_together(
    meeting: Meeting,
    *,
    sections: Sequence[AgendaSection],
    rows: Sequence[AgendaItem],
    purposes: Mapping[int, tuple[Purpose, ...]],
    owners: Mapping[int, tuple[ItemOwner, ...]],
) -> AgendaReading:
    """Number and time rows that were read, as they are now or as they once were."""
    found = {item.pk: item for item in rows}
    keys = {section.pk: (section.sort_key, section.pk) for section in sections}
    placed = agenda_order(_placed(item, keys) for item in found.values())
    items = [found[place.item_id] for place in placed]
    numbers = number_agenda(placed)
    heard = [
        TimedItem(item.pk, item.minutes, item.parent_id)
        for item in items
        if item.state == ItemState.LIVE and item.pk in numbers
    ]
    return AgendaReading(
        meeting=meeting,
        sections=sections,
        items=items,
        numbers=numbers,
        purposes=purposes,
        owners=owners,
        clock=run_clock(
            heard, starts_at=meeting.starts_at, available=meeting.planned_minutes
        ),
    )


def _placed(item: AgendaItem, keys: Mapping[int, tuple[int, int]]) -> PlacedItem:
    return PlacedItem(
        item_id=item.pk,
        section_key=keys[item.section_id],
        sort_key=item.sort_key,
        parent_id=item.parent_id,
        part=item.part,
        is_live=item.state == ItemState.LIVE,
        frozen_number=item.frozen_number,
        standing=item.standing,
    )


def purposes_of(rows: Iterable[ItemPurpose]) -> dict[int, tuple[Purpose, ...]]:
    """The purposes of each item, by its id."""
    found: dict[int, tuple[Purpose, ...]] = {}
    for row in rows:
        found[row.item_id] = (*found.get(row.item_id, ()), row.purpose)
    return found


def owners_of(rows: Iterable[ItemOwner]) -> dict[int, tuple[ItemOwner, ...]]:
    """The owners of each item, by its id."""
    found: dict[int, tuple[ItemOwner, ...]] = {}
    for row in rows:
        found[row.item_id] = (*found.get(row.item_id, ()), row)
    return found
