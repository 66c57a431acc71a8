"""Bodies: what they are, what they come from, who is in them, and their words."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.bodies.enums import (
    Authority,
    BodyKind,
    BodyStatus,
    CommitteeType,
    Form,
    LegalForm,
)
from boards.bodies.querysets import BodyQuerySet
from boards.directory.models import IntegratedCareSystem, Organisation, Person, Place
from ics_portal.core.effective import EffectiveDated, EffectiveDatedQuerySet


class Body(EffectiveDated):
    """A board, committee or forum that meets.

    ``system`` is where it belongs; ``also_in`` are further systems a collaborative spans.
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
    committee_type = models.CharField(
        max_length=20, choices=CommitteeType.choices, blank=True
    )
    authority = models.CharField(max_length=10, choices=Authority.choices, blank=True)
    legal_form = models.CharField(max_length=20, choices=LegalForm.choices, blank=True)
    organisation = HistoricForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="boards",
        help_text="The organisation whose board this is, such as the ICS NHS body.",
    )
    place = HistoricForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="bodies"
    )
    also_in = models.ManyToManyField(
        IntegratedCareSystem, blank=True, related_name="guest_bodies"
    )
    successor_of = HistoricForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="successors",
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
    history = HistoricalRecords(m2m_fields=[also_in])

    class Meta(EffectiveDated.Meta):
        ordering = ["name"]
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name


class BodyStanding(EffectiveDated):
    """Proposed, in shadow form, established: one after the other (TRN-06)."""

    body = HistoricForeignKey(Body, on_delete=models.PROTECT, related_name="standings")
    status = models.CharField(max_length=10, choices=BodyStatus.choices)

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["body", "starts_on"]

    def __str__(self) -> str:
        return f"{self.body}: {self.get_status_display()}"


class BodyParent(EffectiveDated):
    """From whom a body has its authority: a body or an organisation; a joint committee
    has two or more (COM-06)."""

    body = HistoricForeignKey(Body, on_delete=models.PROTECT, related_name="parents")
    parent = HistoricForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    organisation = HistoricForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="child_bodies",
    )

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["body", "pk"]
        constraints = [
            *EffectiveDated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(parent__isnull=False, organisation__isnull=True)
                | Q(parent__isnull=True, organisation__isnull=False),
                name="body_parent_is_a_body_or_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("body")),
                name="body_is_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} under {self.parent or self.organisation}"


class BodyMember(EffectiveDated):
    """An organisation that is a member of a body: Partnership, place, collaborative."""

    body = HistoricForeignKey(Body, on_delete=models.PROTECT, related_name="members")
    organisation = HistoricForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    note = models.CharField(max_length=300, blank=True)

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["body", "organisation__name"]
        constraints = [
            *EffectiveDated.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "organisation"],
                condition=Q(ends_on__isnull=True),
                name="body_member_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.body}"


class GovernanceForm(EffectiveDated):
    """The form a place (one of five) or collaborative (one of three) takes for a time.

    Which of the further fields are needed follows from the form (PLC-05, COL-05).
    """

    body = HistoricForeignKey(Body, on_delete=models.PROTECT, related_name="forms")
    form = models.CharField(max_length=30, choices=Form.choices)
    partners = models.ManyToManyField(
        Organisation, blank=True, related_name="joint_committees"
    )
    director = HistoricForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="directed_places",
    )
    lead = HistoricForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="led_bodies",
    )
    contract = models.CharField(max_length=200, blank=True)

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[partners])

    class Meta(EffectiveDated.Meta):
        ordering = ["body", "starts_on"]

    def __str__(self) -> str:
        return f"{self.body}: {self.get_form_display()}"


class Objective(EffectiveDated):
    """What a collaborative wants, and the system priority it serves (COL-08)."""

    body = HistoricForeignKey(Body, on_delete=models.PROTECT, related_name="objectives")
    text = models.CharField(max_length=500)
    priority = models.CharField("system priority", max_length=300, blank=True)

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["body", "pk"]

    def __str__(self) -> str:
        return self.text


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
