"""The paper jobs of the worker: ids in, one service called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ics_portal.core.jobs import job_handler

if TYPE_CHECKING:
    from ics_portal.core.jobs import JobRun


@job_handler("papers.convert")
def convert(run: JobRun) -> dict[str, Any]:
    from boards.papers.services.conversion import (  # noqa: PLC0415 -- task leaf
        convert_version,
    )

    return convert_version(run=run)
