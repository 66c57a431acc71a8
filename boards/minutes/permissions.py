"""Who drafts, approves, confirms, signs and reads minutes."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from boards.meetings.enums import Part
from boards.meetings.permissions import PRIVATE_ROLES
from boards.minutes.enums import MinutesState
from boards.minutes.rules import AGREED
from ics_portal.accounts.actor import OFFICE_ROLES, Role
from ics_portal.core.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from boards.minutes.models import Minutes
    from ics_portal.accounts.actor import Actor

SEE_DRAFTS = (*OFFICE_ROLES, Role.CHAIR)
"""Who reads minutes before the chair has approved them."""


def may_draft_minutes(actor: Actor, body_id: int) -> Verdict:
    """The secretary or governance lead of the body writes its minutes."""
    if not actor.holds_any(*OFFICE_ROLES, body_id=body_id):
        return refused(
            "Only the secretary or governance lead of this body writes its minutes."
        )
    return ALLOWED


def may_read_minutes(actor: Actor, minutes: Minutes) -> Verdict:
    """As ``MinutesQuerySet.readable_by`` says, for one."""
    if actor.holds_any(*SEE_DRAFTS, body_id=minutes.body_id) or _is_chair(
        actor, minutes
    ):
        return ALLOWED
    if minutes.body_id not in actor.body_ids():
        return refused("Only people with a role in this body read its minutes.")
    if minutes.state == MinutesState.DRAFT:
        return refused("Minutes are read by members once the chair has approved them.")
    if minutes.part == Part.TWO and not actor.holds_any(
        *PRIVATE_ROLES, body_id=minutes.body_id
    ):
        return refused("Part 2 is open to members of the body only.")
    return ALLOWED


def may_print_minutes(*, withheld: Collection[int]) -> Verdict:
    """Whoever reads all of them; ``withheld`` are the items kept from this person."""
    if withheld:
        return refused(
            "What was said of an item is withheld from you, and the file has all items."
            " Read the page instead.",
            "CONF-1",
        )
    return ALLOWED


def may_edit_minutes(actor: Actor, minutes: Minutes, *, open_marks: int = 0) -> Verdict:
    """The office, while they are a draft, or while a mark of the chair is to be done."""
    if not (verdict := may_draft_minutes(actor, minutes.body_id)):
        return verdict
    if minutes.state == MinutesState.DRAFT:
        return ALLOWED
    if minutes.state in AGREED:
        return refused(
            "These minutes are agreed: their words stay, and a correction is recorded"
            " beside them.",
            "MNT-2",
        )
    if minutes.state == MinutesState.CHAIR_APPROVED and open_marks:
        return ALLOWED
    return refused(
        "The chair has approved these minutes. Take them back to a draft to change them.",
        "MNT-2",
    )


def may_approve_minutes(actor: Actor, minutes: Minutes) -> Verdict:
    """The chair of the body, or whoever was named to the chair of that meeting."""
    if not (
        actor.holds_any(Role.CHAIR, body_id=minutes.body_id)
        or _is_chair(actor, minutes)
    ):
        return refused("Only the chair approves the draft.")
    if minutes.state != MinutesState.DRAFT:
        return refused("The chair has already approved these minutes.")
    return ALLOWED


def may_take_back(actor: Actor, minutes: Minutes) -> Verdict:
    """The office takes approved minutes back to a draft, until they are agreed."""
    if not (verdict := may_draft_minutes(actor, minutes.body_id)):
        return verdict
    if minutes.state not in (MinutesState.CHAIR_APPROVED, MinutesState.UNCONFIRMED):
        return refused("Only minutes that the chair approved are taken back.")
    return ALLOWED


def may_confirm_minutes(actor: Actor, minutes: Minutes) -> Verdict:
    """The office records that a later meeting accepted them."""
    if not (verdict := may_draft_minutes(actor, minutes.body_id)):
        return verdict
    if minutes.state == MinutesState.DRAFT:
        return refused("The chair approves the draft first.")
    if minutes.state in AGREED:
        return refused("These minutes are already accepted.")
    return ALLOWED


def may_correct_minutes(actor: Actor, minutes: Minutes) -> Verdict:
    """The office records a correction that a meeting resolved, once they are agreed."""
    if not (verdict := may_draft_minutes(actor, minutes.body_id)):
        return verdict
    if minutes.state not in AGREED:
        return refused("Minutes that are not agreed yet are changed, not corrected.")
    return ALLOWED


def may_sign_minutes(
    actor: Actor, minutes: Minutes, *, presided: Collection[int] = ()
) -> Verdict:
    """Who presided when they were accepted; where nobody is recorded, the chair.

    ``presided`` are the ids of those persons.
    """
    if minutes.state == MinutesState.SIGNED:
        return refused("These minutes are signed.")
    if minutes.state != MinutesState.CONFIRMED:
        return refused("Minutes are signed once a later meeting has accepted them.")
    if presided:
        allowed = actor.person_id in presided
    else:
        allowed = actor.holds_any(Role.CHAIR, body_id=minutes.body_id)
    if not allowed:
        return refused(
            "Only the person who presided at the meeting that accepted these minutes"
            " signs them."
        )
    return ALLOWED


def _is_chair(actor: Actor, minutes: Minutes) -> bool:
    """Named to the chair of that meeting, and still with a role in the body."""
    return (
        actor.person_id is not None
        and minutes.meeting.chair_id == actor.person_id
        and minutes.body_id in actor.body_ids()
    )
