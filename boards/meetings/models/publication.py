"""What the public may see, from when, with proof; and what the public asks."""

from __future__ import annotations

import uuid
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from simple_history.models import (
    HistoricalRecords,
    HistoricForeignKey,
    HistoricOneToOneField,
)

from boards.bodies.models import Body
from boards.directory.models import IntegratedCareSystem
from boards.meetings.enums import PublicationKind, QuestionRefusal, QuestionState
from boards.meetings.models.agenda import AgendaItem
from boards.meetings.models.meeting import Meeting
from boards.meetings.querysets import PublicationQuerySet


class Publication(models.Model):
    """One thing published: its words, its file with the SHA-256, and the moment.

    The public pages print ``words`` (plain values, no id of a private row) and serve
    ``stored``; nothing else. ``subject`` names what it was made from
    ("packs.Pack:12") for the people inside. ``item_number`` and ``key`` make its public
    address. One that was replaced is not ``is_current``; a withdrawn one stays and says why (a tombstone).
    """

    meeting = HistoricForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="publications"
    )
    body = HistoricForeignKey(
        Body, on_delete=models.PROTECT, related_name="publications"
    )
    kind = models.CharField(max_length=12, choices=PublicationKind.choices)
    key = models.CharField(max_length=60)
    item_number = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=300)
    words = models.JSONField(default=dict)
    stored = models.ForeignKey(
        "core.StoredFile",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    page_count = models.PositiveIntegerField(null=True, blank=True)
    subject = models.CharField(max_length=100, blank=True)
    due_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField()
    published_by_id = models.PositiveBigIntegerField(null=True)
    published_by_name = models.CharField(max_length=200)
    late_reason = models.TextField(blank=True)
    late_agreed_by = models.CharField(max_length=200, blank=True)
    is_current = models.BooleanField(default=True)
    replaced_by = HistoricForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_id = models.PositiveBigIntegerField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = PublicationQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["words"])

    class Meta:
        ordering = ["meeting", "-published_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "body", "kind", "key"],
                condition=Q(is_current=True),
                name="publication_current_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by_id__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by_id__isnull=False)
                & ~Q(withdrawn_reason=""),
                name="publication_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.meeting}"

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises TypeError: what was published is withdrawn, never deleted."""
        raise TypeError("What was published is withdrawn with a reason, not deleted.")


class PublicQuestion(models.Model):
    """A question of the public about an item of a meeting, and what became of it.

    ``reference`` is what the person who asked may be given; ``e-mail`` is never published.
    """

    meeting = HistoricForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="questions"
    )
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = HistoricForeignKey(
        AgendaItem,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="questions",
    )
    asked_by = models.CharField("name", max_length=200)
    email = models.EmailField()
    publish_name = models.BooleanField("the name may be published", default=False)
    text = models.TextField("question")
    received_at = models.DateTimeField()  # unowned: nobody signed in asks
    state = models.CharField(
        max_length=10, choices=QuestionState.choices, default=QuestionState.RECEIVED
    )
    refusal = models.CharField(
        max_length=20, choices=QuestionRefusal.choices, blank=True
    )
    refusal_words = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    answer_due_on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_id = models.PositiveBigIntegerField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by_id = models.PositiveBigIntegerField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["meeting", "received_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refusal=""),
                name="question_refused_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by_id__isnull=True)
                | Q(answered_at__isnull=False, answered_by_id__isnull=False),
                name="question_answered_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by_id__isnull=True)
                | Q(published_at__isnull=False, published_by_id__isnull=False),
                name="question_published_at_and_by_together",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class PublicSite(models.Model):
    """What a system says of itself on its public pages; its own mark, never the NHS logo."""

    system = HistoricOneToOneField(
        IntegratedCareSystem, on_delete=models.PROTECT, related_name="public_site"
    )
    mark = models.ForeignKey(
        "core.StoredFile",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    mark_words = models.CharField("what the mark says", max_length=200, blank=True)
    licence = models.CharField(
        max_length=300,
        default="All content is available under the Open Government Licence v3.0,"
        " except where otherwise stated.",
    )
    about = models.TextField(blank=True)
    contact = models.TextField(blank=True)
    accessibility_contact = models.CharField(max_length=300, blank=True)
    accessibility_known = models.TextField(
        "what is not accessible, and why", blank=True
    )
    accessibility_tested_on = models.DateField(null=True, blank=True)
    accessibility_tested_how = models.TextField(blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["system"]

    def __str__(self) -> str:
        return f"Public pages of {self.system}"
