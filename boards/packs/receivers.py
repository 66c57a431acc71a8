"""What packs hear of: the end of their jobs."""

from __future__ import annotations

import uuid
from typing import Any

from boards.packs.services import settle_after_job
from ics_portal.core.jobs import Job, JobState
from ics_portal.core.outbox import hears


@hears("job_ended")
def close_the_build(payload: dict[str, Any]) -> None:
    """A job that failed or was stopped takes its build with it."""
    job_id = uuid.UUID(payload["job_id"])
    failure = Job.objects.filter(pk=job_id).values_list("failure", flat=True).first()
    settle_after_job(
        job_id=job_id, state=JobState(payload["state"]), failure=failure or ""
    )
