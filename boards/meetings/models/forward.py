"""The forward plan of a body: what comes to which meeting, and why."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.bodies.models import Body, Purpose
from boards.meetings.enums import Frequency, PlanState
from boards.meetings.models.agenda import AgendaItem
from boards.meetings.models.meeting import Meeting


class ForwardPlanEntry(models.Model):
    """An item planned for a meeting, or for the month in which ``due_on`` lies.

    ``source`` says where the duty comes from; ``made_from`` names the row of another app
    it was offered by ("programmes.Product:88"), so that a move there moves this one.
    ``taken_as`` is the item of the agenda it became; it is dropped with a reason.
    """

    body = HistoricForeignKey(
        Body, on_delete=models.PROTECT, related_name="forward_plan"
    )
    title = models.CharField(max_length=300)
    meeting = HistoricForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="planned_entries",
    )
    due_on = models.DateField(null=True, blank=True)
    purpose = HistoricForeignKey(
        Purpose, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lead = models.CharField(max_length=200, blank=True)
    frequency = models.CharField(
        max_length=12, choices=Frequency.choices, default=Frequency.ONCE
    )
    is_statutory = models.BooleanField("statutory", default=False)
    source = models.CharField(max_length=300, blank=True)
    section_title = models.CharField(max_length=200, blank=True)
    part = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        max_length=10, choices=PlanState.choices, default=PlanState.PLANNED
    )
    reason = models.TextField(blank=True)
    taken_as = HistoricForeignKey(
        AgendaItem,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="planned_as",
    )
    made_from = models.CharField(max_length=100, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["body", "due_on", "pk"]
        verbose_name_plural = "forward plan entries"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(reason=""),
                name="plan_entry_dropped_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title
