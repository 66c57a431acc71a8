"""The worker's door to printing minutes."""

from __future__ import annotations

from typing import Any

from ics_portal.core.jobs import JobRun, job_handler


@job_handler("minutes.print")
def print_minutes(run: JobRun) -> dict[str, Any]:
    from boards.minutes.services.printing import (  # noqa: PLC0415 -- task leaf
        print_minutes as print_them,
    )

    return print_them(run=run)
