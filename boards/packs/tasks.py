"""The worker's door to building a pack and its readers' copies."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ics_portal.core.files.tidying import tidies
from ics_portal.core.jobs import JobRun, job_handler


@job_handler("packs.build")
def build_pack(run: JobRun) -> dict[str, Any]:
    """Say at once that it has begun; what it needs takes a moment to load."""
    run.progress(0, message="Reading the agenda")
    from boards.packs.services.build import build_pack as build  # noqa: PLC0415 -- task leaf

    return build(pack_id=run.payload["pack_id"], run=run)


@job_handler("packs.copy")
def make_copy(run: JobRun) -> dict[str, Any]:
    """A pack without what is withheld from some of its readers."""
    run.progress(0, message="Reading what is withheld")
    from boards.packs.services.copy_build import make_copy as make  # noqa: PLC0415 -- task leaf

    return make(copy_id=run.payload["copy_id"], run=run)


@job_handler("packs.publish")
def publish_pack(run: JobRun) -> dict[str, Any]:
    """Say at once that it has begun, as above."""
    run.progress(0, message="Reading the pack")
    from boards.packs.services.publish_job import (  # noqa: PLC0415 -- task leaf
        run_publishing,
    )

    return run_publishing(run=run)


@tidies
def forget_unused_parts(at: datetime) -> int:
    """Before files are swept: cached pages that no pack has used for long."""
    from boards.packs.services.tidying import (  # noqa: PLC0415 -- task leaf
        forget_unused_parts as forget,
    )

    return forget(at)


@tidies
def forget_unused_prints(at: datetime) -> int:
    from boards.packs.services.tidying import (  # noqa: PLC0415 -- as above
        forget_unused_prints as forget,
    )

    return forget(at)
