"""The cover sheet: a form whose fields are data of a template (CVR-01 to CVR-19)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from simple_history.models import (
    HistoricalRecords,
    HistoricForeignKey,
    HistoricOneToOneField,
)

from boards.bodies.models import Body
from boards.papers.enums import Answer, ConflictsAnswer, Implication
from boards.papers.models.paper import Paper

ROW_KEY_LENGTH = 16


class CoverSheetTemplate(models.Model):
    """Which fields a body's cover sheet has, in which order, under which captions.

    ``fields`` is a list of ``{"key", "caption", "kind", "required", "hint",
    "instruction", "outcome"}`` as ``rules.template`` reads it; the built-in keys
    (purpose, executive_summary, recommendations, route, conflicts, implications, risk)
    have columns of their own, every other key is text in ``CoverSheet.answers``.
    ``instruction`` is text printed in an empty box of the paper form: it is never
    content (CVR-10).
    """

    body = HistoricForeignKey(
        Body, on_delete=models.PROTECT, related_name="cover_sheet_templates"
    )
    name = models.CharField(max_length=100)
    fields = models.JSONField()
    is_default = models.BooleanField(default=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "name"], name="cover_sheet_template_name_unique_in_body"
            ),
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(is_default=True),
                name="cover_sheet_template_one_default_in_body",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CoverSheet(models.Model):
    """What an author says of a paper. Date, item and presenter come from the agenda.

    ``imported`` is empty, or keeps an imported sheet as found: ``found`` (its words and
    ticks), ``keys`` (the fields that were read) and ``unclear`` (``{"field",
    "message"}``), which is listed for the secretary and never guessed.
    """

    paper = HistoricOneToOneField(
        Paper, on_delete=models.CASCADE, related_name="cover_sheet"
    )
    template = HistoricForeignKey(
        CoverSheetTemplate, on_delete=models.PROTECT, related_name="sheets"
    )
    purpose = models.TextField("purpose of the paper", blank=True)
    executive_summary = models.TextField(blank=True)
    conflicts = models.CharField(
        "conflicts of interest",
        max_length=12,
        choices=ConflictsAnswer.choices,
        blank=True,
        default=ConflictsAnswer.UNANSWERED,
    )
    conflicts_text = models.TextField(blank=True)
    not_discussed_elsewhere = models.BooleanField(default=False)
    risk_description = models.TextField(blank=True)
    risk_reference = models.CharField(max_length=100, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    imported = models.JSONField(default=dict, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Cover sheet of {self.paper}"


class Recommendation(models.Model):
    """One thing the board is asked to do; each later has its own outcome (CVR-04).

    ``key`` names the row on the form before it is stored, so that a form saved twice
    as it is typed makes one row. Verb or text may lack in a draft, never both.
    """

    sheet = HistoricForeignKey(
        CoverSheet, on_delete=models.CASCADE, related_name="recommendations"
    )
    key = models.CharField(max_length=ROW_KEY_LENGTH)
    position = models.PositiveSmallIntegerField()
    verb = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "key"], name="recommendation_key_unique_in_sheet"
            ),
            models.CheckConstraint(
                condition=~Q(verb="") | ~Q(text=""),
                name="recommendation_row_is_not_blank",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.text}"


class RouteRow(models.Model):
    """A forum that discussed the paper before; the date may be only a month (CVR-05).

    ``date_text`` is the date as typed; ``discussed_on`` is set where it names a day.
    A blank row is never stored (CVR-14).
    """

    sheet = HistoricForeignKey(
        CoverSheet, on_delete=models.CASCADE, related_name="route"
    )
    key = models.CharField(max_length=ROW_KEY_LENGTH)
    position = models.PositiveSmallIntegerField()
    forum = models.CharField(max_length=200, blank=True)
    discussed_on = models.DateField(null=True, blank=True)
    date_text = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "key"], name="route_row_key_unique_in_sheet"
            ),
            models.CheckConstraint(
                condition=~Q(forum="", date_text="", outcome=""),
                name="route_row_is_not_blank",
            ),
            models.CheckConstraint(
                condition=Q(discussed_on__isnull=True) | ~Q(date_text=""),
                name="route_row_day_keeps_its_words",
            ),
        ]

    def __str__(self) -> str:
        return self.forum


class ImplicationAnswer(models.Model):
    """The answer to one of the six questions: exactly one, or unclear as imported."""

    sheet = HistoricForeignKey(
        CoverSheet, on_delete=models.CASCADE, related_name="implications"
    )
    question = models.CharField(max_length=40, choices=Implication.choices)
    answer = models.CharField(max_length=10, choices=Answer.choices)
    ticks_as_found = models.CharField(
        max_length=20,
        blank=True,
        help_text="Ticks of an imported sheet, such as yes+na.",
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "question"], name="implication_answered_once"
            ),
            models.CheckConstraint(
                condition=~Q(answer=Answer.UNCLEAR) | ~Q(ticks_as_found=""),
                name="implication_unclear_keeps_its_ticks",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_question_display()}: {self.get_answer_display()}"
