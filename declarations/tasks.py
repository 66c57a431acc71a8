"""The worker's doors: letters about yearly returns and what was said at meetings, asked
for every hour and each written once; and registers to print."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from celery import shared_task
from django.utils import timezone

from ics_portal.core.files.tidying import tidies
from ics_portal.core.jobs import JobRun, job_handler


@job_handler("declarations.print")
def print_register(run: JobRun) -> dict[str, Any]:
    from declarations.services.printing import (  # noqa: PLC0415 -- task leaf
        print_register as print_it,
    )

    return print_it(run=run)


@tidies
def forget_old_prints(at: datetime) -> int:
    """Before files are swept: registers printed more than a day ago."""
    from declarations.services.printing import (  # noqa: PLC0415 -- task leaf
        forget_old_prints as forget,
    )

    return forget(at)


@shared_task
def remind_of_returns() -> None:
    from declarations.services.returns import remind  # noqa: PLC0415 -- task leaf
    from declarations.services.room_reminders import (  # noqa: PLC0415 -- as above
        remind_of_the_register,
    )

    at = timezone.now()
    remind(at=at)
    remind_of_the_register(at=at)
