"""Terms of reference, in versions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.bodies.models.body import Body
from ics_portal.core.effective import EffectiveDated, EffectiveDatedQuerySet


class TermsOfReference(EffectiveDated):
    """How a body works while this version is in force.

    ``quorum_share`` is the least share of voting members, in per cent, that must be
    there; null where the terms give none, and then a quorum is not known.
    """

    body = HistoricForeignKey(Body, on_delete=models.PROTECT, related_name="terms")
    version = models.PositiveSmallIntegerField()
    is_public = models.BooleanField("meets in public", null=True, blank=True)
    decides_by = models.CharField(max_length=200, blank=True)
    chairs_powers = models.TextField(blank=True)
    allows_deputies = models.BooleanField(null=True, blank=True)
    allows_written_resolutions = models.BooleanField(null=True, blank=True)
    quorum_share = models.PositiveSmallIntegerField(null=True, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["body", "-version"]
        verbose_name_plural = "terms of reference"
        constraints = [
            *EffectiveDated.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "version"], name="terms_version_once"
            ),
            models.CheckConstraint(
                condition=Q(quorum_share__isnull=True)
                | Q(quorum_share__gte=1, quorum_share__lte=100),
                name="quorum_share_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, terms of reference {self.version}"


class QuorumLine(models.Model):
    """At least so many of these constituencies: "medical or nursing director: 1"."""

    terms = HistoricForeignKey(
        TermsOfReference, on_delete=models.PROTECT, related_name="quorum"
    )
    words = models.CharField(max_length=200)
    constituencies = models.JSONField(default=list)
    minimum = models.PositiveSmallIntegerField(default=1)

    history = HistoricalRecords()

    class Meta:
        ordering = ["terms", "pk"]

    def __str__(self) -> str:
        return f"{self.minimum} of {self.words}"
