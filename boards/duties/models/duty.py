"""What a system adds to the duties, who answers for each, and what shows it is met."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.bodies.enums import BodyKind
from boards.bodies.models import Body, InstrumentVersion
from boards.directory.models import IntegratedCareSystem, Person
from boards.duties.enums import Level
from boards.meetings.models import Decision
from boards.papers.models import Paper
from ics_portal.core.effective import EffectiveDated, EffectiveDatedQuerySet


class LocalDuty(EffectiveDated):
    """A duty a system sets itself, beside those that ship with the portal.

    ``key`` is its name in addresses and evidence, unique in the system and none of the
    shipped ones. ``parts`` are the things of a checklist, in order; empty where the duty
    is one thing. ``due_on`` is the first day it must be met.
    """

    system = HistoricForeignKey(
        IntegratedCareSystem, on_delete=models.PROTECT, related_name="own_duties"
    )
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    asked = models.CharField("what is asked", max_length=500)
    source = models.CharField(max_length=200)
    held_by = models.CharField(
        max_length=30, choices=BodyKind.choices, default=BodyKind.NHS_BODY_BOARD
    )
    level = models.CharField(
        max_length=10, choices=Level.choices, default=Level.REQUIRED
    )
    parts = models.JSONField(default=list, blank=True)
    due_on = models.DateField("due from", null=True, blank=True)

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["system", "title"]
        verbose_name_plural = "local duties"
        constraints = [
            *EffectiveDated.Meta.constraints,
            models.UniqueConstraint(
                fields=["system", "key"], name="local_duty_key_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DutyOwner(EffectiveDated):
    """Who answers for a duty of a body: somebody by name, or a post.

    ``part`` is one thing of its checklist, or empty for the whole: safeguarding,
    children in care and SEND each have an accountable officer (ICB-03).
    """

    body = HistoricForeignKey(
        Body, on_delete=models.PROTECT, related_name="duty_owners"
    )
    duty = models.SlugField(max_length=60)
    part = models.SlugField(max_length=60, blank=True)
    person = HistoricForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="duties_owned",
    )
    post = models.CharField(max_length=200, blank=True)

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["body", "duty", "part", "starts_on", "pk"]
        constraints = [
            *EffectiveDated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(post=""),
                name="duty_owner_is_a_person_or_a_post",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.post}, {self.duty} of {self.body}"


class Evidence(EffectiveDated):
    """What shows that a duty is met or is not, from a day on.

    ``part`` is one thing of its checklist, or empty for the whole. ``is_met`` is what
    somebody found who looked. It may rest on a version of a document, a paper, a decision
    or an address; ``words`` say what it shows.
    """

    body = HistoricForeignKey(
        Body, on_delete=models.PROTECT, related_name="duty_evidence"
    )
    duty = models.SlugField(max_length=60)
    part = models.SlugField(max_length=60, blank=True)
    is_met = models.BooleanField("shows that it is met", default=True)
    words = models.CharField("what it shows", max_length=500)
    version = HistoricForeignKey(
        InstrumentVersion,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evidence_of",
    )
    paper = HistoricForeignKey(
        Paper,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evidence_of",
    )
    decision = HistoricForeignKey(
        Decision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evidence_of",
    )
    address = models.URLField("web address", max_length=500, blank=True)
    review_on = models.DateField("review due", null=True, blank=True)

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["body", "duty", "part", "-starts_on", "-pk"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.words
