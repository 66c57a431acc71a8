"""Preparing an uploaded file: to PDF, read once, stored ready to merge."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from boards.papers.enums import VersionState
from boards.papers.models import Paper, PaperVersion
from boards.papers.rules import (
    Step,
    appendices_cited,
    appendices_there,
    one_line,
    step,
    steps_of_record,
)
from boards.papers.services.versions import (
    STEPS,
    fail_version,
    set_current,
    set_public,
)
from ics_portal.accounts.actor import SYSTEM_ACTOR
from ics_portal.core.audit import save_with_reason
from ics_portal.core.files import (
    ConversionFailed,
    ConversionReport,
    Family,
    FileKind,
    RefusedFile,
    convert_to_pdf,
    store_path,
)
from ics_portal.core.files.limits import current_limits
from ics_portal.core.files.names import clean_name
from ics_portal.core.files.room import is_disk_full
from ics_portal.core.files.workspace import work_folder
from ics_portal.core.jobs import JobFailed
from ics_portal.core.pdf import PartRecord, PdfRefused
from ics_portal.core.pdf.look import first_page_picture, text_per_page
from ics_portal.core.pdf.normalise import normalise_part
from ics_portal.core.pdf.record import ENGINE
from ics_portal.core.web.words import filesize

if TYPE_CHECKING:
    from ics_portal.core.files import StoredFile
    from ics_portal.core.jobs import JobRun

PDF = "application/pdf"
PNG = "image/png"
PICTURE_WIDTH = 480
LONGEST_TEXT = 5_000_000
FULL = "There is no room left on the portal's disk."
MAKE_ROOM = (
    "The file itself is kept. Tell whoever looks after the portal, then try again."
)
TOO_MUCH = "This file takes more memory than the portal gives to one file."
SAVE_AGAIN = (
    "Save it as PDF again from the program it was made with, or split it, and upload "
    "that."
)
UPLOAD_ANOTHER = "Upload another file."


@dataclass(slots=True)
class _Steps:
    """Tells the job how far it is, and keeps what was told for the version."""

    run: JobRun
    told: list[Step] = field(default_factory=list)
    under_way: str = "checked"

    def begin(self, key: str, words: str) -> None:
        self.under_way = key
        begun = step(key, words, "running")
        self.run.progress(len(self.told), of=STEPS, message=f"{begun.label}: {words}")
        self._show(begun)

    def end(self, done: Step) -> None:
        self.told.append(done)
        self._show(done)

    def _show(self, each: Step) -> None:
        facts = each.to_json()
        self.run.step(str(facts.pop("key")), **facts)

    def failed(self, *, is_final: bool) -> None:
        self.end(replace(step(self.under_way, "Failed", "failed"), is_final=is_final))

    def to_json(self) -> list[dict[str, Any]]:
        return [each.to_json() for each in self.told]


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made of a file, in a folder that is about to go."""

    part: Path
    picture: Path | None
    record: PartRecord
    text: str


def convert_version(*, run: JobRun) -> dict[str, Any]:
    """Prepare the version of a job; gives what the job's result keeps.

    Safe to run twice: a version that is ready is left as it is, unless its part was
    written by another edition of the engine: then a new part replaces the old, and the
    version stays ready all the while. Raises JobFailed with a sentence and its cure
    where the file cannot be used; the upload is kept.
    """
    version = PaperVersion.objects.select_related("paper", "original").get(
        pk=run.payload["version_id"]
    )
    if _is_as_it_should_be(version):
        return _result(version)
    if version.state != VersionState.READY:
        _mark_converting(version)
    steps = _Steps(run)
    try:
        with work_folder() as folder:
            made = _make(version, folder, steps)
            run.raise_if_cancelled()
            _keep(version, made, steps)
    except (ConversionFailed, PdfRefused, RefusedFile, MemoryError, OSError) as fault:
        if isinstance(fault, OSError) and not is_disk_full(fault):
            raise
        sentence, cure = _sentence_and_cure(fault)
        steps.failed(is_final=getattr(fault, "is_final", False))
        fail_version(
            version_id=version.pk, failure=sentence, cure=cure, steps=steps.to_json()
        )
        raise JobFailed(f"{sentence} {cure}") from fault
    run.progress(STEPS, of=STEPS, message="")
    return _result(version)


def _is_as_it_should_be(version: PaperVersion) -> bool:
    return (
        version.state == VersionState.READY and version.record.get("engine") == ENGINE
    )


def _mark_converting(version: PaperVersion) -> None:
    version.state = VersionState.CONVERTING
    version.failure = version.cure = ""
    save_with_reason(
        version,
        "Being prepared",
        actor=SYSTEM_ACTOR,
        update_fields=["state", "failure", "cure"],
    )


def _make(version: PaperVersion, folder: Path, steps: _Steps) -> _Made:
    original = version.original
    kind = original.kind
    if kind is None:
        raise ConversionFailed("This file is of an unknown kind.", UPLOAD_ANOTHER)
    steps.end(step("checked", f"{_capital(kind.label)}, {filesize(original.size)}"))
    pdf = folder / "paper.pdf"
    report = _to_pdf(Path(original.file.path), kind, pdf, steps)
    steps.begin("read", "Reading")
    started = time.monotonic()
    part = folder / "part.pdf"
    record = normalise_part(
        pdf,
        part,
        key=f"paper{version.paper_id}v{version.number}",
        page_limit=current_limits().upload_max_pages,
    )
    steps.end(step("read", "Done", seconds=time.monotonic() - started))
    for each in steps_of_record(record, fonts_replaced=report.fonts_replaced):
        steps.end(each)
    steps.run.raise_if_cancelled()
    text = "\f".join(text_per_page(part, record.page_count)).replace("\x00", "")
    picture = folder / "first-page.png"
    drawn = first_page_picture(part, picture, width=PICTURE_WIDTH)
    return _Made(part, picture if drawn else None, record, text[:LONGEST_TEXT])


def _to_pdf(source: Path, kind: FileKind, pdf: Path, steps: _Steps) -> ConversionReport:
    needed = kind.family is not Family.PDF
    steps.begin("pdf", "Being made" if needed else "Is a PDF")
    started = time.monotonic()
    report = convert_to_pdf(
        source=source, kind=kind, out=pdf, heartbeat=steps.run.raise_if_cancelled
    )
    words = " ".join(["Done" if needed else "Was a PDF", *_after_done(report.remarks)])
    seconds = time.monotonic() - started
    state = "remark" if report.remarks else "done"
    steps.end(step("pdf", words, state, seconds if needed else None))
    return report


def _after_done(remarks: Sequence[str]) -> list[str]:
    return [f"({' '.join(remarks)})"] if remarks else []


def _keep(version: PaperVersion, made: _Made, steps: _Steps) -> None:
    """Store part and picture, and let the version be ready, all or nothing."""
    at = timezone.now()
    name = f"{version.paper.title[:100]} v{version.number}"
    part = _store(made.part, f"{name}.pdf", PDF, at)
    picture = _store(made.picture, f"{name}.png", PNG, at) if made.picture else None
    with transaction.atomic():
        # The paper first, as everybody who changes a version holds them in this order.
        Paper.objects.select_for_update().get(pk=version.paper_id)
        version = PaperVersion.objects.select_for_update().get(pk=version.pk)
        if _is_as_it_should_be(version):  # another worker was quicker
            return
        anew = version.state == VersionState.READY
        version.part, version.picture = part, picture
        version.record = made.record.to_json()
        version.text = made.text
        version.appendices = {
            "cited": appendices_cited(made.text),
            "there": appendices_there(made.text),
        }
        version.page_count = made.record.page_count
        version.accessible = made.record.accessible
        version.steps = steps.to_json()
        version.state = VersionState.READY
        reason = f"Prepared anew by engine {ENGINE}" if anew else "Ready for the pack"
        save_with_reason(version, reason, actor=SYSTEM_ACTOR)
        # With the version, or a kill between the two would leave it ready and unused.
        if not version.is_redacted:
            set_current(version.paper_id)
        elif not anew:
            set_public(version)


def _store(path: Path, name: str, content_type: str, at: Any) -> StoredFile:
    return store_path(
        path=path,
        name=clean_name(name),
        content_type=content_type,
        actor_id=None,
        at=at,
    )


def _sentence_and_cure(fault: Exception) -> tuple[str, str]:
    """The sentence that says what is wrong, and what to do about it."""
    if isinstance(fault, ConversionFailed):
        return fault.sentence, fault.cure
    if isinstance(fault, MemoryError):
        return TOO_MUCH, SAVE_AGAIN
    if isinstance(fault, OSError):
        return FULL, MAKE_ROOM
    words = one_line(str(fault))
    sentence, stop, cure = words.partition(". ")
    return f"{sentence.rstrip('.')}.", cure if stop else UPLOAD_ANOTHER


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _result(version: PaperVersion) -> dict[str, Any]:
    return {"paper_id": version.paper_id, "version": version.number}
