"""The two messages of the queue that concern jobs."""

import uuid

from celery import shared_task
from celery.signals import worker_ready
from django.utils import timezone

from ics_portal.core.jobs.pulse import forget_old_pulses, record_pulse
from ics_portal.core.jobs.worker import execute, sweep


@shared_task
def run_job(job_id: str) -> None:
    execute(uuid.UUID(job_id))


@shared_task
def sweep_jobs() -> None:
    now = timezone.now()
    record_pulse(now)
    forget_old_pulses(now)
    sweep(now)


@worker_ready.connect
def say_that_the_worker_is_up(**kwargs: object) -> None:
    record_pulse()
