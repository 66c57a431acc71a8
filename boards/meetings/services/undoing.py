"""Undoing a change of an agenda: its rows are put back as they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model

from boards.meetings.models import (
    AgendaChange,
    AgendaItem,
    AgendaSection,
    CarriedItem,
    ItemOwner,
    Meeting,
)
from boards.meetings.services.changing import AgendaEdit, changing_agenda
from boards.meetings.services.editing import (
    write_parties,
    write_purposes,
)
from boards.meetings.services.items import delete_items
from boards.meetings.services.state import AgendaState, Row, still_is
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import (
    bulk_create,
    bulk_update,
    delete_with_reason,
    save_with_reason,
)
from ics_portal.core.errors import RuleBroken

ISSUED = (
    "This agenda has been issued: put it right with a further change and its reason."
)
LISTS = ("purposes", "owners", "parties")
REASON = "Change undone"


def undo_last_change(*, meeting: Meeting, actor: Actor, at: datetime) -> AgendaChange:
    """Undo the newest change this person made that still stands.

    Raises RuleBroken when there is none, or when somebody has since changed the same
    rows: nothing of theirs is overwritten.
    """
    change = AgendaChange.objects.filter(
        meeting=meeting, changed_by_id=actor.user_id, undone_at__isnull=True
    ).first()
    if change is None:
        raise RuleBroken("MTG-9", "There is nothing of yours to undo.")
    return undo_change(change=change, actor=actor, at=at)


def undo_change(*, change: AgendaChange, actor: Actor, at: datetime) -> AgendaChange:
    """Undo one change, if the rows it left are still as it left them."""
    with changing_agenda(
        meeting=change.meeting, actor=actor, at=at, when_frozen=ISSUED
    ) as edit:
        change = AgendaChange.objects.get(pk=change.pk)
        if change.undone_at is not None:
            raise RuleBroken("MTG-9", "This change has been undone already.")
        for key in change.after.get("carried", {}) | change.before.get("carried", {}):
            edit.touch_carried(int(key))
        if title := still_is(edit.before, change.after):
            raise RuleBroken(
                "MTG-9",
                f"“{title}” has been changed again since, so nothing was undone.",
            )
        edit.is_undoing = True
        _put_back(edit, change.before)
        change.undone_at, change.undone_by_id = at, actor.user_id
        change.save(update_fields=["undone_at", "undone_by_id"])
        edit.say(f"Undone: {change.summary}")
    return change


def _put_back(edit: AgendaEdit, rows: Mapping[str, Mapping[str, Row | None]]) -> None:
    sections = _by_id(rows.get("sections", {}))
    items = _by_id(rows.get("items", {}))
    _recreate(edit, AgendaSection, sections, edit.before.sections)
    _recreate(edit, AgendaItem, items, edit.before.items)
    _update(edit, AgendaSection, sections, edit.before.sections)
    _update(edit, AgendaItem, items, edit.before.items)
    _lists(edit, items)
    gone = [pk for pk, row in items.items() if row is None]
    delete_items(edit, sorted(gone, key=lambda pk: _depth(edit.before, pk)))
    for pk, row in _by_id(rows.get("carried", {})).items():
        _carried(edit, pk, row)
    for pk in (pk for pk, row in sections.items() if row is None):
        section = AgendaSection.objects.get(pk=pk)
        delete_with_reason(section, REASON, actor=edit.actor)


def _by_id(rows: Mapping[str, Row | None]) -> dict[int, Row | None]:
    return {int(key): row for key, row in rows.items()}


def _depth(state: AgendaState, item_id: int) -> int:
    """Sub-items first: an item cannot go while it has any."""
    return 0 if state.items[item_id]["parent_id"] is not None else 1


def _plain(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in LISTS}


def _recreate(
    edit: AgendaEdit,
    model: type[Model],
    rows: Mapping[int, Row | None],
    present: Mapping[int, Row],
) -> None:
    """Add removed rows again under their old ids, items before their sub-items."""
    new: dict[int, Row] = {
        pk: row for pk, row in rows.items() if row is not None and pk not in present
    }
    for wave in (False, True):
        objects = [
            model(pk=pk, meeting=edit.meeting, **_plain(row))
            for pk, row in new.items()
            if (row.get("parent_id") is not None) == wave
        ]
        bulk_create(model, objects, REASON, actor=edit.actor)


def _update(
    edit: AgendaEdit,
    model: type[Model],
    rows: Mapping[int, Row | None],
    present: Mapping[int, Row],
) -> None:
    wanted = {
        pk: plain
        for pk, row in rows.items()
        if row is not None and pk in present and (plain := _plain(row))
    }
    names: list[str] = sorted({name for row in wanted.values() for name in row})
    objects = list(model._default_manager.filter(pk__in=wanted))
    for thing in objects:
        for name, value in wanted[thing.pk].items():
            setattr(thing, name, value)
    fields = [name.removesuffix("_id") for name in names]
    bulk_update(model, objects, fields, REASON, actor=edit.actor)


def _lists(edit: AgendaEdit, rows: Mapping[int, Row | None]) -> None:
    for pk, row in rows.items():
        if row is None:
            continue
        if "purposes" in row:
            write_purposes(edit, pk, row["purposes"])
        if "parties" in row:
            write_parties(edit, pk, row["parties"])
        if "owners" in row:
            _owners(edit, pk, row["owners"])


def _owners(edit: AgendaEdit, item_id: int, owners: Iterable[Any]) -> None:
    for held in ItemOwner.objects.filter(item_id=item_id):
        delete_with_reason(held, REASON, actor=edit.actor)
    rows = [
        ItemOwner(
            item_id=item_id, person_id=person_id, role_title=title, position=position
        )
        for position, (person_id, title) in enumerate(owners)
    ]
    bulk_create(ItemOwner, rows, REASON, actor=edit.actor)


def _carried(edit: AgendaEdit, pk: int, row: Row | None) -> None:
    carried = CarriedItem.objects.filter(pk=pk).first()
    if row is None:
        if carried is not None:
            delete_with_reason(carried, REASON, actor=edit.actor)
        return
    if carried is None:
        bulk_create(CarriedItem, [CarriedItem(pk=pk, **row)], REASON, actor=edit.actor)
        return
    for name, value in row.items():
        setattr(carried, name, value)
    save_with_reason(carried, REASON, actor=edit.actor)
