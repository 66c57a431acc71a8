"""How far a place has come, by its own eyes and by its peers' (ICP-06)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.bodies.models import Body
from boards.directory.models import IntegratedCareSystem
from boards.duties.enums import AssessmentKind, JointArea
from ics_portal.core.effective import EffectiveDated, EffectiveDatedQuerySet


class MaturityScale(EffectiveDated):
    """The levels a system chose, lowest first: no source gives any (ICP-06).

    ``levels`` is a list of two to ten different words. A scale that was used is never
    changed; another follows it.
    """

    system = HistoricForeignKey(
        IntegratedCareSystem, on_delete=models.PROTECT, related_name="maturity_scales"
    )
    name = models.CharField(max_length=120)
    levels = models.JSONField(default=list)

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["system", "starts_on", "pk"]

    def __str__(self) -> str:
        return self.name


class MaturityAssessment(models.Model):
    """One look at a place on a day, on one scale."""

    body = HistoricForeignKey(
        Body, on_delete=models.PROTECT, related_name="assessments"
    )
    scale = HistoricForeignKey(
        MaturityScale, on_delete=models.PROTECT, related_name="assessments"
    )
    kind = models.CharField(max_length=5, choices=AssessmentKind.choices)
    assessed_on = models.DateField()
    assessors = models.CharField("who assessed", max_length=300)
    note = models.TextField(blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["body", "-assessed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind", "assessed_on"],
                name="assessment_once_a_day_and_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.get_kind_display()} {self.assessed_on:%-d %B %Y}"


class MaturityScore(models.Model):
    """One of the eight areas. ``level`` counts from 1, the scale's lowest; null where it
    was not assessed."""

    assessment = HistoricForeignKey(
        MaturityAssessment, on_delete=models.PROTECT, related_name="scores"
    )
    area = models.CharField(max_length=20, choices=JointArea.choices)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.CharField("why", max_length=500, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["assessment", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "area"], name="area_scored_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_area_display()}: {self.level or 'not assessed'}"
