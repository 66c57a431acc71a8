"""What happens at the table: who is there, when, who presides, what came of each item."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from simple_history.models import (
    HistoricalRecords,
    HistoricForeignKey,
    HistoricOneToOneField,
)

from boards.bodies.models import Body, Seat
from boards.directory.models import Person
from boards.meetings.models import (
    AgendaItem,
    CarriedItem,
    Decision,
    Meeting,
    Ruling,
)
from boards.papers.models import Recommendation
from boards.sittings.enums import (
    AttendanceKind,
    AttendanceState,
    EventKind,
    OutcomeKind,
    WayOut,
)


class Attendance(models.Model):
    """One person at one meeting of one body: as what, whether, from when to when.

    ``name``, ``job_title`` and ``organisations`` are the words of that day, for the record;
    ``group`` is the heading in the table of those present (MIN-02), ``group_order`` its
    place. ``deputises_for`` is the row of the member stood in for, who then has sent
    apologies (MIN-04). Times are those of the sitting; null until they are known.
    """

    meeting = HistoricForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="attendances"
    )
    body = HistoricForeignKey(
        Body, on_delete=models.PROTECT, related_name="attendances"
    )
    person = HistoricForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="attendances",
    )
    seat = HistoricForeignKey(
        Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=AttendanceKind.choices)
    state = models.CharField(
        max_length=10, choices=AttendanceState.choices, default=AttendanceState.EXPECTED
    )
    by_video = models.BooleanField(default=False)
    name = models.CharField(max_length=200)
    job_title = models.CharField(max_length=300, blank=True)
    organisations = models.CharField(max_length=400, blank=True)
    group = models.CharField(max_length=200, blank=True)
    group_order = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)
    deputises_for = HistoricForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deputies",
    )
    arrived_at = models.DateTimeField(null=True, blank=True)  # unowned: of the record
    left_at = models.DateTimeField(null=True, blank=True)  # unowned: of the record
    note = models.CharField(max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["meeting", "body", "group_order", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "body", "person"],
                condition=Q(person__isnull=False),
                name="attendance_once_for_a_person",
            ),
            models.CheckConstraint(
                condition=Q(state="present")
                | Q(arrived_at__isnull=True, left_at__isnull=True),
                name="attendance_times_only_when_present",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True)
                | Q(arrived_at__isnull=False, left_at__gte=F("arrived_at")),
                name="attendance_leaves_after_arriving",
            ),
            models.CheckConstraint(
                condition=Q(deputises_for__isnull=True) | Q(kind="deputy"),
                name="attendance_only_a_deputy_deputises",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.meeting}"


class Movement(models.Model):
    """A person out of the room for a while: left, and returned (DOI-13, DOI-14)."""

    attendance = HistoricForeignKey(
        Attendance, on_delete=models.CASCADE, related_name="movements"
    )
    item = HistoricForeignKey(
        AgendaItem,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="movements",
    )
    ruling = models.ForeignKey(
        Ruling,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="movements",
    )
    out_at = models.DateTimeField()  # unowned: of the record
    in_at = models.DateTimeField(null=True, blank=True)  # unowned: of the record

    history = HistoricalRecords()

    class Meta:
        ordering = ["attendance", "out_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(in_at__isnull=True) | Q(in_at__gte=F("out_at")),
                name="movement_returns_after_leaving",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attendance.name} out at {self.out_at:%H:%M}"


class SittingEvent(models.Model):
    """Something that happened to the sitting: opened, an item begun, who presides.

    A wrong one is struck out with a reason and stays on record.
    """

    meeting = HistoricForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="sitting_events"
    )
    kind = models.CharField(max_length=12, choices=EventKind.choices)
    happened_at = models.DateTimeField()  # unowned: of the record
    item = HistoricForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = HistoricForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    way_out = models.CharField(max_length=12, choices=WayOut.choices, blank=True)
    words = models.TextField(blank=True)
    struck_reason = models.TextField(blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["meeting", "happened_at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.meeting}"


class PrivateResolution(models.Model):
    """The resolution to exclude the public: moved, seconded, timed, worded, and carried.

    ``reasons`` maps the id of each item of part 2 to its reason in words.
    """

    meeting = HistoricOneToOneField(
        Meeting, on_delete=models.PROTECT, related_name="private_resolution"
    )
    moved_by = HistoricForeignKey(
        Attendance, on_delete=models.PROTECT, related_name="+"
    )
    seconded_by = HistoricForeignKey(
        Attendance, on_delete=models.PROTECT, related_name="+"
    )
    resolved_at = models.DateTimeField()  # unowned: of the record
    wording = models.TextField()
    reasons = models.JSONField(default=dict)
    carried = models.BooleanField(default=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["meeting"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(moved_by=F("seconded_by")),
                name="resolution_seconded_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(wording=""), name="resolution_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"Resolution to exclude the public, {self.meeting}"


class Outcome(models.Model):
    """What became of one recommendation, or of an item without any (MIN-11, MIN-12).

    ``recommendation_words`` are those of the paper that was read. ``body`` is whose outcome
    it is, where bodies meet in common. ``quorum`` keeps how the quorum stood then.
    ``carried`` is the item offered to a later meeting, or to the body referred to.
    """

    item = HistoricForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="outcomes"
    )
    body = HistoricForeignKey(Body, on_delete=models.PROTECT, related_name="outcomes")
    recommendation = HistoricForeignKey(
        Recommendation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="outcomes",
    )
    recommendation_words = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=15, choices=OutcomeKind.choices)
    words = models.TextField(blank=True)
    bring_back = models.BooleanField("may come back if required", default=False)
    decision = HistoricOneToOneField(
        Decision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="outcome",
    )
    carried = HistoricForeignKey(
        CarriedItem,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="outcomes",
    )
    recorded_at = models.DateTimeField()
    recorded_by_id = models.PositiveBigIntegerField(null=True)
    quorum = models.JSONField(default=dict)

    history = HistoricalRecords()

    class Meta:
        ordering = ["item", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "body", "recommendation"],
                condition=Q(recommendation__isnull=False),
                name="outcome_once_for_a_recommendation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_kind_display()}"
