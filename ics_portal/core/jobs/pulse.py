"""Whether any worker is alive, as far as the database knows."""

import socket
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from ics_portal.core.jobs.models import WorkerPulse


def record_pulse(at: datetime | None = None) -> None:
    """Say that a worker on this host is alive."""
    worker, seen_at = socket.gethostname(), at or timezone.now()
    # One UPDATE almost always: this is called every other second by each running job.
    if not WorkerPulse.objects.filter(worker=worker).update(seen_at=seen_at):
        WorkerPulse.objects.get_or_create(worker=worker, defaults={"seen_at": seen_at})


def forget_old_pulses(at: datetime) -> None:
    """Drop hosts that have been gone for a day: containers have a new name each time."""
    WorkerPulse.objects.filter(seen_at__lt=at - timedelta(days=1)).delete()


def worker_is_alive(at: datetime) -> bool:
    """Whether a worker gave a sign of life within WORKER_SILENT_SECONDS."""
    since = at - timedelta(seconds=settings.WORKER_SILENT_SECONDS)
    return WorkerPulse.objects.filter(seen_at__gte=since).exists()
