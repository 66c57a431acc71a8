"""Packs: each build a version, its entries, files and cached parts."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.meetings.models import Meeting
from boards.packs.enums import Edition, EntryKind, EntryStep, FileKind, PackState
from boards.packs.errors import PackIsFixedError
from boards.packs.querysets import PackFileQuerySet, PackQuerySet
from boards.packs.rules import accessible_words
from ics_portal.core.audit.registry import untracked


class Pack(models.Model):
    """One build of a meeting's pack. A built pack is never changed, only issued.

    ``snapshot`` holds the words of meeting, agenda and sheets as they were set;
    ``changes`` what is new since the version that was issued before. A supplement adds
    late papers to the issued pack it names: no page of that one changes its number.
    """

    meeting = HistoricForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="packs"
    )
    version = models.PositiveIntegerField()
    state = models.CharField(
        max_length=12, choices=PackState.choices, default=PackState.BUILDING
    )
    failure = models.TextField(blank=True)
    job_id = models.UUIDField(null=True, blank=True)
    snapshot = models.JSONField(default=dict)
    changes = models.JSONField(default=list, blank=True)
    asked_at = models.DateTimeField()
    asked_by_id = models.PositiveBigIntegerField(null=True)
    asked_by_name = models.CharField(max_length=200)
    built_at = models.DateTimeField(null=True, blank=True)  # unowned: the worker builds
    supplement_to = HistoricForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="supplements",
    )
    late_reason = models.TextField(blank=True)
    late_agreed_by = models.CharField(max_length=200, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by_id = models.PositiveBigIntegerField(null=True, blank=True)

    objects = PackQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["snapshot"])

    class Meta:
        ordering = ["meeting", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "version"], name="pack_version_unique_in_meeting"
            ),
            models.CheckConstraint(
                condition=Q(issued_at__isnull=True, issued_by_id__isnull=True)
                | Q(issued_at__isnull=False, issued_by_id__isnull=False),
                name="pack_issued_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(issued_at__isnull=True) | Q(state=PackState.BUILT),
                name="pack_issued_only_when_built",
            ),
            models.CheckConstraint(
                condition=Q(supplement_to__isnull=True)
                | (~Q(late_reason="") & ~Q(late_agreed_by="")),
                name="supplement_says_why_and_who_agreed",
            ),
        ]

    # All that a finished build said; being issued is the one thing that comes later.
    FIXED = ("meeting_id", "version", "state", "snapshot", "changes", "built_at")

    def __str__(self) -> str:
        return f"Pack of {self.meeting}, version {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises PackIsFixedError for any change of a built pack but its being issued."""
        if not self._state.adding:
            built = Pack.objects.filter(pk=self.pk, state=PackState.BUILT)
            stored = built.values(*self.FIXED).first()
            if stored and any(getattr(self, name) != stored[name] for name in stored):
                raise PackIsFixedError(self)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse(
            "packs:detail",
            kwargs={"meeting_id": self.meeting_id, "version": self.version},
        )

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises PackIsFixedError for a built pack."""
        if self.is_built:
            raise PackIsFixedError(self)
        return super().delete(*args, **kwargs)

    @property
    def is_built(self) -> bool:
        return self.state == PackState.BUILT

    @property
    def is_issued(self) -> bool:
        return self.issued_at is not None

    @property
    def body_id(self) -> int:
        """The body whose meeting it is for; read with the meeting."""
        return int(self.meeting.body_id)


@untracked("It is written as the build goes, and never changed after.")
class PackEntry(models.Model):
    """A run of pages in one edition of a pack: what was set, from which bytes, where.

    Written as the build goes, then never changed. Ids and words are copied, so that the
    entry stays true when a paper moves on. ``key`` names the run within the pack, the
    same from version to version.
    """

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="entries")
    edition = models.CharField(max_length=10, choices=Edition.choices)
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=EntryKind.choices)
    step = models.CharField(
        max_length=10, choices=EntryStep.choices, default=EntryStep.WAITING
    )
    item_id_then = models.PositiveBigIntegerField(null=True, blank=True)
    item_number = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=300)
    paper_id_then = models.PositiveBigIntegerField(null=True, blank=True)
    paper_version_number = models.PositiveSmallIntegerField(null=True, blank=True)
    confidential = models.BooleanField(default=False)
    part_sha256 = models.CharField(max_length=64, blank=True)
    page_count = models.PositiveIntegerField(null=True, blank=True)
    first_label = models.CharField(max_length=20, blank=True)
    last_label = models.CharField(max_length=20, blank=True)
    accessible = models.BooleanField(null=True, blank=True)
    remedy = models.TextField(blank=True)
    is_late = models.BooleanField(default=False)
    failure = models.TextField(blank=True)
    seconds = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["pack", "edition", "position"]
        verbose_name_plural = "pack entries"
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "edition", "position"],
                name="pack_entry_position_unique",
            ),
            models.UniqueConstraint(
                fields=["pack", "edition", "key"], name="pack_entry_key_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises PackIsFixedError once its pack is built."""
        if self.pack.is_built:
            raise PackIsFixedError(self.pack)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises PackIsFixedError once its pack is built."""
        if self.pack.is_built:
            raise PackIsFixedError(self.pack)
        return super().delete(*args, **kwargs)


@untracked("It is written with the finished pack and never changed.")
class LoggedItem(models.Model):
    """An item of another meeting, actions of which the log of part 2 of a pack prints: the
    file is closed to whoever that item is withheld from (CONF-1)."""

    pack = models.ForeignKey(
        Pack, on_delete=models.CASCADE, related_name="logged_items"
    )
    item_id_then = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["pack", "item_id_then"]
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "item_id_then"], name="logged_item_once_a_pack"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pack}: actions of item {self.item_id_then}"


@untracked("It is written once and never changed.")
class PackFile(models.Model):
    """A finished PDF of one edition, with its manifest; written once."""

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="files")
    edition = models.CharField(max_length=10, choices=Edition.choices)
    kind = models.CharField(
        max_length=10, choices=FileKind.choices, default=FileKind.WHOLE
    )
    stored = models.ForeignKey(
        "core.StoredFile", on_delete=models.PROTECT, related_name="+"
    )
    page_count = models.PositiveIntegerField()
    manifest = models.JSONField()
    accessible_papers = models.PositiveIntegerField()
    papers = models.PositiveIntegerField()
    claims_ua = models.BooleanField("states PDF/UA", default=False)

    objects = PackFileQuerySet.as_manager()

    class Meta:
        ordering = ["pack", "edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "edition", "kind"], name="pack_file_one_an_edition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pack}: {self.get_edition_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises PackIsFixedError once it is stored."""
        if not self._state.adding:
            raise PackIsFixedError(self.pack)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise PackIsFixedError(self.pack)

    @property
    def body_id(self) -> int:
        """The body whose meeting it is for; read with pack and meeting."""
        return self.pack.body_id

    @property
    def accessible_words(self) -> str:
        """``7 of 8 papers accessible``; empty where the edition has no paper."""
        return accessible_words(self.accessible_papers, self.papers)


@untracked("It is a cache: what it holds can be made again.")
class RenderedPart(models.Model):
    """A cached page run made from our own templates, found by the hash of its content.

    Forgotten when no build has used it for 60 days (``services.tidying``)."""

    content_key = models.CharField(max_length=64, unique=True)
    template = models.CharField(max_length=100)
    stored = models.ForeignKey(
        "core.StoredFile", on_delete=models.PROTECT, related_name="+"
    )
    record = models.JSONField()
    made_at = models.DateTimeField()  # unowned: a cache

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.template} {self.content_key[:12]}"
