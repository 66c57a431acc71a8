"""A build as its page shows it, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from boards.packs.enums import Edition, EntryKind, EntryStep
from boards.packs.models import Pack, PackEntry
from boards.packs.permissions import may_cancel_build, may_retry_build
from boards.packs.rules import Snapshot
from ics_portal.accounts.actor import Actor
from ics_portal.core.jobs import Job, worker_is_alive
from ics_portal.core.verdicts import Verdict
from ics_portal.core.web.words import duration, plural, seconds_clock

OWN = (EntryKind.FRONT, EntryKind.AGENDA)
PAPERS = (EntryKind.PAPER, EntryKind.ACTION_LOG)
SHORTEST = 0.1


@dataclass(frozen=True, slots=True)
class BuildRow:
    """A paper with its cover sheet, or the front page with the agenda.

    ``state`` is one of the pack_progress component's; ``printed`` the page numbers.
    """

    number: str
    title: str
    version: str
    state: str
    confidential: bool
    pages: str
    printed: str
    seconds: str
    failure: str = ""
    cures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class BuildTotal:
    """The last row of the table."""

    title: str
    pages: str
    printed: str = ""
    seconds: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A paper that is not in this pack, and why."""

    item_number: str
    title: str
    reason: str
    paper_id: int


@dataclass(frozen=True, slots=True)
class BuildPage:
    """What the page of a build under way, stopped or failed says.

    ``job`` is None for a build whose job is gone.
    """

    pack: Pack
    job: Job | None
    rows: tuple[BuildRow, ...]
    total: BuildTotal
    papers_words: str
    pages_words: str
    elapsed: str
    started_words: str
    left_out: tuple[LeftOut, ...]
    may_cancel: Verdict
    may_retry: Verdict
    worker_is_alive: bool


def build_page(
    pack: Pack,
    entries: Iterable[PackEntry],
    job: Job | None,
    *,
    actor: Actor,
    at: datetime,
) -> BuildPage:
    """The build as it stands at a moment."""
    listed = [entry for entry in entries if entry.edition != Edition.PUBLIC]
    papers = [entry for entry in listed if entry.kind in PAPERS]
    set_papers = [entry for entry in papers if entry.step == EntryStep.SET]
    pages = sum(entry.page_count or 0 for entry in listed)
    elapsed = _elapsed(job, at)
    return BuildPage(
        pack=pack,
        job=job,
        rows=build_rows(listed),
        total=BuildTotal(
            "Then: page numbers, bookmarks, links and tags, one file for each part",
            str(pages) if pages else "",
            seconds=elapsed,
        ),
        papers_words=f"{len(set_papers)} of {plural(len(papers), 'paper')}",
        pages_words=f"{plural(pages, 'page')} so far" if pages else "",
        elapsed=elapsed,
        started_words=f"asked for {seconds_clock(pack.asked_at)}"
        f" by {pack.asked_by_name}",
        left_out=left_out_of(Snapshot.from_json(pack.snapshot)),
        may_cancel=may_cancel_build(actor, pack),
        may_retry=may_retry_build(actor, pack),
        worker_is_alive=worker_is_alive(at),
    )


def left_out_of(snapshot: Snapshot) -> tuple[LeftOut, ...]:
    """The papers somebody might look for in vain."""
    numbers = {item.item_id: item.number for item in snapshot.items}
    return tuple(
        LeftOut(
            numbers.get(paper.item_id, ""), paper.title, paper.left_out, paper.paper_id
        )
        for paper in snapshot.papers_left_out
    )


def build_rows(entries: Sequence[PackEntry]) -> tuple[BuildRow, ...]:
    """One row for a paper and its cover sheet, in the order of the pack."""
    rows = []
    for (edition, _), group in groupby(entries, key=_belongs_to):
        rows.append(_row(list(group), Edition(edition)))
    return tuple(rows)


def _belongs_to(entry: PackEntry) -> tuple[str, int | None]:
    return entry.edition, entry.paper_id_then


def _row(group: Sequence[PackEntry], edition: Edition) -> BuildRow:
    last = group[-1]
    own = last.kind in OWN
    title = "Front page and agenda" if own else last.title
    if own and edition == Edition.PRIVATE:
        title = "Part 2: front page and agenda"
    pages = [entry.page_count for entry in group]
    seconds = [entry.seconds for entry in group if entry.seconds is not None]
    known = all(page is not None for page in pages)
    failed = next((entry for entry in group if entry.failure), None)
    return BuildRow(
        number=last.item_number,
        title=title,
        version=_version(last),
        state=_state(group),
        confidential=last.confidential,
        pages=str(sum(page or 0 for page in pages)) if known else "",
        printed=_printed(group),
        seconds=_seconds(sum(seconds)) if seconds else "",
        failure=failed.failure if failed else "",
    )


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= SHORTEST else f"< {SHORTEST} s"


def _version(entry: PackEntry) -> str:
    if entry.kind == EntryKind.ACTION_LOG:
        return "as the log stood"
    return str(entry.paper_version_number or "")


def _state(group: Sequence[PackEntry]) -> str:
    steps = {EntryStep(entry.step) for entry in group}
    if EntryStep.FAILED in steps:
        return "failed"
    if steps == {EntryStep.SET}:
        return "set"
    if steps == {EntryStep.WAITING}:
        return "waiting"
    return "setting"


def _printed(group: Sequence[PackEntry]) -> str:
    first, last = group[0].first_label, group[-1].last_label
    if not first or not last:
        return ""
    return first if first == last else f"{first}–{last}"


def _elapsed(job: Job | None, at: datetime) -> str:
    if job is None or job.started_at is None:
        return ""
    return duration(((job.finished_at or at) - job.started_at).total_seconds())
