"""Templates of standing items, and items carried from one meeting to another."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.bodies.models import Body
from boards.meetings.enums import CarriedState, ItemFormat, StandingItem
from boards.meetings.models.agenda import AgendaItem
from boards.meetings.models.meeting import Meeting


class AgendaTemplate(models.Model):
    """A body's usual agenda."""

    body = HistoricForeignKey(
        Body, on_delete=models.PROTECT, related_name="agenda_templates"
    )
    name = models.CharField(max_length=100)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "name"], name="agenda_template_name_unique_in_body"
            )
        ]

    def __str__(self) -> str:
        return self.name


class AgendaTemplateRow(models.Model):
    """A row of a template: a section heading where ``title`` is empty, else an item."""

    template = HistoricForeignKey(
        AgendaTemplate, on_delete=models.CASCADE, related_name="rows"
    )
    position = models.PositiveSmallIntegerField()
    section_title = models.CharField(max_length=200)
    title = models.CharField(max_length=300, blank=True)
    standing = models.CharField(max_length=20, choices=StandingItem.choices, blank=True)
    owners = models.CharField(
        max_length=400, blank=True, help_text='Role titles with " / " between them.'
    )
    purpose_word = models.CharField(max_length=40, blank=True)
    item_format = models.CharField(
        max_length=20, choices=ItemFormat.choices, default=ItemFormat.VERBAL
    )
    minutes = models.PositiveSmallIntegerField(default=5)

    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title or self.section_title


class CarriedItem(models.Model):
    """An item deferred from an earlier meeting, offered until taken or dropped (AGD-13)."""

    body = HistoricForeignKey(
        Body, on_delete=models.PROTECT, related_name="carried_items"
    )
    title = models.CharField(max_length=300)
    deferred_from = HistoricForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="items_deferred",
    )
    deferred_item = HistoricForeignKey(
        AgendaItem,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="carried_as",
    )
    deferred_from_text = models.CharField(max_length=200, blank=True)
    due_at_meeting = HistoricForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="items_carried_in",
    )
    state = models.CharField(
        max_length=10, choices=CarriedState.choices, default=CarriedState.OFFERED
    )
    taken_as = HistoricForeignKey(
        AgendaItem,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="carried_from",
    )
    reason = models.TextField(blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=CarriedState.DROPPED) | ~Q(reason=""),
                name="carried_item_dropped_with_reason",
            )
        ]

    def __str__(self) -> str:
        return self.title
