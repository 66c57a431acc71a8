"""Registers as PDF files: printed by the worker, kept for a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from boards.bodies.models import Body
from declarations.documents import register_document
from declarations.presenters.registers import Register
from declarations.presenters.whole_register import register_on
from declarations.print_jobs import KIND
from declarations.selectors.as_on import Asked
from ics_portal.accounts.actor import Actor
from ics_portal.core.errors import RuleBroken
from ics_portal.core.files import StoredFile, store_bytes
from ics_portal.core.jobs import Job, JobFailed, JobRun, JobState, start_job
from ics_portal.core.jobs.querysets import JobQuerySet
from ics_portal.core.pdf import PdfDocument, render_pdf
from ics_portal.core.pdf.fingerprint import document_hash

STEPS = 2
MOST_PRINTED = 2_000
"""Rows the worker prints: some minutes, and a file somebody can still open."""
MOST_AT_ONCE = 3
KEPT_FOR = timedelta(days=1)
NOT_PUBLISHED = "This is not a register that was published."


@dataclass(frozen=True, slots=True)
class Wanted:
    """The register somebody wants printed, of one body; ``address`` is where it is asked
    for, and given once it is there; "" where it is too long to be kept."""

    body: Body
    asked: Asked
    address: str


def kept_print(wanted: Wanted) -> StoredFile | None:
    """The file of the register as it stands now, if it was printed lately; nothing printed
    before an entry was withheld is given, since it says something else.

    Raises RuleBroken (REG-2) for a register too long to be printed.
    """
    document = _document(register_on(wanted.asked, body=wanted.body.name))
    key = document_hash(document)
    ended = _jobs().filter(body_id=wanted.body.pk, state=JobState.DONE)
    for result in ended.order_by("-finished_at").values_list("result", flat=True):
        if result.get("key") == key:
            return StoredFile.objects.filter(pk=result.get("stored_id")).first()
    return None


@transaction.atomic
def ask_for_print(*, wanted: Wanted, actor: Actor, at: datetime) -> Job:
    """Have the worker print it; gives the actor's job that does so already, if any.

    Raises RuleBroken (REG-2) where as many are printed for the actor as may be at once.
    """
    payload = _payload(wanted)
    own = list(_jobs().active().filter(asked_by_id=actor.user_id))
    for job in own:
        if job.payload == payload:
            return job
    if len(own) >= MOST_AT_ONCE:
        raise RuleBroken(
            "REG-2",
            f"{MOST_AT_ONCE} registers are being printed for you. Wait for one of them.",
            field="q",
        )
    return start_job(
        kind=KIND,
        title=f"PDF of the register of interests of {wanted.body}"[:200],
        payload=payload,
        actor=actor,
        at=at,
        of=STEPS,
        subject_url=wanted.address,
        subject_label="The register as PDF",
        body_id=wanted.body.pk,
    )


def print_register(*, run: JobRun) -> dict[str, Any]:
    """Print the register as it stands when the worker comes to it, and keep the file."""
    body = Body.objects.filter(pk=run.payload["body_id"]).first()
    if body is None:
        raise JobFailed("This body is no longer there.")
    run.progress(0, of=STEPS, message="Reading the register")
    try:
        document = _document(register_on(_asked(run.payload), body=body.name))
    except RuleBroken as problem:
        raise JobFailed(problem.message) from problem
    run.progress(1, message="Setting the pages")
    made = render_pdf(document)
    run.raise_if_cancelled()
    with transaction.atomic():
        stored = _keep(document, made, actor_id=run.asked_by_id)
        result = {"key": document_hash(document), "stored_id": str(stored.pk)}
        run.write(done=STEPS, result=result)
    return result


@transaction.atomic
def forget_old_prints(at: datetime) -> int:
    """Let go of what was printed more than a day ago; gives how many."""
    old = _jobs().filter(state=JobState.DONE, finished_at__lt=at - KEPT_FOR)
    ids = {result.get("stored_id") for result in old.values_list("result", flat=True)}
    count, _ = StoredFile.objects.filter(pk__in=ids - {None}).delete()
    return count


def _jobs() -> JobQuerySet:
    return Job.objects.filter(kind=KIND)


def _payload(wanted: Wanted) -> dict[str, Any]:
    asked = wanted.asked
    return {
        "body_id": wanted.body.pk,
        "on": asked.day.isoformat(),
        "words": asked.words,
        "name": asked.name,
        "is_record": asked.is_record,
    }


def _asked(payload: dict[str, Any]) -> Asked:
    return Asked(
        body_ids=frozenset({payload["body_id"]}),
        day=date.fromisoformat(payload["on"]),
        now=timezone.now(),
        is_record=payload["is_record"],
        words=payload["words"],
        name=payload["name"],
    )


def _document(register: Register) -> PdfDocument:
    rows = len(register.interests) + len(register.gifts)
    if rows > MOST_PRINTED:
        raise RuleBroken(
            "REG-2",
            f"This register has {rows:,} entries, and {MOST_PRINTED:,} are printed at"
            " most. Look for a name or an organisation, or take it as a CSV file.",
            field="q",
        )
    return register_document(register, lines=(NOT_PUBLISHED,))


def _keep(document: PdfDocument, made: bytes, *, actor_id: int | None) -> StoredFile:
    return store_bytes(
        content=made,
        name=document.filename,
        content_type="application/pdf",
        actor_id=actor_id,
        at=timezone.now(),
    )
