"""Gifts and hospitality, and the limits for them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.directory.models import Organisation, Person
from declarations.enums import GiftKind, GiftOutcome, GiftSource
from declarations.querysets import GiftQuerySet
from ics_portal.core.effective import EffectiveDated, EffectiveDatedQuerySet


class GiftLimit(EffectiveDated):
    """The limits in pounds that hold from a day on (nhs-practice 6.5)."""

    branded_aid = models.DecimalField(max_digits=8, decimal_places=2, default=6)
    gift = models.DecimalField(max_digits=8, decimal_places=2, default=50)
    hospitality_declared = models.DecimalField(
        max_digits=8, decimal_places=2, default=25
    )
    hospitality_most = models.DecimalField(max_digits=8, decimal_places=2, default=75)

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["starts_on"]

    def __str__(self) -> str:
        return f"Limits from {self.starts_on}"


class GiftOrHospitality(models.Model):
    """Something offered to a person, its value in pounds, and what was done with it.

    ``giver`` is compared without case when gifts of one source are added up. ``wanted`` is
    what the person would do with it, where the usual rule says otherwise and somebody else
    decides; ``outcome`` then waits.
    """

    person = HistoricForeignKey(Person, on_delete=models.PROTECT, related_name="gifts")
    kind = models.CharField(max_length=12, choices=GiftKind.choices)
    source = models.CharField(max_length=10, choices=GiftSource.choices)
    giver = models.CharField("from whom", max_length=300)
    organisation = HistoricForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="gifts_given",
    )
    description = models.TextField()
    value = models.DecimalField("value in pounds", max_digits=10, decimal_places=2)
    is_estimate = models.BooleanField("value is an estimate", default=False)
    offered_on = models.DateField()
    received_on = models.DateField(null=True, blank=True)
    declared_at = models.DateTimeField()
    declared_by_id = models.PositiveBigIntegerField(null=True)
    outcome = models.CharField(max_length=20, choices=GiftOutcome.choices)
    reason = models.TextField(blank=True)
    wanted = models.CharField(max_length=20, choices=GiftOutcome.choices, blank=True)
    done_with = models.TextField("what was done with it", blank=True)
    approved_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_id = models.PositiveBigIntegerField(null=True, blank=True)

    objects = GiftQuerySet.as_manager()

    history = HistoricalRecords()

    class Meta:
        ordering = ["-offered_on", "pk"]
        verbose_name_plural = "gifts and hospitality"
        constraints = [
            models.CheckConstraint(
                condition=Q(value__gte=0), name="gift_value_is_not_below_nothing"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by_id__isnull=True)
                | Q(decided_at__isnull=False, decided_by_id__isnull=False),
                name="gift_decided_at_and_by_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.giver}"

    def get_absolute_url(self) -> str:
        return reverse("declarations:gift", kwargs={"gift_id": self.pk})
