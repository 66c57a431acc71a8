"""What packs add to the portal's frame: a stage of the meeting, one's own packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.timezone import localtime

from boards.meetings.contributions import PastNote, past_notes, register_stage
from boards.meetings.querysets import withheld_items
from boards.meetings.withholding import ACTION, withheld_records
from boards.packs.models import Pack
from boards.packs.permissions import (
    SEE_EVERY_BUILD,
    may_change_build_job,
    may_see_build_job,
    may_see_copy_job,
)
from boards.packs.selectors.issued import LastIssuedPacks
from boards.packs.selectors.logs import LogPlaces
from boards.papers.issued import issued_papers
from ics_portal.accounts.actor import OFFICE_ROLES, Role
from ics_portal.core.jobs import JobGate, guard_jobs
from ics_portal.core.web.navigation import register_entry
from ics_portal.core.web.words import longday

if TYPE_CHECKING:
    from datetime import datetime

    from ics_portal.accounts.actor import Actor


def reads_packs(actor: Actor) -> bool:
    """Packs are issued to members, and the chair is one."""
    return actor.holds_any(Role.MEMBER, Role.CHAIR)


def build_jobs_seen_by(actor: Actor) -> Q:
    """The same as ``may_see_build_job``, for a list."""
    chaired = Q(body_id__in=actor.body_ids(*SEE_EVERY_BUILD))
    withheld = Pack.objects.filter(meeting__items__in=withheld_items(actor))
    pack_ids = list(withheld.values_list("pk", flat=True).distinct())
    if pack_ids:
        chaired &= ~Q(payload__pack_id__in=pack_ids)
    return chaired | office_jobs_seen_by(actor)


def office_jobs_seen_by(actor: Actor) -> Q:
    """Copies for readers and publishing are the office's, and so is watching them."""
    return Q(body_id__in=actor.body_ids(*OFFICE_ROLES))


def pack_at(meeting_id: int, at: datetime, actor: Actor) -> list[PastNote]:
    """The pack that was the issued one at a past moment."""
    issued = Pack.objects.visible_to(actor).issued().filter(meeting_id=meeting_id)
    pack = issued.filter(issued_at__lte=at).order_by("-version").first()
    if pack is None or pack.issued_at is None:
        return [PastNote("Pack", "none was issued yet")]
    day = longday(localtime(pack.issued_at).date())
    words = f"version {pack.version}, issued {day}"
    return [PastNote("Pack", words, pack.get_absolute_url())]


guard_jobs(
    "packs.build",
    JobGate(may_see_build_job, may_change_build_job, build_jobs_seen_by),
)
guard_jobs(
    "packs.copy",
    JobGate(may_see_copy_job, may_change_build_job, office_jobs_seen_by),
)
guard_jobs(
    "packs.publish",
    JobGate(may_change_build_job, may_change_build_job, office_jobs_seen_by),
)
issued_papers.answered_by(LastIssuedPacks())
withheld_records.register_places(ACTION, LogPlaces())
past_notes.register(pack_at)
register_stage("pack", "Pack", "packs:overview", 50)
register_stage("publish", "Publish", "packs:publish", 80)
register_entry("packs", "My packs", "packs:mine", 25, shown=reads_packs)
