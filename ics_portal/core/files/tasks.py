"""The daily tidying, for the worker's scheduler."""

from celery import shared_task
from django.utils import timezone


@shared_task(name="ics_portal.core.files.tasks.sweep_files")
def sweep_files() -> None:
    """Let rooms forget what they need no more, then remove files that nobody keeps."""
    from ics_portal.core.files import services, tidying  # noqa: PLC0415 -- task leaf

    tidying.tidy_all(timezone.now())
    services.sweep_files()
