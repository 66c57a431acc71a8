"""Who sees and who keeps the action log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from boards.meetings.enums import Part
from boards.meetings.permissions import PRIVATE_ROLES
from boards.meetings.querysets import withheld_items
from boards.meetings.withholding import ACTION, withheld_records
from ics_portal.accounts.actor import OFFICE_ROLES
from ics_portal.core.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from boards.actions.models import Action
    from boards.bodies.models import Body
    from ics_portal.accounts.actor import Actor


def leads_action(actor: Actor, action: Action) -> bool:
    """Whether the actor is the person the action was given to."""
    return actor.person_id is not None and actor.person_id == action.lead_person_id


def is_private(action: Action) -> bool:
    """Whether it was raised in part 2, or on an item that is in part 2 now."""
    item = action.item
    return action.part == Part.TWO or (item is not None and item.part == Part.TWO)


def may_see_action(actor: Actor, action: Action) -> Verdict:
    """Whoever holds a role in the body, and the lead; one of part 2 is read by whom part
    2 is open to, unless the papers of its item are withheld from them, and by its lead.
    One that was added to a ruling is withheld whoever leads it (CONF-6)."""
    if _is_added(actor, action):
        return refused("This action is withheld from you by a ruling.", "CONF-6")
    if leads_action(actor, action):
        return ALLOWED
    if action.body_id not in actor.body_ids():
        return refused("Only people of this body see its action log.")
    if is_private(action) and not actor.holds_any(
        *PRIVATE_ROLES, body_id=action.body_id
    ):
        return refused("Part 2 is open to members of the body only.")
    if is_private(action) and _is_withheld(actor, action):
        return refused("What was said of this item is withheld from you.", "CONF-1")
    return ALLOWED


def _is_withheld(actor: Actor, action: Action) -> bool:
    """Whether a ruling withholds its item from the actor; never from the office."""
    if action.item_id is None or actor.holds_any(*OFFICE_ROLES, body_id=action.body_id):
        return False
    return withheld_items(actor).filter(pk=action.item_id).exists()


def _is_added(actor: Actor, action: Action) -> bool:
    """Whether a ruling withholds the action itself; never from the office."""
    if actor.holds_any(*OFFICE_ROLES, body_id=action.body_id):
        return False
    return action.pk in withheld_records.from_actor(ACTION, actor)


def may_update_action(actor: Actor, action: Action) -> Verdict:
    """Its lead says how it goes; so may the office, for the lead."""
    office = actor.holds_any(*OFFICE_ROLES, body_id=action.body_id)
    if not office and not leads_action(actor, action):
        return refused("Only its lead or the board office can update this action.")
    return ALLOWED


def may_keep_action(actor: Actor, action: Action) -> Verdict:
    """The office writes down what the meeting agreed: closed, superseded, reopened."""
    return _keeps(actor, action.body_id)


def may_keep_log(actor: Actor, body: Body) -> Verdict:
    """The office raises the actions of its body."""
    return _keeps(actor, body.pk)


def may_keep_logs(actor: Actor) -> Verdict:
    """Whether there is any body whose log the actor keeps."""
    if not actor.holds_any(*OFFICE_ROLES):
        return refused("Only the secretary of a body keeps its action log.")
    return ALLOWED


def may_import_actions(actor: Actor, body: Body) -> Verdict:
    """The secretary or governance lead of the body keeps its log."""
    return _keeps(actor, body.pk)


def _keeps(actor: Actor, body_id: int) -> Verdict:
    if not actor.holds_any(*OFFICE_ROLES, body_id=body_id):
        return refused(
            "Only the secretary or governance lead of this body keeps its action log."
        )
    return ALLOWED
