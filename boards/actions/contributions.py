"""What the action log adds to other pages: navigation, and a panel while a meeting runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.timezone import localdate

from boards.actions.permissions import may_keep_log
from boards.actions.presenters import action_row
from boards.actions.selectors import (
    actions_of_item,
    log_at,
    private_log_at,
    roles_known,
)
from boards.actions.withholding import ACTIONS
from boards.meetings.enums import Part, StandingItem
from boards.meetings.models import AgendaItem
from boards.meetings.withholding import withheld_records
from ics_portal.core.panels import Panel, register_panel
from ics_portal.core.verdicts import Verdict
from ics_portal.core.web.navigation import register_entry

if TYPE_CHECKING:
    from django.db.models import Model

    from ics_portal.accounts.actor import Actor

HERE = "Due at this meeting"


def item_actions(actor: Actor, item: AgendaItem) -> dict[str, Any]:
    """What the panel prints: the item's own actions, a line for the next one, and, at
    the item about minutes and actions, the log that is due back.

    The log of part 2 is shown at its own item only: what is on the screen in public is
    read by the room.
    """
    meeting = item.meeting
    at_item = {"meeting_id": meeting.pk, "item_id": item.pk}
    on = meeting.held_on
    log = []
    if item.standing == StandingItem.MINUTES:
        found = log_at(meeting) if item.part == Part.ONE else private_log_at(meeting)
        log = [action_row(one, on=on, that_day=HERE) for one in found]
    return {
        "meeting": meeting,
        "item": item,
        "actions": [
            action_row(one, on=on, that_day=HERE)
            for one in actions_of_item(actor, item)
        ],
        "log": log,
        "has_log": item.standing == StandingItem.MINUTES,
        "form": None,
        "post_url": reverse("actions:at_item", kwargs=at_item),
        "leads": roles_known(meeting.body_id),
        "may_raise": on <= localdate(),
    }


def _panel(actor: Actor, item: Model) -> dict[str, Any]:
    assert isinstance(item, AgendaItem)  # noqa: S101 -- the page of an item asks
    return item_actions(actor, item)


def _may_see(actor: Actor, item: Model) -> Verdict:
    assert isinstance(item, AgendaItem)  # noqa: S101 -- as above
    return may_keep_log(actor, item.meeting.body)


withheld_records.register(ACTIONS)
register_entry("actions", "Actions", "actions:list", 30)
register_panel(
    Panel(
        place="sittings.item",
        key="actions.item",
        title="Actions",
        template="boards/actions/_item_panel.html",
        context=_panel,
        may_see=_may_see,
        position=60,
    )
)
