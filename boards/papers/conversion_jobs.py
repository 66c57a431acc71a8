"""Whose the jobs are that prepare an uploaded file: those of who works with its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from boards.papers.models import Paper, PaperVersion
from boards.papers.permissions import may_edit_paper, works_with
from ics_portal.core.jobs import JobGate, guard_jobs
from ics_portal.core.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor
    from ics_portal.core.jobs import Job

NOT_THEIRS = refused("Only its authors and the board office can see this.")


def may_see_conversion(actor: Actor, job: Job) -> Verdict:
    """Whoever sees the paper's drafts; having asked is not enough."""
    paper = _paper_of(job)
    return ALLOWED if paper and works_with(actor, paper) else NOT_THEIRS


def may_change_conversion(actor: Actor, job: Job) -> Verdict:
    """Whoever may change the paper stops the job or tries it again."""
    paper = _paper_of(job)
    return may_edit_paper(actor, paper) if paper else NOT_THEIRS


def conversions_seen_by(actor: Actor) -> Q:
    """The same as ``may_see_conversion``, for a list."""
    theirs = PaperVersion.objects.worked_with_by(actor).filter(job_id__isnull=False)
    return Q(pk__in=theirs.values("job_id"))


def _paper_of(job: Job) -> Paper | None:
    """The paper whose version the job prepares; None once another job does."""
    return (
        Paper.objects.filter(versions__job_id=job.pk)
        .select_related("item__meeting")
        .prefetch_related("people")
        .first()
    )


guard_jobs(
    "papers.convert",
    JobGate(may_see_conversion, may_change_conversion, conversions_seen_by),
)
