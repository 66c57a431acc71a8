"""Who runs a sitting and keeps its attendance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ics_portal.accounts.actor import OFFICE_ROLES
from ics_portal.core.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from boards.bodies.models import Body
    from boards.meetings.models import Meeting
    from ics_portal.accounts.actor import Actor


def may_run_meeting(actor: Actor, meeting: Meeting) -> Verdict:
    """The secretary or governance lead of the body writes down how it sits."""
    if not actor.holds_any(*OFFICE_ROLES, body_id=meeting.body_id):
        return refused(
            "Only the secretary or governance lead of this body runs its meetings."
        )
    return ALLOWED


def may_keep_attendance(actor: Actor, body: Body) -> Verdict:
    """The secretary or governance lead of a body keeps its attendance."""
    if not actor.holds_any(*OFFICE_ROLES, body_id=body.pk):
        return refused(
            "Only the secretary or governance lead of this body keeps its attendance."
        )
    return ALLOWED
