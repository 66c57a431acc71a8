"""The message of the queue that sends letters."""

from celery import shared_task
from django.utils import timezone

from ics_portal.core.notify.services import send_letters


@shared_task
def sweep_letters() -> None:
    send_letters(timezone.now())
