"""How regulators see the organisations of a system."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.directory.models import IntegratedCareSystem, Organisation
from boards.duties.enums import ActionKind, RatingStatus, Segment
from ics_portal.core.effective import EffectiveDated, EffectiveDatedQuerySet


class OversightRating(EffectiveDated):
    """A segment from 1 to 4 of a system or one of its organisations (ACC-04).

    ``organisation`` is null where the system as a whole was rated. ``scheme`` is the
    framework and its year, such as "System Oversight Framework 2021/22".
    """

    system = HistoricForeignKey(
        IntegratedCareSystem, on_delete=models.PROTECT, related_name="ratings"
    )
    organisation = HistoricForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ratings",
    )
    scheme = models.CharField(max_length=120)
    segment = models.PositiveSmallIntegerField(choices=Segment.choices)
    status = models.CharField(max_length=10, choices=RatingStatus.choices)
    source = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["system", "organisation__name", "-starts_on", "-pk"]
        constraints = [
            *EffectiveDated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(segment__gte=1, segment__lte=4),
                name="oversight_segment_is_from_1_to_4",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation or self.system}: {self.segment}, {self.scheme}"


class RegulatoryAction(EffectiveDated):
    """A statutory step or a support programme: NHS England's alone (ACC-06, ACC-15).

    ``taken_by`` is a national body or regulator; ``about`` the organisation concerned.
    """

    system = HistoricForeignKey(
        IntegratedCareSystem,
        on_delete=models.PROTECT,
        related_name="regulatory_actions",
    )
    about = HistoricForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="regulatory_actions"
    )
    taken_by = HistoricForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="actions_taken"
    )
    kind = models.CharField(max_length=15, choices=ActionKind.choices)
    words = models.CharField("what was done", max_length=500)

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["system", "-starts_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.about}"
