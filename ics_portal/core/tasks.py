"""Gathers the packages' tasks for Celery's discovery."""

from ics_portal.core.files.tasks import sweep_files
from ics_portal.core.jobs.tasks import run_job, sweep_jobs
from ics_portal.core.notify.tasks import sweep_letters
from ics_portal.core.outbox.tasks import sweep_outbox

__all__ = ["run_job", "sweep_files", "sweep_jobs", "sweep_letters", "sweep_outbox"]
