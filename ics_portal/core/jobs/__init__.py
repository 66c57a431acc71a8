"""Long tasks: a row a person can watch, a worker that does it, a sweep that recovers it."""

from ics_portal.core.jobs.enums import JobState
from ics_portal.core.jobs.errors import JobCancelled, JobFailed, JobSuperseded
from ics_portal.core.jobs.models import Job, WorkerPulse
from ics_portal.core.jobs.pulse import record_pulse, worker_is_alive
from ics_portal.core.jobs.registry import JobGate, guard_jobs, job_handler
from ics_portal.core.jobs.run import JobRun
from ics_portal.core.jobs.services import request_cancel, retry_job, start_job

__all__ = [
    "Job",
    "JobCancelled",
    "JobFailed",
    "JobGate",
    "JobRun",
    "JobState",
    "JobSuperseded",
    "WorkerPulse",
    "guard_jobs",
    "job_handler",
    "record_pulse",
    "request_cancel",
    "retry_job",
    "start_job",
    "worker_is_alive",
]
