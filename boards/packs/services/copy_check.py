"""The release check of a reader's copy, point by point (pdf-assembly 6).

It runs in the worker on every copy before anybody can open it. A fault keeps the copy
back; what a kept paper itself says of the matter is told to the office and keeps nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from boards.packs.enums import EntryKind
from boards.packs.models import Pack
from boards.packs.rules import Run, Snapshot, items_logged
from boards.packs.rules.copies import Omissions, wrong_inputs
from boards.packs.rules.markers import allowed_text, withheld_markers
from boards.packs.selectors import stored_papers
from boards.packs.selectors.copies import phrases_of
from boards.packs.selectors.publishing import file_names_of
from boards.packs.services.assembly import Assembled
from boards.packs.services.layout import EditionLayout
from boards.packs.services.parts import StoredPart, kept_part, own_part
from boards.packs.services.prints import prints_of
from boards.papers.documents import cover_sheet_document
from boards.papers.models import PaperVersion
from boards.papers.rules import SheetForPrint
from ics_portal.core.pdf import ReleaseFault, StalePart, text_per_page
from ics_portal.core.pdf.copycheck import Known, check_copy
from ics_portal.core.pdf.prints import NotOurs, Print
from ics_portal.core.pdf.xmp import xmp_packet

CHECK_EDITION = 1
MOST_MENTIONS = 20
# What the portal prints beside the words of the agenda.
OWN_WORDS = (
    "Version supplement copy without item items and Page Pages withheld from this copy "
    "Cover sheet Front page Agenda Not published withdrawn replaced entry item Part "
    "private by ruling of the until there is a ruling Copy for ICS portal action log "
    "actions some without on another"
)
UNREADABLE = (
    "What is withheld could not be compared with the copy: its file is not there."
)
UNREAD = "The text of a page of our own could not be read."


@dataclass(frozen=True, slots=True)
class CopyVerdict:
    """What the check said. ``faults`` keep the copy back; ``mentions`` are places where a
    kept paper names what is withheld, for the office to judge. The counts say how much
    was looked at."""

    faults: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    streams: int = 0
    own_streams: int = 0
    strings: int = 0
    withheld_parts: int = 0

    @property
    def passed(self) -> bool:
        return not self.faults

    @property
    def failure(self) -> str:
        """What the secretary reads; "" for a copy that passed."""
        if self.passed:
            return ""
        more = len(self.faults) - 1
        rest = f" ({more} more in the manifest.)" if more else ""
        return f"The check kept this copy back. {self.faults[0]}{rest}"

    def to_json(self) -> dict[str, Any]:
        return {"check": CHECK_EDITION, "passed": self.passed, **asdict(self)}


def look_at_copy(
    pack: Pack,
    whole: Snapshot,
    kept: Snapshot,
    omissions: Omissions,
    layout: EditionLayout,
    made: Assembled,
    left_out: Sequence[Run],
    *,
    at: datetime,
) -> CopyVerdict:
    """Check a finished copy. ``whole`` is the snapshot with what is withheld, ``kept`` the
    one without; ``left_out`` are the issued runs the copy does not have."""
    with_pages = {run.entry.item.item_id for run in left_out if run.entry.item}
    logged = items_logged(whole) - with_pages
    faults = wrong_inputs(layout.contents, omissions, logged=logged)
    faults += [f"The tags of the copy have a fault: {kind}." for kind in made.faults]
    told = allowed_text([kept.to_json()])
    phrases = withheld_markers(
        whole,
        {each.item_id for each in omissions},
        file_names_of(whole),
        listed=phrases_of(each.item_id for each in omissions),
        allowed=told,
    )
    try:
        withheld = prints_of(_parts_of(pack, left_out, at), at=at)
        brought = prints_of(layout.parts.values(), at=at)
    except (OSError, NotOurs, StalePart, LookupError):
        return CopyVerdict(faults=(*faults, UNREADABLE))
    found = check_copy(made.result.path, _known(made, brought, withheld, told, phrases))
    faults += [_in_words(fault) for fault in found.faults]
    faults += _own_pages(layout, phrases)
    mentions = [*found.mentions, *_mentions(layout, phrases)]
    return CopyVerdict(
        faults=tuple(dict.fromkeys(faults)),
        mentions=tuple(dict.fromkeys(mentions))[:MOST_MENTIONS],
        streams=found.streams,
        own_streams=found.own_streams,
        strings=found.tokens,
        withheld_parts=len(withheld),
    )


def _known(
    made: Assembled,
    brought: Sequence[Print],
    withheld: Sequence[Print],
    told: str,
    phrases: Sequence[str],
) -> Known:
    plan = made.plan
    packet = xmp_packet(
        title=plan.title, lang=plan.lang, claims_ua=plan.claims_ua, at=plan.pdf_date
    )
    return Known.of(
        kept=brought,
        withheld=withheld,
        words=[*told.split("\n"), OWN_WORDS],
        own=[sha256(packet).digest()],
        phrases=phrases,
    )


def _in_words(fault: ReleaseFault) -> str:
    return f"“{fault.marker}” was found in {fault.where}."


def _parts_of(pack: Pack, left_out: Sequence[Run], at: datetime) -> list[StoredPart]:
    """The parts that are withheld. Raises LookupError for one that is gone."""
    papers = stored_papers(
        run.entry.paper.version_id
        for run in left_out
        if run.entry.paper and run.entry.paper.version_id
    )
    set_as = dict(pack.entries.values_list("key", "part_sha256"))
    parts = []
    for run in left_out:
        entry = run.entry
        if entry.paper is None:
            continue  # a sheet for withdrawn pages, which has but a title
        if entry.kind == EntryKind.PAPER:
            path, record = papers[entry.paper.version_id or 0]
            parts.append(StoredPart(path, record, was_cached=True))
        elif as_issued := kept_part(set_as.get(entry.key, "")):
            parts.append(as_issued)
        elif entry.kind == EntryKind.COVER_SHEET:
            sheet = SheetForPrint.from_json(entry.paper.sheet or {})
            document = cover_sheet_document(sheet)
            parts.append(own_part(document, entry_key=entry.key, at=at))
    return parts


def _own_pages(layout: EditionLayout, phrases: Sequence[str]) -> list[str]:
    """Point 6 on the pages made for this copy: front page, agenda and sheets, as a reader
    sees them. What was set by glyphs is in no string of the file."""
    faults = []
    for run in layout.runs:
        if run.entry.is_shared:
            continue
        part = layout.parts[run.entry.key]
        pages = text_per_page(part.path, part.record.page_count)
        text = _plain(" ".join(pages))
        if not text:
            faults.append(UNREAD)
        faults += [
            f"“{phrase}” was found in the text of {run.entry.title}."
            for phrase in phrases
            if _plain(phrase) in text
        ]
    return faults


def _mentions(layout: EditionLayout, phrases: Sequence[str]) -> list[str]:
    """Where the text of a kept paper names what is withheld, page by page."""
    runs = {
        run.entry.paper.version_id: run
        for run in layout.runs
        if run.entry.kind == EntryKind.PAPER and run.entry.paper
    }
    if not phrases:
        return []
    rows = PaperVersion.objects.filter(pk__in=list(runs)).values_list("pk", "text")
    found = []
    for version_id, text in rows:
        run = runs[version_id]
        item = run.entry.item.number if run.entry.item else ""
        for number, page in enumerate(_plain_pages(text), 1):
            found += [
                f"Item {item}, {run.entry.title}, its page {number}: “{phrase}”"
                for phrase in phrases
                if _plain(phrase) in page
            ]
    return found


def _plain_pages(text: str) -> list[str]:
    return [_plain(page) for page in text.split("\f")]


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").casefold().split())
