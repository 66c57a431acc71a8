"""Who sees what was declared, and what met an agenda item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from boards.meetings.permissions import may_rule
from ics_portal.accounts.actor import OFFICE_ROLES, Role
from ics_portal.core.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from boards.bodies.models import Body
    from boards.directory.models import Person
    from boards.meetings.models import Meeting, Ruling
    from declarations.models import Conflict, GiftOrHospitality, Interest
    from ics_portal.accounts.actor import Actor

REVIEWERS = (*OFFICE_ROLES, Role.CHAIR)


def is_self(actor: Actor, person_id: int) -> bool:
    """Whether the actor is the person."""
    return actor.person_id is not None and actor.person_id == person_id


def may_declare_for(actor: Actor, person: Person) -> Verdict:
    """Each for oneself; the office of a body for who has, or had, a part in it."""
    if is_self(actor, person.pk) or _looks_after(actor, person, *OFFICE_ROLES):
        return ALLOWED
    return refused("Only the person, or the board office for the person, declares.")


def may_see_interests(actor: Actor, person: Person) -> Verdict:
    """One's own; the office and the chair those of their bodies."""
    if is_self(actor, person.pk) or _looks_after(actor, person, *REVIEWERS):
        return ALLOWED
    return refused("Only the person, the board office and the chair see all of this.")


def may_review_interest(actor: Actor, interest: Interest) -> Verdict:
    """The office, or the chair to whom members answer; nobody one's own (DCL-5)."""
    if is_self(actor, interest.person_id):
        return refused("Somebody else reviews what you declared.", "DCL-5")
    if not _looks_after(actor, interest.person, *REVIEWERS):
        return refused("Only the board office and the chair review declarations.")
    return ALLOWED


def may_decide_showing(actor: Actor, interest: Interest) -> Verdict:
    """Somebody else than the person decides on an objection (DCL-6)."""
    if is_self(actor, interest.person_id):
        return refused("Somebody else decides on your objection.", "DCL-6")
    if not _looks_after(actor, interest.person, *REVIEWERS):
        return refused("Only the board office and the chair decide what is published.")
    return ALLOWED


def _looks_after(actor: Actor, person: Person, *roles: Role) -> bool:
    """Whether a role is held in a body where the person has, or had, a role or a seat:
    what somebody declared is kept for years after leaving."""
    body_ids = actor.body_ids(*roles)
    return bool(body_ids) and (
        person.body_roles.filter(body_id__in=body_ids).exists()
        or person.appointments.filter(seat__body_id__in=body_ids).exists()
    )


def may_keep_returns(actor: Actor, body: Body) -> Verdict:
    """The office opens the yearly round of its body."""
    if actor.holds_any(*OFFICE_ROLES, body_id=body.pk):
        return ALLOWED
    return refused("Only the secretary or governance lead of this body keeps returns.")


def may_see_returns(actor: Actor, body: Body) -> Verdict:
    """The office and the chair see who has not returned."""
    if actor.holds_any(*REVIEWERS, body_id=body.pk):
        return ALLOWED
    return refused("Only the board office and the chair see who has not returned.")


def may_set_conflicts(actor: Actor, body: Body) -> Verdict:
    """The chair, or the governance lead, says how conflicts are handled."""
    if actor.holds_any(Role.CHAIR, Role.GOVERNANCE_LEAD, body_id=body.pk):
        return ALLOWED
    return refused(
        "Only the chair and the governance lead set how conflicts are handled."
    )


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


def may_rule_on(actor: Actor, conflict: Conflict) -> Verdict:
    """Who rules on the person at the meeting, rules on the match."""
    return may_rule(actor, conflict.item.meeting, conflict.person)


def may_add_to_ruling(actor: Actor, meeting: Meeting, person_id: int) -> Verdict:
    """The office adds other records to a ruling, and takes them back; not where it is the
    one conflicted (CONF-6)."""
    if not actor.holds_any(*OFFICE_ROLES, body_id=meeting.body_id):
        return refused(
            "Only the board office adds other records to a ruling.", "CONF-6"
        )
    if is_self(actor, person_id):
        return refused("Somebody else looks after what is withheld from you.", "CONF-6")
    return ALLOWED


def may_add_to_this_ruling(actor: Actor, ruling: Ruling) -> Verdict:
    """The same, asked of a ruling."""
    return may_add_to_ruling(actor, ruling.item.meeting, ruling.person_id)


def may_read_register(actor: Actor, body: Body) -> Verdict:
    """What is published of a body that meets in public; of another, who is in it."""
    if actor.user_id is None:
        return refused("Sign in to read this register.")
    if body.meets_in_public or actor.holds_any(*Role, body_id=body.pk):
        return ALLOWED
    return refused(
        "This body does not meet in public. Those who are in it read its register."
    )


def may_keep_register(actor: Actor, body: Body) -> Verdict:
    """The office reads the private record, publishes, and records breaches."""
    if actor.holds_any(*OFFICE_ROLES, body_id=body.pk):
        return ALLOWED
    return refused(
        "Only the secretary or governance lead of this body keeps its register."
    )


def may_decide_gift(actor: Actor, gift: GiftOrHospitality) -> Verdict:
    """The office, or the chair, decides on what goes beyond the usual rule (GIFT-3)."""
    if is_self(actor, gift.person_id):
        return refused("Somebody else decides on what was offered to you.", "GIFT-3")
    if not _looks_after(actor, gift.person, *REVIEWERS):
        return refused("Only the board office and the chair decide on gifts.")
    return ALLOWED


def may_set_gift_limits(actor: Actor) -> Verdict:
    """A governance lead: the limits hold for everybody."""
    if actor.holds_any(Role.GOVERNANCE_LEAD):
        return ALLOWED
    return refused("Only a governance lead sets the limits for gifts and hospitality.")
