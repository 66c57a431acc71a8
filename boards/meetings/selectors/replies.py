"""Who is expected at a meeting, who said what, and who may stand in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from boards.bodies.models import Appointment, BodyRole
from boards.directory.models import Person
from boards.meetings.models import Meeting, Reply
from boards.meetings.selectors.in_common import bodies_at
from ics_portal.accounts.actor import Role

ASKED = (Role.CHAIR, Role.MEMBER, Role.ATTENDEE)
"""Roles whose holders are asked whether they come."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who is asked, and the answer, if there is one."""

    person: Person
    reply: Reply | None


def invited_to(meeting: Meeting) -> list[Invited]:
    """Everybody asked, by name, and whoever replied without being asked."""
    replies = {
        reply.person_id: reply
        for reply in meeting.replies.select_related("person", "deputy")
    }
    bodies = bodies_at(meeting)
    people = {
        role.person_id: role.person
        for role in BodyRole.objects.in_force_on(meeting.held_on)
        .filter(body_id__in=bodies, role__in=ASKED)
        .select_related("person")
    }
    people |= {
        one.person_id: one.person
        for one in Appointment.objects.in_force_on(meeting.held_on)
        .filter(seat__body_id__in=bodies, deputy_for__isnull=True)
        .select_related("person")
    }
    people |= {pk: reply.person for pk, reply in replies.items()}
    return [
        Invited(person, replies.get(person.pk))
        for person in sorted(people.values(), key=lambda each: str(each).casefold())
    ]


def is_invited(meeting: Meeting, person_id: int) -> bool:
    """Whether this person is asked to the meeting."""
    bodies = bodies_at(meeting)
    on: date = meeting.held_on
    return (
        BodyRole.objects.in_force_on(on)
        .filter(person_id=person_id, body_id__in=bodies, role__in=ASKED)
        .exists()
        or Appointment.objects.in_force_on(on)
        .filter(person_id=person_id, seat__body_id__in=bodies, deputy_for__isnull=True)
        .exists()
    )


def deputies_of(meeting: Meeting, person_id: int) -> list[Person]:
    """Who may stand in for this person at the meeting, by the appointments of the day."""
    found = (
        Appointment.objects.in_force_on(meeting.held_on)
        .filter(seat__body_id__in=bodies_at(meeting), deputy_for__person_id=person_id)
        .select_related("person")
    )
    people = {one.person_id: one.person for one in found}
    return sorted(people.values(), key=lambda each: str(each).casefold())
