"""An interest somebody declares, with all that a register's columns ask."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.directory.models import Organisation, Person
from declarations.enums import (
    InterestState,
    InterestType,
    Relationship,
    Showing,
    SubType,
)
from declarations.querysets import InterestQuerySet
from ics_portal.core.effective import EffectiveDated


class Interest(EffectiveDated):
    """One interest of one person (nhs-practice 6.2).

    ``kind`` is the type; of an indirect interest the *underlying* one, and then
    ``relationship`` says whose it is (DOI-06). ``organisation_name`` is what was typed where
    the directory has none. ``arose_on`` begins the clock of 28 days: the day the interest
    arose or changed. ``share`` is in per cent. Withdrawing never unpublishes history.
    """

    person = HistoricForeignKey(
        Person, on_delete=models.PROTECT, related_name="interests"
    )
    is_direct = models.BooleanField("direct", default=True)
    kind = models.CharField("type", max_length=15, choices=InterestType.choices)
    sub_type = models.CharField(
        max_length=20, choices=SubType.choices, default=SubType.OTHER
    )
    relationship = models.CharField(
        max_length=20, choices=Relationship.choices, blank=True
    )
    organisation_name = models.CharField("organisation", max_length=300, blank=True)
    business = models.CharField("nature of its business", max_length=300, blank=True)
    nature = models.TextField("nature of the interest")
    share = models.DecimalField(
        "share in per cent", max_digits=5, decimal_places=2, null=True, blank=True
    )
    mitigation = models.TextField("action taken to mitigate", blank=True)
    is_routine = models.BooleanField("routine membership, exempt", default=False)
    arose_on = models.DateField()
    declared_at = models.DateTimeField()
    declared_by_id = models.PositiveBigIntegerField(null=True)
    confirmed_on = models.DateField("last confirmed", null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=InterestState.choices, default=InterestState.DECLARED
    )
    state_reason = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by_id = models.PositiveBigIntegerField(null=True, blank=True)
    showing = models.CharField(
        max_length=10, choices=Showing.choices, default=Showing.PUBLIC
    )
    objection = models.TextField("why it should not be published", blank=True)
    showing_reason = models.TextField(blank=True)
    showing_decided_at = models.DateTimeField(null=True, blank=True)
    showing_decided_by_id = models.PositiveBigIntegerField(null=True, blank=True)

    objects: ClassVar = InterestQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["person", "starts_on", "pk"]
        constraints = [
            *EffectiveDated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(is_direct=True, relationship="")
                | (Q(is_direct=False) & ~Q(relationship="")),
                name="indirect_interest_says_whose",
            ),
            models.CheckConstraint(
                condition=~Q(showing__in=["withheld"]) | ~Q(showing_reason=""),
                name="interest_withheld_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(state_reason=""),
                name="interest_withdrawn_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gte=0, share__lte=100),
                name="interest_share_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by_id__isnull=True)
                | Q(reviewed_at__isnull=False, reviewed_by_id__isnull=False),
                name="interest_reviewed_at_and_by_together",
            ),
        ]

    def __str__(self) -> str:
        return self.nature[:80]

    def get_absolute_url(self) -> str:
        return reverse("declarations:interest", kwargs={"interest_id": self.pk})


class InterestParty(models.Model):
    """An organisation of the directory that an interest is in."""

    interest = HistoricForeignKey(
        Interest, on_delete=models.CASCADE, related_name="parties"
    )
    organisation = HistoricForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="interests_in"
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["interest", "organisation__name", "pk"]
        verbose_name_plural = "interest parties"
        constraints = [
            models.UniqueConstraint(
                fields=["interest", "organisation"], name="interest_party_named_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)
