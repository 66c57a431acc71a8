"""Ratings and actions of regulators, read in a number of queries that does not grow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from boards.directory.enums import HEALTH_AND_CARE_KINDS, NHS_KINDS
from boards.directory.models import Organisation
from boards.directory.selectors.history import Change, changes_of
from boards.duties.models import OversightRating, RegulatoryAction

if TYPE_CHECKING:
    from boards.directory.models import IntegratedCareSystem


@dataclass(frozen=True, slots=True)
class RatedOn:
    """The system (None) or one of its organisations, and its ratings of a day."""

    organisation: Organisation | None
    ratings: tuple[OversightRating, ...]


@dataclass(frozen=True, slots=True)
class OversightOf:
    """All that is recorded of the system (None) or one of its organisations."""

    organisation: Organisation | None
    ratings: tuple[OversightRating, ...]
    actions: tuple[RegulatoryAction, ...]
    changes: tuple[Change, ...]


def ratings_of(
    system: IntegratedCareSystem, organisation: Organisation | None
) -> QuerySet[OversightRating]:
    """Every rating of the system itself (None) or an organisation, the latest first."""
    found: QuerySet[OversightRating] = OversightRating.objects.filter(
        system=system, organisation=organisation
    )
    return found


def same_scheme(
    ratings: QuerySet[OversightRating], scheme: str
) -> QuerySet[OversightRating]:
    """Those by one framework, however its name is written in capitals."""
    return ratings.filter(scheme__iexact=scheme)


def latest_scheme(system: IntegratedCareSystem) -> str:
    """The framework named last: most likely that of the next rating as well."""
    found = OversightRating.objects.filter(system=system).order_by("-pk")
    return found.values_list("scheme", flat=True).first() or ""


def latest_rating_change(system: IntegratedCareSystem) -> int:
    """The id of the newest change of a rating of the system; 0 where there is none."""
    history: Any = OversightRating.history
    found = history.filter(system=system).order_by("-history_id")
    return found.values_list("history_id", flat=True).first() or 0


def oversight_on(system: IntegratedCareSystem, day: date) -> list[RatedOn]:
    """The system, then its NHS bodies, then others, each with its ratings of the day.

    Bodies of health and care stand here rated or not, others (a supplier, say) once they
    are rated; so does whoever left the system since. Two queries.
    """
    by_subject: dict[int | None, list[OversightRating]] = defaultdict(list)
    ratings = OversightRating.objects.in_force_on(day).filter(system=system)
    for rating in ratings.order_by("scheme", "-starts_on", "-pk"):
        by_subject[rating.organisation_id].append(rating)
    rated = [pk for pk in by_subject if pk is not None]
    subjects: list[Organisation | None] = [None, *_subjects(system, day, rated)]
    return [
        RatedOn(one, tuple(by_subject[one.pk if one else None])) for one in subjects
    ]


def _subjects(
    system: IntegratedCareSystem, day: date, rated: Iterable[int]
) -> Sequence[Organisation]:
    there = Q(
        Q(starts_on__isnull=True) | Q(starts_on__lte=day),
        Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        pk__in=system.organisations.filter(kind__in=HEALTH_AND_CARE_KINDS).values("pk"),
    )
    nhs_first = Case(
        When(kind__in=NHS_KINDS, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    found = Organisation.objects.filter(there | Q(pk__in=rated))
    return list(found.order_by(nhs_first, "name", "pk"))


def actions_on(system: IntegratedCareSystem, day: date) -> list[RegulatoryAction]:
    """What regulators do in a system on a day, the latest first. One query."""
    found = RegulatoryAction.objects.in_force_on(day).filter(system=system)
    return list(found.select_related("about", "taken_by"))


def oversight_of(
    system: IntegratedCareSystem, organisation: Organisation | None
) -> OversightOf:
    """Everything of one subject over all time, with what was changed and why."""
    actions: QuerySet[RegulatoryAction] = RegulatoryAction.objects.none()
    history: Any = OversightRating.history
    told = [
        ("Rating", history.filter(system=system, organisation=organisation)),
    ]
    if organisation is not None:
        actions = RegulatoryAction.objects.filter(system=system, about=organisation)
        history_of_actions: Any = RegulatoryAction.history
        told.append(
            ("Action", history_of_actions.filter(system=system, about=organisation))
        )
    return OversightOf(
        organisation=organisation,
        ratings=tuple(ratings_of(system, organisation)),
        actions=tuple(actions.select_related("about", "taken_by")),
        changes=tuple(
            changes_of(
                *((what, rows.select_related("history_user")) for what, rows in told)
            )
        ),
    )


def ratings_in_every_system(
    organisation: Organisation, day: date
) -> list[OversightRating]:
    """The ratings of an organisation on a day; it may be of several systems."""
    found = OversightRating.objects.in_force_on(day).filter(organisation=organisation)
    return list(found.select_related("system").order_by("scheme", "-starts_on"))


def actions_about(organisation: Organisation, day: date) -> list[RegulatoryAction]:
    """What regulators do about an organisation on a day."""
    found = RegulatoryAction.objects.in_force_on(day).filter(about=organisation)
    return list(found.select_related("about", "taken_by"))
