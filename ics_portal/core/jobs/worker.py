"""Doing jobs, and picking up those whose worker stopped. Runs in the worker only."""

import logging
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from ics_portal.core.jobs.enums import JobState
from ics_portal.core.jobs.errors import JobCancelled, JobFailed, JobSuperseded
from ics_portal.core.jobs.heartbeat import Heartbeat
from ics_portal.core.jobs.models import Job
from ics_portal.core.jobs.registry import handler_for
from ics_portal.core.jobs.run import JobRun
from ics_portal.core.jobs.services import send
from ics_portal.core.outbox import tell

log = logging.getLogger(__name__)

WORKER_STOPPED = (
    "The worker stopped {tries} times while doing this, so it was given up. "
    "What was asked for is kept: try again, and if it stops again ask for help "
    "quoting {reference}."
)
WENT_WRONG = (
    "Something went wrong that the portal did not expect, and trying {tries} times did "
    "not help. Try again later, or ask for help quoting {reference}."
)
NO_HANDLER = "This portal no longer does jobs of this kind ({kind})."


def claim_job(job_id: uuid.UUID, *, at: datetime) -> JobRun | None:
    """Take the job by one conditional update; None when there is nothing to take.

    It can be taken while it waits, or when its worker's heartbeat is stale. Two workers
    asking at once: the database lets one update match, so one gets None.
    """
    claim = uuid.uuid4()
    taken = (
        Job.objects.filter(pk=job_id, tries__lt=settings.JOB_MAX_TRIES)
        .filter(Q(state=JobState.QUEUED) | stale(at))
        .update(
            state=JobState.RUNNING,
            claim=claim,
            tries=F("tries") + 1,
            heartbeat_at=at,
            started_at=at,
            steps=[],
            done=0,
        )
    )
    if not taken:
        return None
    return JobRun(Job.objects.get(pk=job_id), claim)


def stale(at: datetime) -> Q:
    """Running, but without a sign of life for JOB_STALE_SECONDS."""
    since = at - timedelta(seconds=settings.JOB_STALE_SECONDS)
    return Q(state=JobState.RUNNING, heartbeat_at__lt=since)


def execute(job_id: uuid.UUID) -> bool:
    """Claim the job, do it and write how it ended; False if it was not there to take."""
    run = claim_job(job_id, at=timezone.now())
    if run is None:
        return False
    log.info("Job %s starts (%s, try %s)", job_id, run.kind, run.tries)
    try:
        with Heartbeat(run):
            result = _do(run)
    except JobSuperseded:
        log.info("Job %s was taken over by another worker", job_id)
    except JobCancelled:
        _end(run, JobState.CANCELLED)
    except JobFailed as failure:
        _end(run, JobState.FAILED, failure=str(failure))
    except Exception:  # the worker must outlive whatever a handler raises
        log.exception("Job %s went wrong at try %s", job_id, run.tries)
        _try_again_or_fail(run)
    else:
        _end(run, JobState.DONE, result=result)
    return True


def _do(run: JobRun) -> dict[str, Any]:
    handler = handler_for(run.kind)
    if handler is None:
        raise JobFailed(NO_HANDLER.format(kind=run.kind))
    run.raise_if_cancelled()
    return handler(run) or {}


def _try_again_or_fail(run: JobRun) -> None:
    if run.tries >= settings.JOB_MAX_TRIES:
        sentence = WENT_WRONG.format(tries=run.tries, reference=reference(run.job_id))
        _end(run, JobState.FAILED, failure=sentence)
        return
    wait = settings.JOB_RESEND_SECONDS * run.tries
    run.release(send_after=timezone.now() + timedelta(seconds=wait))


@transaction.atomic
def _end(run: JobRun, state: JobState, **fields: Any) -> None:
    if run.finish(state=state, at=timezone.now(), **fields):
        log.info("Job %s ends: %s", run.job_id, state.value)
        tell("job_ended", {"job_id": str(run.job_id), "state": state.value})


def sweep(at: datetime) -> int:
    """Send again what stopped or was never taken; gives the number of jobs sent."""
    _end_given_up(at)
    Job.objects.filter(stale(at)).update(
        state=JobState.QUEUED, claim=None, heartbeat_at=None, sends=0, send_after=at
    )
    due = Job.objects.filter(state=JobState.QUEUED, send_after__lte=at)
    return sum(send(job_id, at=at) for job_id in due.values_list("pk", flat=True))


def _end_given_up(at: datetime) -> None:
    """End stale jobs that were cancelled meanwhile or have used up their tries."""
    spent = Q(tries__gte=settings.JOB_MAX_TRIES)
    cancelled = Q(cancel_requested_at__isnull=False)
    for job in Job.objects.filter(stale(at)).filter(spent | cancelled):
        state = JobState.CANCELLED if job.cancel_requested_at else JobState.FAILED
        failure = ""
        if state == JobState.FAILED:
            failure = WORKER_STOPPED.format(
                tries=job.tries, reference=reference(job.pk)
            )
        with transaction.atomic():
            ended = Job.objects.filter(pk=job.pk, claim=job.claim).filter(stale(at))
            if ended.update(
                state=state, failure=failure, finished_at=at, claim=None, message=""
            ):
                tell("job_ended", {"job_id": str(job.pk), "state": state.value})


def reference(job_id: uuid.UUID) -> str:
    """The short form of a job's id that a person can read out."""
    return str(job_id)[:8]
