"""The way a paper takes before it is decided, and who keeps what at a place."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.bodies.enums import HeldBy
from boards.bodies.models.body import Body
from boards.bodies.models.delegation import Function
from boards.directory.models import IntegratedCareSystem, Organisation
from ics_portal.core.effective import EffectiveDated, EffectiveDatedQuerySet


class ApprovalRoute(EffectiveDated):
    """Which bodies something passes, in order; the last one decides (ICP-20)."""

    system = HistoricForeignKey(
        IntegratedCareSystem, on_delete=models.PROTECT, related_name="approval_routes"
    )
    subject = models.CharField(max_length=200)
    source = models.CharField(max_length=120, blank=True)

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["system", "subject"]

    def __str__(self) -> str:
        return self.subject


class ApprovalStep(models.Model):
    """One body of a route; ``position`` counts from 1."""

    route = HistoricForeignKey(
        ApprovalRoute, on_delete=models.PROTECT, related_name="steps"
    )
    body = HistoricForeignKey(
        Body, on_delete=models.PROTECT, related_name="approval_steps"
    )
    position = models.PositiveSmallIntegerField()

    history = HistoricalRecords()

    class Meta:
        ordering = ["route", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["route", "position"], name="approval_step_position_once"
            ),
            models.UniqueConstraint(
                fields=["route", "body"], name="approval_step_body_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.body}"


class SchemeLine(EffectiveDated):
    """What a partner keeps of a function, and what is managed by the place (ICP-07).

    ``limit`` is in pounds: up to it the place decides; null where there is none.
    """

    body = HistoricForeignKey(
        Body, on_delete=models.PROTECT, related_name="scheme_lines"
    )
    function = HistoricForeignKey(
        Function, on_delete=models.PROTECT, related_name="scheme_lines"
    )
    partner = HistoricForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="scheme_lines"
    )
    held_by = models.CharField(max_length=10, choices=HeldBy.choices)
    limit = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["body", "function__position", "partner__name", "pk"]
        constraints = [
            *EffectiveDated.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "function", "partner"],
                condition=Q(ends_on__isnull=True),
                name="scheme_line_open_once",
            ),
            models.CheckConstraint(
                condition=Q(limit__isnull=True) | Q(limit__gte=0),
                name="scheme_limit_is_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function}, {self.partner}: {self.get_held_by_display()}"
