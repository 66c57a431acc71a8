"""How people were involved, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from boards.duties.models import Involvement
from boards.duties.rules.involvement import InvolvementFact
from boards.meetings.models import Decision

if TYPE_CHECKING:
    from boards.directory.models import IntegratedCareSystem
    from ics_portal.accounts.actor import Actor


def involvements_on(
    system: IntegratedCareSystem, day: date, *, body_id: int | None = None
) -> QuerySet[Involvement]:
    """The proposals raised by a day in the bodies of a system, the latest first."""
    found = Involvement.objects.filter(body__system=system, raised_on__lte=day)
    if body_id is not None:
        found = found.filter(body_id=body_id)
    return (
        found.select_related("body__system", "decision")
        .prefetch_related("consultees")
        .order_by("-raised_on", "-pk")
    )


def readable_decisions(actor: Actor, rows: Iterable[Involvement]) -> frozenset[int]:
    """The decisions of these rows that the actor may read: what part 2 decided stays
    there. One query."""
    ids = {row.decision_id for row in rows if row.decision_id is not None}
    found = Decision.objects.readable_by(actor).filter(pk__in=ids)
    return frozenset(found.values_list("pk", flat=True))


def decisions_of(actor: Actor, system: IntegratedCareSystem) -> QuerySet[Decision]:
    """The decisions of the system's bodies that the actor may read, the latest first."""
    return (
        Decision.objects.readable_by(actor)
        .filter(body__system=system)
        .order_by("-decided_on", "-number")
    )


def fact_of(row: Involvement) -> InvolvementFact:
    """A proposal as the rules take it; needs ``consultees`` and ``decision`` read."""
    return InvolvementFact(
        is_service_change=row.is_service_change,
        level=row.level,
        needs_consultation=row.needs_consultation,
        starts_on=row.consultation_starts_on,
        ends_on=row.consultation_ends_on,
        consultees=tuple((one.kind, one.name) for one in row.consultees.all()),
        decided_on=row.decision.decided_on if row.decision else None,
        insight=row.insight,
    )
