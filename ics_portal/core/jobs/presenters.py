"""A job as its page prints it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ics_portal.core.jobs.models import Job
from ics_portal.core.jobs.permissions import may_cancel_job, may_retry_job
from ics_portal.core.jobs.pulse import worker_is_alive
from ics_portal.core.verdicts import Verdict

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor

WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class JobStep:
    """One line of the list below the bar; ``state`` is waiting, running, done, remark
    or failed."""

    label: str
    words: str
    state: str
    cure: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class JobPage:
    """What the page and its moving part need."""

    job: Job
    is_active: bool
    worker_is_missing: bool
    steps: tuple[JobStep, ...]
    may_cancel: Verdict
    may_retry: Verdict


def job_page(job: Job, actor: "Actor", at: datetime) -> JobPage:
    """Everything the page says, at this moment."""
    return JobPage(
        job=job,
        is_active=job.is_active,
        worker_is_missing=job.is_active and not worker_is_alive(at),
        steps=tuple(_step(row) for row in job.steps),
        may_cancel=may_cancel_job(actor, job),
        may_retry=may_retry_job(actor, job),
    )


def _step(row: dict[str, Any]) -> JobStep:
    """A row a handler reported; what it left out is guessed from its key."""
    state = str(row.get("state") or WAITING)
    return JobStep(
        label=str(row.get("label") or row["key"]),
        words=str(row.get("words") or state.capitalize()),
        state=state,
        cure=str(row.get("cure") or ""),
        href=str(row.get("href") or ""),
    )
