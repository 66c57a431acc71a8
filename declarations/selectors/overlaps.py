"""What people hold and what items concern, read for the rule that lets them meet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from boards.bodies.enums import BodyKind
from boards.bodies.models import Appointment, Body, BodyMember, BodyRole
from boards.directory.models import (
    Organisation,
    OrganisationSuccession,
    OutsideRole,
    Person,
)
from boards.meetings.enums import ItemState
from boards.meetings.models import ItemParty, Meeting
from declarations.enums import ConflictSource, InterestState, Relationship
from declarations.models import InterestParty
from declarations.rules.overlaps import Concern, Held, Link, Overlap, find_overlaps
from ics_portal.accounts.actor import Role
from ics_portal.core.web.words import longday

AT_THE_TABLE = (Role.CHAIR, Role.MEMBER, Role.ATTENDEE)


def people_at(meeting: Meeting) -> set[int]:
    """Who may sit at the table on the day: roles, seats, and deputies of seats."""
    return people_of(meeting.body_id, meeting.held_on)


def people_of(body_id: int, day: date) -> set[int]:
    """Who sits at the table of a body on a day, by id: two queries."""
    roles = BodyRole.objects.in_force_on(day).filter(
        body_id=body_id, role__in=AT_THE_TABLE
    )
    seats = Appointment.objects.in_force_on(day).filter(seat__body_id=body_id)
    return {
        *roles.values_list("person_id", flat=True),
        *seats.values_list("person_id", flat=True),
    }


def overlaps_of(meeting: Meeting) -> list[Overlap]:
    """Every match of a meeting on its day, in a number of queries that does not grow."""
    concerns = [
        Concern(item_id, organisation_id)
        for item_id, organisation_id in ItemParty.objects.filter(
            item__meeting=meeting, item__state=ItemState.LIVE
        ).values_list("item_id", "organisation_id")
    ]
    if not concerns:
        return []
    people = people_at(meeting)
    day = meeting.held_on
    return find_overlaps(held_by(people, day), concerns, links_on(day), day=day)


def held_by(person_ids: Iterable[int], day: date) -> list[Held]:
    """Interests, employers, positions elsewhere and nominations of these people."""
    people = set(person_ids)
    return [
        *_interests(people),
        *_employers(people),
        *_outside_roles(people, day),
        *_nominations(people, day),
    ]


def _interests(people: set[int]) -> list[Held]:
    rows = (
        InterestParty.objects.filter(interest__person_id__in=people)
        .exclude(interest__state=InterestState.WITHDRAWN)
        .exclude(interest__is_routine=True)
        .select_related("interest")
    )
    return [
        Held(
            key=f"interest:{row.interest_id}",
            person_id=row.interest.person_id,
            organisation_id=row.organisation_id,
            source=ConflictSource.INTEREST,
            words=_interest_words(row),
            is_direct=row.interest.is_direct,
            starts_on=row.interest.starts_on,
            ends_on=row.interest.ends_on,
        )
        for row in rows
    ]


def _interest_words(row: InterestParty) -> str:
    interest = row.interest
    kind = interest.get_kind_display().lower()
    if interest.is_direct:
        return f"declared a {kind} interest: {interest.nature}"
    whose = Relationship(interest.relationship).label.lower()
    return f"declared a {kind} interest of a {whose}: {interest.nature}"


def _employers(people: set[int]) -> list[Held]:
    rows = Person.objects.filter(pk__in=people, organisation__isnull=False)
    return [
        Held(
            key=f"employer:{person_id}",
            person_id=person_id,
            organisation_id=organisation_id,
            source=ConflictSource.EMPLOYER,
            words=f"works for it: {title}" if title else "works for it",
        )
        for person_id, organisation_id, title in rows.values_list(
            "pk", "organisation_id", "post_title"
        )
        if organisation_id is not None
    ]


def _outside_roles(people: set[int], day: date) -> list[Held]:
    rows = OutsideRole.objects.in_force_on(day).filter(person_id__in=people)
    return [
        Held(
            key=f"role:{row.pk}",
            person_id=row.person_id,
            organisation_id=row.organisation_id,
            source=ConflictSource.OUTSIDE_ROLE,
            words=f"holds a position in it: {row.title}",
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        for row in rows
    ]


def _nominations(people: set[int], day: date) -> list[Held]:
    rows = Appointment.objects.in_force_on(day).filter(
        Q(nominated_by__isnull=False) | Q(employer__isnull=False), person_id__in=people
    )
    found = []
    for row in rows.select_related("seat"):
        for organisation_id, words in (
            (row.employer_id, "works for it"),
            (row.nominated_by_id, "was nominated by it"),
        ):
            if organisation_id is not None:
                found.append(
                    Held(
                        key=f"appointment:{row.pk}:{organisation_id}",
                        person_id=row.person_id,
                        organisation_id=organisation_id,
                        source=ConflictSource.NOMINATION,
                        words=f"{words}, for the seat “{row.seat.title}”",
                        starts_on=row.starts_on,
                        ends_on=row.ends_on,
                    )
                )
    return found


def links_on(day: date) -> list[Link]:
    """Which organisations follow one another, and which are in whose collaborative."""
    names = dict(Organisation.objects.values_list("pk", "name"))
    followed = [
        Link(
            row.predecessor_id,
            row.successor_id,
            f"{names[row.predecessor_id]} became {names[row.successor_id]} on"
            f" {longday(row.on)}",
        )
        for row in OrganisationSuccession.objects.all()
    ]
    led = Body.objects.filter(
        kind=BodyKind.PROVIDER_COLLABORATIVE, organisation__isnull=False
    )
    ours = dict(led.values_list("pk", "organisation_id"))
    members = BodyMember.objects.in_force_on(day).filter(body_id__in=ours)
    joined = [
        Link(
            row.organisation_id,
            organisation_id,
            f"{names[row.organisation_id]} is a member of {row.body.name}",
            chains=False,
        )
        for row in members.select_related("body")
        if (organisation_id := ours[row.body_id]) is not None
        and organisation_id != row.organisation_id
    ]
    return [*followed, *joined]
