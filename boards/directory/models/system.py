"""Systems and the places in them."""

from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords, HistoricForeignKey

from ics_portal.core.effective import EffectiveDated


class IntegratedCareSystem(EffectiveDated):
    """A footprint in which NHS bodies and councils work together.

    ``footprint_confirmed_on`` is the day somebody said that every organisation of the
    footprint is in the directory. Until then a rule about *all* of them, such as
    RULE-PTN-02, is "not known" rather than met.
    """

    name = models.CharField(max_length=200, unique=True)
    short_name = models.CharField(max_length=40, blank=True)
    footprint_confirmed_on = models.DateField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Place(EffectiveDated):
    """A part of a system, usually a council's area but locally defined (PLC-01)."""

    system = HistoricForeignKey(
        IntegratedCareSystem, on_delete=models.PROTECT, related_name="places"
    )
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    boundary_basis = models.CharField(max_length=200, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)

    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["name"]
        constraints = [
            *EffectiveDated.Meta.constraints,
            models.UniqueConstraint(
                fields=["system", "name"], name="place_name_unique_in_system"
            ),
        ]

    def __str__(self) -> str:
        return self.name
