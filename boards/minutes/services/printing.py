"""The minutes as a PDF file: printed by the worker, kept until the minutes change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.utils import timezone

from boards.minutes.documents import minutes_document
from boards.minutes.enums import MinutesState
from boards.minutes.models import Minutes
from boards.minutes.presenters import address, minutes_words
from boards.minutes.print_jobs import KIND
from boards.minutes.services.locks import lock_minutes
from ics_portal.accounts.actor import SYSTEM_ACTOR, Actor
from ics_portal.core.audit import save_with_reason
from ics_portal.core.files import StoredFile, store_bytes
from ics_portal.core.jobs import Job, JobFailed, JobRun, JobState, start_job
from ics_portal.core.jobs.querysets import JobQuerySet
from ics_portal.core.pdf import PdfDocument, render_pdf
from ics_portal.core.pdf.fingerprint import document_hash

STEPS = 2


def kept_pdf(minutes: Minutes) -> StoredFile | None:
    """The file of the minutes as they stand: the signed one, until a correction is
    recorded beside it; else the last one printed, if nothing changed since."""
    if minutes.stored is not None and not _corrected_since(minutes):
        return minutes.stored
    key = document_hash(minutes_document(minutes_words(minutes)))
    for result in _ended(minutes).values_list("result", flat=True):
        if result.get("key") == key:
            return StoredFile.objects.filter(pk=result.get("stored_id")).first()
    return None


@transaction.atomic
def ask_for_pdf(*, minutes: Minutes, actor: Actor, at: datetime) -> Job:
    """Have the worker print the minutes; gives the job that does so already, if any."""
    locked = lock_minutes(minutes)
    under_way = _jobs(locked).active().order_by("created_at").first()
    if under_way is not None:
        return under_way
    return start_job(
        kind=KIND,
        title=f"PDF of the minutes of {locked.meeting}"[:200],
        payload={"minutes_id": locked.pk},
        actor=actor,
        at=at,
        of=STEPS,
        subject_url=address("print", locked),
        subject_label="Minutes as PDF",
        body_id=locked.body_id,
    )


def print_minutes(*, run: JobRun) -> dict[str, Any]:
    """Print the minutes as they stand when the worker comes to it, and keep the file.

    Run twice it prints twice and the later file stands. Signed minutes take the first
    file with their signature as theirs. What was printed of them before is let go.
    """
    minutes = (
        Minutes.objects.filter(pk=run.payload["minutes_id"])
        .select_related("meeting__body", "meeting__chair", "body", "stored")
        .first()
    )
    if minutes is None:
        raise JobFailed("These minutes are no longer there.")
    run.progress(0, of=STEPS, message="Reading the minutes")
    document = minutes_document(minutes_words(minutes))
    key = document_hash(document)
    run.progress(1, message="Setting the pages")
    made = render_pdf(document)
    run.raise_if_cancelled()
    with transaction.atomic():
        stored = _keep(document, made, actor_id=run.asked_by_id, at=timezone.now())
        _sign_with(minutes, stored)
        result = {"key": key, "stored_id": str(stored.pk)}
        run.write(done=STEPS, result=result)
    _let_go(minutes, stored)
    return result


def minutes_pdf(*, minutes: Minutes, actor: Actor, at: datetime) -> StoredFile:
    """The file of the minutes as they stand, printed here and now if there is none.

    That takes some seconds: call it before the transaction of your own change, and where
    a person can wait ask for it instead (``ask_for_pdf``).
    """
    if (kept := kept_pdf(minutes)) is not None:
        return kept
    document = minutes_document(minutes_words(minutes))
    return _keep(document, render_pdf(document), actor_id=actor.user_id, at=at)


def _jobs(minutes: Minutes) -> JobQuerySet:
    return Job.objects.filter(
        kind=KIND, body_id=minutes.body_id, payload__minutes_id=minutes.pk
    )


def _ended(minutes: Minutes) -> QuerySet[Job]:
    return _jobs(minutes).filter(state=JobState.DONE).order_by("-finished_at")


def _keep(
    document: PdfDocument, made: bytes, *, actor_id: int | None, at: datetime
) -> StoredFile:
    return store_bytes(
        content=made,
        name=document.filename,
        content_type="application/pdf",
        actor_id=actor_id,
        at=at,
    )


def _sign_with(minutes: Minutes, stored: StoredFile) -> None:
    """The first file that bears the signature is the one that is kept with it."""
    locked = lock_minutes(minutes)
    if minutes.signed_at is None or locked.signed_at != minutes.signed_at:
        return
    if locked.state == MinutesState.SIGNED and locked.stored_id is None:
        locked.stored = stored
        save_with_reason(
            locked,
            "Printed with the signature",
            actor=SYSTEM_ACTOR,
            update_fields=["stored"],
        )


def _let_go(minutes: Minutes, stored: StoredFile) -> None:
    """Earlier files of these minutes, but those that were signed or published."""
    earlier = {
        result.get("stored_id")
        for result in _ended(minutes).values_list("result", flat=True)
    }
    for old in StoredFile.objects.filter(pk__in=earlier - {None, str(stored.pk)}):
        try:
            with transaction.atomic():
                old.delete()
        except ProtectedError:
            continue


def _corrected_since(minutes: Minutes) -> bool:
    signed_at = minutes.signed_at
    return (
        signed_at is not None
        and minutes.corrections.filter(recorded_at__gt=signed_at).exists()
    )
