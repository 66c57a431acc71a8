"""Uploaded files: each a version, never replaced, prepared once for every pack."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from boards.papers.enums import PaperKind, PaperState, VersionState
from boards.papers.models import Paper, PaperVersion
from boards.papers.permissions import may_edit_paper, may_redact
from boards.papers.rules import current_number, is_final_failure, next_number, one_line
from boards.papers.selectors import paper_to_edit
from boards.papers.services.locks import lock_paper
from boards.papers.services.papers import move_to
from boards.papers.services.redacting import say_without_sheet
from ics_portal.accounts.actor import SYSTEM_ACTOR, Actor
from ics_portal.core.audit import create_with_reason, save_with_reason
from ics_portal.core.audit import record as audit
from ics_portal.core.errors import RuleBroken
from ics_portal.core.files import store_upload
from ics_portal.core.jobs import Job, JobState, start_job
from ics_portal.core.verdicts import Verdict, require

if TYPE_CHECKING:
    from ics_portal.core.files import StoredFile

CONVERT = "papers.convert"
STEPS = 7
NOTE_LENGTH = 300
STOPPED = "Preparing this file was stopped."
TRY_AGAIN = "Press “Try again”, or upload another file."


def upload_version(
    *,
    paper: Paper,
    upload: UploadedFile[bytes],
    note: str,
    actor: Actor,
    at: datetime,
    redacted: bool = False,
    without_sheet: bool | None = None,
) -> PaperVersion:
    """Keep an upload as the paper's next version and have it made ready for the pack.

    Two uploads at once get numbers of their own. Raises RefusedFile, with a sentence,
    where the file cannot be taken; then nothing of it is kept. What was current stays
    so until the new version is ready. A ``redacted`` one never stands for the paper: the
    public gets it instead, once it is ready (PAPER-12), ``without_sheet`` or with the
    cover sheet as it is; None leaves that as it was.
    """
    require(_may_upload(actor, paper, redacted=redacted))
    if paper.kind == PaperKind.ACTION_LOG:
        raise RuleBroken(
            "PAPER-7",
            "The action log is printed from the log itself. It has no file.",
            field="file",
        )
    note = one_line(note)
    if len(note) > NOTE_LENGTH:
        raise RuleBroken(
            "PAPER-8",
            f"Shorten what changed to {NOTE_LENGTH} letters; it has {len(note)}.",
            field="note",
        )
    # Before the lock: a large file takes its time, and others must not wait for it.
    stored = store_upload(upload=upload, actor=actor, at=at)
    return _add_version(
        paper=paper,
        stored=stored,
        note=note,
        redacted=redacted,
        without_sheet=without_sheet if redacted else None,
        actor=actor,
        at=at,
    )


@transaction.atomic
def _add_version(
    *,
    paper: Paper,
    stored: StoredFile,
    note: str,
    redacted: bool,
    without_sheet: bool | None,
    actor: Actor,
    at: datetime,
) -> PaperVersion:
    paper = lock_paper(paper)
    require(_may_upload(actor, paper, redacted=redacted))
    if without_sheet is not None:
        say_without_sheet(paper, without_sheet, actor=actor, at=at)
    numbers = PaperVersion.objects.filter(paper=paper).values_list("number", flat=True)
    version = create_with_reason(
        PaperVersion,
        "File uploaded",
        actor=actor,
        paper=paper,
        number=next_number(numbers),
        original=stored,
        note=note,
        is_redacted=redacted,
        uploaded_at=at,
        uploaded_by_id=actor.user_id,
        uploaded_by_name=actor.name,
    )
    start_converting(version, actor, at)
    if paper.state == PaperState.REQUESTED and not redacted:
        move_to(paper=paper, to=PaperState.DRAFTING, actor=actor, at=at)
    audit(
        verb="paper.version_uploaded",
        target=version,
        actor=actor,
        at=at,
        reason=note,
        detail={"sha256": stored.sha256, "size": stored.size, "redacted": redacted},
        body_id=paper.item.meeting.body_id,
    )
    return version


def _may_upload(actor: Actor, paper: Paper, *, redacted: bool) -> Verdict:
    return may_redact(actor, paper) if redacted else may_edit_paper(actor, paper)


def start_converting(version: PaperVersion, actor: Actor, at: datetime) -> None:
    """Ask the worker to prepare the version, in the caller's transaction."""
    paper = version.paper
    job = start_job(
        kind=CONVERT,
        title=f"Prepare {paper.title}, version {version.number}"[:200],
        payload={"version_id": version.pk},
        actor=actor,
        at=at,
        of=STEPS,
        subject_url=paper.get_absolute_url(),
        subject_label=paper.title[:200],
        body_id=paper.item.meeting.body_id,
    )
    version.job_id = job.pk
    save_with_reason(
        version, "Waiting to be prepared", actor=actor, update_fields=["job_id"]
    )


@transaction.atomic
def retry_version(*, version: PaperVersion, actor: Actor, at: datetime) -> PaperVersion:
    """Prepare a version again that could not be used; the upload itself was kept.

    Raises RuleBroken for one that is ready or still being prepared, and for one that
    the same file would fail again, such as one with a password.
    """
    paper = lock_paper(version.paper)
    require(_may_upload(actor, paper, redacted=version.is_redacted))
    version = PaperVersion.objects.select_related("paper__item__meeting").get(
        pk=version.pk
    )
    if version.state != VersionState.FAILED:
        raise RuleBroken(
            "PAPER-9", "Only a file that could not be used can be tried again."
        )
    if version.dropped_reason:
        raise RuleBroken("PAPER-9", "This version was dropped. Upload another one.")
    if is_final_failure(version.steps):
        raise RuleBroken("PAPER-9", f"{version.failure} {version.cure}")
    version.state, version.failure, version.cure = VersionState.WAITING, "", ""
    save_with_reason(
        version,
        "Tried again",
        actor=actor,
        update_fields=["state", "failure", "cure"],
    )
    start_converting(version, actor, at)
    return version


@transaction.atomic
def fail_version(
    *, version_id: int, failure: str, cure: str, steps: list[dict[str, object]]
) -> None:
    """Write why a version could not be used; one that is ready stays ready."""
    version = PaperVersion.objects.select_for_update().get(pk=version_id)
    if version.state == VersionState.READY:
        return
    version.state = VersionState.FAILED
    version.failure, version.cure, version.steps = failure, cure, steps
    save_with_reason(
        version,
        "Could not be used",
        actor=SYSTEM_ACTOR,
        update_fields=["state", "failure", "cure", "steps"],
    )


@transaction.atomic
def set_current(paper_id: int) -> None:
    """Let the latest full version that is ready stand for the paper."""
    paper = Paper.objects.select_for_update().get(pk=paper_id)
    versions = {
        number: (pk, state)
        for pk, number, state in PaperVersion.objects.filter(
            paper_id=paper_id, is_redacted=False
        ).values_list("pk", "number", "state")
    }
    number = current_number((n, state) for n, (_, state) in versions.items())
    current_id = None if number is None else versions[number][0]
    if paper.current_version_id != current_id:
        paper.current_version_id = current_id
        save_with_reason(
            paper,
            f"Version {number} stands for the paper",
            actor=SYSTEM_ACTOR,
            update_fields=["current_version"],
        )


@transaction.atomic
def set_public(version: PaperVersion) -> None:
    """Let a redacted version that has just become ready be what the public gets.

    An older one that becomes ready late does not take the place of a newer.
    """
    paper = Paper.objects.select_for_update().get(pk=version.paper_id)
    now = PaperVersion.objects.filter(pk=paper.public_version_id or 0).first()
    if now is not None and now.number >= version.number:
        return
    paper.public_version = version
    save_with_reason(
        paper,
        f"The public gets version {version.number}",
        actor=SYSTEM_ACTOR,
        update_fields=["public_version"],
    )


def close_ended_job(*, job_id: str) -> None:
    """Say on the version what its job's end means, if nobody could say it before.

    A worker that is killed, and a job that is stopped, leave a version that would wait
    for ever.
    """
    job = Job.objects.filter(pk=job_id, kind=CONVERT).first()
    if job is None or job.state not in (JobState.FAILED, JobState.CANCELLED):
        return
    waiting = PaperVersion.objects.filter(
        job_id=job.pk, state__in=[VersionState.WAITING, VersionState.CONVERTING]
    )
    for version_id in waiting.values_list("pk", flat=True):
        fail_version(
            version_id=version_id,
            failure=job.failure or STOPPED,
            cure=TRY_AGAIN,
            steps=job.steps,
        )


def read_by(*, version: PaperVersion, actor: Actor, at: datetime, what: str) -> None:
    """Record that somebody opened a confidential paper's file (STYLE 7)."""
    paper = paper_to_edit(version.paper_id)
    if not (paper.confidential or paper.item.part == 2):
        return
    audit(
        verb="paper.confidential_read",
        target=version,
        actor=actor,
        at=at,
        detail={"what": what},
        body_id=paper.item.meeting.body_id,
    )
