"""The daily tidying, for the worker's scheduler."""

from celery import shared_task


@shared_task(name="ics_portal.core.files.tasks.sweep_files")
def sweep_files() -> None:
    """Remove files that were written and then not kept."""
    from ics_portal.core.files import services  # noqa: PLC0415 -- task leaf

    services.sweep_files()
