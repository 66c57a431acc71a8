"""Minutes that were published before the portal was there, taken over as typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from boards.bodies.models import Body
from boards.meetings.enums import Part
from boards.meetings.models import Meeting
from boards.meetings.selectors import NumberedItem, numbered_agenda
from boards.meetings.services import ItemDraft, RowToAdd, add_items_from_rows
from boards.minutes.enums import EntryKind, EntryOrigin
from boards.minutes.importers import ImportedItem
from boards.minutes.models import MinuteEntry, Minutes
from boards.minutes.permissions import may_edit_minutes
from boards.minutes.rules import html_of
from boards.minutes.selectors import discussion_key, minutes_of
from boards.minutes.services.drafting import draft_minutes
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import bulk_create, bulk_update, record
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require

REASON = "Taken over from published minutes"


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """What would become of one row. ``on_agenda`` is the title the agenda has for its
    number; ``outcome`` and ``note`` say "new", "instead" (of a sentence the portal made),
    "kept" (words that are there already stay) or, for no note, nothing."""

    row: ImportedItem
    on_agenda: str
    outcome: str
    note: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would write; ``fills_agenda`` with the titles it would put there."""

    items: tuple[PlannedItem, ...]
    fills_agenda: tuple[str, ...]

    @property
    def faults(self) -> int:
        return sum(bool(item.fault) for item in self.items)


def plan_import(
    *, meeting: Meeting, body: Body, items: Sequence[ImportedItem]
) -> ImportPlan:
    """The same reading of agenda and minutes as ``import_minutes``; nothing is written."""
    agenda = [line for line in numbered_agenda(meeting.pk) if line.part == Part.ONE]
    by_number = {line.number: line for line in agenda}
    added = [] if numbered_agenda(meeting.pk) else _agenda_rows(items)
    numbers = {str(place): row for place, row in enumerate(added, start=1)}
    minutes = minutes_of(meeting, body)
    there = {e.key: e.origin for e in minutes.entries.all()} if minutes else {}

    def act(key: str) -> str:
        if key not in there:
            return "new"
        return "instead" if there[key] == EntryOrigin.MADE else "kept"

    planned = []
    for item in items:
        line = by_number.get(item.number)
        title = line.title if line else ""
        if line is None and item.number in numbers:
            title = numbers[item.number].draft.title
        item_id = line.item_id if line else 0
        planned.append(
            PlannedItem(
                row=item,
                on_agenda=title,
                outcome=act(f"outcome:none:{item_id}"),
                note=act(discussion_key(item_id)) if item.note else "",
                fault="" if title else f"The agenda has no item {item.number}.",
            )
        )
    return ImportPlan(tuple(planned), tuple(row.draft.title for row in added))


@transaction.atomic
def import_minutes(
    *,
    meeting: Meeting,
    body: Body,
    items: Sequence[ImportedItem],
    actor: Actor,
    at: datetime,
) -> Minutes:
    """Take published minutes over for a past meeting; the same again adds nothing.

    An empty agenda is filled from them. Each row goes to the item of its number; a row
    whose item is not on the agenda is refused, none is taken then (MNT-9). What was
    typed here already is kept; agreed minutes are corrected, not taken over (MNT-2).
    """
    minutes = draft_minutes(meeting=meeting, body=body, actor=actor, at=at)
    require(may_edit_minutes(actor, minutes))
    agenda = numbered_agenda(meeting.pk)
    if not agenda:
        agenda = _add_agenda(meeting, items, actor, at)
    by_number = {line.number: line for line in agenda if line.part == Part.ONE}
    if strange := [item.number for item in items if item.number not in by_number]:
        raise RuleBroken(
            "MNT-9",
            f"The agenda of this meeting has no item {', '.join(strange)}.",
            field="items",
        )
    rows = [
        entry
        for item in items
        for entry in _entries(minutes, by_number[item.number].item_id, item)
    ]
    rows = _take_over(minutes, rows, actor)
    if rows:
        record(
            verb="minutes.imported",
            target=minutes,
            actor=actor,
            at=at,
            detail={"items": len(items)},
        )
    return draft_minutes(meeting=meeting, body=body, actor=actor, at=at)


def _take_over(
    minutes: Minutes, rows: Sequence[MinuteEntry], actor: Actor
) -> list[MinuteEntry]:
    """Keep what is new, in the place of what the portal had said by itself."""
    there = {entry.key: entry for entry in minutes.entries.all()}
    new = [row for row in rows if row.key not in there]
    instead = []
    for row in rows:
        entry = there.get(row.key)
        if entry is not None and entry.origin == EntryOrigin.MADE:
            entry.text, entry.origin = row.text, EntryOrigin.TYPED
            entry.action_by = row.action_by
            instead.append(entry)
    bulk_create(MinuteEntry, new, REASON, actor=actor)
    bulk_update(
        MinuteEntry, instead, ["text", "origin", "action_by"], REASON, actor=actor
    )
    return [*new, *instead]


def _add_agenda(
    meeting: Meeting, items: Sequence[ImportedItem], actor: Actor, at: datetime
) -> tuple[NumberedItem, ...]:
    add_items_from_rows(
        meeting=meeting,
        rows=_agenda_rows(items),
        actor=actor,
        at=at,
        reason=REASON,
    )
    return numbered_agenda(meeting.pk)


def _agenda_rows(items: Sequence[ImportedItem]) -> list[RowToAdd]:
    """A row for each item; a number the source skips is kept by a row that says so."""
    rows: list[RowToAdd] = []
    for item in items:
        while item.number.isdigit() and len(rows) + 1 < int(item.number):
            title = f"Item {len(rows) + 1}, not in the minutes taken over"
            rows.append(RowToAdd(item.section, ItemDraft(title=title)))
        rows.append(RowToAdd(item.section, ItemDraft(title=item.title)))
    return rows


def _entries(minutes: Minutes, item_id: int, item: ImportedItem) -> list[MinuteEntry]:
    def entry(kind: EntryKind, key: str, text: str) -> MinuteEntry:
        return MinuteEntry(
            minutes=minutes,
            item_id=item_id,
            kind=kind,
            key=key,
            text=html_of(text),
            origin=EntryOrigin.TYPED,
            action_by=item.action_by if kind == EntryKind.OUTCOME else "",
        )

    made = [entry(EntryKind.OUTCOME, f"outcome:none:{item_id}", item.outcome_words)]
    if item.note:
        made.append(entry(EntryKind.DISCUSSION, discussion_key(item_id), item.note))
    return made
