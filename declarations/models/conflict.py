"""Where an interest meets an agenda item, and what a body does then."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import (
    HistoricalRecords,
    HistoricForeignKey,
    HistoricOneToOneField,
)

from boards.bodies.models import Body
from boards.directory.models import Organisation, Person
from boards.meetings.enums import RulingOption
from boards.meetings.models import AgendaItem, ItemParticipation
from declarations.enums import ConflictSource, ConflictState, HoldRule
from declarations.models.interest import Interest
from declarations.querysets import ConflictQuerySet
from ics_portal.core.effective import EffectiveDated, EffectiveDatedQuerySet


class ConflictSettings(models.Model):
    """How a body handles matches before its chair rules, and readers' copies."""

    body = HistoricOneToOneField(
        Body, on_delete=models.PROTECT, related_name="conflict_settings"
    )
    hold = models.CharField(
        max_length=5, choices=HoldRule.choices, default=HoldRule.HOLD
    )
    name_on_pages = models.BooleanField("reader's name on each page", default=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["body"]
        verbose_name_plural = "conflict settings"

    def __str__(self) -> str:
        return f"Conflicts in {self.body}"


class StandingRuling(EffectiveDated):
    """How a partner member takes part in what concerns his or her own organisation,
    declared once and ruled once (DOI-16)."""

    body = HistoricForeignKey(
        Body, on_delete=models.PROTECT, related_name="standing_rulings"
    )
    person = HistoricForeignKey(
        Person, on_delete=models.PROTECT, related_name="standing_rulings"
    )
    organisation = HistoricForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="standing_rulings"
    )
    option = models.CharField(
        max_length=20, choices=RulingOption.choices, default=RulingOption.FULL_PART
    )
    words = models.TextField()
    ruled_by = HistoricForeignKey(
        Person, on_delete=models.PROTECT, related_name="standing_rulings_made"
    )

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["body", "person", "organisation"]
        constraints = [
            *EffectiveDated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(ruled_by=models.F("person")),
                name="standing_ruling_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"


class Conflict(models.Model):
    """One thing of one person that meets one item, and why; the secretary sees each.

    ``key`` names what meets what, so that looking again finds the same row.
    """

    item = HistoricForeignKey(
        AgendaItem, on_delete=models.CASCADE, related_name="conflicts"
    )
    person = HistoricForeignKey(
        Person, on_delete=models.PROTECT, related_name="conflicts"
    )
    interest = HistoricForeignKey(
        Interest,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="conflicts",
    )
    organisation = HistoricForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="conflicts",
    )
    source = models.CharField(max_length=15, choices=ConflictSource.choices)
    key = models.CharField(max_length=120)
    why = models.TextField()
    is_direct = models.BooleanField("direct", default=True)
    state = models.CharField(
        max_length=10, choices=ConflictState.choices, default=ConflictState.FOUND
    )
    state_reason = models.TextField(blank=True)
    suggested = models.CharField(
        max_length=20, choices=RulingOption.choices, blank=True
    )
    participation = HistoricForeignKey(
        ItemParticipation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="conflicts",
    )

    objects = ConflictQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["item", "person", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person", "key"], name="conflict_found_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="dismissed") | ~Q(state_reason=""),
                name="conflict_dismissed_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.why[:80]


class Breach(models.Model):
    """Something that was not declared or not handled as it should: published unnamed."""

    body = HistoricForeignKey(Body, on_delete=models.PROTECT, related_name="breaches")
    happened_on = models.DateField()
    what = models.TextField("what happened")
    impact = models.TextField()
    action = models.TextField("action taken")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by_id = models.PositiveBigIntegerField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["body", "-happened_on"]
        verbose_name_plural = "breaches"
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by_id__isnull=True)
                | Q(published_at__isnull=False, published_by_id__isnull=False),
                name="breach_published_at_and_by_together",
            )
        ]

    def __str__(self) -> str:
        return self.what[:80]
