"""How people were involved in what was decided (ENG-01)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.bodies.models import Body
from boards.directory.models import Organisation
from boards.duties.enums import InvolvementLevel
from boards.meetings.models import Decision


class Involvement(models.Model):
    """One proposal of a body: who was involved, how, and what came of it.

    ``needs_consultation`` is null while nobody has said whether a formal consultation is
    required; where it is, it has a first and a last day. ``level`` is empty while nobody
    was involved. ``insight`` says how what people said told on the decision (ENG-08).
    """

    body = HistoricForeignKey(
        Body, on_delete=models.PROTECT, related_name="involvements"
    )
    proposal = models.CharField(max_length=300)
    raised_on = models.DateField()
    is_service_change = models.BooleanField(default=False)
    level = models.CharField(
        max_length=10, choices=InvolvementLevel.choices, blank=True
    )
    how = models.TextField("how people were involved", blank=True)
    groups = models.CharField(
        "groups affected by inequality", max_length=500, blank=True
    )
    consultees = models.ManyToManyField(
        Organisation, blank=True, related_name="involvements"
    )
    needs_consultation = models.BooleanField(null=True, blank=True)
    consultation_starts_on = models.DateField(null=True, blank=True)
    consultation_ends_on = models.DateField(null=True, blank=True)
    decision = HistoricForeignKey(
        Decision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="involvements",
    )
    insight = models.TextField("what came of it", blank=True)

    history = HistoricalRecords(m2m_fields=[consultees])

    class Meta:
        ordering = ["body", "-raised_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(consultation_ends_on__isnull=True)
                | Q(
                    consultation_starts_on__isnull=False,
                    consultation_ends_on__gte=F("consultation_starts_on"),
                ),
                name="consultation_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.proposal
