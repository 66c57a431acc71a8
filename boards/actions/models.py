"""The action log of a body."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.actions.enums import ENDED_STATES, ActionState, DuePrecision
from boards.actions.querysets import ActionQuerySet
from boards.bodies.models import Body
from boards.directory.models import Person
from boards.meetings.enums import Part
from boards.meetings.models import AgendaItem, Meeting


class Action(models.Model):
    """Something a meeting asked for. Legacy codes are kept as they are.

    ``due_on`` is the last day that is in time: a day as given, or the last day of a
    month; null for an action without a date, which is never overdue. ``due_text`` is
    the date as printed. The first date is kept with every revised one (``ActionDate``).
    ``lead`` is the lead's role in words; ``lead_person`` who that is, if known.
    ``part`` is that of the meeting it was raised in: it stays private although its item
    moves, or is taken off an agenda. ``end_reason`` is what the meeting said at the end.
    """

    body = HistoricForeignKey(Body, on_delete=models.PROTECT, related_name="actions")
    part = models.PositiveSmallIntegerField(choices=Part.choices, default=Part.ONE)
    code = models.CharField(max_length=40)
    title = models.TextField()
    lead = models.CharField("responsible lead", max_length=300, blank=True)
    state = models.CharField(
        max_length=20, choices=ActionState.choices, default=ActionState.OPEN
    )
    raised_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_precision = models.CharField(
        max_length=5, choices=DuePrecision.choices, default=DuePrecision.NONE
    )
    due_text = models.CharField(max_length=60, blank=True)
    raised_at_meeting = HistoricForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="actions_raised",
    )
    item = HistoricForeignKey(
        AgendaItem,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="actions",
    )
    lead_person = HistoricForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="actions_led",
    )
    closed_on = models.DateField(null=True, blank=True)
    closed_at_meeting = HistoricForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="actions_closed",
    )
    superseded_by = HistoricForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="supersedes",
    )
    end_reason = models.TextField(blank=True)

    objects = ActionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "code"], name="action_code_unique_in_body"
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | Q(state="superseded"),
                name="action_superseded_says_so",
            ),
        ]

    def __str__(self) -> str:
        # The code alone: labels of the audit trail say nothing of part 2.
        return self.code

    def get_absolute_url(self) -> str:
        """The code is unique in its body only, so the address says which."""
        path = reverse("actions:detail", kwargs={"code": self.code})
        return f"{path}?body={self.body_id}"

    @property
    def is_ended(self) -> bool:
        return self.state in ENDED_STATES


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


class ActionDate(models.Model):
    """A due date an action had, with who moved it, when and why; none is ever lost."""

    action = HistoricForeignKey(Action, on_delete=models.CASCADE, related_name="dates")
    due_on = models.DateField(null=True, blank=True)
    due_precision = models.CharField(max_length=5, choices=DuePrecision.choices)
    due_text = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    set_at = models.DateTimeField()
    set_by_id = models.PositiveBigIntegerField(null=True)
    set_by_name = models.CharField(max_length=200, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["action", "set_at", "pk"]

    def __str__(self) -> str:
        return self.due_text
