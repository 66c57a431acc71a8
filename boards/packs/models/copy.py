"""Readers' copies: a pack without what is withheld from somebody, and who gets it."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.directory.models import Person
from boards.packs.enums import CopyState, Edition
from boards.packs.errors import CopyIsFixedError
from boards.packs.models.pack import Pack
from boards.packs.querysets import ReaderCopyForQuerySet, ReaderCopyQuerySet
from ics_portal.core.audit.registry import untracked


class ReaderCopy(models.Model):
    """One edition of an issued pack for everybody from whom the same is withheld.

    ``omissions_key`` names the set (``rules.copies``), ``omitted`` holds it. ``manifest``
    proves what was made: entries, pages, the SHA-256 of every input, what was left out
    and why, and what the check said. ``name_places`` are the places in the file that a
    reader's name goes into, in bytes from its start; empty where the body wants none.
    Whatever becomes of its readers, a copy that was released stays as it is.
    """

    pack = HistoricForeignKey(Pack, on_delete=models.PROTECT, related_name="copies")
    edition = models.CharField(max_length=10, choices=Edition.choices)
    omissions_key = models.CharField(max_length=64)
    state = models.CharField(
        max_length=10, choices=CopyState.choices, default=CopyState.BUILDING
    )
    failure = models.TextField(blank=True)
    job_id = models.UUIDField(null=True, blank=True)
    asked_at = models.DateTimeField()
    asked_by_id = models.PositiveBigIntegerField(null=True)
    asked_by_name = models.CharField(max_length=200)
    checked_at = models.DateTimeField(null=True, blank=True)  # unowned: the worker
    stored = models.ForeignKey(
        "core.StoredFile",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    page_count = models.PositiveIntegerField(null=True, blank=True)
    manifest = models.JSONField(default=dict)
    with_names = models.BooleanField("readers' names on the pages", default=False)
    name_places = models.JSONField(default=list, blank=True)

    objects = ReaderCopyQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["manifest", "name_places"])

    class Meta:
        ordering = ["pack", "edition", "pk"]
        verbose_name_plural = "reader copies"
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "edition", "omissions_key"],
                name="reader_copy_one_a_set",
            ),
            models.CheckConstraint(
                condition=~Q(state=CopyState.RELEASED)
                | Q(stored__isnull=False, checked_at__isnull=False),
                name="reader_copy_released_only_when_checked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pack}: {self.get_edition_display()}, a reader's copy"

    # All that a released copy said; the job that names it for one reader more may come.
    FIXED = (
        "pack_id",
        "edition",
        "omissions_key",
        "state",
        "checked_at",
        "stored_id",
        "manifest",
        "with_names",
        "name_places",
    )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises CopyIsFixedError for a change of one that was released."""
        if not self._state.adding:
            released = ReaderCopy.objects.filter(pk=self.pk, state=CopyState.RELEASED)
            stored = released.values(*self.FIXED).first()
            if stored and any(getattr(self, name) != stored[name] for name in stored):
                raise CopyIsFixedError(self)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise CopyIsFixedError(self)

    @property
    def body_id(self) -> int:
        """The body whose meeting it is for; read with pack and meeting."""
        return int(self.pack.body_id)

    @property
    def is_released(self) -> bool:
        return self.state == CopyState.RELEASED


@untracked("It is written with its copy and never changed.")
class OmittedItem(models.Model):
    """An item left out of a copy: ``by`` is whose ruling it was, ``pages`` the printed
    pages that are missing. Words are copied, so that they stay true."""

    copy = models.ForeignKey(
        ReaderCopy, on_delete=models.PROTECT, related_name="omitted"
    )
    item_id_then = models.PositiveBigIntegerField()
    item_number = models.CharField(max_length=12)
    pages = models.CharField(max_length=200)
    by = models.CharField(max_length=250)

    class Meta:
        ordering = ["copy", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["copy", "item_id_then"], name="omitted_item_once_a_copy"
            )
        ]

    def __str__(self) -> str:
        return f"Item {self.item_number}, {self.by}"

    @property
    def words(self) -> str:
        """``Pages 31–46, item 6``; an item of an earlier meeting has no number here, and
        is without its actions in the log on these pages."""
        if not self.item_number:
            return f"Pages {self.pages}, actions of an item of an earlier meeting"
        return f"Pages {self.pages}, item {self.item_number}"


class ReaderCopyFor(models.Model):
    """That a person is given a copy. ``stored`` is the file with the person's name on its
    pages, where the body wants that; else the copy's own is read.

    One that was superseded stays on record, and its reader can open it no more.
    """

    copy = HistoricForeignKey(
        ReaderCopy, on_delete=models.PROTECT, related_name="readers"
    )
    person = HistoricForeignKey(
        Person, on_delete=models.PROTECT, related_name="pack_copies"
    )
    given_at = models.DateTimeField()
    given_by_id = models.PositiveBigIntegerField(null=True)
    name_then = models.CharField(max_length=200)
    stored = models.ForeignKey(
        "core.StoredFile",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    superseded_at = models.DateTimeField(null=True, blank=True)
    superseded_by_id = models.PositiveBigIntegerField(null=True, blank=True)
    superseded_why = models.CharField(max_length=300, blank=True)

    objects = ReaderCopyForQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["copy", "person", "pk"]
        verbose_name_plural = "reader copies for people"
        constraints = [
            models.UniqueConstraint(
                fields=["copy", "person"],
                condition=Q(superseded_at__isnull=True),
                name="reader_copy_once_for_a_person",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | ~Q(superseded_why=""),
                name="reader_copy_superseded_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.copy} for {self.name_then}"

    @property
    def body_id(self) -> int:
        """The body whose meeting it is for; read with copy, pack and meeting."""
        return int(self.copy.body_id)

    @property
    def is_current(self) -> bool:
        return self.superseded_at is None


@untracked("It is a cache: what it holds can be read from the part again.")
class PartPrint(models.Model):
    """What the check compares of one stored part: sums of its streams (32 bytes each) and
    of its strings, names and words (8 bytes each), one after the other.

    Forgotten when no build has used the part for 60 days (``services.tidying``)."""

    sha256 = models.CharField(max_length=64, unique=True)
    edition = models.PositiveSmallIntegerField()
    streams = models.BinaryField()
    tokens = models.BinaryField()
    made_at = models.DateTimeField()  # unowned: a cache

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Print of {self.sha256[:12]}"
