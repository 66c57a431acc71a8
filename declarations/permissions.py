"""Who sees what was declared, and what met an agenda item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ics_portal.accounts.actor import OFFICE_ROLES, Role
from ics_portal.core.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from boards.meetings.models import Meeting
    from declarations.models import Conflict
    from ics_portal.accounts.actor import Actor


def may_see_conflicts(actor: Actor, meeting: Meeting) -> Verdict:
    """Before the meeting the office and the chair, and each person one's own."""
    if actor.holds_any(*OFFICE_ROLES, Role.CHAIR, body_id=meeting.body_id):
        return ALLOWED
    return refused(
        "Before the meeting only the office and the chair see who is concerned."
    )


def may_dismiss(actor: Actor, conflict: Conflict) -> Verdict:
    """The office and the chair say that a match is none; nobody of an own one."""
    if actor.person_id is not None and actor.person_id == conflict.person_id:
        return refused("Somebody else says whether an interest of yours is a conflict.")
    return may_see_conflicts(actor, conflict.item.meeting)
