"""Declarations as they stood on a day, read from the histories of their rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import get_default_timezone

from declarations.rules.clock import MONTHS_PUBLIC, YEARS_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which register: of which bodies, on which day, as known at ``now``.

    ``is_record`` is the private record of the office: withheld and withdrawn entries too,
    and what ended up to six years ago. ``words``, the ``name`` of somebody
    and ``person_ids`` narrow it.
    """

    body_ids: frozenset[int]
    day: date
    now: datetime
    is_record: bool = False
    words: str = ""
    name: str = ""
    person_ids: frozenset[int] | None = None

    @property
    def moment(self) -> datetime:
        """The end of the day, or now, whichever came first."""
        midnight = datetime.combine(
            self.day + timedelta(days=1), time(), tzinfo=get_default_timezone()
        )
        return min(midnight - timedelta(microseconds=1), self.now)

    @property
    def months(self) -> int:
        """For how long something that ended stays."""
        return 12 * YEARS_KEPT if self.is_record else MONTHS_PUBLIC


def versions(model: type[Model], asked: Asked) -> QuerySet[Any]:
    """Each row as it was described at the end of the day.

    One that was declared by then and typed in later is given as it was first typed; one
    that was deleted by then is not given.
    """
    if asked.moment == asked.now:
        return model._default_manager.all()
    history: Any = model.history.model  # type: ignore[attr-defined]
    steps = history.objects.filter(id=OuterRef("id"))
    then = steps.filter(history_date__lte=asked.moment).order_by(
        "-history_date", "-history_id"
    )
    first = steps.order_by("history_date", "history_id")
    chosen = Coalesce(
        Subquery(then.values("history_id")[:1]),
        Subquery(first.values("history_id")[:1]),
    )
    found: QuerySet[Any] = history.objects.filter(history_id=chosen).exclude(
        history_type="-"
    )
    return found
