"""What goes out to the public of an issued pack: words, files, and the check before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

from boards.meetings.enums import PublicationKind
from boards.meetings.models import Publication
from boards.meetings.rules.published_words import PublishedWords
from boards.packs.checks import publish_checks
from boards.packs.enums import Edition, EntryKind, FileKind
from boards.packs.models import Pack, PackEntry, PackFile, RenderedPart
from boards.packs.presenters.printed import pack_title, running_head
from boards.packs.presenters.published import (
    PAPER_KINDS,
    agenda_words,
    pack_words,
    paper_words,
    supplement_words,
)
from boards.packs.rules import Snapshot
from boards.packs.rules.markers import allowed_text, forbidden_markers
from boards.packs.selectors.publishing import (
    file_names_of,
    redacted_since,
    sheet_kept_back_since,
)
from boards.papers.models import PaperVersion
from ics_portal.core.errors import RuleBroken
from ics_portal.core.pdf import (
    AssemblyError,
    AssemblyPlan,
    LabelRun,
    LabelStyle,
    PartRecord,
    PlannedPart,
    StalePart,
    assemble,
    release_check,
)

if TYPE_CHECKING:
    from ics_portal.core.files.models import StoredFile

Told = Callable[[int, int, str], None]
"""``told(done, of, words)`` hears how far it is."""

_LABEL = re.compile(r"(\D*)(\d+)([a-z]*)")


@dataclass(slots=True)
class Outgoing:
    """One thing ready to go; ``path`` is a file made for it, ``stored`` one there is."""

    kind: str
    key: str
    title: str
    words: PublishedWords
    subject: str
    item_number: str = ""
    path: Path | None = None
    stored: StoredFile | None = None
    page_count: int | None = None


@dataclass(slots=True)
class Reading:
    """An issued pack, read once."""

    pack: Pack
    snapshot: Snapshot
    rows: list[PackEntry]
    files: dict[str, PackFile]
    keys: dict[int, str] = field(default_factory=dict)
    markers: list[str] = field(default_factory=list)


def check_issued_last(pack: Pack) -> None:
    """Raise RuleBroken unless the pack is issued, and is the one issued last (PUBL-4), and
    where a redacted version came since (PAPER-12) or somebody objects (PUBL-5)."""
    newest = Pack.objects.issued().filter(meeting=pack.meeting_id).order_by("-version")
    last = newest.values_list("version", flat=True).first()
    if last is None or not pack.is_issued:
        raise RuleBroken("PUBL-4", "Issue this version to members before it goes out.")
    if last != pack.version:
        raise RuleBroken(
            "PUBL-4", f"Version {last} is the one issued last. Publish it."
        )
    if title := redacted_since(pack):
        raise RuleBroken(
            "PAPER-12",
            f"{title} has a redacted version that this pack has not. Once it is ready,"
            " build and issue the pack again.",
        )
    if title := sheet_kept_back_since(pack):
        raise RuleBroken(
            "PAPER-12",
            f"The cover sheet of {title} is not for the public since, and this pack has"
            " it. Build and issue the pack again.",
        )
    for objection in publish_checks.run(pack):
        raise RuleBroken("PUBL-5", objection.message)


def read_issued(pack: Pack) -> Reading:
    """The pack with what may not be in anything of it that goes out.

    Raises RuleBroken where it is not issued, or is not the one issued last (PUBL-4).
    """
    check_issued_last(pack)
    snapshot = Snapshot.from_json(pack.snapshot)
    public = pack.files.filter(edition=Edition.PUBLIC).select_related("stored")
    read = Reading(
        pack=pack,
        snapshot=snapshot,
        rows=list(pack.entries.filter(edition=Edition.PUBLIC)),
        files={file.kind: file for file in public},
    )
    read.keys = _keys(pack.meeting_id, read.rows)
    words = [agenda_words(snapshot, read.rows, read.keys).to_json()]
    read.markers = forbidden_markers(
        snapshot,
        file_names_of(snapshot),
        allowed=allowed_text(words),
    )
    return read


def _keys(meeting_id: int, rows: Sequence[PackEntry]) -> dict[int, str]:
    """The public key of each paper; one that was published before keeps its key."""
    known = dict(
        Publication.objects.filter(
            meeting_id=meeting_id, kind=PublicationKind.PAPER
        ).values_list("subject", "key")
    )
    keys: dict[int, str] = {}
    taken = set(known.values())
    for row in rows:
        if row.kind not in PAPER_KINDS or row.paper_id_then is None:
            continue
        key = known.get(_subject(row.paper_id_then), "")
        ordinal = 0
        while not key or (key in taken and key not in known.values()):
            ordinal += 1
            candidate = f"item-{row.item_number}-{ordinal}"
            key = "" if candidate in taken else candidate
        taken.add(key)
        keys[row.paper_id_then] = key
    return keys


def _subject(paper_id: int) -> str:
    return f"boards.Paper:{paper_id}"


def outgoing_of(read: Reading, folder: Path, told: Told) -> list[Outgoing]:
    """Everything that goes out, checked: each file made for it lies in ``folder``.

    Raises RuleBroken for a file that cannot be made (PUBL-4), and for one in which
    something withheld is found (PUBL-5).
    """
    going: list[Outgoing] = []
    of = len([row for row in read.rows if row.kind in PAPER_KINDS]) + 3
    for one in _made(read, folder):
        told(len(going), of, f"Looking through {one.title}")
        _check(one, read.markers)
        going.append(one)
    return going


def _made(read: Reading, folder: Path) -> Iterator[Outgoing]:
    snapshot, rows = read.snapshot, read.rows
    subject = f"boards.Pack:{read.pack.pk}"
    whole = read.files[FileKind.WHOLE]
    yield Outgoing(
        PublicationKind.AGENDA,
        "agenda",
        "Agenda",
        agenda_words(snapshot, rows, read.keys),
        subject,
    )
    for row in rows:
        if row.kind in PAPER_KINDS and row.paper_id_then in read.keys:
            yield _paper(read, row, folder)
    yield Outgoing(
        PublicationKind.PACK,
        "pack",
        "Public papers in one file",
        pack_words(snapshot, whole, rows),
        subject,
        stored=whole.stored,
        page_count=whole.page_count,
    )
    added = read.files.get(FileKind.SUPPLEMENT)
    if snapshot.supplement and added:
        number = snapshot.supplement.number
        yield Outgoing(
            PublicationKind.SUPPLEMENT,
            f"supplement-{number}",
            f"Supplement {number}",
            supplement_words(snapshot, added, rows, read.keys),
            subject,
            stored=added.stored,
            page_count=added.page_count,
        )


def _paper(read: Reading, row: PackEntry, folder: Path) -> Outgoing:
    """A paper as a file of its own, with the page numbers it has in the pack."""
    path, record = _part_of(row)
    title = f"{row.title}, {pack_title(read.snapshot, Edition.PUBLIC)}"
    out = folder / f"{read.keys[row.paper_id_then or 0]}.pdf"
    plan = AssemblyPlan(
        title=title,
        parts=(
            PlannedPart(
                path=path,
                record=record,
                key=record.key,
                title=row.title,
                labels=(_labels(row.first_label),),
                running_item=f"Item {row.item_number} · {row.title}",
            ),
        ),
        header=running_head(read.snapshot, Edition.PUBLIC),
        footer="Public copy",
        pdf_date=read.snapshot.asked_at,
    )
    try:
        result = assemble(plan, out)
    except (AssemblyError, StalePart, OSError) as fault:
        raise RuleBroken(
            "PUBL-4",
            f"The file of {row.title} could not be made. Build the pack again.",
        ) from fault
    return Outgoing(
        PublicationKind.PAPER,
        read.keys[row.paper_id_then or 0],
        row.title,
        paper_words(read.snapshot, row, read.rows),
        _subject(row.paper_id_then or 0),
        item_number=row.item_number,
        path=out,
        page_count=result.pages,
    )


def _labels(first_label: str) -> LabelRun:
    found = _LABEL.fullmatch(first_label)
    if found is None:
        raise TypeError(f"{first_label} is no page label of a pack.")
    part, number, letters = found.groups()
    if not letters:
        return LabelRun(LabelStyle.DECIMAL, part, int(number))
    ordinal = (len(letters) - 1) * 26 + ord(letters[0]) - ord("a") + 1
    return LabelRun(LabelStyle.LETTERS, f"{part}{number}", ordinal)


def _part_of(row: PackEntry) -> tuple[Path, PartRecord]:
    """The bytes that were set in the pack."""
    if row.kind == EntryKind.ACTION_LOG:
        part = (
            RenderedPart.objects.filter(stored__sha256=row.part_sha256)
            .select_related("stored")
            .first()
        )
        if part is not None:
            return Path(part.stored.file.path), PartRecord.from_json(part.record)
    version = (
        PaperVersion.objects.filter(
            paper_id=row.paper_id_then or 0, number=row.paper_version_number or 0
        )
        .select_related("part")
        .first()
    )
    if version is None or version.part is None:
        raise RuleBroken(
            "PUBL-4", f"The file of {row.title} is not there. Build the pack again."
        )
    return Path(version.part.file.path), PartRecord.from_json(version.record)


def _check(one: Outgoing, markers: Iterable[str]) -> None:
    path = one.path or (Path(one.stored.file.path) if one.stored else None)
    if path is None:
        return
    try:
        faults = release_check(path, markers)
    except (pikepdf.PdfError, OSError) as fault:
        raise RuleBroken(
            "PUBL-5", f"{one.title}: the file cannot be read, so it does not go out."
        ) from fault
    if faults:
        raise RuleBroken(
            "PUBL-5",
            f"{one.title} is not published: “{faults[0].marker}” is withheld and was"
            f" found in {faults[0].where}. Nothing went out.",
        )
