"""Organisations, what they provide, and what they became."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.directory.enums import OrganisationKind, Service, SuccessionKind
from boards.directory.models.system import IntegratedCareSystem
from ics_portal.core.effective import EffectiveDated, EffectiveDatedQuerySet


class Organisation(EffectiveDated):
    """An organisation, sector or forum; a code is unique and never reused.

    ``starts_on`` and ``ends_on`` are its opening and its last day. ``is_upper_tier`` says
    whether a council provides social care; null where nobody has said.
    """

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=30, choices=OrganisationKind.choices)
    ods_code = models.CharField("ODS code", max_length=10, blank=True)
    ons_code = models.CharField("ONS code", max_length=9, blank=True)
    is_upper_tier = models.BooleanField("provides social care", null=True, blank=True)
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
            models.UniqueConstraint(
                fields=["ons_code"],
                condition=~Q(ons_code=""),
                name="organisation_ons_code_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationService(EffectiveDated):
    """Something an organisation provides, for a time."""

    organisation = HistoricForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="services"
    )
    service = models.CharField(max_length=20, choices=Service.choices)

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["organisation", "service"]
        constraints = [
            *EffectiveDated.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "service"],
                condition=Q(ends_on__isnull=True),
                name="organisation_service_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_service_display()}"


class OrganisationSuccession(models.Model):
    """One organisation followed another from a day on; many may merge into one."""

    predecessor = HistoricForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="successions"
    )
    successor = HistoricForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="precessions"
    )
    kind = models.CharField(max_length=10, choices=SuccessionKind.choices)
    on = models.DateField()
    note = models.TextField(blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["on", "predecessor"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "on"], name="succession_said_once"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="succession_is_of_two_organisations",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} {self.get_kind_display().lower()} {self.successor}"
