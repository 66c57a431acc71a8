"""Raising an action at a meeting."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from boards.actions.models import Action
from boards.actions.permissions import may_keep_log
from boards.actions.rules import LEAD, TITLE, clean_line, code_after, typed_due
from boards.actions.services.dates import keep_date
from boards.bodies.models import Body
from boards.bodies.services.frame import lock
from boards.meetings.enums import MeetingState, Part
from ics_portal.core.audit import create_with_reason, record
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from boards.directory.models import Person
    from boards.meetings.models import AgendaItem, Meeting
    from ics_portal.accounts.actor import Actor

NEVER_MET = (MeetingState.CANCELLED, MeetingState.POSTPONED)


@transaction.atomic
def raise_action(
    *,
    meeting: Meeting,
    title: str,
    item: AgendaItem | None = None,
    body: Body | None = None,
    lead: str = "",
    lead_person: Person | None = None,
    due: str = "",
    part: int = Part.ONE,
    actor: Actor,
    at: datetime,
) -> Action:
    """Write down what a meeting asked for; the code follows the last of that day.

    ``due`` is as typed. ``body`` is whose action it is at a meeting of several. Without
    an item, ``part`` says where it was raised. Raises RuleBroken (LOGB-1, 2, 5).
    """
    body = body or meeting.body
    require(may_keep_log(actor, body))
    lock(body)
    _check_place(meeting, item, body, at)
    title = clean_line(title, ask="Say what is to be done.", field="title", most=TITLE)
    lead = _lead_words(lead, lead_person)
    read = typed_due(due)
    # As it is now: two at once share no number.
    code = Body.objects.values_list("code", flat=True).get(pk=body.pk)
    taken = Action.objects.filter(body=body).values_list("code", flat=True)
    action = create_with_reason(
        Action,
        "Action raised",
        actor=actor,
        body=body,
        part=item.part if item else part,
        code=code_after(code, meeting.held_on, taken),
        title=title,
        lead=lead,
        lead_person=lead_person,
        raised_on=meeting.held_on,
        raised_at_meeting=meeting,
        item=item,
        due_on=read.day,
        due_precision=read.precision,
        due_text=read.text,
    )
    keep_date(action, reason="", actor=actor, at=at)
    record(verb="actions.raised", target=action, actor=actor, at=at)
    return action


def _check_place(
    meeting: Meeting, item: AgendaItem | None, body: Body, at: datetime
) -> None:
    if body.pk != meeting.body_id and not meeting.in_common_with.filter(pk=body.pk):
        sentence = "Choose a body that meets here."
        raise RuleBroken("LOGB-5", sentence, field="body")
    if item is not None and item.meeting_id != meeting.pk:
        sentence = "Choose an item of this meeting's agenda."
        raise RuleBroken("LOGB-5", sentence, field="item")
    if meeting.state in NEVER_MET:
        sentence = "This meeting was not held, so it asked for nothing."
        raise RuleBroken("LOGB-5", sentence)
    if meeting.held_on > localdate(at):
        sentence = "This meeting is still to come. Actions are raised when it is held."
        raise RuleBroken("LOGB-5", sentence)


def _lead_words(lead: str, person: Person | None) -> str:
    """The role in words; that of the person where none was typed."""
    if person is not None and not lead.strip():
        lead = person.post_title or person.name
    return clean_line(lead, ask="Say who leads it, by role.", field="lead", most=LEAD)
