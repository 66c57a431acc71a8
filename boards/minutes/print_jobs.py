"""Whose the jobs are that print minutes: those of who reads the minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from boards.minutes.models import Minutes
from boards.minutes.permissions import may_draft_minutes
from ics_portal.core.jobs import JobGate, guard_jobs
from ics_portal.core.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor
    from ics_portal.core.jobs import Job

KIND = "minutes.print"


def may_see_print(actor: Actor, job: Job) -> Verdict:
    """Whoever reads the minutes; having asked is not enough."""
    theirs = Minutes.objects.printable_by(actor)
    if not theirs.filter(pk=job.payload.get("minutes_id")).exists():
        return refused("Only those who read all of these minutes can see this.")
    return ALLOWED


def may_change_print(actor: Actor, job: Job) -> Verdict:
    """Whoever asked for it and the office stop it or try it again."""
    if actor.user_id is not None and actor.user_id == job.asked_by_id:
        return ALLOWED
    return may_draft_minutes(actor, job.body_id or 0)


def prints_seen_by(actor: Actor) -> Q:
    """The same as ``may_see_print``, for a list."""
    theirs = Minutes.objects.printable_by(actor).values_list("pk", flat=True)
    return Q(payload__minutes_id__in=list(theirs))


guard_jobs(KIND, JobGate(may_see_print, may_change_print, prints_seen_by))
