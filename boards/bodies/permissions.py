"""Who keeps the bodies and the roles in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ics_portal.accounts.actor import OFFICE_ROLES, SYSTEM_ACTOR, Role
from ics_portal.core.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from boards.bodies.models import Body
    from ics_portal.accounts.actor import Actor


def may_establish_body(actor: Actor) -> Verdict:
    """A governance lead of any body, and the portal itself at set-up."""
    if actor == SYSTEM_ACTOR or actor.holds_any(Role.GOVERNANCE_LEAD):
        return ALLOWED
    return refused("Only a governance lead establishes a body.")


def may_assign_roles(actor: Actor, body: Body) -> Verdict:
    """The governance lead of the body, and the portal itself at set-up."""
    if actor == SYSTEM_ACTOR or actor.holds_any(Role.GOVERNANCE_LEAD, body_id=body.pk):
        return ALLOWED
    return refused("Only the governance lead of this body says who holds which role.")


def may_set_words(actor: Actor, body: Body) -> Verdict:
    """The secretary or governance lead chooses the purposes its agendas use."""
    if actor == SYSTEM_ACTOR or actor.holds_any(*OFFICE_ROLES, body_id=body.pk):
        return ALLOWED
    return refused("Only the secretary or governance lead sets this body's words.")
