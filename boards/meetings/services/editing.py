"""Changing one field of an item, and noticing that somebody else changed it meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from boards.meetings.enums import Part
from boards.meetings.models import AgendaItem, ItemOwner, ItemParty, ItemPurpose
from boards.meetings.rules import (
    clean_format,
    clean_minutes,
    clean_title,
    join_owners,
    split_owners,
)
from boards.meetings.rules.words import clean_phrases, clean_reason, one_line
from boards.meetings.selectors import who_changed
from boards.meetings.services.changing import AgendaEdit, Outcome, changing_agenda
from boards.meetings.services.inserting import (
    check_parties,
    check_purposes,
    owner_rows,
)
from boards.meetings.services.state import AgendaState, Row
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import bulk_create, bulk_update, delete_with_reason
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.numbers import whole
from ics_portal.core.web.words import clock


@dataclass(frozen=True, slots=True)
class Field:
    """How a field is called, written as text, and read from text.

    ``write`` gives the text a page shows and sends back as ``was``; ``read`` raises
    RuleBroken for text that means nothing.
    """

    label: str
    write: Callable[[Row], str]
    read: Callable[[str], Any]


def write_ids(ids: Iterable[int]) -> str:
    """Ids as one text, in rising order: ``3,5``."""
    return ",".join(str(pk) for pk in sorted(set(ids)))


def read_ids(text: str, *, field: str) -> list[int]:
    """Read what ``write_ids`` wrote; raises RuleBroken for anything else."""
    sent = {whole(pk) for pk in text.split(",") if pk.strip()}
    if None in sent:
        raise RuleBroken("MTG-7", "Choose from the list.", field=field)
    return sorted(pk for pk in sent if pk is not None)


def _read_part(text: str) -> int:
    if text not in {"1", "2"}:
        raise RuleBroken("MTG-5", "Choose part 1 or part 2.", field="part")
    return int(text)


def _read_open_title(text: str) -> str:
    title = one_line(text)
    return clean_title(title, field="open_title") if title else ""


def _plain(name: str) -> Callable[[Row], str]:
    return lambda row: str(row[name])


FIELDS: dict[str, Field] = {
    "title": Field("title", _plain("title"), clean_title),
    "owners": Field(
        "owner",
        lambda row: join_owners(title for _, title in row["owners"]),
        lambda text: list(split_owners(text)),
    ),
    "purposes": Field(
        "purpose",
        lambda row: write_ids(row["purposes"]),
        lambda text: read_ids(text, field="purposes"),
    ),
    "item_format": Field("format", _plain("item_format"), clean_format),
    "minutes": Field("minutes", _plain("minutes"), clean_minutes),
    "part": Field("part", _plain("part"), _read_part),
    "private_reason": Field("reason for part 2", _plain("private_reason"), str.strip),
    "open_title": Field("open title", _plain("open_title"), _read_open_title),
    "confidential_reason": Field(
        "decision on confidential papers", _plain("confidential_reason"), str.strip
    ),
    "phrases": Field("words that name the matter", _plain("phrases"), clean_phrases),
    "parties": Field(
        "organisations concerned",
        lambda row: write_ids(row["parties"]),
        lambda text: read_ids(text, field="parties"),
    ),
}
LISTS = frozenset({"owners", "purposes", "parties"})


ITEM_FIELDS = tuple(FIELDS)


def shown_fields(item: AgendaItem) -> dict[str, str]:
    """Each field of an item as text, as a page shows it and sends it back as ``was``."""
    row = AgendaState.read(item.meeting_id).items[item.pk]
    return {name: field.write(row) for name, field in FIELDS.items()}


def edit_item(
    *,
    item: AgendaItem,
    values: Mapping[str, str],
    was: Mapping[str, str],
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    """Set fields of an item, given as text; ``was`` is what the editor was shown.

    A field left as it was shown is left alone, whoever else changed it. Raises
    EditConflict with both texts when somebody else changed a field meanwhile, and
    RuleBroken naming the field for text that cannot be taken. Nothing is saved then.
    """
    with changing_agenda(
        meeting=item.meeting, actor=actor, at=at, reason=reason
    ) as edit:
        row = edit.row(item.pk)
        wanted = {
            name: value
            for name in FIELDS
            if name in values
            and (value := _wanted(item, row, name, values[name], was.get(name)))
            is not None
        }
        _keep_part_rules(edit, item.pk, row, wanted)
        if wanted:
            _write(edit, item.pk, wanted)
            edit.say(_sentence(item.pk, tuple(wanted)))


def _wanted(
    item: AgendaItem, row: Row, name: str, text: str, was: str | None
) -> Any | None:
    """The value to set, or None when there is nothing to do."""
    field = FIELDS[name]
    now = field.write(row)
    if was is not None and _same(text, was):
        return None
    value = field.read(text)
    mine = field.write({**row, name: _as_row(name, value)})
    if mine == now:
        return None
    if was is not None and not _same(was, now):
        raise EditConflict(
            _conflict_sentence(item, name), field=name, mine=text.strip(), theirs=now
        )
    return value


def _as_row(name: str, value: Any) -> Any:
    return [(None, title) for title in value] if name == "owners" else value


def _same(one: str, other: str) -> bool:
    """Whether two texts are the same but for line ends and blanks about them."""
    return one_line(one) == one_line(other)


def _conflict_sentence(item: AgendaItem, name: str) -> str:
    label = FIELDS[name].label
    change = who_changed(item.meeting_id, item.pk, name)
    if change is None:
        return f"The {label} was changed after you opened this page."
    return (
        f"{change.changed_by_name} changed the {label} at {clock(change.changed_at)},"
        " after you opened this page."
    )


def _keep_part_rules(
    edit: AgendaEdit, item_id: int, row: Row, wanted: dict[str, Any]
) -> None:
    """Part 2 has a reason; sub-items follow their item; an issued part stays (MTG-5)."""
    part = wanted.get("part", row["part"])
    if "part" in wanted:
        if row["parent_id"] is not None:
            raise RuleBroken(
                "MTG-8",
                "A sub-item is taken in the same part as its item: change the part of"
                " the item.",
                field="part",
            )
        if edit.meeting.numbers_frozen_at is not None:
            raise RuleBroken(
                "MTG-5",
                "This agenda has been issued: withdraw the item here, so that its number"
                " stays, and add a late item in the other part.",
                field="part",
            )
    if part == Part.TWO:
        private_reason = clean_reason(
            str(wanted.get("private_reason", row["private_reason"])),
            ask="Say why this item is taken in private.",
            field="private_reason",
            rule="MTG-5",
        )
        if "part" in wanted:  # its sub-items are given the same reason
            wanted["private_reason"] = private_reason
    elif wanted.get("part") == Part.ONE:
        wanted |= {"private_reason": "", "open_title": ""}


def _write(edit: AgendaEdit, item_id: int, wanted: Mapping[str, Any]) -> None:
    plain = {name: value for name, value in wanted.items() if name not in LISTS}
    if plain:
        _write_plain(edit, item_id, plain)
    if "purposes" in wanted:
        write_purposes(edit, item_id, wanted["purposes"])
    if "owners" in wanted:
        write_owners(edit, item_id, wanted["owners"])
    if "parties" in wanted:
        write_parties(edit, item_id, wanted["parties"])


def _write_plain(edit: AgendaEdit, item_id: int, values: Mapping[str, Any]) -> None:
    pks = [item_id]
    if "part" in values:
        pks += edit.before.sub_items(item_id)
    items = list(AgendaItem.objects.filter(pk__in=pks))
    for item in items:
        mine = values if item.pk == item_id else _of_sub_item(values)
        for name, value in mine.items():
            setattr(item, name, value)
    bulk_update(
        AgendaItem, items, list(values), edit.because("Item changed"), actor=edit.actor
    )


def _of_sub_item(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in values.items()
        if name in {"part", "private_reason"}
    }


def write_purposes(edit: AgendaEdit, item_id: int, purpose_ids: list[int]) -> None:
    """Make these the item's purposes; raises RuleBroken for one not of the body."""
    check_purposes(edit, set(purpose_ids))
    held = {row.purpose_id: row for row in ItemPurpose.objects.filter(item_id=item_id)}
    reason = edit.because("Purpose changed")
    for pk in held.keys() - set(purpose_ids):
        delete_with_reason(held[pk], reason, actor=edit.actor)
    new = [
        ItemPurpose(item_id=item_id, purpose_id=pk)
        for pk in purpose_ids
        if pk not in held
    ]
    bulk_create(ItemPurpose, new, reason, actor=edit.actor)


def write_owners(edit: AgendaEdit, item_id: int, owners: list[str]) -> None:
    """Make these the item's owners, in this order."""
    reason = edit.because("Owner changed")
    for row in ItemOwner.objects.filter(item_id=item_id):
        delete_with_reason(row, reason, actor=edit.actor)
    bulk_create(ItemOwner, owner_rows([(item_id, owners)]), reason, actor=edit.actor)


def write_parties(edit: AgendaEdit, item_id: int, party_ids: list[int]) -> None:
    """Make these the organisations the item concerns."""
    check_parties(set(party_ids))
    held = {
        row.organisation_id: row for row in ItemParty.objects.filter(item_id=item_id)
    }
    reason = edit.because("Organisations concerned changed")
    for pk in held.keys() - set(party_ids):
        delete_with_reason(held[pk], reason, actor=edit.actor)
    new = [
        ItemParty(item_id=item_id, organisation_id=pk)
        for pk in party_ids
        if pk not in held
    ]
    bulk_create(ItemParty, new, reason, actor=edit.actor)


def _sentence(item_id: int, names: tuple[str, ...]) -> Callable[[Outcome], str]:
    def tell(outcome: Outcome) -> str:
        labels = " and ".join(FIELDS[name].label for name in names[:2])
        what = labels if len(names) < 3 else f"{len(names)} fields"
        subject = outcome.named(item_id)
        return f"{subject[0].upper()}{subject[1:]}: {what} changed."

    return tell


def set_item_field(
    *,
    item: AgendaItem,
    field: str,
    value: str,
    was: str | None,
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    """Set one field as ``edit_item`` does; ``was`` None means: whatever it was."""
    if field not in FIELDS:
        raise RuleBroken("MTG-7", f"An item has no field “{field}”.")
    edit_item(
        item=item,
        values={field: value},
        was={} if was is None else {field: was},
        actor=actor,
        at=at,
        reason=reason,
    )


def set_item_owners(
    *,
    item: AgendaItem,
    owners: Iterable[str],
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    """Make these names or role titles the item's owners (AGD-07)."""
    set_item_field(
        item=item,
        field="owners",
        value=join_owners(owners),
        was=None,
        actor=actor,
        at=at,
        reason=reason,
    )


def set_item_purposes(
    *,
    item: AgendaItem,
    purpose_ids: Iterable[int],
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    """Make these the purposes of the item."""
    set_item_field(
        item=item,
        field="purposes",
        value=write_ids(purpose_ids),
        was=None,
        actor=actor,
        at=at,
        reason=reason,
    )


def set_item_parties(
    *,
    item: AgendaItem,
    organisation_ids: Iterable[int],
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    """Make these the organisations the item concerns; tells ``agenda_item_changed``."""
    set_item_field(
        item=item,
        field="parties",
        value=write_ids(organisation_ids),
        was=None,
        actor=actor,
        at=at,
        reason=reason,
    )


__all__ = [
    "FIELDS",
    "ITEM_FIELDS",
    "edit_item",
    "set_item_field",
    "set_item_owners",
    "set_item_parties",
    "set_item_purposes",
    "shown_fields",
]
