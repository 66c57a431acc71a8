"""What declarations add to the portal's frame: navigation, a stage of every meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from boards.meetings.contributions import register_stage, stage_counts
from declarations.enums import ConflictState
from declarations.models import Conflict
from ics_portal.core.web.navigation import register_entry

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


@stage_counts.register
def conflicts_waiting(meeting_id: int, actor: Actor) -> dict[str, int]:
    """The matches of a meeting that wait for a ruling, as far as the actor sees them."""
    waiting = Conflict.objects.visible_to(actor).filter(
        item__meeting_id=meeting_id, state=ConflictState.FOUND
    )
    return {"conflicts": waiting.values("item_id", "person_id").distinct().count()}


def _is_a_person(actor: Actor) -> bool:
    return actor.person_id is not None


register_entry("interests", "Interests", "declarations:mine", 40, _is_a_person)
register_stage("conflicts", "Conflicts", "declarations:conflicts", 35)
