"""Laying the editions out: which pages, which numbers, and our own pages around them.

The agenda names the pages of every item, and its own length moves them. So it is set
with a guess, set again with what came out, and again until the two agree, which they do
at the second look unless an agenda ends close to the foot of a page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from boards.packs.documents import (
    agenda_document,
    front_document,
    left_out_document,
    not_published_document,
    tombstone_document,
)
from boards.packs.enums import Edition, EntryKind, FileKind
from boards.packs.presenters.printed import (
    Laid,
    agenda_pages,
    change_sheet,
    front_page,
    pack_title,
)
from boards.packs.rules import (
    AGENDA_KEY,
    FRONT_KEY,
    OWN_PREFIX,
    PART_TWO_PREFIX,
    SUPPLEMENT_KEY,
    Change,
    Contents,
    Entry,
    ManifestEntry,
    ManifestItem,
    PaperAccess,
    Run,
    Snapshot,
    accessibility_sentences,
    entries_of,
    log_of,
    page_plan,
    pages_moved_words,
    published,
    spans_of,
    supplement_changes,
    supplemented,
    what_changed,
    words_sha256,
)
from boards.packs.services.parts import StoredPart, own_part

# Rows of an agenda that fit on its first page, as a first guess only.
ROWS_A_PAGE = 24
MOST_LOOKS = 5
# Lines of "what changed" on a front page, fewer if they would not fit on one page.
MOST_CHANGES = 10


class LayoutUnsettled(Exception):
    """The agenda's length and the pages it names never agreed: a fault of ours."""


@dataclass(frozen=True, slots=True)
class EditionLayout:
    """One edition ready to be put together: every run with its part.

    ``since`` is the version the changes are counted from, None for a first one;
    ``copy_words`` says what a reader's copy is without, "" for everybody's.
    """

    edition: Edition
    runs: tuple[Run, ...]
    parts: Mapping[str, StoredPart]
    contents: Contents
    since: int | None
    changes: tuple[Change, ...]
    access: tuple[PaperAccess, ...]
    kind: FileKind = FileKind.WHOLE
    copy_words: str = ""

    @property
    def is_by_itself(self) -> bool:
        """Whether it is what a supplement brings and not the whole pack."""
        return self.kind == FileKind.SUPPLEMENT

    @property
    def accessible_papers(self) -> int:
        return sum(paper.accessible for paper in self.access)


def editions_of(snapshot: Snapshot) -> tuple[Edition, ...]:
    """The files this pack has: part 2 only where the agenda has a part 2."""
    if snapshot.items_of(2):
        return (Edition.MEMBERS, Edition.PRIVATE, Edition.PUBLIC)
    return (Edition.MEMBERS, Edition.PUBLIC)


def lay_out(
    snapshot: Snapshot,
    shared: Mapping[str, StoredPart],
    before: Mapping[Edition, tuple[int, Mapping[str, Any]]],
    *,
    at: datetime,
) -> tuple[EditionLayout, ...]:
    """Lay out every edition of a pack.

    ``shared`` holds the parts of cover sheets, papers and log by entry key; ``before``
    the version number and manifest each edition is compared with.
    """
    runs, agendas = _settle(snapshot, shared, at)
    whole = tuple(
        edition_layout(
            snapshot,
            edition,
            edition_runs,
            {**shared, AGENDA_KEY: agendas[edition]},
            before.get(edition),
            at,
        )
        for edition, edition_runs in runs.items()
    )
    if snapshot.supplement is None:
        return whole
    private = runs.get(Edition.PRIVATE, ())
    return (
        *whole,
        *(_by_itself(snapshot, each, private, at) for each in whole if each.changes),
    )


def _by_itself(
    snapshot: Snapshot, whole: EditionLayout, private: Sequence[Run], at: datetime
) -> EditionLayout:
    """What the supplement brings: its change sheet, the agenda with nothing leading out
    of the file, and the new pages with the numbers they have in the whole."""
    edition = whole.edition
    new = [run for run in whole.runs if run.is_new]
    parts = {run.entry.key: whole.parts[run.entry.key] for run in new}
    laid = _laid(edition, whole.runs, parts, private)
    title = pack_title(snapshot, edition, by_itself=True)
    pages = agenda_pages(
        snapshot, laid, accessibility=accessibility_sentences(whole.access)
    )
    parts[AGENDA_KEY] = own_part(
        agenda_document(pages, title=title), entry_key=f"{AGENDA_KEY}-alone", at=at
    )
    sheet = change_sheet(snapshot, laid, whole.changes)
    parts[SUPPLEMENT_KEY] = own_part(
        front_document(sheet, title=title), entry_key=SUPPLEMENT_KEY, at=at
    )
    agenda = next(run for run in whole.runs if run.entry.key == AGENDA_KEY)
    sheets = parts[SUPPLEMENT_KEY].record.page_count
    front = Run(
        Entry(SUPPLEMENT_KEY, EntryKind.FRONT, "What is new"), 1, sheets, sheets,
        OWN_PREFIX,
    )  # fmt: skip
    runs = (front, fitted(agenda, parts[AGENDA_KEY].record.page_count), *new)
    return EditionLayout(
        edition=edition,
        runs=runs,
        parts=parts,
        contents=_contents(snapshot, edition, runs, parts),
        since=whole.since,
        changes=whole.changes,
        access=_access(runs, parts),
        kind=FileKind.SUPPLEMENT,
    )


def fitted(run: Run, sheets: int) -> Run:
    """The agenda where a link less, or the log where a line less, made it shorter or
    longer."""
    numbers = min(sheets, run.numbers)
    return replace(run, sheets=sheets, numbers=numbers, over=sheets - numbers)


def _settle(
    snapshot: Snapshot, shared: Mapping[str, StoredPart], at: datetime
) -> tuple[dict[Edition, tuple[Run, ...]], dict[Edition, StoredPart]]:
    """Set the agendas until the pages they name are the pages that there are."""
    lengths = {edition: _guess(snapshot, edition) for edition in editions_of(snapshot)}
    pages = {key: part.record.page_count for key, part in shared.items()}
    for _look in range(MOST_LOOKS):
        runs = plans_of(snapshot, pages, lengths)
        agendas = {
            edition: agenda_part(snapshot, edition, runs, shared, at)
            for edition in runs
        }
        found = {edition: part.record.page_count for edition, part in agendas.items()}
        if found == lengths:
            return runs, agendas
        lengths = found
    raise LayoutUnsettled


def _guess(snapshot: Snapshot, edition: Edition) -> int:
    part = 2 if edition == Edition.PRIVATE else 1
    items = snapshot.items_of(part)
    rows = len(items) + len({item.section for item in items})
    return max(1, -(-rows // ROWS_A_PAGE))


def plans_of(
    snapshot: Snapshot,
    pages: Mapping[str, int],
    lengths: Mapping[Edition, int],
) -> dict[Edition, tuple[Run, ...]]:
    """The runs of every edition, from the pages of each entry and of each agenda."""
    # The same numbers in the members' and in the public's copy, whichever agenda is
    # the longer one.
    reserved = max(lengths[Edition.MEMBERS], lengths[Edition.PUBLIC])

    def plan(edition: Edition, part: int, prefix: str = "") -> tuple[Run, ...]:
        if snapshot.supplement:
            return _with_supplement(snapshot, edition, part, prefix, pages, lengths)
        return page_plan(
            entries_of(snapshot, part),
            {**pages, FRONT_KEY: 1, AGENDA_KEY: lengths[edition]},
            prefix=prefix,
            agenda_numbers=reserved if part == 1 else 0,
        )

    runs = {Edition.MEMBERS: plan(Edition.MEMBERS, 1)}
    if Edition.PRIVATE in lengths:
        runs[Edition.PRIVATE] = plan(Edition.PRIVATE, 2, PART_TWO_PREFIX)
    redacted = {key: count for key, count in pages.items() if key[:9] == "redacted-"}
    runs[Edition.PUBLIC] = published(plan(Edition.PUBLIC, 1), redacted)
    return runs


def _with_supplement(
    snapshot: Snapshot,
    edition: Edition,
    part: int,
    prefix: str,
    pages: Mapping[str, int],
    lengths: Mapping[Edition, int],
) -> tuple[Run, ...]:
    """The issued pages where they are, with the new ones put in. The public copy bears
    the members' numbers. Part 2 is numbered plainly where it is new as a whole."""
    entries = entries_of(snapshot, part)
    issued_as = Edition.PRIVATE if part == 2 else Edition.MEMBERS
    then = snapshot.supplement
    if then is None or not then.places.get(issued_as):
        counts = {**pages, FRONT_KEY: 1, AGENDA_KEY: lengths[edition]}
        plain = page_plan(entries, counts, prefix=prefix)
        return tuple(replace(run, is_new=run.entry.is_shared) for run in plain)

    def runs_with(sheets: int, over: int = 0) -> tuple[Run, ...]:
        counts = {**pages, FRONT_KEY: 1, AGENDA_KEY: sheets}
        return supplemented(snapshot, issued_as, entries, counts, agenda_over=over)

    beside = [lengths[each] for each in (Edition.MEMBERS, Edition.PUBLIC)]
    longest = lengths[edition] if part == 2 else max(beside)
    over = next(r.over for r in runs_with(longest) if r.entry.key == AGENDA_KEY)
    return runs_with(lengths[edition], over)


def agenda_part(
    snapshot: Snapshot,
    edition: Edition,
    runs: Mapping[Edition, Sequence[Run]],
    shared: Mapping[str, StoredPart],
    at: datetime,
) -> StoredPart:
    """The agenda of an edition as its runs are."""
    access = _access(runs[edition], shared)
    agenda = agenda_pages(
        snapshot,
        _laid(edition, runs[edition], shared, runs.get(Edition.PRIVATE, ())),
        accessibility=accessibility_sentences(access),
    )
    document = agenda_document(agenda, title=pack_title(snapshot, edition))
    return own_part(document, entry_key=AGENDA_KEY, at=at)


def _laid(
    edition: Edition,
    runs: Sequence[Run],
    parts: Mapping[str, StoredPart],
    private_runs: Sequence[Run] = (),
) -> Laid:
    return Laid(
        edition=edition,
        runs=runs,
        spans=spans_of(runs),
        private_spans=spans_of(private_runs),
        part_keys={key: part.record.key for key, part in parts.items()},
    )


def edition_layout(
    snapshot: Snapshot,
    edition: Edition,
    runs: tuple[Run, ...],
    parts: dict[str, StoredPart],
    before: tuple[int, Mapping[str, Any]] | None,
    at: datetime,
) -> EditionLayout:
    """The edition with its sheets and its front page; the agenda is in ``parts``."""
    for run in runs:
        if run.is_withheld:
            document = not_published_document(run, asks_whom=snapshot.meeting.asks_whom)
            parts[run.entry.key] = own_part(document, entry_key=run.entry.key, at=at)
        if run.is_left_out:
            document = left_out_document(run, asks_whom=snapshot.meeting.asks_whom)
            parts[run.entry.key] = own_part(document, entry_key=run.entry.key, at=at)
        if run.is_gone:
            document = tombstone_document(run, asks_whom=snapshot.meeting.asks_whom)
            parts[run.entry.key] = own_part(document, entry_key=run.entry.key, at=at)
    contents = _contents(snapshot, edition, runs, parts)
    since: int | None = None
    changes: tuple[Change, ...] = ()
    moved = ""
    if snapshot.supplement is not None:
        since = snapshot.supplement.base
        changes = supplement_changes(snapshot, edition, runs)
        moved = "No other page has moved." if changes else ""
    elif before is not None:
        since, manifest = before
        then = Contents.of_manifest(manifest)
        changes = what_changed(then, contents)
        moved = pages_moved_words(then, contents) if changes else ""
    laid = _laid(edition, runs, parts)
    parts[FRONT_KEY] = _front(snapshot, laid, since, changes, moved, at)
    return EditionLayout(
        edition=edition,
        runs=runs,
        parts={run.entry.key: parts[run.entry.key] for run in runs},
        contents=_contents(snapshot, edition, runs, parts),  # now with the front page
        since=since,
        changes=changes,
        access=_access(runs, parts),
    )


def _front(
    snapshot: Snapshot,
    laid: Laid,
    since: int | None,
    changes: Sequence[Change],
    moved_words: str,
    at: datetime,
) -> StoredPart:
    """The front page is one page, so a long list of changes is cut until it is."""
    at_most = MOST_CHANGES
    while True:
        front = front_page(
            snapshot,
            laid,
            since=since,
            changes=changes,
            moved_words=moved_words,
            at_most=at_most,
        )
        document = front_document(front, title=pack_title(snapshot, laid.edition))
        part = own_part(document, entry_key=FRONT_KEY, at=at)
        if part.record.page_count == 1:
            return part
        if at_most == 0:
            raise LayoutUnsettled
        at_most //= 2


def _access(
    runs: Sequence[Run], parts: Mapping[str, StoredPart]
) -> tuple[PaperAccess, ...]:
    """What the records say of the papers of an edition; our own pages are not counted."""
    return tuple(
        PaperAccess(
            run.entry.item.number if run.entry.item else "",
            run.entry.title,
            parts[run.entry.key].record.accessible,
            parts[run.entry.key].record.remedy,
        )
        for run in runs
        if run.entry.kind == EntryKind.PAPER
    )


def _contents(
    snapshot: Snapshot,
    edition: Edition,
    runs: Sequence[Run],
    parts: Mapping[str, StoredPart],
) -> Contents:
    """What the manifest lists. The front page is not made yet when this is wanted for
    its own list of changes, and says nothing of itself there."""
    return Contents(
        items=tuple(
            ManifestItem(
                item.item_id,
                item.number,
                item.public_title if edition == Edition.PUBLIC else item.title,
            )
            for item in snapshot.items
            if edition != Edition.PRIVATE or item.part == 2
        ),
        entries=tuple(
            _manifest_entry(run, parts, log_of(snapshot, run.entry)) for run in runs
        ),
    )


def _manifest_entry(
    run: Run, parts: Mapping[str, StoredPart], log: Mapping[str, Any] | None
) -> ManifestEntry:
    entry = run.entry
    part = parts.get(entry.key)
    return ManifestEntry(
        key=entry.key,
        kind=str(entry.kind),
        title=entry.title,
        item_id=entry.item.item_id if entry.item else None,
        item=entry.item.number if entry.item else "",
        paper_id=entry.paper.paper_id if entry.paper else None,
        paper_version=entry.paper.version_number if entry.paper else None,
        part_sha256=part.record.sha256 if part else "",
        words_sha256=words_sha256(entry, log),
        pages=run.sheets,
        first_label=run.first_label,
        last_label=run.last_label,
        accessible=part.record.accessible if part else None,
        remedy=part.record.remedy if part else "",
        note=entry.note
        if entry.kind in (EntryKind.TOMBSTONE, EntryKind.LEFT_OUT)
        else "",
    )


def lay_out_copy(
    snapshot: Snapshot,
    edition: Edition,
    runs: Sequence[Run],
    beside: Sequence[Run],
    shared: Mapping[str, StoredPart],
    before: tuple[int, Mapping[str, Any]] | None,
    *,
    words: str,
    at: datetime,
) -> EditionLayout:
    """A reader's copy: front page, agenda and sheets made for exactly this set.

    ``snapshot`` and ``before`` know nothing of what is left out, and ``shared`` has no part
    of it. The numbers of the runs stay; an agenda or a log that became longer is lettered
    beyond its own. ``beside`` are the runs of part 2, which part 1 names.
    """
    asks_whom = snapshot.meeting.asks_whom
    parts = dict(shared)
    for run in runs:
        if run.is_left_out:
            document = left_out_document(run, asks_whom=asks_whom)
            parts[run.entry.key] = own_part(document, entry_key=run.entry.key, at=at)
    plans = {Edition.PRIVATE: beside} | {edition: runs}
    agenda = agenda_part(snapshot, edition, plans, parts, at)
    parts[AGENDA_KEY] = agenda
    own_length = (EntryKind.AGENDA, EntryKind.ACTION_LOG)
    placed = tuple(
        fitted(run, parts[run.entry.key].record.page_count)
        if run.entry.kind in own_length
        else run
        for run in runs
    )
    layout = edition_layout(snapshot, edition, placed, parts, before, at)
    return replace(layout, copy_words=words)
