"""What changed since: the manifests of two versions of one edition compared.

Only what the edition itself prints is compared, so the public's list can never name
what the public does not get.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

from boards.packs.enums import Edition, EntryKind


class ChangeKind(StrEnum):
    ADDED = "added"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One run of pages as the manifest lists it; labels are as printed.

    ``part_sha256`` proves the bytes; ``words_sha256`` is of what our own pages say, and
    stays the same when only our way of printing them has changed.
    """

    key: str
    kind: str
    title: str
    item_id: int | None = None
    item: str = ""
    paper_id: int | None = None
    paper_version: int | None = None
    part_sha256: str = ""
    words_sha256: str = ""
    pages: int = 1
    first_label: str = ""
    last_label: str = ""
    accessible: bool | None = None
    remedy: str = ""
    note: str = ""

    @property
    def labels(self) -> str:
        """``45–62``"""
        if self.first_label == self.last_label:
            return self.first_label
        return f"{self.first_label}–{self.last_label}"

    @property
    def covers_many(self) -> bool:
        """Whether it takes up several numbers; one sheet may stand for many pages."""
        return "–" in self.labels

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        return cls(**row)


@dataclass(frozen=True, slots=True)
class ManifestItem:
    """An item of the agenda as this edition printed it."""

    item_id: int
    number: str
    title: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        return cls(**row)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a version of an edition holds: its agenda and its runs of pages."""

    items: tuple[ManifestItem, ...]
    entries: tuple[ManifestEntry, ...]

    @classmethod
    def of_manifest(cls, manifest: Mapping[str, Any]) -> Self:
        """Read from a stored manifest."""
        return cls(
            tuple(ManifestItem.from_json(row) for row in manifest["agenda"]),
            tuple(ManifestEntry.from_json(row) for row in manifest["entries"]),
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is new; ``words`` is the sentence printed on the front page."""

    kind: ChangeKind
    item: str
    words: str

    def to_json(self) -> dict[str, Any]:
        return {"kind": self.kind.value, "item": self.item, "words": self.words}


def changes_of_build(
    before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]]
) -> tuple[str, ...]:
    """What members would find new in a build after another, in sentences, each once.

    Both are manifests by edition. An edition that only one of them has says nothing.
    """
    words = [
        change.words
        for edition in (Edition.MEMBERS, Edition.PRIVATE)
        if edition in before and edition in after
        for change in what_changed(
            Contents.of_manifest(before[edition]), Contents.of_manifest(after[edition])
        )
    ]
    return tuple(dict.fromkeys(words))


# The front page and the agenda are new in every version: saying so says nothing. A sheet
# for withdrawn pages goes when all is numbered anew, and one for pages withheld from the
# reader is told on the front page by itself.
_OUR_OWN = (
    EntryKind.FRONT,
    EntryKind.AGENDA,
    EntryKind.TOMBSTONE,
    EntryKind.LEFT_OUT,
)


def what_changed(before: Contents, after: Contents) -> tuple[Change, ...]:
    """Return the changes in the order of the new agenda, withdrawals last.

    An item or paper keeps its identity whatever its number or title; a paper is replaced
    when its bytes differ. What is there no more is told by item and pages and never by a
    title: nothing of it is in this version, so nobody's copy is without it, and its title
    may be withheld from some who read this (CONF-1). Equal contents give an empty tuple.
    """
    return (*_item_changes(before, after), *_entry_changes(before, after))


def _item_changes(before: Contents, after: Contents) -> list[Change]:
    then = {item.item_id: item for item in before.items}
    now = {item.item_id for item in after.items}
    changes = []
    for item in after.items:
        old = then.get(item.item_id)
        if old is None:
            words = f"Item {item.number}, {item.title}, added to the agenda."
            changes.append(Change(ChangeKind.ADDED, item.number, words))
            continue
        if old.number != item.number:
            words = f"{item.title} is now item {item.number}, was {old.number}."
            changes.append(Change(ChangeKind.MOVED, item.number, words))
        if old.title != item.title:
            words = f"Item {item.number} is now called {item.title}, was {old.title}."
            changes.append(Change(ChangeKind.RENAMED, item.number, words))
    for item in before.items:
        if item.item_id not in now:
            words = f"{item.title}, item {item.number} before, is no longer there."
            changes.append(Change(ChangeKind.WITHDRAWN, item.number, words))
    return changes


def _entry_changes(before: Contents, after: Contents) -> list[Change]:
    then = {e.key: e for e in before.entries if e.kind not in _OUR_OWN}
    now = {e.key: e for e in after.entries if e.kind not in _OUR_OWN}
    changes = []
    for key, entry in now.items():
        old = then.get(key)
        if old is None:
            changes.append(_added(entry))
        elif entry.kind != EntryKind.NOT_PUBLISHED:
            changes.extend(_differences(old, entry))
    for key, entry in then.items():
        if key not in now:
            words = f"{_untitled(entry)}, {_pages(entry)} before, withdrawn."
            changes.append(Change(ChangeKind.WITHDRAWN, entry.item, words))
    return changes


def _added(entry: ManifestEntry) -> Change:
    if entry.kind == EntryKind.NOT_PUBLISHED:
        are = "are" if entry.covers_many else "is"
        words = f"Item {entry.item}: {_pages(entry)} {are} not published."
    else:
        words = f"{_name(entry)}, added as {_pages(entry)}."
    return Change(ChangeKind.ADDED, entry.item, words)


def _differences(old: ManifestEntry, new: ManifestEntry) -> list[Change]:
    changes = []
    has_moved = old.item_id != new.item_id
    renamed = old.title != new.title and new.kind != EntryKind.COVER_SHEET
    # What it was called under another item may be withheld there from some of us.
    if renamed and not has_moved:
        words = f"Item {new.item}: {new.title}, was called {old.title}."
        changes.append(Change(ChangeKind.RENAMED, new.item, words))
    if has_moved:
        words = f"{new.title} is now under item {new.item}, was under {old.item}."
        changes.append(Change(ChangeKind.MOVED, new.item, words))
    if _says(old) != _says(new):
        changes.append(Change(ChangeKind.REPLACED, new.item, _replaced(old, new)))
    return changes


def _says(entry: ManifestEntry) -> str:
    """What a reader would notice: the words of our own pages, the bytes of a paper."""
    return entry.words_sha256 or entry.part_sha256


def _replaced(old: ManifestEntry, new: ManifestEntry) -> str:
    words = f"{_name(new)}, {_pages(new)}, changed"
    if new.paper_version and old.paper_version not in (None, new.paper_version):
        words += f": version {new.paper_version} replaces {old.paper_version}"
    return f"{words}."


def _name(entry: ManifestEntry) -> str:
    """``Item 10, ICS Finance Report`` or ``Item 10, cover sheet of …``."""
    title = entry.title
    if entry.kind == EntryKind.COVER_SHEET:
        title = f"cover sheet of {title}"
    return f"Item {entry.item}, {title}"


def _untitled(entry: ManifestEntry) -> str:
    """``Item 10`` or ``Item 10, cover sheet``."""
    sheet = ", cover sheet" if entry.kind == EntryKind.COVER_SHEET else ""
    return f"Item {entry.item}{sheet}"


def _pages(entry: ManifestEntry) -> str:
    return f"page{'s' if entry.covers_many else ''} {entry.labels}"


def pages_moved_words(before: Contents, after: Contents) -> str:
    """One sentence on page numbers: none moved, or from which page on.

    A reader's notes say "page 31", so this is told apart from what changed.
    """
    then = {entry.key: entry for entry in before.entries}
    for entry in after.entries:
        old = then.get(entry.key)
        if old is not None and old.first_label != entry.first_label:
            return f"Page numbers from {old.first_label} on have moved."
    return "No other page has moved."
