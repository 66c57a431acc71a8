"""Agenda items as records that a ruling on another item can withhold."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from django.db.models import Q

from boards.meetings.models import AgendaItem
from boards.meetings.withholding import AGENDA_ITEM, RecordChoice, RecordKind
from ics_portal.core.web.words import shortday

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST = 50
"""A list to choose from has so many rows; words narrow it."""


class ItemPlaces:
    """An item stands on its own agenda, and its sub-items with it."""

    def items(self, record_ids: Collection[int]) -> Q:
        """See RecordPlaces."""
        return Q(pk__in=record_ids) | Q(parent__in=record_ids)

    def among(
        self, record_ids: Collection[int], items: QuerySet[AgendaItem]
    ) -> Mapping[int, Collection[int]]:
        """See RecordPlaces."""
        found: dict[int, set[int]] = {}
        rows = items.filter(self.items(record_ids))
        for pk, parent_id in rows.values_list("pk", "parent_id"):
            for record_id in {pk, parent_id} & set(record_ids):
                found.setdefault(record_id, set()).add(pk)
        return found


def item_choices(body_id: int, words: str) -> list[RecordChoice]:
    """The items of a body's meetings whose titles have all the words, latest first."""
    rows = AgendaItem.objects.filter(meeting__body_id=body_id)
    for word in words.split():
        rows = rows.filter(title__icontains=word)
    rows = rows.select_related("meeting").order_by("-meeting__held_on", "title", "pk")
    return [_choice(item) for item in rows[:MOST]]


def item_choice(body_id: int, record_id: int) -> RecordChoice | None:
    """One item of a body's meetings."""
    rows = AgendaItem.objects.filter(meeting__body_id=body_id, pk=record_id)
    item = rows.select_related("meeting").first()
    return _choice(item) if item else None


def _choice(item: AgendaItem) -> RecordChoice:
    words = f"{item.title}, {shortday(item.meeting.held_on)}"
    return RecordChoice(item.pk, words, item.meeting_id)


ITEMS = RecordKind(
    AGENDA_ITEM, "Agenda item with its papers", item_choices, item_choice
)
