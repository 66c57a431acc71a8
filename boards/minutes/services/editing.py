"""Typing the minutes: field by field, losing nobody's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from boards.minutes.enums import EntryKind, EntryOrigin
from boards.minutes.models import MinuteEntry, Minutes
from boards.minutes.permissions import may_edit_minutes
from boards.minutes.rules import LONGEST, clean_html, html_of
from boards.minutes.selectors import (
    DISCUSSION,
    discussion_key,
    entry_of_field,
    open_marks_of,
    typed_fields,
    who_wrote,
)
from boards.minutes.services.locks import lock_minutes
from boards.papers.rules import Clash, Edits, compare, token_of, types_on
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import (
    bulk_update,
    create_with_reason,
    delete_with_reason,
    record,
    save_with_reason,
)
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require

TYPED = "Typed in the minutes"


@dataclass(frozen=True, slots=True)
class SavedMinutes:
    """What became of the form; ``token`` is what it has now seen."""

    token: str
    changed: tuple[str, ...]
    clashes: tuple[Clash, ...]


@transaction.atomic
def save_minutes(
    *,
    minutes: Minutes,
    typed: Mapping[str, str],
    seen: str | None,
    actor: Actor,
    at: datetime,
    not_if_clashing: bool = False,
) -> SavedMinutes:
    """Keep what was typed, as HTML that is cleaned whatever client sent it (MNT-5).

    ``typed`` holds fields as ``selectors.typed_fields`` names them; unknown ones, of an
    item or entry that is gone, are left out. A field somebody else changed since ``seen``
    is not overwritten but comes back as a clash (MNT-3).
    """
    locked = lock_minutes(minutes)
    require(may_edit_minutes(actor, locked, open_marks=open_marks_of(locked)))
    stored = typed_fields(locked)
    cleaned = {
        name: _cleaned(name, html) for name, html in typed.items() if name in stored
    }
    edits = compare(stored=stored, typed=cleaned, seen=seen)
    edits = _with_own_words(locked, edits, actor)
    if not_if_clashing and edits.clashes:
        return SavedMinutes(seen or "", (), edits.clashes)
    for name, html in edits.changes.items():
        _keep(locked, name, html, actor)
    if edits.changes:
        record(
            verb="minutes.typed",
            target=locked,
            actor=actor,
            at=at,
            detail={"fields": sorted(edits.changes)},
        )
    return SavedMinutes(
        token_of(typed_fields(locked)), tuple(edits.changes), edits.clashes
    )


def _cleaned(name: str, html: str) -> str:
    if len(html) > LONGEST:
        raise RuleBroken(
            "MNT-5",
            f"This is {len(html):,} letters long; {LONGEST:,} is the most for one entry.",
            field=name,
        )
    return clean_html(html)


def _with_own_words(minutes: Minutes, edits: Edits, actor: Actor) -> Edits:
    """Let one's own last words be typed on: their saving may not have been heard of."""
    own = {
        clash.field: clash.mine
        for clash in edits.clashes
        if types_on(clash.field, mine=clash.mine, stored=clash.theirs)
        and (wrote := who_wrote(minutes, clash.field)) is not None
        and wrote[0] == actor.user_id
    }
    clashes = tuple(clash for clash in edits.clashes if clash.field not in own)
    return Edits({**edits.changes, **own}, clashes)


def _keep(minutes: Minutes, name: str, html: str, actor: Actor) -> None:
    entry = entry_of_field(minutes, name)
    if entry is not None:
        entry.text = html
        fields = ["text"]
        if entry.kind != EntryKind.DISCUSSION:
            same = html == html_of(entry.made)
            entry.origin = EntryOrigin.ACCEPTED if same else EntryOrigin.EDITED
            entry.made_when_accepted = entry.made
            fields += ["origin", "made_when_accepted"]
        save_with_reason(entry, TYPED, actor=actor, update_fields=fields)
        return
    item_id = int(name.removeprefix(DISCUSSION))
    create_with_reason(
        MinuteEntry,
        TYPED,
        actor=actor,
        minutes=minutes,
        item_id=item_id,
        kind=EntryKind.DISCUSSION,
        key=discussion_key(item_id),
        text=html,
        origin=EntryOrigin.TYPED,
    )


@transaction.atomic
def accept_entries(
    *, minutes: Minutes, keys: Iterable[str] | None, actor: Actor, at: datetime
) -> int:
    """Accept sentences from the record as they stand; all of them where None is given.

    An entry that is out of date is not accepted with the rest: it asks for a choice.
    """
    locked = lock_minutes(minutes)
    require(may_edit_minutes(actor, locked, open_marks=open_marks_of(locked)))
    entries = locked.entries.filter(origin=EntryOrigin.MADE)
    if keys is not None:
        entries = entries.filter(key__in=list(keys))
    return accept(locked, list(entries), actor, at)


def accept(
    minutes: Minutes, entries: list[MinuteEntry], actor: Actor, at: datetime
) -> int:
    """Mark them accepted; how many there were."""
    for entry in entries:
        entry.origin = EntryOrigin.ACCEPTED
        entry.made_when_accepted = entry.made
    bulk_update(
        MinuteEntry,
        entries,
        ["origin", "made_when_accepted"],
        "Accepted",
        actor=actor,
    )
    if entries:
        record(
            verb="minutes.accepted",
            target=minutes,
            actor=actor,
            at=at,
            detail={"entries": [entry.key for entry in entries]},
        )
    return len(entries)


@transaction.atomic
def settle_entry(
    *, minutes: Minutes, key: str, take_record: bool, actor: Actor, at: datetime
) -> None:
    """Choose where the record moved on: its words now, or those a person kept.

    The record's words of an entry it no longer has are none: the entry goes.
    """
    locked = lock_minutes(minutes)
    require(may_edit_minutes(actor, locked, open_marks=open_marks_of(locked)))
    entry = locked.entries.filter(key=key).first()
    if entry is None:
        raise RuleBroken("MNT-3", "This entry is no longer there.")
    record(
        verb="minutes.took_record" if take_record else "minutes.kept_words",
        target=locked,
        actor=actor,
        at=at,
        detail={"entry": entry.key},
    )
    if take_record and not entry.made:
        delete_with_reason(entry, "No longer in the record", actor=actor)
        return
    if take_record:
        entry.text, entry.origin = html_of(entry.made), EntryOrigin.ACCEPTED
    elif not entry.made:
        entry.origin = EntryOrigin.TYPED
    entry.made_when_accepted = entry.made
    save_with_reason(
        entry,
        "Took the record's words" if take_record else "Kept the words",
        actor=actor,
        update_fields=["text", "origin", "made_when_accepted"],
    )


__all__ = [
    "SavedMinutes",
    "accept",
    "accept_entries",
    "save_minutes",
    "settle_entry",
]
