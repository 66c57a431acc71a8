"""The functions and decisions map, read in a number of queries that does not grow."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from boards.bodies.enums import BodyKind, InstrumentKind
from boards.bodies.models import (
    Body,
    BodyParent,
    Delegation,
    Function,
    InstrumentVersion,
)
from boards.bodies.rules.facts import BodyFact, FunctionFact, ParentFact
from boards.bodies.rules.functions import (
    DecisionFact,
    DecisionsMap,
    decisions_map,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from boards.bodies.querysets import BodyQuerySet
    from boards.directory.models import IntegratedCareSystem


def map_on(system: IntegratedCareSystem, day: date) -> DecisionsMap:
    """Who decides what in a system on a day. Four queries."""
    functions = [
        FunctionFact(
            id=one.pk,
            name=one.name,
            level=one.level,
            reason=one.subsidiarity_reason,
            lead=one.lead,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
        )
        for one in Function.objects.in_force_on(day).filter(system=system)
    ]
    return decisions_map(functions, _decisions(system, day), _bodies(system, day), day)


def _decisions(system: IntegratedCareSystem, day: date) -> list[DecisionFact]:
    rows = (
        Delegation.objects.in_force_on(day)
        .filter(function__system=system)
        .select_related("holder", "accountable", "instrument")
        .order_by("pk")
    )
    return [
        DecisionFact(
            id=one.pk,
            function_id=one.function_id,
            kind=one.kind,
            holder_id=one.holder_id,
            holder=one.holder.name if one.holder else "",
            officer=one.officer,
            accountable_id=one.accountable_id,
            accountable=one.accountable.name,
            assurance_route=one.assurance_route,
            limit=one.limit,
            instrument=one.instrument.title if one.instrument else "",
            starts_on=one.starts_on,
            ends_on=one.ends_on,
        )
        for one in rows
    ]


def _bodies(system: IntegratedCareSystem, day: date) -> dict[int, BodyFact]:
    parents: dict[int, list[ParentFact]] = defaultdict(list)
    ours = Q(body__system=system) | Q(body__also_in=system)
    rows = BodyParent.objects.in_force_on(day).filter(ours).distinct()
    for body, parent, organisation in rows.values_list(
        "body_id", "parent_id", "organisation_id"
    ):
        parents[body].append(ParentFact(body_id=parent, organisation_id=organisation))
    return {
        one.pk: BodyFact(
            id=one.pk,
            name=one.name,
            kind=one.kind,
            organisation_id=one.organisation_id,
            parents=tuple(parents[one.pk]),
        )
        for one in bodies_of_system(system)
    }


def bodies_of_system(system: IntegratedCareSystem) -> QuerySet[Body]:
    """The bodies of a system and the collaboratives that reach into it."""
    return Body.objects.filter(Q(system=system) | Q(also_in=system)).distinct()


def boards_of(system: IntegratedCareSystem) -> BodyQuerySet:
    """The boards of the system's ICS NHS body: those that can be accountable."""
    found: BodyQuerySet = Body.objects.filter(
        system=system, kind=BodyKind.NHS_BODY_BOARD
    )
    return found


def board_on(system: IntegratedCareSystem, day: date) -> Body | None:
    """The board of the ICS NHS body on a day."""
    return boards_of(system).in_force_on(day).order_by("starts_on", "pk").last()


def published_maps(system: IntegratedCareSystem) -> QuerySet[InstrumentVersion]:
    """Every version of the system's map, the newest first, without what it says."""
    return (
        InstrumentVersion.objects.filter(
            instrument__kind=InstrumentKind.FUNCTIONS_MAP,
            instrument__body__system=system,
        )
        .select_related("instrument")
        .defer("sections")
        .order_by("-starts_on", "-pk")
    )
