"""Calling a meeting: settings of a body, notices given, replies, changes of the date."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import (
    HistoricalRecords,
    HistoricForeignKey,
    HistoricOneToOneField,
)

from boards.bodies.models import Body
from boards.directory.models import Person
from boards.meetings.enums import NoticeKind, ReplyAnswer
from boards.meetings.models.meeting import Meeting
from ics_portal.core.audit.registry import untracked


class MeetingSettings(models.Model):
    """How a body calls its meetings and takes questions; defaults of nhs-practice 4.

    ``…_days`` are calendar days, ``…_clear_days`` leave out both edges, and
    ``…_working_days`` leave out weekends and the bank holidays of England.
    """

    body = HistoricOneToOneField(
        Body, on_delete=models.PROTECT, related_name="meeting_settings"
    )
    members_notice_days = models.PositiveSmallIntegerField(default=30)
    called_by_chair_days = models.PositiveSmallIntegerField(default=14)
    emergency_days = models.PositiveSmallIntegerField(default=2)
    public_notice_clear_days = models.PositiveSmallIntegerField(default=3)
    papers_public_days = models.PositiveSmallIntegerField(default=7)
    takes_questions = models.BooleanField(default=True)
    question_cut_off_working_days = models.PositiveSmallIntegerField(default=3)
    question_words = models.PositiveSmallIntegerField(default=150)
    questions_per_person = models.PositiveSmallIntegerField(default=2)
    questions_per_meeting = models.PositiveSmallIntegerField(default=5)
    question_minutes = models.PositiveSmallIntegerField(default=15)
    answer_working_days = models.PositiveSmallIntegerField(default=20)
    how_to_attend = models.TextField(blank=True)
    contact = models.CharField(max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["body"]
        verbose_name_plural = "meeting settings"

    def __str__(self) -> str:
        return f"How {self.body} calls its meetings"


class MeetingNotice(models.Model):
    """A notice that was given, when, and where it stood; the evidence of a deadline.

    ``late_reason`` and ``agreed_by`` are there where it was given later than the rule asks
    (the person presiding agrees). A notice of a change (postponed, adjourned, cancelled)
    gives the reason for the change in ``text``; ``moved_from_on`` and ``moved_to_on`` are the days.
    """

    meeting = HistoricForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="notices"
    )
    kind = models.CharField(max_length=15, choices=NoticeKind.choices)
    given_at = models.DateTimeField()
    given_by_id = models.PositiveBigIntegerField(null=True)
    given_by_name = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    place = models.CharField("where it was put up", max_length=300, blank=True)
    moved_from_on = models.DateField(null=True, blank=True)
    moved_to_on = models.DateField(null=True, blank=True)
    late_reason = models.TextField(blank=True)
    agreed_by = models.CharField(max_length=200, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["postponed", "adjourned", "cancelled"])
                | ~Q(text=""),
                name="notice_of_a_change_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.meeting}"


class Reply(models.Model):
    """What somebody answered before the meeting: coming, by video, or apologies."""

    meeting = HistoricForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="replies"
    )
    person = HistoricForeignKey(
        Person, on_delete=models.PROTECT, related_name="meeting_replies"
    )
    answer = models.CharField(max_length=10, choices=ReplyAnswer.choices)
    deputy = HistoricForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deputising_at",
    )
    note = models.CharField(max_length=300, blank=True)
    replied_at = models.DateTimeField()
    replied_by_id = models.PositiveBigIntegerField(null=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["meeting", "pk"]
        verbose_name_plural = "replies"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], name="reply_once_for_a_person"
            ),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | Q(answer="apologies"),
                name="reply_deputy_only_with_apologies",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_answer_display()}"


class Presenter(models.Model):
    """Somebody who is no member and comes for one item; sees that item alone."""

    item = HistoricForeignKey(
        "boards.AgendaItem", on_delete=models.CASCADE, related_name="presenters"
    )
    person = HistoricForeignKey(
        Person, on_delete=models.PROTECT, related_name="items_presented"
    )
    role_title = models.CharField(max_length=200, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person"], name="presenter_once_for_an_item"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.item}"


@untracked("A key to a calendar: made, used and revoked, each with its time.")
class CalendarKey(models.Model):
    """A secret address of one person's calendar; only its SHA-256 is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_keys"
    )
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()  # unowned: the user is the owner
    used_at = models.DateTimeField(null=True, blank=True)  # unowned: a client asks
    revoked_at = models.DateTimeField(null=True, blank=True)  # unowned: by the user

    class Meta:
        ordering = ["user", "-made_at"]

    def __str__(self) -> str:
        return f"Calendar of {self.user}"
