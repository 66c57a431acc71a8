"""The functions and decisions map: who decides what, and by which paper."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.bodies.models.body import Body
from boards.bodies.models.instrument import Instrument
from boards.directory.models import IntegratedCareSystem
from ics_portal.core.effective import EffectiveDated, EffectiveDatedQuerySet


class Function(EffectiveDated):
    """Something the system does, at system or at place level.

    A function at system level says why a smaller footprint would not do (FDM-02).
    """

    class Level(models.TextChoices):
        SYSTEM = "system", "System"
        PLACE = "place", "Place"
        ORGANISATION = "organisation", "Organisation"

    system = HistoricForeignKey(
        IntegratedCareSystem, on_delete=models.PROTECT, related_name="functions"
    )
    name = models.CharField(max_length=200)
    level = models.CharField(max_length=15, choices=Level.choices)
    subsidiarity_reason = models.TextField(blank=True)
    lead = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["system", "position", "name"]

    def __str__(self) -> str:
        return self.name


class Delegation(EffectiveDated):
    """Who decides about a function, up to which limit, and by which paper.

    The holder is a body or an officer's post. Accountability stays with ``accountable``,
    the ICS NHS body; ``assurance_route`` says how it is assured (ICB-11).
    ``limit`` is in pounds; null where there is none.
    """

    class Kind(models.TextChoices):
        RESERVED = "reserved", "Reserved"
        DELEGATED = "delegated", "Delegated"
        JOINT = "joint", "Joint"
        ADVISORY = "advisory", "Advises"

    function = HistoricForeignKey(
        Function, on_delete=models.PROTECT, related_name="delegations"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    holder = HistoricForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="delegations",
    )
    officer = models.CharField(max_length=200, blank=True)
    accountable = HistoricForeignKey(
        Body, on_delete=models.PROTECT, related_name="accountabilities"
    )
    assurance_route = models.CharField(max_length=300, blank=True)
    limit = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    instrument = HistoricForeignKey(
        Instrument,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="delegations",
    )

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["function", "pk"]
        constraints = [
            *EffectiveDated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(holder__isnull=False, officer="")
                | (Q(holder__isnull=True) & ~Q(officer="")),
                name="delegation_is_held_by_a_body_or_an_officer",
            ),
            models.CheckConstraint(
                condition=Q(limit__isnull=True) | Q(limit__gte=0),
                name="delegation_limit_is_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function}: {self.holder or self.officer}"
