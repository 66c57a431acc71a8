"""The pack pages of a meeting: before a build, and after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from django.urls import reverse

from boards.packs.enums import Edition, EntryKind, FileKind, PackState
from boards.packs.models import Pack, PackEntry, PackFile
from boards.packs.presenters.building import (
    BuildRow,
    LeftOut,
    build_rows,
    left_out_of,
)
from boards.packs.rules import (
    ItemThen,
    Snapshot,
    accessible_words,
    changes_of_build,
)
from ics_portal.core.web.words import filesize, moment, plural

if TYPE_CHECKING:
    from boards.meetings.contributions import AgendaWarning
    from boards.packs.checks import Objection
    from boards.papers.selectors import PackPaper
    from ics_portal.core.verdicts import Verdict

PLAN_WIDTH = 1000.0


@dataclass(frozen=True, slots=True)
class ContentsRow:
    """A paper as it would go into the pack now. ``pages`` is without its cover sheet."""

    number: str
    title: str
    version: str
    pages: str
    has_sheet: bool
    confidential: bool
    private: bool
    failure: str
    remedy: str
    url: str
    newer_words: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """What would be in a pack begun now.

    ``titled_openly`` are the items of part 2 that have no public title, so that their
    own stands on the public agenda.
    """

    rows: tuple[ContentsRow, ...]
    left_out: tuple[LeftOut, ...]
    accessible: str
    has_items: bool
    titled_openly: tuple[ItemThen, ...] = ()

    @property
    def falling_short(self) -> tuple[ContentsRow, ...]:
        """The papers that are not accessible, each with its remedy."""
        return tuple(row for row in self.rows if row.remedy)


def contents_now(snapshot: Snapshot, papers: Iterable[PackPaper]) -> Contents:
    """What is ready, what would fail and what is left out."""
    papers = list(papers)
    records = {paper.paper_id: paper.record for paper in papers}
    newer = {paper.paper_id: paper.newer_words for paper in papers}
    rows = []
    judged = []
    for item in snapshot.items:
        for paper in snapshot.papers_of(item.item_id):
            record = None if paper.is_log else records.get(paper.paper_id)
            if record is not None:
                judged.append(record.accessible)
            rows.append(
                ContentsRow(
                    number=item.number,
                    title=paper.title,
                    version="as the log stands"
                    if paper.is_log
                    else str(paper.version_number or ""),
                    pages=str(record.page_count) if record else "",
                    has_sheet=paper.sheet is not None,
                    confidential=paper.confidential,
                    private=item.part != 1,
                    failure=paper.failure,
                    remedy=record.remedy if record else "",
                    url=reverse("papers:detail", kwargs={"paper_id": paper.paper_id}),
                    newer_words=newer.get(paper.paper_id, ""),
                )
            )
    return Contents(
        rows=tuple(rows),
        left_out=left_out_of(snapshot),
        accessible=accessible_words(sum(judged), len(judged)),
        has_items=bool(snapshot.items),
        titled_openly=tuple(i for i in snapshot.items_of(2) if not i.open_title),
    )


@dataclass(frozen=True, slots=True)
class FileLink:
    """A finished file to open: ``words`` is what it is, ``facts`` pages and size."""

    words: str
    facts: str
    url: str
    manifest_url: str
    sha256: str
    accessible: str
    claims_ua: bool
    edition: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One build in the list of versions."""

    number: int
    url: str
    when: str
    who: str
    state: str
    state_words: str
    changes: tuple[str, ...]
    files: tuple[FileLink, ...]


def version_rows(packs: Iterable[Pack]) -> tuple[VersionRow, ...]:
    """The builds, given and listed newest first, each with what is new since the build
    before it."""
    packs = list(packs)
    built = [pack for pack in packs if pack.is_built]
    before = dict(pairwise(pack.pk for pack in built))
    by_id = {pack.pk: pack for pack in built}
    rows = []
    for pack in packs:
        state, words = _state(pack)
        rows.append(
            VersionRow(
                number=pack.version,
                url=pack.get_absolute_url(),
                when=moment(pack.asked_at),
                who=pack.asked_by_name,
                state=state,
                state_words=words,
                changes=_news(pack, by_id.get(before.get(pack.pk, 0))),
                files=file_links(pack, pack.files.all()),
            )
        )
    return tuple(rows)


def _state(pack: Pack) -> tuple[str, str]:
    """Kind of chip and words."""
    if pack.issued_at is not None:
        return "ok", f"Issued {moment(pack.issued_at)}"
    kinds = {
        PackState.BUILDING: "info",
        PackState.BUILT: "quiet",
        PackState.FAILED: "bad",
        PackState.CANCELLED: "quiet",
    }
    state = PackState(pack.state)
    words = "Built, not issued" if state == PackState.BUILT else str(state.label)
    return kinds[state], words


def _news(pack: Pack, before: Pack | None) -> tuple[str, ...]:
    if not pack.is_built:
        return (pack.failure,) if pack.failure else ()
    return since_build(pack.files.all(), before)


def since_build(files: Iterable[PackFile], before: Pack | None) -> tuple[str, ...]:
    """What is new in the files since an earlier build, issued or not, in sentences."""
    if before is None:
        return ()
    return changes_of_build(
        {f.edition: f.manifest for f in before.files.all() if f.kind == FileKind.WHOLE},
        {f.edition: f.manifest for f in files if f.kind == FileKind.WHOLE},
    )


def file_links(pack: Pack, files: Iterable[PackFile]) -> tuple[FileLink, ...]:
    """The files in the order members, private, public."""
    order = list(Edition)
    kinds = list(reversed(FileKind))  # what a supplement brings before the whole
    listed = sorted(
        files,
        key=lambda file: (
            order.index(Edition(file.edition)),
            kinds.index(FileKind(file.kind)),
        ),
    )
    return tuple(_link(pack, file) for file in listed)


def _link(pack: Pack, file: PackFile) -> FileLink:
    alone = file.kind == FileKind.SUPPLEMENT
    where = {
        "meeting_id": pack.meeting_id,
        "version": pack.version,
        "edition": file.edition,
    }
    return FileLink(
        words=f"Supplement by itself: {Edition(file.edition).label}"
        if alone
        else str(Edition(file.edition).label),
        facts=f"{plural(file.page_count, 'page')}, {filesize(file.stored.size)}",
        url=reverse(
            "packs:download_supplement" if alone else "packs:download", kwargs=where
        ),
        manifest_url=reverse("packs:manifest", kwargs=where)
        + ("?of=supplement" if alone else ""),
        sha256=file.stored.sha256,
        accessible=file.accessible_words,
        claims_ua=file.claims_ua,
        edition=file.edition,
    )


@dataclass(frozen=True, slots=True)
class PlanBlock:
    """A run of pages in the drawing of the page plan, in units of its width."""

    words: str
    x: str
    width: str
    middle: str
    kind: str


@dataclass(frozen=True, slots=True)
class PublicRun:
    """Pages the public copy leaves out, in words."""

    item_number: str
    pages: str


@dataclass(frozen=True, slots=True)
class PackPage:
    """A finished build.

    ``changes`` are those members are told, since the issued version ``since``;
    ``build_changes`` those since the build before, ``previous``, issued or not.
    """

    pack: Pack
    state: str
    state_words: str
    files: tuple[FileLink, ...]
    rows: tuple[BuildRow, ...]
    plan: tuple[PlanBlock, ...]
    pages: int
    changes: tuple[str, ...]
    since: int | None
    build_changes: tuple[str, ...]
    previous: int | None
    not_published: tuple[PublicRun, ...]
    falling_short: tuple[PackEntry, ...]
    left_out: tuple[LeftOut, ...]
    objections: tuple[Objection, ...]
    remarks: tuple[str, ...]
    may_issue: Verdict


def pack_page(
    pack: Pack,
    entries: Sequence[PackEntry],
    files: Iterable[PackFile],
    *,
    before: Pack | None = None,
    objections: Iterable[Objection] = (),
    remarks: Iterable[str] = (),
    may_issue: Verdict,
) -> PackPage:
    """What the page of a finished build says to the office."""
    state, words = _state(pack)
    members = [entry for entry in entries if entry.edition == Edition.MEMBERS]
    shown = [entry for entry in entries if entry.edition != Edition.PUBLIC]
    public = [entry for entry in entries if entry.kind == EntryKind.NOT_PUBLISHED]
    files = list(files)
    return PackPage(
        pack=pack,
        state=state,
        state_words=words,
        files=file_links(pack, files),
        since=next((file.manifest.get("since_version") for file in files), None),
        rows=build_rows(shown),
        plan=page_plan_blocks(members),
        pages=sum(entry.page_count or 0 for entry in members),
        changes=tuple(change["words"] for change in pack.changes),
        build_changes=since_build(files, before),
        previous=before.version if before else None,
        not_published=tuple(
            PublicRun(entry.item_number, entry.first_label) for entry in public
        ),
        falling_short=tuple(
            entry
            for entry in shown
            if entry.kind == EntryKind.PAPER and not entry.accessible
        ),
        left_out=left_out_of(Snapshot.from_json(pack.snapshot)),
        objections=tuple(objections),
        remarks=tuple(remarks),
        may_issue=may_issue,
    )


def page_plan_blocks(entries: Sequence[PackEntry]) -> tuple[PlanBlock, ...]:
    """Part 1 as a strip: each paper with its sheet is a block as wide as its pages."""
    rows = build_rows(entries)
    counts = [int(row.pages or 0) for row in rows]
    total = sum(counts)
    if not total:
        return ()
    blocks = []
    x = 0.0
    for row, count in zip(rows, counts, strict=True):
        width = PLAN_WIDTH * count / total
        label = f"{row.number}: {row.printed}" if row.number else row.printed
        fits = width >= 7.0 * len(label)
        short = row.number or row.printed
        words = label if fits else (short if width >= 8.0 * len(short) else "")
        kind = "front" if not row.number else ""
        blocks.append(
            PlanBlock(
                words=words,
                x=f"{x:.2f}",
                width=f"{max(width - 2, 1):.2f}",
                middle=f"{x + width / 2:.2f}",
                kind="withheld" if row.confidential else kind,
            )
        )
        x += width
    return tuple(blocks)


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """The pack stage of a meeting for the office."""

    contents: Contents
    warnings: tuple[AgendaWarning, ...]
    versions: tuple[VersionRow, ...]
    may_build: Verdict
    running: Pack | None
    worker_is_alive: bool
    can_supplement: bool = False
