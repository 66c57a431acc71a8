"""How far the meeting is, as the sitting makes it."""

from __future__ import annotations

from datetime import datetime

from boards.meetings.enums import MeetingState
from boards.meetings.models import Meeting
from boards.meetings.services.calling import move_meeting
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import record, save_with_reason


def take_on(
    meeting: Meeting, state: str, *, actor: Actor, at: datetime, reason: str = ""
) -> None:
    """Move a locked meeting on by its table, if it is in another state (CAL-1). One that
    was held stays held while its course is caught up with."""
    if meeting.state in (state, MeetingState.HELD):
        return
    move_meeting(meeting=meeting, to=state, actor=actor, at=at, reason=reason)
    meeting.state = state


def set_back(
    meeting: Meeting, state: str, *, actor: Actor, at: datetime, reason: str
) -> None:
    """Put a locked meeting back to where it was before what was struck out."""
    if meeting.state == state:
        return
    meeting.state = state
    save_with_reason(meeting, reason, actor=actor, update_fields=["state"])
    record(verb="meeting_set_back", target=meeting, actor=actor, at=at, reason=reason)
