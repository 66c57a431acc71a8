"""Decisions between meetings: urgent ones, and written resolutions; and the seal."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import (
    HistoricalRecords,
    HistoricForeignKey,
    HistoricOneToOneField,
)

from boards.bodies.models import Body
from boards.directory.models import Person
from boards.meetings.enums import Consulted, RoundKind, RoundState
from boards.meetings.models.decision import Decision
from boards.meetings.models.plan import CarriedItem
from boards.meetings.querysets import DecisionRoundQuerySet


class DecisionRound(models.Model):
    """An urgent decision or a written resolution, from being proposed to its end.

    ``ratification`` is the item the portal offers to the next agenda; ``ratified_by`` the
    decision of that meeting. ``part`` 2 keeps it from the public.
    """

    body = HistoricForeignKey(
        Body, on_delete=models.PROTECT, related_name="decision_rounds"
    )
    kind = models.CharField(max_length=10, choices=RoundKind.choices)
    title = models.CharField(max_length=300)
    wording = models.TextField()
    why = models.TextField("why it cannot wait")
    part = models.PositiveSmallIntegerField(default=1)
    virtual_meeting_tried = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    opened_by_id = models.PositiveBigIntegerField(null=True)
    closes_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=RoundState.choices, default=RoundState.OPEN
    )
    state_reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=400, blank=True)
    decision = HistoricOneToOneField(
        Decision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="made_between",
    )
    ratification = HistoricOneToOneField(
        CarriedItem,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ratifies",
    )
    ratified_by = HistoricForeignKey(
        Decision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ratifications",
    )

    objects = DecisionRoundQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["body", "-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="decided") | Q(decision__isnull=False),
                name="round_decided_has_its_decision",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:round", kwargs={"round_id": self.pk})


class RoundReply(models.Model):
    """Whom a round asked, when, and what was answered."""

    round = HistoricForeignKey(
        DecisionRound, on_delete=models.CASCADE, related_name="replies"
    )
    person = HistoricForeignKey(
        Person, on_delete=models.PROTECT, related_name="round_replies"
    )
    asked_at = models.DateTimeField()  # unowned: the round was opened by somebody
    answer = models.CharField(
        max_length=10, choices=Consulted.choices, default=Consulted.WAITING
    )
    note = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_id = models.PositiveBigIntegerField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["round", "pk"]
        verbose_name_plural = "round replies"
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person"], name="round_asks_a_person_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by_id__isnull=True)
                | Q(answered_at__isnull=False, answered_by_id__isnull=False),
                name="round_reply_answered_at_and_by_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_answer_display()}"


class SealUse(models.Model):
    """One use of a body's seal: on what, when, by whose authority."""

    body = HistoricForeignKey(Body, on_delete=models.PROTECT, related_name="seal_uses")
    number = models.PositiveIntegerField()
    sealed_on = models.DateField()
    document = models.CharField(max_length=300)
    parties = models.CharField(max_length=300, blank=True)
    attested_by = models.CharField(max_length=300)
    decision = HistoricForeignKey(
        Decision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="seal_uses",
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["body", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "number"], name="seal_number_unique_in_body"
            )
        ]

    def __str__(self) -> str:
        return f"Seal {self.number} of {self.body}"
