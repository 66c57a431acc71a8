"""Building a pack in the worker: set every entry, lay out, put together, keep.

It may be stopped by a kill at any line and run again: nothing but the cache and the
steps shown on the page is written before the last transaction, which writes all files
at once and only while the pack is still waiting for them.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone

from boards.actions.documents import action_log_document
from boards.actions.presenters import ActionLogPages
from boards.packs.enums import Edition, EntryKind, EntryStep, PackState
from boards.packs.models import LoggedItem, Pack, PackEntry, PackFile
from boards.packs.presenters.printed import pack_title
from boards.packs.rules import (
    AGENDA_KEY,
    PACK_STATES,
    Entry,
    Snapshot,
    entries_of,
    items_logged,
    log_of,
    says,
)
from boards.packs.selectors import manifest_before, stored_papers
from boards.packs.services.assembly import Assembled, assemble_edition
from boards.packs.services.layout import EditionLayout, editions_of, lay_out
from boards.packs.services.manifest import manifest_of
from boards.packs.services.parts import StoredPart, kept_part, own_part
from boards.packs.services.settle import settle_build
from boards.packs.services.start import LAST_STEPS
from boards.papers.documents import cover_sheet_document
from boards.papers.rules import SheetForPrint
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.files.errors import StorageFull
from ics_portal.core.files.limits import work_root
from ics_portal.core.files.room import is_disk_full
from ics_portal.core.files.services import store_path
from ics_portal.core.jobs import JobCancelled, JobFailed, JobRun
from ics_portal.core.outbox import tell
from ics_portal.core.pdf import PartRecord
from ics_portal.core.pdf.record import ENGINE

log = logging.getLogger(__name__)

# Seconds between two looks whether a build was stopped, while a file is put together.
ASK_AGAIN = 0.5
EDITIONS = {1: Edition.MEMBERS, 2: Edition.PRIVATE}
GONE = "The file as it was made ready is missing or was changed on the disk."
STALE = (
    "It was made ready by an earlier edition of the portal. Ask whoever looks after the "
    "portal to run “prepare_papers”, then try again."
)
NOT_SET = "The page could not be set. The fault is the portal's: ask for help."
NO_ROOM = (
    "There is no room left on the portal’s disk, so the pack could not be kept. Tell "
    "whoever looks after the portal, then try again. What was set so far is kept."
)
REPLACED = "Another try at this build was started, so this one was given up."


class EntryFailed(Exception):
    """One entry cannot be set; the sentence says why, and the others go on."""


def build_pack(*, pack_id: int, run: JobRun) -> dict[str, Any]:
    """Build the pack the job asks for; the job's result says what was made.

    Raises JobFailed with the list of entries that could not be set. A pack that is built
    already is left as it is.
    """
    pack = _begin(pack_id, run)
    if pack.is_built:
        return {"pack_id": pack.pk, "version": pack.version}
    try:
        return _Build(pack, run).do()
    except JobCancelled:
        settle_build(pack_id=pack.pk, state=PackState.CANCELLED)
        raise
    except JobFailed as failure:
        settle_build(pack_id=pack.pk, state=PackState.FAILED, failure=str(failure))
        raise
    except (StorageFull, OSError) as fault:
        if isinstance(fault, OSError) and not is_disk_full(fault):
            raise
        settle_build(pack_id=pack.pk, state=PackState.FAILED, failure=NO_ROOM)
        raise JobFailed(NO_ROOM) from fault


@transaction.atomic
def _begin(pack_id: int, run: JobRun) -> Pack:
    """Take the pack up, with every entry waiting again after an earlier try."""
    pack = (
        Pack.objects.select_for_update(of=("self",))
        .select_related("meeting__body")
        .get(pk=pack_id)
    )
    if pack.is_built:
        return pack
    if pack.job_id != run.job_id:
        raise JobFailed(REPLACED)
    if pack.state != PackState.BUILDING:
        pack.state = PACK_STATES.move(pack.state, PackState.BUILDING)
        pack.failure = ""
        save_with_reason(pack, "Build begun again", actor=_asker(pack))
    pack.entries.update(
        step=EntryStep.WAITING, failure="", seconds=None, page_count=None,
        first_label="", last_label="",
    )  # fmt: skip
    return pack


def _asker(pack: Pack) -> Actor:
    """Who pressed the button: the worker writes in their name and holds no role."""
    return Actor(user_id=pack.asked_by_id, person_id=None, name=pack.asked_by_name)


class _Build:
    """One try at one pack."""

    def __init__(self, pack: Pack, run: JobRun) -> None:
        self.pack = pack
        self.run = run
        self.snapshot = Snapshot.from_json(pack.snapshot)
        self.now: datetime = timezone.now()
        self.entries = {part: entries_of(self.snapshot, part) for part in EDITIONS}
        self.done = 0
        self.of = sum(len(entries) for entries in self.entries.values()) + LAST_STEPS

    def do(self) -> dict[str, Any]:
        shared = self._set_entries()
        self._report("Numbering the pages and setting the agenda")
        layouts = self._lay_out(shared)
        with TemporaryDirectory(dir=work_root(), prefix="work-pack-") as folder:
            made = [
                (layout, self._put_together(layout, Path(folder))) for layout in layouts
            ]
            self._report("Keeping the finished files", step=LAST_STEPS - 1)
            self._finish(made)
        return {
            "pack_id": self.pack.pk,
            "version": self.pack.version,
            "pages": made[0][1].result.pages,
        }

    # --- Setting -------------------------------------------------------------------

    def _set_entries(self) -> dict[str, StoredPart]:
        """Set cover sheets, papers and log, each once; raise with all that failed."""
        versions = [
            version_id
            for paper in self.snapshot.papers
            for version_id in (paper.version_id, paper.public_version_id)
            if version_id
        ]
        papers = stored_papers(versions)
        shared: dict[str, StoredPart] = {}
        failures: list[str] = []
        for part, entries in self.entries.items():
            for entry in entries:
                if not entry.is_shared:
                    continue
                if entry.kind != EntryKind.PAPER:  # a paper is there already
                    self._report(f"Setting {entry.title}")
                part_set = self._set_entry(EDITIONS[part], entry, papers, failures)
                if part_set is not None:
                    shared[entry.key] = part_set
                if entry.redacted_key and part == 1:
                    paper = entry.redacted().paper
                    version_id = paper.version_id if paper else None
                    redacted = papers.get(version_id or 0)
                    shared[entry.redacted_key] = stored_paper(redacted)
        if failures:
            raise JobFailed(_in_one_sentence(failures))
        return shared

    def _set_entry(
        self,
        edition: Edition,
        entry: Entry,
        papers: Mapping[int, tuple[Path, PartRecord]],
        failures: list[str],
    ) -> StoredPart | None:
        if entry.kind != EntryKind.PAPER:
            self._mark(edition, entry.key, step=EntryStep.SETTING)
        begun = monotonic()
        part: StoredPart | None = None
        facts: dict[str, Any]
        try:
            part = self._part_of(entry, papers)
        except EntryFailed as failure:
            failures.append(f"{_where(entry)}: {failure}")
            facts = {"step": EntryStep.FAILED, "failure": str(failure)}
        else:
            facts = {"step": EntryStep.SET, **_of_record(part.record)}
        self._mark(edition, entry.key, seconds=monotonic() - begun, **facts)
        self.done += 1
        return part

    def _part_of(
        self, entry: Entry, papers: Mapping[int, tuple[Path, PartRecord]]
    ) -> StoredPart:
        if entry.paper is None:
            raise TypeError(f"{entry.key} is not set by itself.")
        try:
            if entry.kind != EntryKind.PAPER and (as_issued := self._as_issued(entry)):
                return as_issued
            if entry.kind == EntryKind.COVER_SHEET:
                sheet = SheetForPrint.from_json(entry.paper.sheet or {})
                document = cover_sheet_document(sheet)
                return own_part(document, entry_key=entry.key, at=self.now)
            if entry.kind == EntryKind.ACTION_LOG:
                pages = ActionLogPages.from_json(log_of(self.snapshot, entry) or {})
                document = action_log_document(pages, title=entry.title)
                return own_part(document, entry_key=entry.key, at=self.now)
        except (DatabaseError, OSError, StorageFull):
            raise  # not this page's fault: the whole build is tried again or stopped
        except Exception as fault:
            log.exception("%s of pack %s could not be set", entry.key, self.pack.pk)
            raise EntryFailed(NOT_SET) from fault
        if entry.paper.failure:
            raise EntryFailed(f"{entry.paper.failure} {entry.paper.cure}".strip())
        return stored_paper(papers.get(entry.paper.version_id or 0))

    def _as_issued(self, entry: Entry) -> StoredPart | None:
        """The very pages that were issued, of what a supplement leaves in its place."""
        then = self.snapshot.supplement
        places = [p for each in then.places.values() for p in each] if then else []
        for place in places:
            said = says(entry, log_of(self.snapshot, entry))
            if place.key == entry.key and place.says == said:
                return kept_part(place.part_sha256)
        return None

    # --- Laying out and putting together --------------------------------------------

    def _lay_out(self, shared: Mapping[str, StoredPart]) -> tuple[EditionLayout, ...]:
        begun = monotonic()
        before = {
            edition: found
            for edition in editions_of(self.snapshot)
            if (found := manifest_before(self.pack, edition, since=self.snapshot.since))
        }
        try:
            layouts = lay_out(self.snapshot, shared, before, at=self.now)
        except RuleBroken as broken:
            raise JobFailed(broken.message) from broken
        seconds = monotonic() - begun
        for layout in layouts:
            if not layout.is_by_itself:
                self._write_labels(layout, seconds)
        self.done += len([e for es in self.entries.values() for e in es
                          if not e.is_shared])  # fmt: skip
        return layouts

    def _write_labels(self, layout: EditionLayout, seconds: float) -> None:
        """Say on the page which numbers each entry bears."""
        runs = {run.entry.key: run for run in layout.runs}
        rows = list(self.pack.entries.filter(edition=layout.edition))
        for row in rows:
            run = runs[row.key]
            row.first_label, row.last_label = run.first_label, run.last_label
            row.is_late = run.is_new
            if not run.entry.is_shared:
                row.step = EntryStep.SET
                row.page_count = run.sheets
                row.accessible = layout.parts[row.key].record.accessible
                row.part_sha256 = layout.parts[row.key].record.sha256
                row.seconds = seconds if row.key == AGENDA_KEY else None
        fields = [
            "first_label", "last_label", "step", "page_count", "accessible",
            "part_sha256", "seconds", "is_late",
        ]  # fmt: skip
        PackEntry.objects.bulk_update(rows, fields)

    def _put_together(self, layout: EditionLayout, folder: Path) -> Assembled:
        words = f"Putting together: {layout.edition.label}"
        if layout.is_by_itself:
            words = f"{words}, the supplement by itself"
        self._report(words, step=1)

        asked = monotonic()

        def on_part(done: int, of: int, title: str) -> None:
            nonlocal asked
            if monotonic() - asked >= ASK_AGAIN:
                self.run.raise_if_cancelled()
                asked = monotonic()

        return assemble_edition(
            self.snapshot,
            layout,
            folder / f"{layout.edition}-{layout.kind}.pdf",
            on_part=on_part,
        )

    # --- Keeping ---------------------------------------------------------------------

    @transaction.atomic
    def _finish(self, made: list[tuple[EditionLayout, Assembled]]) -> None:
        """Write files, entries and state in one go, if nobody else has."""
        self.run.raise_if_cancelled()
        pack = Pack.objects.select_for_update().get(pk=self.pack.pk)
        if pack.is_built or pack.job_id != self.run.job_id:
            return
        for layout, assembled in made:
            self._keep(layout, assembled)
        pack.state = PACK_STATES.move(pack.state, PackState.BUILT)
        pack.built_at = timezone.now()
        pack.changes = _changes([layout for layout, _ in made])
        save_with_reason(pack, "Built", actor=_asker(pack))
        record(
            verb="pack.built",
            target=pack,
            actor=_asker(pack),
            at=pack.built_at,
            body_id=self.pack.meeting.body_id,
            detail={
                layout.edition.value: assembled.result.sha256
                for layout, assembled in made
                if not layout.is_by_itself
            },
        )
        tell("pack_built", {"pack_id": pack.pk})

    def _keep(self, layout: EditionLayout, assembled: Assembled) -> None:
        result = assembled.result
        title = pack_title(self.snapshot, layout.edition, by_itself=layout.is_by_itself)
        stored = store_path(
            path=result.path,
            name=f"{title}, version {self.snapshot.version}.pdf",
            content_type="application/pdf",
            actor_id=self.pack.asked_by_id,
            at=self.now,
        )
        PackFile.objects.create(
            pack=self.pack,
            edition=layout.edition,
            kind=layout.kind,
            stored=stored,
            page_count=result.pages,
            manifest=manifest_of(self.snapshot, layout, assembled),
            accessible_papers=layout.accessible_papers,
            papers=len(layout.access),
            claims_ua=result.claims_ua,
        )
        if layout.edition == Edition.PRIVATE and not layout.is_by_itself:
            LoggedItem.objects.bulk_create(
                LoggedItem(pack=self.pack, item_id_then=item_id)
                for item_id in items_logged(self.snapshot)
            )
        if layout.edition == Edition.PUBLIC and not layout.is_by_itself:
            rows = [_public_row(self.pack, n, run, layout)
                    for n, run in enumerate(layout.runs)]  # fmt: skip
            PackEntry.objects.bulk_create(rows)

    # --- Saying how far it is ----------------------------------------------------------

    def _report(self, words: str, *, step: int = 0) -> None:
        """One line under the bar; also where a build is stopped when asked to."""
        self.run.raise_if_cancelled()
        self.run.progress(self.done + step, self.of, words)

    def _mark(self, edition: Edition, key: str, **facts: Any) -> None:
        self.pack.entries.filter(edition=edition, key=key).update(**facts)


def stored_paper(found: tuple[Path, PartRecord] | None) -> StoredPart:
    """The part of a paper, its size looked at: what is merged must be what was read."""
    if found is None:
        raise EntryFailed(GONE)
    path, part_record = found
    if part_record.engine != ENGINE:
        raise EntryFailed(STALE)
    if not path.is_file() or path.stat().st_size != part_record.size:
        raise EntryFailed(GONE)
    return StoredPart(path, part_record, was_cached=True)


def _of_record(part_record: PartRecord) -> dict[str, Any]:
    return {
        "page_count": part_record.page_count,
        "part_sha256": part_record.sha256,
        "accessible": part_record.accessible,
        "remedy": part_record.remedy,
    }


def _where(entry: Entry) -> str:
    number = f"Item {entry.item.number}, " if entry.item else ""
    sheet = "cover sheet of " if entry.kind == EntryKind.COVER_SHEET else ""
    return f"{number}{sheet}{entry.title}"


def _in_one_sentence(failures: list[str]) -> str:
    count = len(failures)
    lead = "1 entry" if count == 1 else f"{count} entries"
    return f"{lead} could not be set. {' '.join(failures)} The rest is kept."


def _changes(layouts: list[EditionLayout]) -> list[dict[str, Any]]:
    """What members find new, part 1 then part 2; the public's list is in its manifest."""
    told: dict[str, dict[str, Any]] = {}
    for layout in layouts:
        if layout.edition != Edition.PUBLIC:
            for change in layout.changes:
                told.setdefault(change.words, change.to_json())
    return list(told.values())


def _public_row(
    pack: Pack, position: int, run: Any, layout: EditionLayout
) -> PackEntry:
    entry = run.entry
    return PackEntry(
        pack=pack,
        edition=Edition.PUBLIC,
        position=position,
        key=entry.key,
        kind=entry.kind,
        step=EntryStep.SET,
        item_id_then=entry.item.item_id if entry.item else None,
        item_number=entry.item.number if entry.item else "",
        title=entry.title,
        paper_id_then=entry.paper.paper_id if entry.paper else None,
        paper_version_number=entry.paper.version_number if entry.paper else None,
        first_label=run.first_label,
        last_label=run.last_label,
        is_late=run.is_new,
        **_of_record(layout.parts[entry.key].record),
    )
