"""What packs add to the portal's frame: a stage of the meeting, one's own packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from boards.meetings.contributions import register_stage
from boards.packs.permissions import (
    SEE_EVERY_BUILD,
    may_change_build_job,
    may_see_build_job,
)
from boards.packs.selectors.issued import LastIssuedPacks
from boards.papers.issued import issued_papers
from ics_portal.accounts.actor import Role
from ics_portal.core.jobs import JobGate, guard_jobs
from ics_portal.core.web.navigation import register_entry

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


def reads_packs(actor: Actor) -> bool:
    """Packs are issued to members, and the chair is one."""
    return actor.holds_any(Role.MEMBER, Role.CHAIR)


def build_jobs_seen_by(actor: Actor) -> Q:
    """The same as ``may_see_build_job``, for a list."""
    return Q(body_id__in=actor.body_ids(*SEE_EVERY_BUILD))


guard_jobs(
    "packs.build",
    JobGate(may_see_build_job, may_change_build_job, build_jobs_seen_by),
)
issued_papers.answered_by(LastIssuedPacks())
register_stage("pack", "Pack", "packs:overview", 40)
register_entry("packs", "My packs", "packs:mine", 25, shown=reads_packs)
