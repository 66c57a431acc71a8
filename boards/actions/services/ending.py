"""How an action ends: by a meeting, or by another action; and how it opens again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from boards.actions.enums import ActionState
from boards.actions.models import Action, ActionUpdate
from boards.actions.permissions import may_keep_action
from boards.actions.rules import ACTION_STATES, check_closing_day, clean_words
from boards.actions.services.raising import NEVER_MET
from boards.actions.services.working import locked_action
from boards.meetings.models import Meeting
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


@transaction.atomic
def close_action(
    *, action: Action, meeting: Meeting, words: str = "", actor: Actor, at: datetime
) -> Action:
    """Write down that a meeting of the body closed it; ``words`` are what it said.

    Raises RuleBroken (LOGB-3, LOGB-4).
    """
    locked = locked_action(action)
    require(may_keep_action(actor, locked))
    words = clean_words(words, ask="", field="words")
    state = ACTION_STATES.move(locked.state, ActionState.CLOSED)
    if meeting.body_id != locked.body_id and not meeting.in_common_with.filter(
        pk=locked.body_id
    ):
        sentence = "Choose a meeting of the body whose action it is."
        raise RuleBroken("LOGB-4", sentence, field="meeting")
    if meeting.state in NEVER_MET:
        sentence = "This meeting was not held. Choose one that was."
        raise RuleBroken("LOGB-4", sentence, field="meeting")
    check_closing_day(meeting.held_on, raised_on=locked.raised_on, today=localdate(at))
    locked.state = state
    locked.closed_on = meeting.held_on
    locked.closed_at_meeting = meeting
    locked.end_reason = words
    save_with_reason(locked, "Closed by the meeting", actor=actor)
    detail = {"meeting_id": meeting.pk}
    record(verb="actions.closed", target=locked, actor=actor, at=at, detail=detail)
    return locked


@transaction.atomic
def keep_open(*, action: Action, words: str, actor: Actor, at: datetime) -> Action:
    """The meeting did not agree that it is done: in progress again, with the reason."""
    locked = locked_action(action)
    require(may_keep_action(actor, locked))
    words = clean_words(words, ask="Say why it stays open.", field="words")
    locked.state = ACTION_STATES.move(locked.state, ActionState.IN_PROGRESS)
    save_with_reason(locked, "Kept open by the meeting", actor=actor)
    _note(locked, words, actor=actor, at=at)
    record(verb="actions.kept_open", target=locked, actor=actor, at=at)
    return locked


@transaction.atomic
def supersede_action(
    *, action: Action, by: Action, reason: str, actor: Actor, at: datetime
) -> Action:
    """Say by which action this one is replaced (LOGB-7)."""
    locked = locked_action(action)
    require(may_keep_action(actor, locked))
    reason = clean_words(reason, ask="Say why it is superseded.", field="reason")
    by = Action.objects.get(pk=by.pk)
    if by.pk == locked.pk or by.body_id != locked.body_id:
        sentence = "Choose another action of the same body."
        raise RuleBroken("LOGB-7", sentence, field="by")
    if by.state == ActionState.SUPERSEDED:
        sentence = f"{by.code} is superseded itself. Choose the one that is in force."
        raise RuleBroken("LOGB-7", sentence, field="by")
    locked.state = ACTION_STATES.move(locked.state, ActionState.SUPERSEDED)
    locked.superseded_by = by
    locked.closed_on = localdate(at)
    locked.end_reason = reason
    save_with_reason(locked, "Superseded", actor=actor)
    record(verb="actions.superseded", target=locked, actor=actor, at=at)
    return locked


@transaction.atomic
def reopen_action(*, action: Action, reason: str, actor: Actor, at: datetime) -> Action:
    """Open an ended action again, with the reason; how it ended stays in its history."""
    locked = locked_action(action)
    require(may_keep_action(actor, locked))
    reason = clean_words(reason, ask="Say why it is opened again.", field="reason")
    locked.state = ACTION_STATES.move(locked.state, ActionState.OPEN)
    locked.closed_on = None
    locked.closed_at_meeting = None
    locked.superseded_by = None
    locked.end_reason = ""
    save_with_reason(locked, "Opened again", actor=actor)
    _note(locked, f"Opened again: {reason}", actor=actor, at=at)
    record(verb="actions.reopened", target=locked, actor=actor, at=at)
    return locked


def _note(action: Action, text: str, *, actor: Actor, at: datetime) -> None:
    create_with_reason(
        ActionUpdate,
        "Update noted",
        actor=actor,
        action=action,
        text=text,
        noted_on=localdate(at),
        noted_by_name=actor.name,
    )
