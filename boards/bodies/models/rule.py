"""Composition rules as data."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.bodies.enums import RuleCheck
from boards.bodies.models.body import Body
from ics_portal.core.effective import EffectiveDated, EffectiveDatedQuerySet


class CompositionRule(EffectiveDated):
    """What law, framework or a body itself says about who must be there.

    ``minimum`` is a number or "all"; empty where the rule counts nothing. ``body`` is
    null for a rule of the shipped edition and set for one a body made for itself. A
    body's rule with the ``rule_id`` of a shipped one takes its place in that body.
    """

    rule_id = models.CharField(max_length=30)
    body = HistoricForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="rules"
    )
    body_kind = models.CharField(max_length=30)
    text = models.TextField()
    constituency = models.CharField(max_length=60)
    minimum = models.CharField(max_length=6, blank=True)
    maximum = models.PositiveSmallIntegerField(null=True, blank=True)
    check_kind = models.CharField(max_length=30, choices=RuleCheck.choices)
    sources = models.JSONField(default=list)
    applies_if = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["rule_id", "starts_on"]
        constraints = [
            *EffectiveDated.Meta.constraints,
            models.UniqueConstraint(
                fields=["rule_id"],
                condition=Q(body__isnull=True),
                name="shipped_rule_once",
            ),
        ]

    def __str__(self) -> str:
        return self.rule_id
