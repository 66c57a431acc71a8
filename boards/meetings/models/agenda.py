"""An agenda: sections, items, who owns them and whom they concern."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.bodies.models import Purpose
from boards.directory.models import Organisation, Person
from boards.meetings.enums import ItemFormat, ItemState, Part, StandingItem
from boards.meetings.models.meeting import Meeting
from boards.meetings.querysets import AgendaItemQuerySet
from ics_portal.core.audit.registry import untracked


class AgendaSection(models.Model):
    """A heading that groups items; sections belong to a meeting and bear no number."""

    meeting = HistoricForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="sections"
    )
    title = models.CharField(max_length=200)
    sort_key = models.BigIntegerField()

    history = HistoricalRecords()

    class Meta:
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """One item. Its number is computed from the sort keys until it is frozen.

    ``sort_key`` orders an item among those of its section, a sub-item among those of its
    ``parent``, whose section and part it shares.
    ``private_reason`` says why an item is in part 2; ``open_title`` is what the public
    agenda shows instead of the title. A part 1 item with confidential papers keeps the
    secretary's decision in ``confidential_reason``.
    """

    meeting = HistoricForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="items"
    )
    section = HistoricForeignKey(
        AgendaSection, on_delete=models.PROTECT, related_name="items"
    )
    parent = HistoricForeignKey(
        "boards.AgendaItem",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sub_items",
    )
    sort_key = models.BigIntegerField()
    title = models.CharField(max_length=300)
    standing = models.CharField(
        max_length=20,
        choices=StandingItem.choices,
        blank=True,
        default=StandingItem.NONE,
    )
    purposes = models.ManyToManyField(
        Purpose, through="boards.ItemPurpose", blank=True, related_name="items"
    )
    item_format = models.CharField(
        "format", max_length=20, choices=ItemFormat.choices, default=ItemFormat.VERBAL
    )
    minutes = models.PositiveSmallIntegerField(default=5)
    part = models.PositiveSmallIntegerField(choices=Part.choices, default=Part.ONE)
    private_reason = models.TextField(blank=True)
    open_title = models.CharField(max_length=300, blank=True)
    confidential_reason = models.TextField(blank=True)
    phrases = models.TextField("words that name the matter", blank=True)
    state = models.CharField(
        max_length=20, choices=ItemState.choices, default=ItemState.LIVE
    )
    state_reason = models.TextField(blank=True)
    frozen_number = models.CharField(max_length=12, blank=True)

    objects = AgendaItemQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["meeting", "sort_key"])]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "frozen_number"],
                condition=~Q(frozen_number=""),
                name="agenda_item_frozen_number_unique_in_meeting",
            ),
            models.CheckConstraint(
                condition=Q(part=Part.ONE) | ~Q(private_reason=""),
                name="agenda_item_part_two_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse(
            "meetings:item", kwargs={"meeting_id": self.meeting_id, "item_id": self.pk}
        )


class ItemPurpose(models.Model):
    """A purpose of an item: what the meeting is asked to do.

    A table of its own, since the history of a plain many-to-many field is lost where
    the item is written in bulk, as it is by a move.
    """

    item = HistoricForeignKey(
        AgendaItem, on_delete=models.CASCADE, related_name="item_purposes"
    )
    purpose = HistoricForeignKey(
        Purpose, on_delete=models.PROTECT, related_name="item_purposes"
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["purpose__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "purpose"], name="item_purpose_named_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.purpose)


class ItemOwner(models.Model):
    """Who brings an item: a person, a role title, "Chair" or "All" (AGD-07)."""

    item = HistoricForeignKey(
        AgendaItem, on_delete=models.CASCADE, related_name="owners"
    )
    person = HistoricForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="items_owned",
    )
    role_title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.role_title


class ItemParty(models.Model):
    """An organisation an item concerns; the hinge for conflicts of interest."""

    item = HistoricForeignKey(
        AgendaItem, on_delete=models.CASCADE, related_name="parties"
    )
    organisation = HistoricForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="items_concerning"
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["organisation__name", "pk"]
        verbose_name_plural = "item parties"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "organisation"], name="item_party_named_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)


@untracked("It is a history itself: rows are added, and marked when undone.")
class AgendaChange(models.Model):
    """One change of an agenda, with the rows before and after, so that it can be undone.

    ``before`` and ``after`` map ``sections``, ``items`` and ``carried`` to rows by id,
    each with only the fields that changed, or null where the row was not there.
    """

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="changes"
    )
    summary = models.CharField(max_length=300)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    changed_at = models.DateTimeField()
    changed_by_id = models.PositiveBigIntegerField(null=True)
    changed_by_name = models.CharField(max_length=200)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by_id = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by_id__isnull=True)
                | Q(undone_at__isnull=False, undone_by_id__isnull=False),
                name="agenda_change_undone_at_and_by_together",
            )
        ]

    def __str__(self) -> str:
        return self.summary
