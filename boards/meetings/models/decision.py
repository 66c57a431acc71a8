"""What a body decided, and how it came to it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.bodies.models import Body
from boards.directory.models import Person
from boards.meetings.enums import DecisionMethod
from boards.meetings.models.agenda import AgendaItem
from boards.meetings.models.meeting import Meeting
from boards.meetings.querysets import DecisionQuerySet


class Decision(models.Model):
    """One decision of a body, at a meeting or between two (ICB-21).

    ``number`` is the body's code, the year and a running number: "ICB-2022-007".
    ``reason`` says why the chair decided, or what support was given by third parties; it
    is required for those two methods. The ``votes_…`` are numbers of voters, null where no
    vote was taken; ``casting_vote_by`` is the person presiding who had the second vote.
    """

    body = HistoricForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    number = models.CharField(max_length=30, unique=True)
    meeting = HistoricForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    item = HistoricForeignKey(
        AgendaItem,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    decided_on = models.DateField()
    wording = models.TextField()
    method = models.CharField(max_length=15, choices=DecisionMethod.choices)
    reason = models.TextField(blank=True)
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(null=True, blank=True)
    casting_vote_by = HistoricForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    casting_vote_for = models.BooleanField(null=True, blank=True)
    conflicts_handled = models.TextField(blank=True)

    objects = DecisionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["body", "-decided_on", "-number"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(method__in=["chair", "third_party"]) | ~Q(reason=""),
                name="decision_without_consensus_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(casting_vote_by__isnull=True, casting_vote_for__isnull=True)
                | Q(casting_vote_by__isnull=False, casting_vote_for__isnull=False),
                name="decision_casting_vote_is_for_or_against",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("meetings:decision", kwargs={"number": self.number})


class Dissent(models.Model):
    """Somebody who asked that the minutes name his or her dissent (nhs-practice 3.3)."""

    decision = HistoricForeignKey(
        Decision, on_delete=models.CASCADE, related_name="dissents"
    )
    person = HistoricForeignKey(
        Person, on_delete=models.PROTECT, related_name="dissents"
    )
    words = models.TextField(blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "person"], name="dissent_once_for_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.decision}"
