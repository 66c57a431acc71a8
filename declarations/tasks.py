"""Letters about yearly returns; beat asks every hour, each letter is written once."""

from celery import shared_task
from django.utils import timezone


@shared_task
def remind_of_returns() -> None:
    from declarations.services.returns import remind  # noqa: PLC0415 -- task leaf

    remind(at=timezone.now())
