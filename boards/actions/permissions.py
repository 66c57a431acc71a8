"""Who keeps the action log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ics_portal.accounts.actor import OFFICE_ROLES
from ics_portal.core.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from boards.actions.models import Action
    from boards.bodies.models import Body
    from ics_portal.accounts.actor import Actor


def may_see_action(actor: Actor, action: Action) -> Verdict:
    """Whoever holds a role in the body."""
    if action.body_id not in actor.body_ids():
        return refused("Only people of this body see its action log.")
    return ALLOWED


def may_import_actions(actor: Actor, body: Body) -> Verdict:
    """The secretary or governance lead of the body keeps its log."""
    if not actor.holds_any(*OFFICE_ROLES, body_id=body.pk):
        return refused(
            "Only the secretary or governance lead of this body keeps its action log."
        )
    return ALLOWED
