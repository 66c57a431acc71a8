"""Milestones and workstreams of a system, in a number of queries that does not grow."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from boards.bodies.models import InstrumentVersion
from boards.duties.models import Milestone, Workstream

if TYPE_CHECKING:
    from boards.directory.models import IntegratedCareSystem


def milestones_of(system: IntegratedCareSystem) -> QuerySet[Milestone]:
    """The milestones in the published order, with their documents. Two queries."""
    return Milestone.objects.filter(system=system).prefetch_related(
        "documents__instrument"
    )


def documents_of(system: IntegratedCareSystem) -> QuerySet[InstrumentVersion]:
    """Every version of a document of the system's bodies, to choose from."""
    return (
        InstrumentVersion.objects.filter(instrument__body__system=system)
        .select_related("instrument__body")
        .defer("sections")
        .order_by("instrument__title", "-version")
    )


def document_words(version: InstrumentVersion) -> str:
    """``Constitution, version 2``; needs ``instrument`` selected."""
    return f"{version.instrument.title}, version {version.version}"


def workstreams_on(system: IntegratedCareSystem, day: date) -> list[Workstream]:
    """The workstreams in force on a day with their leads, by name. One query."""
    found = Workstream.objects.in_force_on(day).filter(system=system)
    return list(
        found.select_related(
            "senior_responsible_owner", "clinical_lead", "finance_lead"
        ).order_by("name", "pk")
    )
