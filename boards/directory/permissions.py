"""Who keeps the directory."""

from __future__ import annotations

from ics_portal.accounts.actor import OFFICE_ROLES, SYSTEM_ACTOR, Actor, Role
from ics_portal.core.verdicts import ALLOWED, Verdict, refused


def may_keep_directory(actor: Actor) -> Verdict:
    """The secretary or governance lead of any body, and the portal itself at set-up."""
    if actor == SYSTEM_ACTOR or actor.holds_any(*OFFICE_ROLES):
        return ALLOWED
    return refused("Only a secretary or governance lead keeps the directory.")


def may_keep_bars(actor: Actor) -> Verdict:
    """A governance lead of any body records, and sees, what bars somebody from a board."""
    if actor == SYSTEM_ACTOR or actor.holds_any(Role.GOVERNANCE_LEAD):
        return ALLOWED
    return refused("Only a governance lead sees or records what bars a person.")
