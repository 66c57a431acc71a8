"""What packs add to the portal's frame: a stage of the meeting, one's own packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from boards.meetings.contributions import register_stage
from boards.packs.selectors.issued import LastIssuedPacks
from boards.papers.issued import issued_papers
from ics_portal.accounts.actor import Role
from ics_portal.core.web.navigation import register_entry

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


def reads_packs(actor: Actor) -> bool:
    """Packs are issued to members, and the chair is one."""
    return actor.holds_any(Role.MEMBER, Role.CHAIR)


issued_papers.answered_by(LastIssuedPacks())
register_stage("pack", "Pack", "packs:overview", 40)
register_entry("packs", "My packs", "packs:mine", 25, shown=reads_packs)
