"""Yearly rounds: which are open, who was asked, who has returned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from boards.bodies.models import Appointment, Body, BodyRole
from boards.directory.models import Person
from declarations.models import AnnualReturn, ReturnCycle
from declarations.selectors.overlaps import AT_THE_TABLE, people_of


@dataclass(frozen=True, slots=True)
class Standing:
    """One person in one round; ``made`` is None for who has not returned."""

    person: Person
    made: AnnualReturn | None


def cycles_open_on(day: date) -> list[ReturnCycle]:
    """Every round that is open on the day, by its last day."""
    found = ReturnCycle.objects.filter(opens_on__lte=day, closes_on__gte=day)
    return list(found.select_related("body").order_by("closes_on", "pk"))


def closed_lately(body_ids: Iterable[int], today: date) -> list[ReturnCycle]:
    """The rounds of these bodies that closed in the last four weeks."""
    found = ReturnCycle.objects.filter(
        body_id__in=list(body_ids),
        closes_on__lt=today,
        closes_on__gte=today - timedelta(weeks=4),
    )
    return list(found.select_related("body").order_by("closes_on", "pk"))


def cycles_due(person_id: int, day: date) -> list[ReturnCycle]:
    """The open rounds of the bodies where the person sits that still wait for a return."""
    roles = BodyRole.objects.in_force_on(day).filter(
        person_id=person_id, role__in=AT_THE_TABLE
    )
    seats = Appointment.objects.in_force_on(day).filter(person_id=person_id)
    body_ids = {
        *roles.values_list("body_id", flat=True),
        *seats.values_list("seat__body_id", flat=True),
    }
    found = ReturnCycle.objects.filter(
        body_id__in=body_ids, opens_on__lte=day, closes_on__gte=day
    ).exclude(returns__person_id=person_id)
    return list(found.select_related("body").order_by("closes_on", "pk"))


def returns_of(person_id: int) -> list[AnnualReturn]:
    """What a person returned, the latest first."""
    found = AnnualReturn.objects.filter(person_id=person_id)
    return list(found.select_related("cycle__body").order_by("-returned_at", "-pk"))


def cycles_of(body: Body) -> list[ReturnCycle]:
    """The rounds of a body, the latest first."""
    return list(
        ReturnCycle.objects.filter(body=body)
        .select_related("body")
        .order_by("-opens_on", "-pk")
    )


def standings(cycle: ReturnCycle, today: date) -> list[Standing]:
    """Everybody who is asked, by name, and what became of it: who sits at the table today,
    or sat there when the round closed, and whoever has returned."""
    made = {row.person_id: row for row in AnnualReturn.objects.filter(cycle=cycle)}
    asked = people_of(cycle.body_id, min(today, cycle.closes_on)) | made.keys()
    people = Person.objects.filter(pk__in=asked).order_by("name", "pk")
    return [Standing(person, made.get(person.pk)) for person in people]


def not_returned(cycle: ReturnCycle, today: date) -> list[Person]:
    """Those who are asked and have not returned, with their users."""
    asked = people_of(cycle.body_id, min(today, cycle.closes_on))
    made = AnnualReturn.objects.filter(cycle=cycle).values("person_id")
    found = Person.objects.filter(pk__in=asked).exclude(pk__in=made)
    return list(found.select_related("user").order_by("name", "pk"))


def users_with(body_id: int, roles: Iterable[str], day: date) -> list[object]:
    """The users who hold one of the roles in a body on a day."""
    held = BodyRole.objects.in_force_on(day).filter(body_id=body_id, role__in=roles)
    rows = held.filter(person__user__isnull=False).select_related("person__user")
    return list({row.person_id: row.person.user for row in rows}.values())
