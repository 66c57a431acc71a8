"""Who may watch, stop and restart a job."""

from typing import TYPE_CHECKING

from ics_portal.core.jobs.enums import REPEATABLE_STATES
from ics_portal.core.jobs.registry import gate_of
from ics_portal.core.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor
    from ics_portal.core.jobs.models import Job

OVERSEERS = frozenset({"secretary", "governance_lead"})
"""Values of roles that oversee every job of their body; core knows no roles by name."""


NOBODY = refused("Only the person who asked for this, or the secretary, can see it.")


def may_see_job(actor: "Actor", job: "Job") -> Verdict:
    """Whom the room that does the kind says. Else the one who asked, while they have a
    role in the body it was asked for, and the office of that body."""
    if actor.user_id is None:
        return NOBODY
    if (gate := gate_of(job.kind)) is not None:
        return gate.may_see(actor, job)
    if actor.user_id == job.asked_by_id and (
        job.body_id is None or job.body_id in actor.body_ids()
    ):
        return ALLOWED
    if job.body_id in overseen_body_ids(actor):
        return ALLOWED
    return NOBODY


def may_cancel_job(actor: "Actor", job: "Job") -> Verdict:
    """Whoever may change it, while it still waits or runs."""
    if not (verdict := _may_change_job(actor, job)):
        return verdict
    if not job.is_active:
        return refused("This has already ended.")
    return ALLOWED


def may_retry_job(actor: "Actor", job: "Job") -> Verdict:
    """Whoever may change it, once it has failed or was cancelled."""
    if not (verdict := _may_change_job(actor, job)):
        return verdict
    if job.is_active:
        return refused("This is still waiting or running.")
    if job.state not in REPEATABLE_STATES:
        return refused("This was done. There is nothing to try again.")
    if any(step.get("is_final") for step in job.steps):
        return refused("Tried again it would fail in the same way.")
    return ALLOWED


def _may_change_job(actor: "Actor", job: "Job") -> Verdict:
    verdict = may_see_job(actor, job)
    gate = gate_of(job.kind)
    return verdict if gate is None or not verdict else gate.may_change(actor, job)


def overseen_body_ids(actor: "Actor") -> frozenset[int]:
    """The bodies whose jobs the actor oversees."""
    return frozenset(
        body_id
        for body_id, held in actor.roles_by_body.items()
        if any(role.value in OVERSEERS for role in held)
    )
