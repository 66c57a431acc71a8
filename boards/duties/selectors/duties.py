"""How the duties of a system stand, in a number of queries that does not grow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from boards.bodies.models import InstrumentVersion
from boards.bodies.selectors import facts_of
from boards.bodies.selectors.functions import map_on
from boards.duties.rules.duties import Delegated, Duty, DutyFinding, evaluate

if TYPE_CHECKING:
    from boards.directory.models import IntegratedCareSystem

Evidence = dict[tuple[int, str], list[InstrumentVersion]]


def findings_on(
    system: IntegratedCareSystem, duties: Iterable[Duty], day: date
) -> tuple[DutyFinding, ...]:
    """How every duty stands on a day."""
    found = map_on(system, day)
    delegated = Delegated(functions=len(found.functions), gaps=found.gaps)
    return evaluate(duties, facts_of(system), delegated, day)


def evidence_on(system: IntegratedCareSystem, day: date) -> Evidence:
    """The versions in force on a day, by body and kind of document; of a document made
    for a financial year those of earlier years as well, as they stay on record. One
    query."""
    found: Evidence = defaultdict(list)
    of_a_year = Q(instrument__financial_year__isnull=False) & (
        Q(starts_on__isnull=True) | Q(starts_on__lte=day)
    )
    for one in (
        (
            InstrumentVersion.objects.in_force_on(day)
            | InstrumentVersion.objects.filter(of_a_year)
        )
        .filter(instrument__body__system=system)
        .select_related("instrument__body")
        .defer("sections")
        .order_by("-version")
    ):
        found[one.instrument.body_id, one.instrument.kind].append(one)
    return found
