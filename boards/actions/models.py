"""The action log of a body."""

from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.actions.enums import ActionState
from boards.actions.querysets import ActionQuerySet
from boards.bodies.models import Body


class Action(models.Model):
    """Something a meeting asked for. Legacy codes are kept as they are.

    ``due_on`` is the last day that is in time: a day as given, or the last day of a
    month; null for an action without a date, which is never overdue. ``due_text`` is
    the date as printed.
    """

    body = HistoricForeignKey(Body, on_delete=models.PROTECT, related_name="actions")
    code = models.CharField(max_length=40)
    title = models.TextField()
    lead = models.CharField("responsible lead", max_length=300, blank=True)
    state = models.CharField(
        max_length=20, choices=ActionState.choices, default=ActionState.OPEN
    )
    raised_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_text = models.CharField(max_length=60, blank=True)

    objects = ActionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "code"], name="action_code_unique_in_body"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class ActionUpdate(models.Model):
    """A progress note; an imported note may have no date."""

    action = HistoricForeignKey(
        Action, on_delete=models.CASCADE, related_name="updates"
    )
    text = models.TextField()
    noted_on = models.DateField(null=True, blank=True)
    noted_by_name = models.CharField(max_length=200, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["noted_on", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
