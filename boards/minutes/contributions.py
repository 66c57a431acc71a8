"""What minutes add to other pages: the stage of the meeting, the sentences of an item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from boards.meetings.contributions import register_stage, stage_counts
from boards.meetings.models import AgendaItem
from boards.minutes.models import MinutesMark
from boards.minutes.permissions import may_draft_minutes
from boards.minutes.presenters import item_panel
from boards.minutes.selectors import minutes_of
from ics_portal.accounts.actor import OFFICE_ROLES
from ics_portal.core.panels import Panel, register_panel
from ics_portal.core.verdicts import Verdict

if TYPE_CHECKING:
    from django.db.models import Model

    from ics_portal.accounts.actor import Actor


@stage_counts.register
def marks_to_do(meeting_id: int, actor: Actor) -> dict[str, int]:
    """How many marks of the chair the office has still to do."""
    bodies = actor.body_ids(*OFFICE_ROLES)
    if not bodies:
        return {}
    return {
        "minutes": MinutesMark.objects.filter(
            minutes__meeting_id=meeting_id, minutes__body_id__in=bodies, done_at=None
        ).count()
    }


def _sentences(actor: Actor, item: Model) -> dict[str, Any]:
    assert isinstance(item, AgendaItem)  # noqa: S101 -- the page of an item asks
    minutes = minutes_of(item.meeting, part=item.part)
    return item_panel(item, minutes, actor)


def _may_see(actor: Actor, item: Model) -> Verdict:
    assert isinstance(item, AgendaItem)  # noqa: S101 -- as above
    return may_draft_minutes(actor, item.meeting.body_id)


register_stage("minutes", "Minutes", "minutes:read", 70)
register_panel(
    Panel(
        place="sittings.item",
        key="minutes.sentences",
        title="Minutes",
        template="boards/minutes/_item_panel.html",
        context=_sentences,
        may_see=_may_see,
        position=80,
    )
)
