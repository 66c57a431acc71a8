"""What papers hear of: the end of their jobs."""

from __future__ import annotations

from typing import Any

from boards.papers.services import close_ended_job
from ics_portal.core.outbox import hears


@hears("job_ended")
def close_the_version(payload: dict[str, Any]) -> None:
    """A job that failed or was stopped leaves no version waiting for ever."""
    close_ended_job(job_id=payload["job_id"])
