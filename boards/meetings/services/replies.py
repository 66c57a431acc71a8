"""Saying before a meeting whether one comes, and who stands in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boards.directory.models import Person
from boards.meetings.enums import MeetingState, ReplyAnswer
from boards.meetings.models import Meeting, Reply
from boards.meetings.permissions import may_reply_for
from boards.meetings.rules.meeting_states import TO_COME
from boards.meetings.rules.words import one_line
from boards.meetings.selectors.replies import deputies_of, is_invited
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.outbox import tell
from ics_portal.core.verdicts import require


@transaction.atomic
def save_reply(
    *,
    meeting: Meeting,
    person: Person,
    answer: str,
    actor: Actor,
    at: datetime,
    deputy_id: int | None = None,
    note: str = "",
) -> Reply:
    """Keep an answer, one's own or, by the office, somebody else's (CAL-6).

    A deputy is one of the appointed deputies, and only named with apologies. *Tells*
    ``deputy_named`` when another one, or none, stands in from now on.
    """
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    require(may_reply_for(actor, locked, person.pk))
    if locked.state not in TO_COME:
        label = MeetingState(locked.state).label.lower()
        raise RuleBroken("CAL-6", f"This meeting is {label}: replies are closed.")
    if answer not in ReplyAnswer.values:
        raise RuleBroken("CAL-6", "Choose an answer.", field="answer")
    if not is_invited(locked, person.pk):
        sentence = f"{person} is not asked to this meeting."
        raise RuleBroken("CAL-6", sentence, field="person")
    if deputy_id is not None and answer != ReplyAnswer.APOLOGIES:
        sentence = "A deputy comes instead: choose apologies, or no deputy."
        raise RuleBroken("CAL-6", sentence, field="deputy")
    if deputy_id is not None and deputy_id not in {
        each.pk for each in deputies_of(locked, person.pk)
    }:
        sentence = f"Choose one of the deputies appointed for {person}."
        raise RuleBroken("CAL-6", sentence, field="deputy")
    said = {
        "answer": answer,
        "deputy_id": deputy_id,
        "note": one_line(note)[:300],
        "replied_at": at,
        "replied_by_id": actor.user_id,
    }
    reply = Reply.objects.filter(meeting=locked, person=person).first()
    before = reply.deputy_id if reply else None
    if reply is None:
        reply = create_with_reason(
            Reply, "Replied", actor=actor, meeting=locked, person=person, **said
        )
    else:
        for name, value in said.items():
            setattr(reply, name, value)
        save_with_reason(reply, "Replied again", actor=actor)
    record(
        verb="meeting_replied",
        target=locked,
        actor=actor,
        at=at,
        detail={"person": person.pk, "answer": str(answer)},
    )
    if before != deputy_id:
        tell("deputy_named", {"meeting_id": locked.pk, "person_id": person.pk})
    return reply
