"""A meeting of a body."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.bodies.models import Body
from boards.directory.models import Person
from boards.meetings.enums import CallKind, MeetingState, MeetingType
from boards.meetings.querysets import MeetingQuerySet


class Meeting(models.Model):
    """One sitting: when, where, of what type and who is in the chair (AGD-01).

    ``agenda_version`` counts changes of the agenda: it says that something changed, not
    what. Numbers are free until ``numbers_frozen_at``. ``is_public`` is null while nobody
    has said so of this sitting: ``held_in_public`` then asks the body (PTN-05, ACC-09).
    ``in_common_with`` are the other bodies that sit at the same time with the same agenda,
    each with its own attendance, quorum, outcomes and minutes.
    """

    body = HistoricForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=200, blank=True)
    meeting_type = models.CharField(max_length=10, choices=MeetingType.choices)
    held_on = models.DateField("date")
    starts_at = models.TimeField("start")
    ends_at = models.TimeField("end")
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField("link to join", max_length=500, blank=True)
    chair = HistoricForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="meetings_chaired",
        verbose_name="person in the chair",
    )
    next_meeting = HistoricForeignKey(
        "boards.Meeting",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="previous_meetings",
    )
    is_public = models.BooleanField("held in public", null=True, blank=True)
    stream_link = models.URLField("link to watch online", max_length=500, blank=True)
    papers_published_on = models.DateField(null=True, blank=True)
    minutes_published_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    call_kind = models.CharField(
        "how it is called",
        max_length=10,
        choices=CallKind.choices,
        default=CallKind.ORDINARY,
    )
    call_reason = models.TextField(blank=True)
    resumes = HistoricForeignKey(
        "boards.Meeting",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="resumed_as",
        verbose_name="adjourned meeting it goes on with",
    )
    in_common_with = models.ManyToManyField(
        Body, blank=True, related_name="meetings_in_common"
    )
    agenda_version = models.PositiveIntegerField(default=1)
    numbers_frozen_at = models.DateTimeField(null=True, blank=True)
    numbers_frozen_by_id = models.PositiveBigIntegerField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()
    # The counter ticks with every change of the agenda, which keeps its own history.
    history = HistoricalRecords(
        excluded_fields=["agenda_version"], m2m_fields=[in_common_with]
    )

    class Meta:
        ordering = ["-held_on", "-starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(
                    numbers_frozen_at__isnull=True, numbers_frozen_by_id__isnull=True
                )
                | Q(
                    numbers_frozen_at__isnull=False, numbers_frozen_by_id__isnull=False
                ),
                name="meeting_numbers_frozen_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=~Q(place="") | ~Q(link=""), name="meeting_has_place_or_link"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.held_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:detail", kwargs={"meeting_id": self.pk})

    @property
    def held_in_public(self) -> bool:
        """What was said of this sitting; where nothing was, as its body meets."""
        return self.body.meets_in_public if self.is_public is None else self.is_public

    @property
    def planned_minutes(self) -> int:
        """Minutes between start and end."""
        start = self.starts_at.hour * 60 + self.starts_at.minute
        return self.ends_at.hour * 60 + self.ends_at.minute - start
