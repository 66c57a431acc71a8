"""Who decides: bodies, their words, and who holds which role in them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.bodies.enums import BodyKind
from boards.bodies.querysets import BodyQuerySet, BodyRoleQuerySet
from boards.directory.models import IntegratedCareSystem, Person
from ics_portal.accounts.actor import Role
from ics_portal.core.effective import EffectiveDated


class Body(EffectiveDated):
    """A board, committee or forum that meets.

    ``code`` begins action codes (ICSB200902-01); ``running_header`` is printed at the
    head of each page of its packs (PCK-02).
    """

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=30, choices=BodyKind.choices)
    system = HistoricForeignKey(
        IntegratedCareSystem, on_delete=models.PROTECT, related_name="bodies"
    )
    long_name = models.CharField(max_length=200, blank=True)
    running_header = models.CharField(max_length=100, blank=True)
    meets_in_public = models.BooleanField(default=True)
    # Days before the meeting; calendar days (nhs-practice 4). Settings of the body.
    papers_due_days = models.PositiveSmallIntegerField(default=7)
    papers_to_members_days = models.PositiveSmallIntegerField(default=5)
    route_caption = models.CharField(
        max_length=200,
        default="Other forums that have discussed this paper",
        help_text="Caption of the route table on cover sheets (CVR-13).",
    )

    objects: ClassVar = BodyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["name"]
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name


class Purpose(models.Model):
    """A word an agenda item or a recommendation asks with: Note, Approve and so on.

    The list is the body's own and can grow (AGD-05). ``strength`` orders the words, so
    that an agenda purpose weaker than the paper's recommendation can be warned about.
    """

    body = HistoricForeignKey(Body, on_delete=models.PROTECT, related_name="purposes")
    word = models.CharField(max_length=40)
    past_tense = models.CharField(max_length=40)
    strength = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "word"]
        constraints = [
            models.UniqueConstraint(
                "body", Lower("word"), name="purpose_word_unique_in_body"
            ),
        ]

    def __str__(self) -> str:
        return self.word


class BodyRole(EffectiveDated):
    """A role a person holds in a body for a time; read by ``actor_for``."""

    person = HistoricForeignKey(
        Person, on_delete=models.PROTECT, related_name="body_roles"
    )
    body = HistoricForeignKey(Body, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=30, choices=Role.choices)

    objects: ClassVar = BodyRoleQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["body", "role", "person"]
        constraints = [
            *EffectiveDated.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "body", "role"],
                condition=Q(ends_on__isnull=True),
                name="body_role_held_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()} of {self.body}"
