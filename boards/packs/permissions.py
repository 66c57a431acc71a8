"""Who builds, issues and reads packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from boards.meetings.permissions import PRIVATE_ROLES, sits_with
from boards.meetings.querysets import withheld_items
from boards.packs.enums import PackState
from ics_portal.accounts.actor import OFFICE_ROLES, Role
from ics_portal.core.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from boards.meetings.models import Meeting
    from boards.packs.models import Pack
    from ics_portal.accounts.actor import Actor
    from ics_portal.core.jobs import Job

SEE_EVERY_BUILD = (*OFFICE_ROLES, Role.CHAIR)
"""Who sees a build before it is issued; members wait for the issue."""


def may_see_builds(actor: Actor, meeting: Meeting) -> Verdict:
    """The board office and the chair see what is built before it is issued.

    A chair from whom something of the meeting is withheld reads as members do (CONF-1):
    a build names all that is in it.
    """
    if not actor.holds_any(*SEE_EVERY_BUILD, body_id=meeting.body_id):
        return refused("Packs are seen by members once they are issued.")
    in_office = actor.holds_any(*OFFICE_ROLES, body_id=meeting.body_id)
    if not in_office and withheld_items(actor).filter(meeting_id=meeting.pk).exists():
        return refused("Papers of this meeting are withheld from you.")
    return ALLOWED


def may_build_pack(actor: Actor, meeting: Meeting) -> Verdict:
    """The secretary or governance lead of the body builds its packs."""
    return _may_build_for(actor, meeting.body_id)


def _may_build_for(actor: Actor, body_id: int | None) -> Verdict:
    if body_id is None or not actor.holds_any(*OFFICE_ROLES, body_id=body_id):
        return refused(
            "Only the secretary or governance lead of this body can build its packs."
        )
    return ALLOWED


def may_see_pack(actor: Actor, pack: Pack) -> Verdict:
    """The office and the chair at any time; a member once it is issued, and whoever sits
    at the meeting for a body in common with its host."""
    if actor.holds_any(*SEE_EVERY_BUILD, body_id=pack.body_id):
        return ALLOWED
    if pack.is_issued and sits_with(actor.body_ids(*PRIVATE_ROLES), pack.meeting):
        return ALLOWED
    return refused("Packs are seen by members once they are issued.")


def may_see_build_job(actor: Actor, job: Job) -> Verdict:
    """Whoever sees the build sees the job that builds it; having asked is not enough.

    What a job says and why it failed names papers, withheld ones too (CONF-1).
    """
    if job.body_id is None or not actor.holds_any(
        *SEE_EVERY_BUILD, body_id=job.body_id
    ):
        return refused("Packs are seen by members once they are issued.")
    in_office = actor.holds_any(*OFFICE_ROLES, body_id=job.body_id)
    withheld = withheld_items(actor).filter(meeting__packs=job.payload.get("pack_id"))
    if not in_office and withheld.exists():
        return refused("Papers of this meeting are withheld from you.")
    return ALLOWED


def may_change_build_job(actor: Actor, job: Job) -> Verdict:
    """Whoever builds packs of the body stops the job or tries it again."""
    return _may_build_for(actor, job.body_id)


def may_see_copies(actor: Actor, meeting: Meeting) -> Verdict:
    """The board office alone sees who is given which copy: that says from whom what is
    withheld."""
    if not actor.holds_any(*OFFICE_ROLES, body_id=meeting.body_id):
        return refused("Readers’ copies are looked after by the board office.")
    return ALLOWED


def may_see_copies_of(actor: Actor, pack: Pack) -> Verdict:
    """The same, asked of one pack."""
    return may_see_copies(actor, pack.meeting)


def may_see_copy_job(actor: Actor, job: Job) -> Verdict:
    """As for the copies themselves."""
    if job.body_id is None or not actor.holds_any(*OFFICE_ROLES, body_id=job.body_id):
        return refused("Readers’ copies are looked after by the board office.")
    return ALLOWED


def may_cancel_build(actor: Actor, pack: Pack) -> Verdict:
    """Whoever may build stops a build that has not ended."""
    if not (verdict := may_build_pack(actor, pack.meeting)):
        return verdict
    if pack.state != PackState.BUILDING:
        return refused("This build has already ended.")
    return ALLOWED


def may_retry_build(actor: Actor, pack: Pack) -> Verdict:
    """Whoever may build tries again what failed or was stopped."""
    if not (verdict := may_build_pack(actor, pack.meeting)):
        return verdict
    if pack.state not in (PackState.FAILED, PackState.CANCELLED):
        return refused("Only a build that failed or was stopped can be tried again.")
    return ALLOWED


def may_issue_pack(actor: Actor, pack: Pack) -> Verdict:
    """The secretary or governance lead of the body issues a finished build, once."""
    if not actor.holds_any(*OFFICE_ROLES, body_id=pack.body_id):
        return refused(
            "Only the secretary or governance lead of this body can issue its pack."
        )
    if pack.state != PackState.BUILT:
        return refused("Only a finished build can be issued.")
    if pack.is_issued:
        return refused(f"Version {pack.version} is already issued.")
    return ALLOWED
