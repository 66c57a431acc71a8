"""What minutes add to other pages: the stage of the meeting, the sentences of an item."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from boards.meetings.contributions import (
    AgendaWarning,
    agenda_checks,
    register_stage,
    stage_counts,
)
from boards.meetings.models import AgendaItem, Meeting
from boards.meetings.rules import minutes_title
from boards.meetings.selectors import meeting_before
from boards.minutes.enums import MinutesState
from boards.minutes.models import MinutesMark
from boards.minutes.permissions import may_draft_minutes
from boards.minutes.presenters import item_panel
from boards.minutes.rules import AGREED, short_day
from boards.minutes.selectors import item_for_minutes, minutes_of
from boards.sittings.settled import settled_records
from ics_portal.accounts.actor import OFFICE_ROLES
from ics_portal.core.panels import Panel, register_panel
from ics_portal.core.verdicts import Verdict
from ics_portal.core.web.words import longday

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


@agenda_checks.register
def previous_day(meeting_id: int, today: date) -> list[AgendaWarning]:
    """The item for the minutes names the last meeting before this one (MIN-16).

    A title without a day is let be: only a wrong one is warned about.
    """
    meeting = Meeting.objects.filter(pk=meeting_id).select_related("body").first()
    found = item_for_minutes(meeting) if meeting else None
    if meeting is None or found is None:
        return []
    item_id, number, title = found
    before = meeting_before(meeting, today=today)
    says_no_day = minutes_title(title, "") == title
    is_right = before is not None and short_day(before.held_on) in title
    names_itself = short_day(meeting.held_on) in title
    if says_no_day or is_right or not (before or names_itself):
        return []
    which = f", which is {short_day(before.held_on)}" if before else ""
    right = minutes_title(title, short_day(before.held_on) if before else "")
    return [
        AgendaWarning(
            item_id,
            "warn",
            f"Item {number} names another day than that of the meeting before{which}."
            f" It should read: {right}.",
            "Change the title",
            reverse(
                "meetings:item", kwargs={"meeting_id": meeting_id, "item_id": item_id}
            ),
            rule_id="MIN-16",
        )
    ]


@settled_records.register
def agreed_minutes(item: AgendaItem, body_id: int) -> str:
    """Outcomes stand in the minutes: agreed ones are corrected, not changed (MNT-2)."""
    minutes = minutes_of(item.meeting, body_id, item.part)
    if minutes is None or minutes.state not in AGREED:
        return ""
    did, on = "signed", minutes.signed_at
    day = longday(on) if on else ""
    if minutes.state != MinutesState.SIGNED:
        did, day = "accepted", longday(minutes.confirmed_on)
    return (
        f"The minutes of this meeting were {did} on {day}, so its outcomes stay as they"
        " are. A later meeting resolves a correction; record it beside the minutes."
    )


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
