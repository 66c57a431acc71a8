"""A paper under an agenda item, and every version of its file."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.directory.models import Person
from boards.meetings.models import AgendaItem
from boards.papers.enums import PaperKind, PaperRole, PaperState, VersionState
from boards.papers.querysets import PaperQuerySet, PaperVersionQuerySet
from ics_portal.core.audit import untracked


class Paper(models.Model):
    """A paper, procedure, register or log under an item; several to an item (AGD-16).

    ``is_stand_in`` marks demonstration papers made to a realistic length. An action log
    has no file: the pack renders it from the log and freezes it there. ``public_version``
    is a redacted one that stands beside the full one; null where the public reads the same.
    With one, ``without_sheet`` says that the public gets no cover sheet.
    """

    item = HistoricForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="papers"
    )
    title = models.CharField(max_length=300)
    kind = models.CharField(
        max_length=20, choices=PaperKind.choices, default=PaperKind.PAPER
    )
    position = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(
        max_length=20, choices=PaperState.choices, default=PaperState.REQUESTED
    )
    confidential = models.BooleanField(default=False)
    confidential_reason = models.TextField(blank=True)
    due_on = models.DateField("deadline", null=True, blank=True)
    is_stand_in = models.BooleanField(default=False)
    written_on = models.DateField("date of writing", null=True, blank=True)
    current_version = HistoricForeignKey(
        "boards.PaperVersion",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    public_version = HistoricForeignKey(
        "boards.PaperVersion",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    without_sheet = models.BooleanField(
        "the public gets no cover sheet with the redacted version", default=False
    )

    objects = PaperQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["item", "position", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("papers:detail", kwargs={"paper_id": self.pk})


class PaperPerson(models.Model):
    """Presenter, author or contributor, by name or title; a team may be one (CVR-12)."""

    paper = HistoricForeignKey(Paper, on_delete=models.CASCADE, related_name="people")
    role = models.CharField(max_length=20, choices=PaperRole.choices)
    title = models.CharField(max_length=200)
    person = HistoricForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="papers"
    )
    position = models.PositiveSmallIntegerField(default=0)

    history = HistoricalRecords()

    class Meta:
        ordering = ["role", "position", "pk"]
        verbose_name_plural = "paper people"

    def __str__(self) -> str:
        return self.title


class PaperVersion(models.Model):
    """One uploaded file of a paper, never changed once it is ready.

    ``original`` is what was uploaded; ``part`` is the PDF stored ready to merge, and
    ``record`` what was read from it once (``core.pdf.PartRecord`` as JSON). ``picture``
    is the first page as PNG. ``text`` is the text of its pages, joined by form feeds;
    ``appendices`` what it ``cited`` of them and which are ``there``, lists of labels.
    ``dropped_reason`` says why a redacted one that could not be used is not waited for.
    """

    paper = HistoricForeignKey(Paper, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    original = models.ForeignKey(
        "core.StoredFile", on_delete=models.PROTECT, related_name="+"
    )
    part = models.ForeignKey(
        "core.StoredFile",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    picture = models.ForeignKey(
        "core.StoredFile",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    state = models.CharField(
        max_length=20, choices=VersionState.choices, default=VersionState.WAITING
    )
    failure = models.TextField(blank=True)
    cure = models.TextField(blank=True)
    record = models.JSONField(default=dict, blank=True)
    steps = models.JSONField(default=list, blank=True)
    text = models.TextField(blank=True)
    appendices = models.JSONField(default=dict, blank=True)
    page_count = models.PositiveIntegerField(null=True, blank=True)
    accessible = models.BooleanField(null=True, blank=True)
    note = models.CharField("what changed", max_length=300, blank=True)
    is_redacted = models.BooleanField("redacted for the public", default=False)
    dropped_reason = models.TextField("why it was dropped", blank=True)
    job_id = models.UUIDField(null=True, blank=True)
    uploaded_at = models.DateTimeField()
    uploaded_by_id = models.PositiveBigIntegerField(null=True, blank=True)
    uploaded_by_name = models.CharField(max_length=200, blank=True)

    objects = PaperVersionQuerySet.as_manager()
    # Text, record and steps are written once, with the part they describe.
    history = HistoricalRecords(excluded_fields=["text", "record", "steps"])

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "number"], name="paper_version_number_unique"
            ),
            models.CheckConstraint(
                condition=~Q(state=VersionState.READY)
                | Q(part__isnull=False, page_count__gte=1),
                name="paper_version_ready_has_pages",
            ),
            models.CheckConstraint(
                condition=~Q(state=VersionState.FAILED) | ~Q(failure=""),
                name="paper_version_failed_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper}, version {self.number}"


@untracked("It is itself the record of a move: rows are added and never changed.")
class PaperMove(models.Model):
    """A move of a paper from one state to another, with the words said; append-only."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="moves")
    from_state = models.CharField(max_length=20, choices=PaperState.choices)
    to_state = models.CharField(max_length=20, choices=PaperState.choices)
    comment = models.TextField(blank=True)
    moved_at = models.DateTimeField()
    moved_by_id = models.PositiveBigIntegerField(null=True, blank=True)
    moved_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(to_state=PaperState.RETURNED) | ~Q(comment=""),
                name="paper_move_returned_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper}: {self.get_to_state_display()}"
