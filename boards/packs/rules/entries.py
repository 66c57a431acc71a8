"""What stands in a pack, in which order (PCK-01)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from boards.packs.enums import EntryKind
from boards.packs.rules.snapshot import ItemThen, PaperThen, Snapshot

FRONT_KEY = "front"
AGENDA_KEY = "agenda"
PRIVATE_LOG_KEY = "log-private"
PRIVATE_LOG = "Action log of part 2"


@dataclass(frozen=True, slots=True)
class Entry:
    """One run of pages to be set. ``key`` is stable from version to version.

    ``item`` and ``paper`` are None for the front page and the agenda. ``note`` is what a
    tombstone says besides, and ``withheld`` whether it stands for confidential pages;
    ``instead_of`` are the issued pages whose place this takes.
    """

    key: str
    kind: EntryKind
    title: str
    item: ItemThen | None = None
    paper: PaperThen | None = None
    note: str = ""
    withheld: bool = False
    instead_of: str = ""

    @property
    def confidential(self) -> bool:
        """Whether the run is left out of what the public gets: of a paper with a redacted
        version its cover sheet too, where the office chose so (PAPER-12)."""
        if self.withheld or self.paper is None:
            return self.withheld
        is_sheet = self.kind == EntryKind.COVER_SHEET
        return self.paper.confidential or (is_sheet and self.paper.public_without_sheet)

    @property
    def redacted_key(self) -> str:
        """The key of the redacted version the public gets instead; "" without one."""
        if self.kind != EntryKind.PAPER or self.paper is None:
            return ""
        has_one = self.paper.public_version_id is not None
        return f"redacted-{self.paper.paper_id}" if has_one else ""

    def redacted(self) -> Entry:
        """The same paper as the public gets it."""
        if self.paper is None:
            return self
        paper = replace(
            self.paper,
            confidential=False,
            version_id=self.paper.public_version_id,
            version_number=self.paper.public_version_number,
            part_sha256=self.paper.public_part_sha256,
            public_version_id=None,
        )
        return replace(self, key=self.redacted_key, paper=paper)

    @property
    def is_shared(self) -> bool:
        """Whether it is set once and used by every edition that has it."""
        return self.paper is not None


def entries_of(snapshot: Snapshot, part: int) -> tuple[Entry, ...]:
    """The entries of one part: front page, agenda, then item by item each cover sheet
    followed by its paper. A part without items has none.

    The order of PCK-01 (declarations procedure, minutes, action log, papers) follows
    from the order of the agenda.
    """
    items = snapshot.items_of(part)
    if not items and part != 1:
        return ()
    entries = [
        Entry(FRONT_KEY, EntryKind.FRONT, "Front page"),
        Entry(AGENDA_KEY, EntryKind.AGENDA, "Agenda"),
    ]
    for item in items:
        for paper in snapshot.papers_of(item.item_id):
            entries.extend(_of_paper(item, paper))
        if part != 1 and item.item_id == snapshot.private_log_item:
            entries.extend(_private_log(item, snapshot))
    return tuple(entries)


def _private_log(item: ItemThen, snapshot: Snapshot) -> list[Entry]:
    """What part 2 asked for, where the log of part 1 is in the pack and part 2 has no
    paper for its own. It goes with the same paper, and never to the public."""
    here = {each.item_id for each in snapshot.items_of(1)}
    logs = [p for p in snapshot.papers if p.is_log and not p.left_out]
    paper = next((p for p in logs if p.item_id in here), None)
    if paper is None or snapshot.private_log is None:
        return []
    own = replace(
        paper, item_id=item.item_id, title=PRIVATE_LOG, confidential=True, sheet=None
    )
    return [Entry(PRIVATE_LOG_KEY, EntryKind.ACTION_LOG, PRIVATE_LOG, item, own)]


def log_of(snapshot: Snapshot, entry: Entry) -> Mapping[str, Any] | None:
    """The rows the entry prints, if it is a log: those of the part in which it stands."""
    private = entry.item is not None and entry.item.part != 1
    return snapshot.private_log if private else snapshot.log


def items_logged(snapshot: Snapshot) -> frozenset[int]:
    """The items whose actions the log of part 2 prints, by id: of other meetings mostly."""
    rows = (snapshot.private_log or {}).get("rows", ())
    return frozenset(row["item_id"] for row in rows if row.get("item_id"))


def _of_paper(item: ItemThen, paper: PaperThen) -> list[Entry]:
    entries = []
    if paper.sheet is not None:
        entries.append(
            Entry(
                f"sheet-{paper.paper_id}",
                EntryKind.COVER_SHEET,
                paper.title,
                item,
                paper,
            )
        )
    kind = EntryKind.ACTION_LOG if paper.is_log else EntryKind.PAPER
    prefix = "log" if paper.is_log else "paper"
    entries.append(Entry(f"{prefix}-{paper.paper_id}", kind, paper.title, item, paper))
    return entries


# Printed on the sheet, but the agenda's to say: a new number is not a new sheet.
_FROM_THE_AGENDA = ("item_number", "meeting_day")


def says(entry: Entry, log: Mapping[str, Any] | None) -> str:
    """What a reader would notice of a paper, its cover sheet or the log, as a SHA-256."""
    if entry.paper is None:
        return ""
    return words_sha256(entry, log) or entry.paper.part_sha256


def words_sha256(entry: Entry, log: Mapping[str, Any] | None) -> str:
    """SHA-256 of what a cover sheet or the action log says; "" for any other entry."""
    if entry.paper is None:
        return ""
    if entry.kind == EntryKind.COVER_SHEET:
        sheet = entry.paper.sheet or {}
        words = {k: v for k, v in sheet.items() if k not in _FROM_THE_AGENDA}
        return _digest(words)
    return _digest(log or {}) if entry.kind == EntryKind.ACTION_LOG else ""


def _digest(words: Mapping[str, Any]) -> str:
    plain = json.dumps(words, sort_keys=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()
