"""What goes out, in the plain words of ``boards.meetings.rules.published_words``.

Made from the snapshot and the public entries of an issued pack: what was printed, and
nothing that the public copy does not print.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from itertools import groupby
from typing import Any

from boards.meetings.rules.published_words import (
    AgendaWords,
    AttendanceGroup,
    HeadingWords,
    MinutesLine,
    MinutesSection,
    MinutesWords,
    PackWords,
    PaperWords,
    PublishedItem,
    PublishedPaper,
    PublishedSection,
    SheetPart,
    SheetTick,
    SupplementWords,
)
from boards.packs.enums import EntryKind
from boards.packs.models import PackEntry, PackFile
from boards.packs.presenters.printed import PART_TWO_PUBLIC, next_meeting_words
from boards.packs.rules import ItemThen, PaperThen, Snapshot, label_span
from boards.papers.rules import SheetForPrint
from boards.papers.rules.printed import PrintedPart, PrintedTick

PAPER_KINDS = (EntryKind.PAPER, EntryKind.ACTION_LOG)


def heading_words(snapshot: Snapshot) -> HeadingWords:
    """Whose meeting, when and where."""
    meeting = snapshot.meeting
    return HeadingWords(
        system=meeting.system,
        body=meeting.body,
        long_name=meeting.long_name,
        meeting_type=meeting.meeting_type,
        held_on=meeting.held_on.isoformat(),
        starts_at=clock_words(meeting.starts_at),
        ends_at=clock_words(meeting.ends_at),
        place=meeting.place,
        chair=meeting.chair,
        asks_whom=meeting.asks_whom,
    )


def clock_words(at: time) -> str:
    """``10:00``"""
    return f"{at:%H:%M}"


def pages_of(row: PackEntry, rows: Sequence[PackEntry]) -> str:
    """The printed numbers of a paper, its cover sheet among them where it stands before."""
    index = rows.index(row)
    before = rows[index - 1] if index else None
    first = row.first_label
    if before and before.kind == EntryKind.COVER_SHEET and (
        before.paper_id_then == row.paper_id_then
    ):  # fmt: skip
        first = before.first_label
    return label_span(first, row.last_label)


def agenda_words(
    snapshot: Snapshot, rows: Sequence[PackEntry], keys: Mapping[int, str]
) -> AgendaWords:
    """The agenda with its papers; ``keys`` gives the public key of each by paper id."""
    sections = [
        PublishedSection(
            title, tuple(_item(item, rows, keys, snapshot) for item in group)
        )
        for title, group in groupby(snapshot.items_of(1), key=lambda item: item.section)
    ]
    if hidden := snapshot.items_of(2):
        items = tuple(PublishedItem(item.number, item.public_title) for item in hidden)
        sections.append(PublishedSection(PART_TWO_PUBLIC, items, is_private=True))
    papers = [row for row in rows if row.kind in PAPER_KINDS]
    return AgendaWords(
        heading=heading_words(snapshot),
        sections=tuple(sections),
        next_meeting=next_meeting_words(snapshot),
        accessibility=tuple(
            f"Item {row.item_number}, {row.title}: {row.remedy}"
            for row in papers
            if row.remedy
        ),
        version=snapshot.version,
    )


def _item(
    item: ItemThen,
    rows: Sequence[PackEntry],
    keys: Mapping[int, str],
    snapshot: Snapshot,
) -> PublishedItem:
    papers = []
    for row in rows:
        if row.item_id_then != item.item_id:
            continue
        if row.kind == EntryKind.NOT_PUBLISHED:
            papers.append(
                PublishedPaper("", "", row.first_label, item.number, is_published=False)
            )
        elif row.kind in PAPER_KINDS and row.paper_id_then is not None:
            papers.append(
                PublishedPaper(
                    keys[row.paper_id_then],
                    row.title,
                    pages_of(row, rows),
                    item.number,
                    accessible=row.accessible,
                    is_late=row.is_late,
                )
            )
    marks = [item.state_words.lower()] if item.state_words else []
    return PublishedItem(
        number=item.number,
        title=item.public_title,
        owners=item.owners,
        purposes=item.purposes,
        format_words=item.format_words,
        is_sub_item=item.is_sub_item,
        marks=tuple(["late item", *marks] if item.is_late else marks),
        papers=tuple(papers),
    )


def paper_words(
    snapshot: Snapshot, row: PackEntry, rows: Sequence[PackEntry]
) -> PaperWords:
    """One paper with its cover sheet, where the public copy has the sheet."""
    item = next(i for i in snapshot.items if i.item_id == row.item_id_then)
    paper = next(p for p in snapshot.papers if p.paper_id == row.paper_id_then)
    has_sheet = any(
        each.kind == EntryKind.COVER_SHEET and each.paper_id_then == row.paper_id_then
        for each in rows
    )
    sheet = SheetForPrint.from_json(paper.sheet) if has_sheet and paper.sheet else None
    return PaperWords(
        heading=heading_words(snapshot),
        item_number=item.number,
        item_title=item.public_title,
        title=row.title,
        pages=pages_of(row, rows),
        accessible=row.accessible,
        remedy=row.remedy,
        is_redacted=is_redacted(paper, row),
        is_late=row.is_late,
        asks=sheet.body_asked if sheet else "",
        facts=_facts(sheet) if sheet else (),
        sheet=tuple(_part(part) for part in sheet.parts) if sheet else (),
    )


def is_redacted(paper: PaperThen, row: PackEntry) -> bool:
    """Whether the public copy has the redacted version of it."""
    return (
        paper.public_version_id is not None
        and row.paper_version_number == paper.public_version_number
    )


def _facts(sheet: SheetForPrint) -> tuple[tuple[str, str], ...]:
    facts = [
        ("Presented by", ", ".join(sheet.presented_by)),
        ("Author", ", ".join(sheet.authors)),
        ("Contributors", ", ".join(sheet.contributors)),
        ("Date of writing", sheet.written_on),
    ]
    return tuple((caption, words) for caption, words in facts if words)


def _part(part: PrintedPart) -> SheetPart:
    return SheetPart(
        caption=part.caption,
        paragraphs=part.paragraphs,
        columns=part.columns,
        rows=part.rows,
        ticks=tuple(SheetTick(tick.question, _ticked(tick)) for tick in part.ticks),
        note=part.note,
    )


def _ticked(tick: PrintedTick) -> str:
    boxes = (("Yes", tick.yes), ("No", tick.no), ("N/A", tick.na))
    return ", ".join(word for word, is_ticked in boxes if is_ticked)


def pack_words(
    snapshot: Snapshot, file: PackFile, rows: Sequence[PackEntry]
) -> PackWords:
    """The whole public pack."""
    withheld = [row for row in rows if row.kind == EntryKind.NOT_PUBLISHED]
    not_published = ", ".join(
        f"{row.first_label} (item {row.item_number})" for row in withheld
    )
    first = rows[0].first_label.split("–")[0]
    last = rows[-1].last_label.split("–")[-1]
    return PackWords(
        heading=heading_words(snapshot),
        version=snapshot.version,
        pages=f"{first} to {last}",
        not_published=f"Pages {not_published}" if not_published else "",
        accessible_words=file.accessible_words,
        changes=tuple(change["words"] for change in file.manifest.get("changes", ())),
    )


def supplement_words(
    snapshot: Snapshot,
    file: PackFile,
    rows: Sequence[PackEntry],
    keys: Mapping[int, str],
) -> SupplementWords:
    """What was added after the pack."""
    then = snapshot.supplement
    if then is None:
        raise TypeError("Only a supplement has the words of one.")
    late = [row for row in rows if row.is_late]
    return SupplementWords(
        heading=heading_words(snapshot),
        number=then.number,
        version=snapshot.version,
        reason=then.reason,
        agreed_by=then.agreed_by,
        pages=", ".join(label_span(row.first_label, row.last_label) for row in late),
        adds=tuple(change["words"] for change in file.manifest.get("changes", ())),
        paper_keys=tuple(
            keys[row.paper_id_then]
            for row in late
            if row.kind in PAPER_KINDS
            and row.paper_id_then is not None
            and row.paper_id_then in keys
        ),
    )


def minutes_published(heading: HeadingWords, plain: Mapping[str, Any]) -> MinutesWords:
    """The minutes' own plain words in the form that is published."""
    confirmed = plain.get("confirmed") or {}
    sections = (
        [MinutesSection("", "", _lines(plain["front"]))] if plain["front"] else []
    )
    for section in plain["sections"]:
        for item in section["items"]:
            lines = _lines(item["entries"])
            sections.append(MinutesSection(item["number"], item["title"], lines))
    if plain["closing"]:
        sections.append(MinutesSection("", "Closing", _lines(plain["closing"])))
    groups = [
        AttendanceGroup(
            group["title"] or "Present", tuple(_person(row) for row in group["rows"])
        )
        for group in plain["groups"]
    ]
    if plain["apologies"]:
        away = tuple(_person(row) for row in plain["apologies"])
        groups.append(AttendanceGroup("Apologies", away))
    return MinutesWords(
        heading=heading,
        title=plain["heading"]["title"],
        status=plain["marking"],
        confirmed=confirmed.get("words", ""),
        attendance=tuple(groups),
        sections=tuple(sections),
        corrections=tuple(_correction(row) for row in plain["corrections"]),
    )


def _lines(entries: Sequence[Mapping[str, Any]]) -> tuple[MinutesLine, ...]:
    return tuple(
        MinutesLine(row["html"], row["kind"], row["action_by"]) for row in entries
    )


def _person(row: Mapping[str, Any]) -> str:
    organisations = row.get("organisations") or ""
    if not isinstance(organisations, str):
        organisations = " / ".join(organisations)
    title = row.get("job_title", "")
    words = [row["name"], organisations, row.get("note", "")]
    if title != row["name"]:  # of whom no more is known than the post
        words.insert(1, title)
    return ", ".join(word for word in words if word)


def _correction(row: Mapping[str, str]) -> str:
    item = f"Item {row['item_number']}: " if row["item_number"] else ""
    instead = f" instead of “{row['instead_of']}”" if row["instead_of"] else ""
    return f"{row['day']}. {item}“{row['reads']}”{instead}."
