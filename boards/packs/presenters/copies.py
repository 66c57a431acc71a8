"""Who gets which copy of a pack, and the proof of each, as the office sees them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from boards.packs.enums import CopyState, Edition, EntryKind
from boards.packs.models import OmittedItem, ReaderCopy, ReaderCopyFor
from boards.packs.rules.states import COPY_STATES
from ics_portal.core.web.words import filesize, moment, plural

KINDS = {
    CopyState.BUILDING: "info",
    CopyState.RELEASED: "ok",
    CopyState.BLOCKED: "bad",
    CopyState.FAILED: "bad",
}
CHECKS = (
    ("Inputs", "the list of parts has nothing of what is left out"),
    ("Streams", "each comes from a kept part or is one that the portal writes itself"),
    ("Strings and names", "none that only a withheld part has"),
    ("Layout", "no page, attachment or script beside what is shown"),
    ("Tags", "the walk through them found no fault"),
    ("Titles", "no withheld title or file name on the pages made for the copy"),
)


@dataclass(frozen=True, slots=True)
class CopyReader:
    """Somebody who is given a copy, or was: ``ended`` says since when and why not now."""

    name: str
    since: str
    ended: str
    sha256: str


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One copy with the people who get it."""

    title: str
    url: str
    again_url: str
    file_url: str
    state: str
    kind: str
    failure: str
    left_out: tuple[str, ...]
    readers: tuple[CopyReader, ...]
    facts: str
    may_be_made_again: bool

    @property
    def now(self) -> tuple[CopyReader, ...]:
        """Those who get it now."""
        return tuple(reader for reader in self.readers if not reader.ended)

    @property
    def before(self) -> tuple[CopyReader, ...]:
        """Those who got it and have another, or the pack, now."""
        return tuple(reader for reader in self.readers if reader.ended)


def copy_rows(copies: Iterable[ReaderCopy]) -> tuple[CopyRow, ...]:
    """The copies of a pack in the order given."""
    return tuple(copy_row(copy) for copy in copies)


def copy_row(copy: ReaderCopy) -> CopyRow:
    """One of them."""
    where = {
        "meeting_id": copy.pack.meeting_id,
        "version": copy.pack.version,
        "copy_id": copy.pk,
    }
    state = CopyState(copy.state)
    omitted = list(copy.omitted.all())
    size = f", {filesize(copy.stored.size)}" if copy.stored else ""
    facts = f"{plural(copy.page_count, 'page')}{size}" if copy.page_count else ""
    readers = tuple(_reader(row) for row in copy.readers.all())
    words, kind = str(state.label), KINDS[state]
    if state == CopyState.RELEASED and all(reader.ended for reader in readers):
        words, kind = "Closed: nobody reads it any more", "quiet"
    return CopyRow(
        title=f"{Edition(copy.edition).label}, without {_without(omitted)}",
        url=reverse("packs:copy", kwargs=where),
        again_url=reverse("packs:copy_again", kwargs=where),
        file_url=reverse("packs:copy_file", kwargs=where) if copy.stored else "",
        state=words,
        kind=kind,
        failure=copy.failure,
        left_out=tuple(f"{row.words}: {row.by}" for row in omitted),
        readers=readers,
        facts=facts,
        may_be_made_again=COPY_STATES.allows(copy.state, CopyState.BUILDING),
    )


def _without(omitted: Sequence[OmittedItem]) -> str:
    """``item 6``; ``items 6 and 9``; ``item 6 and some actions``"""
    numbers = [row.item_number for row in omitted if row.item_number]
    noun = "item" if len(numbers) == 1 else "items"
    words = [f"{noun} {' and '.join(numbers)}"] if numbers else []
    if len(numbers) < len(omitted):
        words.append("some actions")
    return " and ".join(words)


def _reader(row: ReaderCopyFor) -> CopyReader:
    ended = ""
    if row.superseded_at is not None:
        ended = f"until {moment(row.superseded_at)}. {row.superseded_why}"
    sha256 = row.stored.sha256 if row.stored else ""
    return CopyReader(row.name_then, moment(row.given_at), ended, sha256)


@dataclass(frozen=True, slots=True)
class ProofEntry:
    """A run of pages and the bytes it was made from."""

    item: str
    title: str
    pages: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Proof:
    """The manifest of a copy on a page."""

    row: CopyRow
    sha256: str
    checked: str
    facts: tuple[tuple[str, str], ...]
    points: tuple[tuple[str, str], ...]
    faults: tuple[str, ...]
    mentions: tuple[str, ...]
    entries: tuple[ProofEntry, ...]


def proof_of(copy: ReaderCopy) -> Proof:
    """All that is on record of a copy; nothing of its manifest before it is checked."""
    manifest: dict[str, Any] = copy.manifest
    check = manifest.get("check", {})
    counted = (
        ("Streams looked at", check.get("streams")),
        ("Of them the portal’s own", check.get("own_streams")),
        ("Strings, names and words", check.get("strings")),
        ("Withheld parts compared with", check.get("withheld_parts")),
    )
    return Proof(
        row=copy_row(copy),
        sha256=manifest.get("file", {}).get("sha256", ""),
        checked=moment(copy.checked_at) if copy.checked_at else "",
        facts=tuple(
            (words, str(value)) for words, value in counted if value is not None
        ),
        points=CHECKS if check.get("passed") else (),
        faults=tuple(check.get("faults", ())),
        mentions=tuple(check.get("mentions", ())),
        entries=tuple(_entry(row) for row in manifest.get("entries", ())),
    )


def _entry(row: dict[str, Any]) -> ProofEntry:
    first, last = row["first_label"], row["last_label"]
    pages = first if first == last else f"{first}–{last}"
    title = row["title"]
    if row["kind"] == EntryKind.LEFT_OUT:
        title = f"Withheld {row['note']}"
    if row["kind"] == EntryKind.COVER_SHEET:
        title = f"Cover sheet of {title}"
    return ProofEntry(row["item"], title, pages, row["part_sha256"])


def readers_view(manifest: dict[str, Any]) -> dict[str, Any]:
    """The manifest without what the check says to the office: where a withheld title is
    mentioned is a mention too."""
    return {**manifest, "check": {"passed": manifest.get("check", {}).get("passed")}}
