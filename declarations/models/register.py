"""Yearly returns, and the register as it was published."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.bodies.models import Body
from boards.directory.models import Person
from ics_portal.core.audit.registry import untracked


class ReturnCycle(models.Model):
    """The yearly round of returns of a body; ``year`` is ``2020/21``."""

    body = HistoricForeignKey(
        Body, on_delete=models.PROTECT, related_name="return_cycles"
    )
    year = models.CharField(max_length=7)
    opens_on = models.DateField()
    closes_on = models.DateField()

    history = HistoricalRecords()

    class Meta:
        ordering = ["body", "-opens_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year"], name="return_cycle_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="return_cycle_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.year}"


class AnnualReturn(models.Model):
    """What one person confirmed in one round; ``is_nil`` that there is nothing."""

    cycle = HistoricForeignKey(
        ReturnCycle, on_delete=models.PROTECT, related_name="returns"
    )
    person = HistoricForeignKey(
        Person, on_delete=models.PROTECT, related_name="annual_returns"
    )
    is_nil = models.BooleanField("nothing to declare", default=False)
    returned_at = models.DateTimeField()
    returned_by_id = models.PositiveBigIntegerField(null=True)
    interests_then = models.JSONField(default=list)

    history = HistoricalRecords()

    class Meta:
        ordering = ["cycle", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "person"], name="annual_return_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.cycle}"


@untracked("It is written once and never changed.")
class PublishedRegister(models.Model):
    """The register of a body as it was published, and how many entries are withheld.

    ``rows`` is a ``presenters.registers.Register`` as plain values.
    """

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="published_registers"
    )
    as_on = models.DateField("as on")
    rows = models.JSONField(default=list)
    withheld = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField()
    published_by_id = models.PositiveBigIntegerField(null=True)
    stored = models.ForeignKey(
        "core.StoredFile",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        ordering = ["body", "-published_at"]

    def __str__(self) -> str:
        return f"Register of {self.body}, {self.as_on}"
