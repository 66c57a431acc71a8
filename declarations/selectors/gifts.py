"""Gifts and hospitality: whose one may see, what went before, and the limits of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from boards.directory.models import Person
from declarations.enums import GiftKind, GiftOutcome
from declarations.models import GiftLimit, GiftOrHospitality
from declarations.rules.clock import months_after
from declarations.rules.gifts import Limits, Offer
from ics_portal.accounts.actor import OFFICE_ROLES, Actor


@dataclass(frozen=True, slots=True)
class GiftFilters:
    """Which gifts of those one may see."""

    mine: bool = False
    outcome: str = ""
    words: str = ""


def limits_on(day: date) -> Limits:
    """The limits that held on a day; those of the national guidance where none is set."""
    row = GiftLimit.objects.in_force_on(day).order_by("-starts_on", "-pk").first()
    if row is None:
        return Limits()
    return Limits(
        branded_aid=row.branded_aid,
        gift=row.gift,
        hospitality_declared=row.hospitality_declared,
        hospitality_most=row.hospitality_most,
    )


def earlier_gifts(person: Person, offered_on: date) -> list[Offer]:
    """What the person was given in the twelve months up to the day, and kept."""
    rows = GiftOrHospitality.objects.filter(
        person=person,
        kind=GiftKind.GIFT,
        offered_on__lte=offered_on,
        offered_on__gt=months_after(offered_on, -12),
    ).exclude(outcome=GiftOutcome.DECLINED)
    return [Offer(*row) for row in rows.values_list("giver", "offered_on", "value")]


def earlier_of_source(gift: GiftOrHospitality) -> list[GiftOrHospitality]:
    """What the same source offered the person in the twelve months before, in order."""
    return list(
        GiftOrHospitality.objects.filter(
            person_id=gift.person_id,
            giver__iexact=gift.giver,
            offered_on__lte=gift.offered_on,
            offered_on__gt=months_after(gift.offered_on, -12),
        )
        .exclude(pk=gift.pk)
        .order_by("offered_on", "pk")
    )


def gifts_for(actor: Actor, chosen: GiftFilters) -> QuerySet[GiftOrHospitality]:
    """Those one may see, the latest first."""
    found = GiftOrHospitality.objects.visible_to(actor)
    if chosen.mine:
        found = found.filter(person_id=actor.person_id or 0)
    if chosen.outcome:
        found = found.filter(outcome=chosen.outcome)
    for word in chosen.words.split():
        found = found.filter(
            Q(person__name__icontains=word)
            | Q(giver__icontains=word)
            | Q(description__icontains=word)
        )
    return found.select_related("person").order_by("-offered_on", "-pk")


def may_be_declared_for(actor: Actor) -> QuerySet[Person]:
    """For whom one may declare: oneself, and the people of bodies whose office one is."""
    inner = actor.body_ids(*OFFICE_ROLES)
    known = Q(pk=actor.person_id or 0)
    if inner:
        known |= Q(body_roles__body_id__in=inner)
        known |= Q(appointments__seat__body_id__in=inner)
    return Person.objects.filter(known).distinct().order_by("name")
