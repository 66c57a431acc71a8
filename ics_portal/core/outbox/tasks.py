"""The outbox's one message of the queue."""

from celery import shared_task
from django.utils import timezone

from ics_portal.core.outbox.services import sweep


@shared_task
def sweep_outbox() -> None:
    sweep(timezone.now())
