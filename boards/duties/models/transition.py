"""Milestones of the transition, and the workstreams of the clinical strategy."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.bodies.models import InstrumentVersion
from boards.directory.models import IntegratedCareSystem, Person
from boards.duties.enums import MilestoneStatus, Phase, Pillar
from ics_portal.core.effective import EffectiveDated, EffectiveDatedQuerySet


class Milestone(models.Model):
    """Something to be done by a day, as a source printed it (TRN-01).

    ``quarter`` is the financial quarter, "2021/22 Q4"; ``due_on`` its last day where the
    source gives no other. ``correction`` says what was mended on loading (TRN-10);
    ``depends_on`` what must happen first (TRN-03). ``position`` is the published order.
    """

    system = HistoricForeignKey(
        IntegratedCareSystem, on_delete=models.PROTECT, related_name="milestones"
    )
    code = models.CharField(max_length=20)
    programme = models.CharField(max_length=120)
    quarter = models.CharField(max_length=12, blank=True)
    phase = models.CharField(max_length=15, choices=Phase.choices, blank=True)
    text = models.CharField(max_length=500)
    due_on = models.DateField(null=True, blank=True)
    owner = models.CharField(max_length=200, blank=True)
    status = models.CharField(
        max_length=10, choices=MilestoneStatus.choices, default=MilestoneStatus.PLANNED
    )
    done_on = models.DateField(null=True, blank=True)
    documents = models.ManyToManyField(
        InstrumentVersion, blank=True, related_name="milestones"
    )
    evidence = models.CharField(max_length=500, blank=True)
    depends_on = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=120, blank=True)
    correction = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    history = HistoricalRecords(m2m_fields=[documents])

    class Meta:
        ordering = ["system", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "code"], name="milestone_code_once"
            ),
            models.CheckConstraint(
                condition=Q(status="done", done_on__isnull=False)
                | (~Q(status="done") & Q(done_on__isnull=True)),
                name="milestone_is_done_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class Workstream(EffectiveDated):
    """A workstream of the clinical strategy, with its three leads (CPL-07)."""

    system = HistoricForeignKey(
        IntegratedCareSystem, on_delete=models.PROTECT, related_name="workstreams"
    )
    name = models.CharField(max_length=200)
    pillar = models.CharField(max_length=20, choices=Pillar.choices)
    senior_responsible_owner = HistoricForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="workstreams_owned",
    )
    clinical_lead = HistoricForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="workstreams_led_clinically",
    )
    finance_lead = HistoricForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="workstreams_led_financially",
    )

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["system", "pillar", "name"]

    def __str__(self) -> str:
        return self.name
