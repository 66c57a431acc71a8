"""Documents that others refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from boards.bodies.enums import BodyKind, InstrumentKind
from boards.bodies.models import Instrument, InstrumentVersion

if TYPE_CHECKING:
    from django.db.models import QuerySet


def strategies_for(instrument: Instrument) -> QuerySet[InstrumentVersion]:
    """What a plan for the health needs of the population can have regard to: versions of
    the strategy of its system's Partnership, the newest first (ICB-04). Nothing for any
    other document."""
    found: QuerySet[InstrumentVersion] = InstrumentVersion.objects.select_related(
        "instrument"
    )
    if instrument.kind != InstrumentKind.SYSTEM_PLAN:
        return found.none()
    return found.filter(
        instrument__kind=InstrumentKind.STRATEGY,
        instrument__body__kind=BodyKind.PARTNERSHIP,
        instrument__body__system=instrument.body.system_id,
    ).order_by("-starts_on", "-pk")
