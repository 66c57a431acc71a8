"""Who may see a meeting, and who may change its agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ics_portal.accounts.actor import OFFICE_ROLES, SYSTEM_ACTOR, Role
from ics_portal.core.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from boards.bodies.models import Body
    from boards.directory.models import Person
    from boards.meetings.models import DecisionRound, Meeting
    from ics_portal.accounts.actor import Actor

PRIVATE_ROLES = (*OFFICE_ROLES, Role.CHAIR, Role.MEMBER)
"""Who reads part 2: on the agenda, and what was decided there."""


def may_see_meeting(actor: Actor, meeting: Meeting) -> Verdict:
    """Whoever holds any role in the body that meets, or in one that sits in common."""
    if not sits_with(actor.body_ids(), meeting):
        return refused("Only people with a role in this body can see its meetings.")
    return ALLOWED


def sits_with(body_ids: frozenset[int], meeting: Meeting) -> bool:
    """Whether one of these bodies sits at the meeting, as its host or in common."""
    if meeting.body_id in body_ids:
        return True
    return bool(body_ids) and meeting.in_common_with.filter(pk__in=body_ids).exists()


def may_see_private_items(actor: Actor, meeting: Meeting) -> Verdict:
    """The office, the chair and the members read part 2; others read its open titles."""
    if not sits_with(actor.body_ids(*PRIVATE_ROLES), meeting):
        return refused("Part 2 is open to members of the body only.")
    return ALLOWED


def may_edit_agenda(actor: Actor, meeting: Meeting) -> Verdict:
    """The secretary or governance lead of the body builds its agendas."""
    if not actor.holds_any(*OFFICE_ROLES, body_id=meeting.body_id):
        return refused(
            "Only the secretary or governance lead of this body can change its agenda."
        )
    return ALLOWED


def may_edit_meeting(actor: Actor, meeting: Meeting) -> Verdict:
    """The secretary or governance lead of the body sets its date, time and place."""
    if not actor.holds_any(*OFFICE_ROLES, body_id=meeting.body_id):
        return refused(
            "Only the secretary or governance lead of this body can change its meetings."
        )
    return ALLOWED


def may_arrange_meeting(actor: Actor, body: Body) -> Verdict:
    """The secretary or governance lead of the body calls its meetings."""
    if not actor.holds_any(*OFFICE_ROLES, body_id=body.pk):
        return refused(
            "Only the secretary or governance lead of this body can arrange its meetings."
        )
    return ALLOWED


def may_arrange_meetings(actor: Actor) -> Verdict:
    """Whether there is any body for which the actor arranges meetings."""
    if not actor.holds_any(*OFFICE_ROLES):
        return refused("Only the secretary of a body can arrange its meetings.")
    return ALLOWED


def may_record_decision(actor: Actor, body: Body) -> Verdict:
    """The secretary or governance lead of the body keeps its log of decisions."""
    if not actor.holds_any(*OFFICE_ROLES, body_id=body.pk):
        return refused(
            "Only the secretary or governance lead of this body records its decisions."
        )
    return ALLOWED


def may_record_decisions(actor: Actor) -> Verdict:
    """Whether there is any body whose decisions the actor records."""
    if not actor.holds_any(*OFFICE_ROLES):
        return refused("Only the secretary of a body records its decisions.")
    return ALLOWED


def may_publish(
    actor: Actor, meeting: Meeting, *, body_id: int | None = None
) -> Verdict:
    """The secretary or governance lead of the body publishes, and withdraws; what is a
    body's own of a meeting in common, that of this body."""
    if not actor.holds_any(*OFFICE_ROLES, body_id=body_id or meeting.body_id):
        return refused(
            "Only the secretary or governance lead of this body publishes for it."
        )
    return ALLOWED


def may_answer_round(actor: Actor, found: DecisionRound) -> Verdict:
    """Whoever was asked, and still has a role in the body."""
    asked = {reply.person_id for reply in found.replies.all()}
    if actor.person_id is None or actor.person_id not in asked:
        return refused("Only members who were asked can answer.")
    if found.body_id not in actor.body_ids(*PRIVATE_ROLES):
        return refused("Only members of this body can answer.")
    return ALLOWED


def may_write_rulings(actor: Actor, meeting: Meeting) -> Verdict:
    """The portal itself, the office and the chair hold papers back until a ruling."""
    if actor == SYSTEM_ACTOR or actor.holds_any(
        *OFFICE_ROLES, Role.CHAIR, body_id=meeting.body_id
    ):
        return ALLOWED
    return refused("Only the board office and the chair hold papers back.")


def may_rule(actor: Actor, meeting: Meeting, person: Person) -> Verdict:
    """The chair rules, the office writes down what was ruled; never on oneself."""
    if not actor.holds_any(*OFFICE_ROLES, Role.CHAIR, body_id=meeting.body_id):
        return refused("Only the chair rules, and the office writes it down.")
    if actor.person_id is not None and actor.person_id == person.pk:
        return refused(
            "You cannot rule on an interest of your own. The deputy chair rules, or the"
            " office writes down what was ruled."
        )
    return ALLOWED


def may_reply_for(actor: Actor, meeting: Meeting, person_id: int) -> Verdict:
    """One answers for oneself; the office may write down what somebody told it."""
    if person_id == actor.person_id and may_see_meeting(actor, meeting):
        return ALLOWED
    if may_edit_meeting(actor, meeting):
        return ALLOWED
    return refused("Only the office of this body can reply for somebody else.")


def may_keep_plan(actor: Actor, body: Body) -> Verdict:
    """The secretary or governance lead of the body keeps its forward plan."""
    if not actor.holds_any(*OFFICE_ROLES, body_id=body.pk):
        return refused(
            "Only the secretary or governance lead of this body keeps its forward plan."
        )
    return ALLOWED


def may_handle_questions(actor: Actor, meeting: Meeting) -> Verdict:
    """The secretary or governance lead of the body takes, refuses and answers questions."""
    if not actor.holds_any(*OFFICE_ROLES, body_id=meeting.body_id):
        return refused(
            "Only the secretary or governance lead of this body handles questions of the"
            " public."
        )
    return ALLOWED


def may_edit_public_site(actor: Actor) -> Verdict:
    """The board office of any body says what the public pages say of the organisation."""
    if not actor.holds_any(*OFFICE_ROLES):
        return refused("Only a secretary or governance lead keeps the public pages.")
    return ALLOWED
