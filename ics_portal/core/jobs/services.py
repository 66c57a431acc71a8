"""Asking for a job, cancelling it and asking again."""

import logging
import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from ics_portal.celery import app
from ics_portal.core.errors import RuleBroken
from ics_portal.core.jobs.enums import REPEATABLE_STATES, JobState
from ics_portal.core.jobs.models import Job
from ics_portal.core.jobs.permissions import may_cancel_job, may_retry_job
from ics_portal.core.outbox import tell
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor

log = logging.getLogger(__name__)

RUN_TASK = "ics_portal.core.jobs.tasks.run_job"
LONGEST_BACK_OFF = 32


@transaction.atomic
def start_job(
    *,
    kind: str,
    title: str,
    payload: dict[str, Any],
    actor: "Actor",
    at: datetime,
    of: int = 0,
    subject_url: str = "",
    subject_label: str = "",
    body_id: int | None = None,
) -> Job:
    """Write the row now and send the message once the transaction commits.

    ``payload`` must be JSON: ids and plain values. ``of`` is the number of parts, if
    known; ``subject_url`` the page of what is being made.
    """
    job = Job.objects.create(
        kind=kind,
        title=title,
        payload=payload,
        of=of,
        asked_by_id=actor.user_id,
        asked_by_name=actor.name,
        subject_url=subject_url,
        subject_label=subject_label,
        body_id=body_id,
        created_at=at,
        send_after=at,
    )
    send_on_commit(job.pk, at=at)
    return job


@transaction.atomic
def request_cancel(*, job: Job, actor: "Actor", at: datetime) -> Job:
    """Cancel a waiting job at once; a running one stops at its next check."""
    require(may_cancel_job(actor, job))
    waiting = Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(
        state=JobState.CANCELLED, finished_at=at, cancel_requested_at=at
    )
    if waiting:
        tell("job_ended", {"job_id": str(job.pk), "state": JobState.CANCELLED.value})
    else:
        Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(
            cancel_requested_at=at
        )
    job.refresh_from_db()
    return job


@transaction.atomic
def retry_job(*, job: Job, actor: "Actor", at: datetime) -> Job:
    """Ask again for a job that failed or was cancelled; the same row starts afresh."""
    require(may_retry_job(actor, job))
    again = Job.objects.filter(pk=job.pk, state__in=REPEATABLE_STATES).update(
        state=JobState.QUEUED,
        done=0,
        message="",
        steps=[],
        result={},
        failure="",
        tries=0,
        claim=None,
        heartbeat_at=None,
        sends=0,
        send_after=at,
        started_at=None,
        finished_at=None,
        cancel_requested_at=None,
    )
    if not again:
        raise RuleBroken("JOB-1", "Somebody else has already asked for this again.")
    send_on_commit(job.pk, at=at)
    job.refresh_from_db()
    return job


def send_on_commit(job_id: uuid.UUID, *, at: datetime) -> None:
    transaction.on_commit(lambda: send(job_id, at=at), robust=True)


def send(job_id: uuid.UUID, *, at: datetime) -> bool:
    """Put the job's id on the queue; a broker that is down is left to the sweep.

    Each sending doubles the wait before the sweep sends again, so that jobs waiting
    behind a long one do not fill the queue with their own repeats.
    """
    job = Job.objects.filter(pk=job_id, state=JobState.QUEUED).first()
    if job is None:
        return False
    wait = settings.JOB_RESEND_SECONDS * min(2**job.sends, LONGEST_BACK_OFF)
    Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        sends=job.sends + 1, send_after=at + timedelta(seconds=wait)
    )
    try:
        app.send_task(RUN_TASK, args=[str(job_id)])
    except Exception:
        log.warning("Job %s could not be sent; the sweep will", job_id, exc_info=True)
        return False
    return True
