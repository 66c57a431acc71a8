"""Who keeps the bodies, the roles in them and the structure they form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ics_portal.accounts.actor import OFFICE_ROLES, SYSTEM_ACTOR, Role
from ics_portal.core.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from boards.bodies.models import Body
    from boards.directory.models import IntegratedCareSystem
    from ics_portal.accounts.actor import Actor


def may_read_structure(actor: Actor) -> Verdict:
    """Everyone who is signed in: who sits where is no secret inside the system."""
    if actor == SYSTEM_ACTOR or actor.user_id is not None:
        return ALLOWED
    return refused("Sign in to see how the system is made up.")


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


def may_keep_structure(actor: Actor, body: Body) -> Verdict:
    """A governance lead of any body of the same system: seats, terms, instruments."""
    return may_keep_map(actor, body.system)


def may_keep_map(actor: Actor, system: IntegratedCareSystem) -> Verdict:
    """A governance lead of a body of the system, and the portal itself at set-up."""
    if actor == SYSTEM_ACTOR:
        return ALLOWED
    led = actor.body_ids(Role.GOVERNANCE_LEAD)
    if led and system.bodies.filter(pk__in=led).exists():
        return ALLOWED
    return refused("Only a governance lead of this system changes how it is made up.")


def may_load_rules(actor: Actor) -> Verdict:
    """The portal itself, from the command line: shipped rules bind every system."""
    if actor == SYSTEM_ACTOR:
        return ALLOWED
    return refused("The shipped rules are loaded by whoever runs the portal.")
