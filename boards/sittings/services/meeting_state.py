"""How far the meeting is, as the sitting makes it."""

from __future__ import annotations

from datetime import datetime

from boards.meetings.models import Meeting
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import record, save_with_reason


def put_meeting(
    meeting: Meeting, state: str, *, actor: Actor, at: datetime, reason: str = ""
) -> None:
    """Set the state of a locked meeting, if it is another."""
    if meeting.state == state:
        return
    meeting.state = state
    save_with_reason(
        meeting,
        reason or f"Meeting {meeting.get_state_display().lower()}",
        actor=actor,
        update_fields=["state"],
    )
    record(verb=f"meeting_{state}", target=meeting, actor=actor, at=at, reason=reason)
