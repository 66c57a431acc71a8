"""Things that start and end: they are closed, never deleted."""

from __future__ import annotations

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q

M = TypeVar("M", bound=models.Model)


class EffectiveDatedQuerySet(models.QuerySet[M]):
    """Chainable filters for rows with ``starts_on`` and an inclusive ``ends_on``."""

    def in_force_on(self, day: date) -> Self:
        """Rows in force on ``day``; both edges count, a null end is still in force."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=day),
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        )


class EffectiveDated(models.Model):
    """A fact with a first and a last day (inclusive; null while in force)."""

    starts_on = models.DateField("from", null=True, blank=True)
    ends_on = models.DateField("to", null=True, blank=True)

    objects = EffectiveDatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="%(app_label)s_%(class)s_ends_after_it_starts",
            )
        ]

    def is_in_force_on(self, day: date) -> bool:
        """Whether this row is in force on ``day``."""
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_on is None or day <= self.ends_on
        )
