"""Letters about yearly returns and what was said at meetings; beat asks every hour, each
letter is written once."""

from celery import shared_task
from django.utils import timezone


@shared_task
def remind_of_returns() -> None:
    from declarations.services.returns import remind  # noqa: PLC0415 -- task leaf
    from declarations.services.room_reminders import (  # noqa: PLC0415 -- as above
        remind_of_the_register,
    )

    at = timezone.now()
    remind(at=at)
    remind_of_the_register(at=at)
