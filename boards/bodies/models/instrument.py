"""Documents by which a system is governed, in versions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.bodies.enums import InstrumentKind
from boards.bodies.models.body import Body
from boards.directory.models import Organisation
from ics_portal.core.effective import EffectiveDated, EffectiveDatedQuerySet


class Instrument(models.Model):
    """A constitution, agreement, strategy or plan of a body.

    ``financial_year`` is the year it begins in (2021 for 2021/22), for those made yearly;
    one memorandum of understanding a year (ACC-03).
    """

    body = HistoricForeignKey(
        Body, on_delete=models.PROTECT, related_name="instruments"
    )
    kind = models.CharField(max_length=30, choices=InstrumentKind.choices)
    title = models.CharField(max_length=200)
    financial_year = models.PositiveSmallIntegerField(null=True, blank=True)
    owner = models.CharField(max_length=200, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["body", "kind", "financial_year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind", "financial_year"],
                condition=Q(financial_year__isnull=False),
                name="instrument_once_a_year",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class InstrumentVersion(EffectiveDated):
    """What the document said for a time, and who approved it.

    ``sections`` maps what it must cover to true, false, or nothing where nobody has
    looked: ``{"children": true, "adults": true, "jsna": ["Blackpool 2021"]}``.
    ``regard_to`` are the versions it was made with regard to: the plan of the NHS body
    has regard to the Partnership's strategy (ICB-04).
    """

    instrument = HistoricForeignKey(
        Instrument, on_delete=models.PROTECT, related_name="versions"
    )
    version = models.PositiveSmallIntegerField()
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    parties = models.ManyToManyField(
        Organisation, blank=True, related_name="agreements"
    )
    regard_to = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="regarded_by",
        verbose_name="made with regard to",
    )
    sections = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True)

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[parties, regard_to])

    class Meta(EffectiveDated.Meta):
        ordering = ["instrument", "-version"]
        constraints = [
            *EffectiveDated.Meta.constraints,
            models.UniqueConstraint(
                fields=["instrument", "version"], name="instrument_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument}, version {self.version}"
