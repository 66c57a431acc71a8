"""What a handler is given: its payload, and a way to say how far it is."""

import uuid
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from ics_portal.core.jobs.enums import JobState
from ics_portal.core.jobs.errors import JobCancelled, JobSuperseded
from ics_portal.core.jobs.models import Job

MESSAGE_LENGTH = 300


class JobRun:
    """One try at one job. Report outside a transaction, or nobody sees it in time."""

    def __init__(self, job: Job, claim: uuid.UUID) -> None:
        self.job_id: uuid.UUID = job.pk
        self.kind: str = job.kind
        self.payload: dict[str, Any] = job.payload
        self.tries: int = job.tries
        self.asked_by_id: int | None = job.asked_by_id
        self._claim = claim
        self._steps: list[dict[str, Any]] = []

    def progress(
        self, done: int, of: int | None = None, message: str | None = None
    ) -> None:
        """Say that ``done`` of ``of`` parts are done. Stops a superseded worker."""
        fields: dict[str, Any] = {"done": done}
        if of is not None:
            fields["of"] = of
        if message is not None:
            fields["message"] = message[:MESSAGE_LENGTH]
        self.write(**fields)

    def step(self, key: str, **facts: Any) -> None:
        """Add or replace the row ``key`` of the list shown below the progress bar."""
        for row in self._steps:
            if row["key"] == key:
                row.update(facts)
                break
        else:
            self._steps.append({"key": key, **facts})
        self.write(steps=self._steps)

    def raise_if_cancelled(self) -> None:
        """Stop here if the person cancelled, or if another worker has taken over."""
        state = (
            Job.objects.filter(pk=self.job_id, claim=self._claim)
            .values_list("cancel_requested_at", flat=True)
            .first()
        )
        if state is not None:
            raise JobCancelled
        self.write()

    def write(self, **fields: Any) -> None:
        """Change the row while it is still ours; raises JobSuperseded when it is not."""
        if not self._held().update(heartbeat_at=timezone.now(), **fields):
            raise JobSuperseded

    def release(self, *, send_after: datetime) -> bool:
        """Put the job back to be tried again; False if it is no longer ours."""
        return bool(
            self._held().update(
                state=JobState.QUEUED,
                claim=None,
                heartbeat_at=None,
                sends=0,
                send_after=send_after,
                message="Something went wrong. It will be tried again.",
            )
        )

    def finish(self, *, state: JobState, at: datetime, **fields: Any) -> bool:
        """Write the end of the job; False if it is no longer ours."""
        return bool(
            self._held().update(state=state, finished_at=at, claim=None, **fields)
        )

    def _held(self) -> QuerySet[Job]:
        return Job.objects.filter(
            pk=self.job_id, claim=self._claim, state=JobState.RUNNING
        )
