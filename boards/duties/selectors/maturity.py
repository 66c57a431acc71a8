"""Assessments of places, read in a number of queries that does not grow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from boards.bodies.enums import BodyKind
from boards.bodies.models import Body
from boards.directory.selectors.history import Change, changes_of
from boards.duties.enums import JointArea
from boards.duties.models import MaturityAssessment, MaturityScale, MaturityScore

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from boards.bodies.querysets import BodyQuerySet
    from boards.directory.models import IntegratedCareSystem


def scale_on(system: IntegratedCareSystem, day: date) -> MaturityScale | None:
    """The scale of a day, None where none was chosen."""
    found = MaturityScale.objects.in_force_on(day).filter(system=system)
    return found.order_by("starts_on", "pk").last()


def scales_of(system: IntegratedCareSystem) -> list[MaturityScale]:
    """Every scale of a system, the latest first."""
    found = MaturityScale.objects.filter(system=system).order_by("-starts_on", "-pk")
    return list(found.prefetch_related("assessments"))


def assessments_of(bodies: Iterable[Body], day: date) -> QuerySet[MaturityAssessment]:
    """Assessments of these bodies up to a day, the latest first, with their scores."""
    return (
        MaturityAssessment.objects.filter(body__in=bodies, assessed_on__lte=day)
        .select_related("scale", "body")
        .prefetch_related("scores")
        .order_by("body__name", "-assessed_on", "-pk")
    )


def assessments_by_body(
    bodies: Iterable[Body], day: date
) -> dict[int, list[MaturityAssessment]]:
    """The same by the id of the body, the latest first in each."""
    found: dict[int, list[MaturityAssessment]] = defaultdict(list)
    for one in assessments_of(bodies, day):
        found[one.body_id].append(one)
    return found


def places_of(system: IntegratedCareSystem) -> BodyQuerySet:
    """The place partnerships of a system."""
    found: BodyQuerySet = Body.objects.filter(
        system=system, kind=BodyKind.PLACE_PARTNERSHIP
    )
    return found.order_by("name", "pk")


def changes_of_assessment(assessment: MaturityAssessment) -> list[Change]:
    """Who recorded and corrected an assessment, the latest first. What it said first is
    told once, not area by area."""
    by_area: dict[str, list[Any]] = defaultdict(list)
    history: Any = MaturityScore.history
    for row in history.filter(assessment=assessment).select_related("history_user"):
        by_area[row.area].append(row)
    own: Any = assessment.history
    told: list[tuple[str, Any]] = [("", own.select_related("history_user"))]
    told += [(JointArea(area).label, rows) for area, rows in by_area.items()]
    return [one for one in changes_of(*told) if not (one.is_first and one.what)]
