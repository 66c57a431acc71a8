"""What becomes of an entry when the record moves on: a person's words are never lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from boards.minutes.enums import EntryOrigin
from boards.minutes.rules.drafting import Line

BY_HAND = (EntryOrigin.ACCEPTED, EntryOrigin.EDITED, EntryOrigin.TYPED)


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry as it is stored, as far as the record may change it."""

    key: str
    origin: str
    made: str
    made_when_accepted: str = ""


@dataclass(frozen=True, slots=True)
class Merge:
    """What to add, what follows the record, and what the record no longer says.

    ``followed`` are untouched ones, whose text changes too; ``moved_on`` were accepted
    or changed by hand: only ``made`` changes, and both are shown.
    """

    added: tuple[Line, ...]
    followed: tuple[Line, ...]
    moved_on: tuple[Line, ...]
    gone: tuple[str, ...]
    gone_by_hand: tuple[str, ...]


def merge(kept: Iterable[Kept], lines: Iterable[Line]) -> Merge:
    """Compare what is stored with what the record says now."""
    stored: Mapping[str, Kept] = {entry.key: entry for entry in kept}
    now = {line.key: line for line in lines}
    there = [line for key, line in now.items() if key in stored]
    lost = [entry for key, entry in stored.items() if key not in now]
    return Merge(
        added=tuple(line for key, line in now.items() if key not in stored),
        followed=tuple(
            line for line in there if stored[line.key].origin == EntryOrigin.MADE
        ),
        moved_on=tuple(line for line in there if stored[line.key].origin in BY_HAND),
        gone=tuple(e.key for e in lost if e.origin == EntryOrigin.MADE),
        gone_by_hand=tuple(
            e.key
            for e in lost
            if e.origin in (EntryOrigin.ACCEPTED, EntryOrigin.EDITED)
        ),
    )


def is_out_of_date(origin: str, made: str, made_when_accepted: str) -> bool:
    """Whether the record changed after somebody accepted or changed the sentence."""
    if origin not in (EntryOrigin.ACCEPTED, EntryOrigin.EDITED):
        return False
    return made != made_when_accepted
