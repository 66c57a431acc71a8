"""Minutes of a meeting, entry by entry, and how they came to be the record."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.bodies.models import Body
from boards.meetings.enums import Part
from boards.meetings.models import AgendaItem, Meeting
from boards.minutes.enums import EntryKind, EntryOrigin, MinutesState
from boards.minutes.querysets import MinutesQuerySet


class Minutes(models.Model):
    """The minutes of one body for one part of a meeting (part 2 has its own).

    ``words`` is the whole text as plain values, frozen when it was agreed; what is printed
    and published from then on is that and the corrections. ``confirmed_at_meeting`` is the
    meeting that agreed it, never its own (MIN-16).
    """

    meeting = HistoricForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="minutes_of"
    )
    body = HistoricForeignKey(Body, on_delete=models.PROTECT, related_name="minutes_of")
    part = models.PositiveSmallIntegerField(choices=Part.choices, default=Part.ONE)
    state = models.CharField(
        max_length=15, choices=MinutesState.choices, default=MinutesState.DRAFT
    )
    words = models.JSONField(default=dict)
    drafted_at = models.DateTimeField()
    drafted_by_id = models.PositiveBigIntegerField(null=True)
    chair_approved_at = models.DateTimeField(null=True, blank=True)
    chair_approved_by_id = models.PositiveBigIntegerField(null=True, blank=True)
    confirmed_at_meeting = HistoricForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="minutes_confirmed",
    )
    confirmed_on = models.DateField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by_id = models.PositiveBigIntegerField(null=True, blank=True)
    signed_by_name = models.CharField(max_length=200, blank=True)
    stored = models.ForeignKey(
        "core.StoredFile",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = MinutesQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["words"])

    class Meta:
        ordering = ["meeting", "body", "part"]
        verbose_name_plural = "minutes"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "body", "part"], name="minutes_once_for_a_part"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "signed"])
                | Q(confirmed_at_meeting__isnull=False),
                name="minutes_confirmed_by_a_meeting",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at_meeting__isnull=True)
                | ~Q(confirmed_at_meeting=models.F("meeting")),
                name="minutes_not_confirmed_by_their_own_meeting",
            ),
            models.CheckConstraint(
                condition=Q(
                    chair_approved_at__isnull=True, chair_approved_by_id__isnull=True
                )
                | Q(
                    chair_approved_at__isnull=False, chair_approved_by_id__isnull=False
                ),
                name="minutes_chair_approved_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by_id__isnull=True)
                | Q(signed_at__isnull=False, signed_by_id__isnull=False),
                name="minutes_signed_at_and_by_together",
            ),
        ]

    def __str__(self) -> str:
        return f"Minutes of {self.meeting}, part {self.part}"

    def get_absolute_url(self) -> str:
        address = reverse(
            "minutes:part_two" if self.part == Part.TWO else "minutes:read",
            kwargs={"meeting_id": self.meeting_id},
        )
        own = self.body_id == self.meeting.body_id
        return address if own else f"{address}?body={self.body_id}"


class MinuteEntry(models.Model):
    """One sentence or paragraph under an item (or before the first, or after the last).

    ``made`` is what the record says now; ``text`` what is printed, as cleaned HTML. Where
    the two parted since somebody accepted or changed it, the entry is out of date, and
    nothing a person typed is overwritten. ``key`` names what it was made from.
    """

    minutes = HistoricForeignKey(
        Minutes, on_delete=models.CASCADE, related_name="entries"
    )
    item = HistoricForeignKey(
        AgendaItem,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="minute_entries",
    )
    kind = models.CharField(max_length=12, choices=EntryKind.choices)
    key = models.CharField(max_length=80)
    position = models.PositiveIntegerField(default=0)
    text = models.TextField(blank=True)
    made = models.TextField(blank=True)
    made_when_accepted = models.TextField(blank=True)
    origin = models.CharField(
        max_length=10, choices=EntryOrigin.choices, default=EntryOrigin.MADE
    )
    action_by = models.CharField(max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["minutes", "position", "pk"]
        verbose_name_plural = "minute entries"
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "key"], name="minute_entry_key_once"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class MinutesMark(models.Model):
    """What the chair marked while reading the draft, and what was done about it."""

    minutes = HistoricForeignKey(
        Minutes, on_delete=models.CASCADE, related_name="marks"
    )
    entry = HistoricForeignKey(
        MinuteEntry,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="marks",
    )
    text = models.TextField()
    made_at = models.DateTimeField()
    made_by_id = models.PositiveBigIntegerField(null=True)
    made_by_name = models.CharField(max_length=200)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by_id = models.PositiveBigIntegerField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["minutes", "made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by_id__isnull=True)
                | Q(done_at__isnull=False, done_by_id__isnull=False),
                name="minutes_mark_done_at_and_by_together",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class MinutesCorrection(models.Model):
    """A correction a later meeting resolved; the words it corrects stay as they were."""

    minutes = HistoricForeignKey(
        Minutes, on_delete=models.PROTECT, related_name="corrections"
    )
    at_meeting = HistoricForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="minutes_corrected"
    )
    item_number = models.CharField(max_length=12, blank=True)
    instead_of = models.TextField(blank=True)
    reads = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by_id = models.PositiveBigIntegerField(null=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["minutes", "recorded_at", "pk"]

    def __str__(self) -> str:
        return self.reads[:80]
