"""Who exists: systems, organisations and people."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.directory.enums import OrganisationKind
from ics_portal.core.effective import EffectiveDated


class IntegratedCareSystem(EffectiveDated):
    """A footprint in which NHS bodies and councils work together."""

    name = models.CharField(max_length=200, unique=True)
    short_name = models.CharField(max_length=40, blank=True)

    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Organisation(EffectiveDated):
    """An organisation, sector or forum; a code is unique and never reused."""

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=30, choices=OrganisationKind.choices)
    ods_code = models.CharField("ODS code", max_length=10, blank=True)
    systems = models.ManyToManyField(
        IntegratedCareSystem, blank=True, related_name="organisations"
    )
    note = models.TextField(blank=True)

    history = HistoricalRecords(m2m_fields=[systems])

    class Meta(EffectiveDated.Meta):
        ordering = ["name"]
        constraints = [
            *EffectiveDated.Meta.constraints,
            models.UniqueConstraint(
                fields=["ods_code"],
                condition=~Q(ods_code=""),
                name="organisation_ods_code_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Someone who sits, attends or writes; may or may not have a sign-in."""

    name = models.CharField(max_length=200)
    post_title = models.CharField(max_length=200, blank=True)
    organisation = HistoricForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="people",
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="person",
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name
