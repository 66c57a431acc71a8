"""The register of interests of bodies as it stood on a day.

What is withheld today is withheld from the register of every day, since the reason for it
is the harm that reading it would do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from boards.bodies.models import Appointment, Body, BodyRole
from boards.directory.models import Person
from declarations.enums import InterestState, Showing
from declarations.models import AnnualReturn, Interest, InterestParty, ReturnCycle
from declarations.rules.registers import (
    Membership,
    Span,
    first_end_shown,
    membership_on,
)
from declarations.selectors.as_on import Asked, versions
from declarations.selectors.overlaps import AT_THE_TABLE
from ics_portal.accounts.actor import Role

COLUMNS = (
    "id",
    "person_id",
    "person__name",
    "is_direct",
    "kind",
    "relationship",
    "organisation_name",
    "business",
    "nature",
    "starts_on",
    "ends_on",
    "mitigation",
    "is_routine",
    "declared_at",
    "confirmed_on",
    "state",
    "state_reason",
    "showing",
    "showing_reason",
)


def members_of(asked: Asked) -> dict[int, Membership]:
    """Who stands in the register, by person: two queries."""
    spans: dict[int, list[Span]] = defaultdict(list)
    for _, person_id, span in _spans(asked):
        spans[person_id].append(span)
    return _memberships(asked, spans)


def members_by_body(asked: Asked) -> dict[int, dict[int, Membership]]:
    """The same of each body by itself, in as many queries."""
    spans: dict[int, dict[int, list[Span]]] = {
        body_id: defaultdict(list) for body_id in asked.body_ids
    }
    for body_id, person_id, span in _spans(asked):
        spans[body_id][person_id].append(span)
    return {body_id: _memberships(asked, own) for body_id, own in spans.items()}


def _spans(asked: Asked) -> Iterator[tuple[int, int, Span]]:
    """Body, person and time at its table; seats come before roles."""
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=asked.day)
    roles = BodyRole.objects.filter(
        begun, body_id__in=asked.body_ids, role__in=AT_THE_TABLE
    )
    seats = Appointment.objects.filter(begun, seat__body_id__in=asked.body_ids)
    for body_id, person_id, title, start, end in seats.order_by(
        "seat__position", "pk"
    ).values_list("seat__body_id", "person_id", "seat__title", "starts_on", "ends_on"):
        yield body_id, person_id, Span(title, start, end, is_seat=True)
    for body_id, person_id, role, start, end in roles.values_list(
        "body_id", "person_id", "role", "starts_on", "ends_on"
    ):
        yield body_id, person_id, Span(Role(role).label, start, end)


def _memberships(
    asked: Asked, spans: Mapping[int, Sequence[Span]]
) -> dict[int, Membership]:
    first = first_end_shown(asked.day, months=asked.months)
    found = {}
    for person_id, own in spans.items():
        member = membership_on(asked.day, own)
        if member and (member.until is None or member.until >= first):
            found[person_id] = member
    return found


def entries_on(asked: Asked, members: Mapping[int, Membership]) -> QuerySet[Any]:
    """The entries shown, as values, by name and then by their first day."""
    found = _standing(asked, members)
    if not asked.is_record:
        found = (
            found.exclude(showing__in=HIDDEN)
            .exclude(id__in=Interest.objects.filter(showing__in=HIDDEN).values("pk"))
            .exclude(state=InterestState.WITHDRAWN)
            .exclude(is_routine=True)
        )
    return _narrowed(found, asked).order_by(
        "person__name", "person_id", F("starts_on").asc(nulls_first=True), "id"
    )


def withheld_on(asked: Asked, members: Mapping[int, Membership]) -> int:
    """How many entries the public register leaves out, said without any detail.

    Of all the bodies' people, however the register is narrowed: a number of one person
    would say whose they are.
    """
    return (
        _standing(replace(asked, person_ids=None), members)
        .exclude(state=InterestState.WITHDRAWN)
        .exclude(is_routine=True)
        .exclude(showing=Showing.INTERNAL)
        .filter(
            Q(showing__in=HELD)
            | Q(id__in=Interest.objects.filter(showing__in=HELD).values("pk"))
        )
        .count()
    )


HELD = (Showing.WITHHELD, Showing.ASKED)
HIDDEN = (*HELD, Showing.INTERNAL)


def _standing(asked: Asked, members: Mapping[int, Membership]) -> QuerySet[Any]:
    """Everything that stood in the register, shown or not; in force or ended lately."""
    first = first_end_shown(asked.day, months=asked.months)
    return (
        versions(Interest, asked)
        .filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=asked.day),
            Q(ends_on__isnull=True) | Q(ends_on__gte=first),
            _of_members(asked, members),
            declared_at__lte=asked.moment,
        )
        .values(*COLUMNS)
    )


def _of_members(asked: Asked, members: Mapping[int, Membership]) -> Q:
    """Those of whom it is; of who left, what had begun by then."""
    left: dict[date, list[int]] = defaultdict(list)
    here = []
    for person_id, member in members.items():
        if asked.person_ids is not None and person_id not in asked.person_ids:
            continue
        if member.until is None:
            here.append(person_id)
        else:
            left[member.until].append(person_id)
    found = Q(person_id__in=here)
    for until, person_ids in left.items():
        begun = Q(starts_on__isnull=True) | Q(starts_on__lte=until)
        found |= Q(person_id__in=person_ids) & begun
    return found


def _narrowed(found: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    if asked.name:
        found = found.filter(person__name=asked.name)
    for word in asked.words.split():
        named = InterestParty.objects.filter(
            interest_id=OuterRef("id"), organisation__name__icontains=word
        )
        found = found.filter(
            Q(person__name__icontains=word)
            | Q(nature__icontains=word)
            | Q(organisation_name__icontains=word)
            | Exists(named)
        )
    return found


def organisations_of(ids: Collection[int], asked: Asked) -> dict[int, list[str]]:
    """In which organisations interests were said to be, by interest: one query."""
    history: Any = InterestParty.history.model
    steps = (
        history.objects.filter(interest_id__in=ids)
        .order_by("history_date", "history_id")
        .values_list(
            "id", "interest_id", "organisation__name", "history_date", "history_type"
        )
    )
    last: dict[int, tuple[int, str, str]] = {}
    for pk, interest_id, name, at, kind in steps:
        if at <= asked.moment or pk not in last:
            last[pk] = (interest_id, name or "", kind)
    found: dict[int, list[str]] = defaultdict(list)
    for interest_id, name, kind in last.values():
        if kind != "-":
            found[interest_id].append(name)
    return {interest_id: sorted(names) for interest_id, names in found.items()}


def no_return(asked: Asked, members: Mapping[int, Membership]) -> tuple[str, set[int]]:
    """The last yearly round that closed before the day, and who had not answered it.

    Of one body; none where no round has closed. Two queries.
    """
    cycle = (
        ReturnCycle.objects.filter(body_id__in=asked.body_ids, closes_on__lt=asked.day)
        .order_by("-closes_on")
        .first()
    )
    if cycle is None or len(asked.body_ids) != 1:
        return "", set()
    answered = AnnualReturn.objects.filter(
        cycle=cycle, returned_at__lte=asked.moment
    ).values_list("person_id", flat=True)
    asked_for = {
        person_id
        for person_id, member in members.items()
        if member.until is None
        and (member.since is None or member.since <= cycle.closes_on)
    }
    return cycle.year, asked_for - set(answered)


def bodies_with_registers(bodies: Iterable[Body]) -> Sequence[Body]:
    """Those of them at whose table somebody sat, by name."""
    held = BodyRole.objects.filter(body=OuterRef("pk"), role__in=AT_THE_TABLE)
    seats = Appointment.objects.filter(seat__body=OuterRef("pk"))
    ids = [body.pk for body in bodies]
    return list(
        Body.objects.filter(Exists(held) | Exists(seats), pk__in=ids).order_by("name")
    )


def names_of(person_ids: Collection[int]) -> dict[int, str]:
    """Names of people, by id: one query."""
    return dict(Person.objects.filter(pk__in=person_ids).values_list("pk", "name"))
