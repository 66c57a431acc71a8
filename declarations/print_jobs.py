"""Whose the jobs are that print registers: those of who asked, while they may read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from boards.bodies.models import Body
from declarations.permissions import may_keep_register, may_read_register
from ics_portal.core.jobs import JobGate, guard_jobs
from ics_portal.core.verdicts import Verdict, refused

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor
    from ics_portal.core.jobs import Job

KIND = "declarations.print"


def may_see_print(actor: Actor, job: Job) -> Verdict:
    """Whoever asked for it, as long as the register, or the office's record, is open."""
    if actor.user_id is None or actor.user_id != job.asked_by_id:
        return refused("Only who asked for this register to be printed can see this.")
    body = Body.objects.filter(pk=job.payload.get("body_id")).first()
    if body is None:
        return refused("There is no such body any more.")
    if job.payload.get("is_record"):
        return may_keep_register(actor, body)
    return may_read_register(actor, body)


def prints_seen_by(actor: Actor) -> Q:
    """The same as ``may_see_print``, for a list."""
    bodies = list(Body.objects.all())
    read = [body.pk for body in bodies if may_read_register(actor, body)]
    kept = [body.pk for body in bodies if may_keep_register(actor, body)]
    of_record = Q(payload__is_record=True, payload__body_id__in=kept)
    others = Q(payload__is_record=False, payload__body_id__in=read)
    return Q(asked_by_id=actor.user_id, asked_by_id__isnull=False) & (
        of_record | others
    )


guard_jobs(KIND, JobGate(may_see_print, may_see_print, prints_seen_by))
