"""Making a reader's copy in the worker: from the parts without what is withheld.

The parts that are left out are not opened to make it. Their page counts are known from the
entries of the pack; only the check afterwards compares the copy with their prints. It may
be stopped at any line and run again: the copy is released in one transaction, and only
after the check of all of it has passed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import transaction
from django.utils import timezone

from boards.actions.documents import action_log_document
from boards.actions.presenters import ActionLogPages
from boards.packs.enums import CopyState, Edition, EntryKind
from boards.packs.models import PackEntry, ReaderCopy, ReaderCopyFor
from boards.packs.rules import AGENDA_KEY, Entry, Run, Snapshot, log_of
from boards.packs.rules.copies import (
    Omission,
    copy_words,
    left_out_lines,
    manifest_without,
    snapshot_without,
    without,
)
from boards.packs.rules.states import COPY_STATES
from boards.packs.selectors import manifest_before, stored_papers
from boards.packs.services.assembly import Assembled, assemble_edition
from boards.packs.services.build import NO_ROOM, REPLACED, EntryFailed, stored_paper
from boards.packs.services.copies import settle_copy
from boards.packs.services.copy_check import CopyVerdict, look_at_copy
from boards.packs.services.copy_letters import tell_office, tell_readers
from boards.packs.services.layout import EditionLayout, lay_out_copy, plans_of
from boards.packs.services.manifest import manifest_of
from boards.packs.services.parts import StoredPart, kept_part, own_part
from boards.papers.documents import cover_sheet_document
from boards.papers.rules import SheetForPrint
from ics_portal.accounts.actor import SYSTEM_ACTOR
from ics_portal.core.audit import record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.files import StoredFile
from ics_portal.core.files.errors import StorageFull
from ics_portal.core.files.limits import work_root
from ics_portal.core.files.room import is_disk_full
from ics_portal.core.files.services import store_path
from ics_portal.core.jobs import JobFailed, JobRun
from ics_portal.core.pdf import AssemblyError
from ics_portal.core.pdf.naming import differs_elsewhere, write_name

SET_KINDS = (EntryKind.COVER_SHEET, EntryKind.PAPER, EntryKind.ACTION_LOG)
MOVED = (
    "The pages of the copy would not bear the numbers of the pack. The fault is the "
    "portal's: ask for help."
)
NAMED_WRONG = "A reader's own file is not the one that was checked."


def make_copy(*, copy_id: int, run: JobRun) -> dict[str, Any]:
    """Make the copy the job asks for, check it and name its readers in it.

    One that is released already gets the names of readers who came later. Raises JobFailed
    with the reason, which the office reads on the page of copies.
    """
    copy = (
        ReaderCopy.objects.select_related("pack__meeting__body", "stored")
        .prefetch_related("omitted")
        .get(pk=copy_id)
    )
    if copy.job_id != run.job_id:
        raise JobFailed(REPLACED)
    try:
        if copy.is_released:
            _name_readers(copy, run)
        else:
            _Making(copy, run).do()
    except JobFailed as failure:
        settle_copy(copy_id=copy.pk, at=timezone.now(), failure=str(failure))
        raise
    except (RuleBroken, EntryFailed, AssemblyError) as fault:
        settle_copy(copy_id=copy.pk, at=timezone.now(), failure=str(fault))
        raise JobFailed(str(fault)) from fault
    except (StorageFull, OSError) as fault:
        if isinstance(fault, OSError) and not is_disk_full(fault):
            raise
        settle_copy(copy_id=copy.pk, at=timezone.now(), failure=NO_ROOM)
        raise JobFailed(NO_ROOM) from fault
    return {"copy_id": copy.pk}


class _Making:
    """One try at one copy."""

    def __init__(self, copy: ReaderCopy, run: JobRun) -> None:
        self.copy, self.pack, self.run = copy, copy.pack, run
        self.edition = Edition(copy.edition)
        self.now: datetime = timezone.now()
        self.omissions = tuple(
            Omission(row.item_id_then, row.by) for row in copy.omitted.all()
        )
        self.whole = Snapshot.from_json(copy.pack.snapshot)
        self.snapshot = snapshot_without(self.whole, self.omissions)

    def do(self) -> None:
        self.run.progress(0, message="Laying out the copy")
        runs, beside = self._runs()
        layout = self._layout(runs, beside)
        left_out = [run for run in runs if run.entry.key not in layout.parts]
        with TemporaryDirectory(dir=work_root(), prefix="work-copy-") as folder:
            self.run.progress(1, message="Putting the copy together")
            made = assemble_edition(
                self.snapshot,
                layout,
                Path(folder, "copy.pdf"),
                name_room=self.copy.with_names,
            )
            self.run.progress(2, message="Checking the copy")
            verdict = look_at_copy(
                self.pack, self.whole, self.snapshot, self.omissions, layout, made, left_out,
                at=self.now,
            )  # fmt: skip
            self.run.raise_if_cancelled()
            self._keep(layout, made, verdict)
        if not verdict.passed:
            return
        self.copy.refresh_from_db()
        _name_readers(self.copy, self.run)

    def _runs(self) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
        """The runs of the edition as issued, and those of part 2 beside it; not a part is
        opened for them. Raises JobFailed if they bear other numbers than were issued."""
        rows = list(self.pack.entries.all())
        pages = {
            row.key: row.page_count or 1
            for row in rows
            if row.kind in SET_KINDS and row.edition != Edition.PUBLIC
        }
        lengths = {
            Edition(row.edition): row.page_count or 1
            for row in rows
            if row.key == AGENDA_KEY
        }
        plans = plans_of(self.whole, pages, lengths)
        runs = plans[self.edition]
        printed = [
            (row.key, row.first_label, row.last_label)
            for row in sorted(rows, key=lambda row: row.position)
            if row.edition == self.edition
        ]
        planned = [(run.entry.key, run.first_label, run.last_label) for run in runs]
        if printed != planned:
            raise JobFailed(MOVED)
        return runs, plans.get(Edition.PRIVATE, ())

    def _layout(
        self, issued: tuple[Run, ...], beside: tuple[Run, ...]
    ) -> EditionLayout:
        runs = without(issued, self.omissions)
        shared = self._parts([run.entry for run in runs if run.entry.is_shared])
        before = manifest_before(self.pack, self.edition, since=self.whole.since)
        if before is not None:
            keys = {run.entry.key for run in issued} - set(shared)
            before = (before[0], manifest_without(before[1], self.omissions, keys))
        return lay_out_copy(
            self.snapshot,
            self.edition,
            runs,
            beside,
            shared,
            before,
            words=copy_words(runs),
            at=self.now,
        )

    def _parts(self, entries: list[Entry]) -> dict[str, StoredPart]:
        """The stored parts of what is kept: of nothing else."""
        versions = [
            entry.paper.version_id
            for entry in entries
            if entry.kind == EntryKind.PAPER and entry.paper and entry.paper.version_id
        ]
        papers = stored_papers(versions)
        set_as = dict(
            PackEntry.objects.filter(pack=self.pack, edition=self.edition).values_list(
                "key", "part_sha256"
            )
        )
        return {entry.key: self._part(entry, papers, set_as) for entry in entries}

    def _part(
        self,
        entry: Entry,
        papers: Mapping[int, Any],
        set_as: Mapping[str, str],
    ) -> StoredPart:
        if entry.paper is None:
            raise TypeError(f"{entry.key} is not set by itself.")
        if entry.kind == EntryKind.PAPER:
            return stored_paper(papers.get(entry.paper.version_id or 0))
        log = log_of(self.snapshot, entry)
        as_issued = kept_part(set_as.get(entry.key, ""))
        is_shorter = entry.kind == EntryKind.ACTION_LOG and (log or {}).get("withheld")
        if as_issued and not is_shorter:
            return as_issued
        if entry.kind == EntryKind.COVER_SHEET:
            sheet = SheetForPrint.from_json(entry.paper.sheet or {})
            document = cover_sheet_document(sheet)
        else:
            pages = ActionLogPages.from_json(log or {})
            document = action_log_document(pages, title=entry.title)
        return own_part(document, entry_key=entry.key, at=self.now)

    @transaction.atomic
    def _keep(
        self, layout: EditionLayout, made: Assembled, verdict: CopyVerdict
    ) -> None:
        """Release the copy, or keep it back with what the check found."""
        copy = ReaderCopy.objects.select_for_update().get(pk=self.copy.pk)
        if copy.state != CopyState.BUILDING or copy.job_id != self.run.job_id:
            raise JobFailed(REPLACED)
        state = CopyState.RELEASED if verdict.passed else CopyState.BLOCKED
        copy.state = COPY_STATES.move(copy.state, state)
        copy.checked_at = timezone.now()
        copy.failure = verdict.failure
        copy.manifest = self._manifest(layout, made, verdict)
        if verdict.passed:
            copy.stored = self._store(made.result.path, made.plan.title)
            copy.page_count = made.result.pages
            copy.name_places = list(made.result.name_places)
        words = "Copy released" if verdict.passed else "Copy kept back by the check"
        save_with_reason(copy, words, actor=SYSTEM_ACTOR)
        record(
            verb="pack.copy_released" if verdict.passed else "pack.copy_kept_back",
            target=copy,
            actor=SYSTEM_ACTOR,
            at=copy.checked_at,
            body_id=self.pack.meeting.body_id,
            detail={"sha256": made.result.sha256, "faults": len(verdict.faults)},
        )
        if not verdict.passed:
            tell_office(copy, at=copy.checked_at)
        elif not copy.with_names:
            tell_readers(copy, at=copy.checked_at)

    def _manifest(
        self, layout: EditionLayout, made: Assembled, verdict: CopyVerdict
    ) -> dict[str, Any]:
        """The proof: what the copy holds, from which bytes, what not, and the check."""
        return {
            **manifest_of(self.snapshot, layout, made),
            "copy": {
                "omissions_key": self.copy.omissions_key,
                "left_out": list(
                    left_out_lines(layout.runs, self.snapshot.private_log)
                ),
                "room_for_names": self.copy.with_names,
            },
            "check": verdict.to_json(),
        }

    def _store(self, path: Path, title: str) -> StoredFile:
        return store_path(
            path=path,
            name=f"{title}, version {self.whole.version}.pdf",
            content_type="application/pdf",
            actor_id=self.copy.asked_by_id,
            at=self.now,
        )


def _name_readers(copy: ReaderCopy, run: JobRun) -> None:
    """Write each reader's own file, where the body wants names; the one that was checked,
    with nothing else in it but the name."""
    if not copy.with_names or copy.stored is None:
        return
    run.progress(3, message="Writing the readers' names")
    source = Path(copy.stored.file.path)
    now = timezone.now()
    rows = list(copy.readers.filter(superseded_at__isnull=True, stored__isnull=True))
    with TemporaryDirectory(dir=work_root(), prefix="work-copy-") as folder:
        for row in rows:
            run.raise_if_cancelled()
            out = Path(folder, "named.pdf")
            write_name(source, copy.name_places, f"Copy for {row.name_then}", out)
            if differs_elsewhere(source, out, copy.name_places):
                raise AssemblyError(NAMED_WRONG)
            _keep_named(row, copy, out, now)
    with transaction.atomic():
        tell_readers(copy, at=now)


@transaction.atomic
def _keep_named(row: ReaderCopyFor, copy: ReaderCopy, path: Path, at: datetime) -> None:
    current = (
        ReaderCopyFor.objects.current().select_for_update().filter(pk=row.pk).first()
    )
    if current is None or current.stored_id is not None or copy.stored is None:
        return
    current.stored = store_path(
        path=path,
        name=copy.stored.original_name,
        content_type="application/pdf",
        actor_id=copy.asked_by_id,
        at=at,
    )
    save_with_reason(current, "Named on its pages", actor=SYSTEM_ACTOR)
