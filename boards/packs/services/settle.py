"""A build that ended without finishing."""

from __future__ import annotations

import uuid

from django.db import transaction

from boards.packs.enums import EntryStep, PackState
from boards.packs.models import Pack
from boards.packs.rules import PACK_STATES
from ics_portal.accounts.actor import SYSTEM_ACTOR
from ics_portal.core.audit import save_with_reason
from ics_portal.core.jobs import JobState

ENDINGS = {
    JobState.FAILED: PackState.FAILED,
    JobState.CANCELLED: PackState.CANCELLED,
}
NO_REASON = "The build could not be finished."


@transaction.atomic
def settle_build(
    *,
    pack_id: int,
    state: PackState,
    failure: str = "",
    job_id: uuid.UUID | None = None,
) -> bool:
    """Close a build as failed or stopped; False where it has ended already.

    ``job_id`` guards against news of an earlier try: only the try that the pack waits
    for may close it.
    """
    pack = Pack.objects.select_for_update().filter(pk=pack_id).first()
    if pack is None or pack.state != PackState.BUILDING:
        return False
    if job_id is not None and pack.job_id != job_id:
        return False
    pack.state = PACK_STATES.move(pack.state, state)
    if state == PackState.FAILED:
        pack.failure = failure or NO_REASON
    pack.entries.filter(step=EntryStep.SETTING).update(step=EntryStep.WAITING)
    save_with_reason(
        pack, f"Build {pack.get_state_display().lower()}", actor=SYSTEM_ACTOR
    )
    return True


def settle_after_job(*, job_id: uuid.UUID, state: JobState, failure: str) -> bool:
    """The same when the job has ended, whoever ended it: the worker, the sweep that gave
    it up, or somebody on the job's own page."""
    ending = ENDINGS.get(state)
    pack = Pack.objects.filter(job_id=job_id).first()
    if ending is None or pack is None:
        return False
    return settle_build(pack_id=pack.pk, state=ending, failure=failure, job_id=job_id)
