"""Gifts and breaches as a register of a day shows them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from declarations.enums import GiftOutcome, GiftSource
from declarations.models import Breach, GiftOrHospitality
from declarations.rules.clock import YEARS_KEPT, months_after
from declarations.rules.registers import Membership
from declarations.selectors.as_on import Asked, versions
from declarations.selectors.registers import members_of

MONTHS_OF_GIFTS = 12
"""A register shows the gifts of a year: it is made anew at least once in one."""

GIFT_COLUMNS = (
    "id",
    "person_id",
    "person__name",
    "kind",
    "source",
    "giver",
    "organisation__name",
    "description",
    "value",
    "is_estimate",
    "offered_on",
    "received_on",
    "done_with",
    "declared_at",
    "outcome",
    "reason",
    "approved_by",
)


def gifts_on(asked: Asked, members: Mapping[int, Membership]) -> QuerySet[Any]:
    """What was offered in the year before the day, as values; the latest first.

    What waits for a decision is published once that is made (GIFT-3).
    """
    months = 12 * YEARS_KEPT if asked.is_record else MONTHS_OF_GIFTS
    wanted = set(members)
    if asked.person_ids is not None:
        wanted &= asked.person_ids
    # Of who left the table, what was offered there.
    left: dict[date, list[int]] = {}
    for person_id in wanted:
        until = members[person_id].until
        if until is not None:
            left.setdefault(until, []).append(person_id)
    late = Q(pk__in=[])
    for until, person_ids in left.items():
        late |= Q(person_id__in=person_ids, offered_on__gt=until)
    found = (
        versions(GiftOrHospitality, asked)
        .filter(
            person_id__in=wanted,
            offered_on__lte=asked.day,
            offered_on__gt=months_after(asked.day, -months),
            declared_at__lte=asked.moment,
        )
        .exclude(late)
    )
    if not asked.is_record:
        found = found.exclude(outcome=GiftOutcome.WAITING)
    if asked.name:
        found = found.filter(person__name=asked.name)
    for word in asked.words.split():
        giver = Q(giver__icontains=word)
        if not asked.is_record:
            giver &= Q(source=GiftSource.SUPPLIER)  # another's name is not published
        found = found.filter(
            giver
            | Q(person__name__icontains=word)
            | Q(organisation__name__icontains=word)
            | Q(description__icontains=word)
        )
    return found.order_by("-offered_on", "person__name", "id").values(*GIFT_COLUMNS)


def gifts_waiting(asked: Asked) -> int:
    """How many of those at the table wait for a decision today, for the office."""
    waiting = GiftOrHospitality.objects.filter(outcome=GiftOutcome.WAITING)
    return waiting.filter(person_id__in=list(members_of(asked))).count()


def breaches_on(asked: Asked) -> list[Breach]:
    """The breaches that were published by the end of the day, the latest first."""
    return list(
        Breach.objects.filter(
            body_id__in=asked.body_ids, published_at__lte=asked.moment
        ).order_by("-happened_on", "-pk")
    )
