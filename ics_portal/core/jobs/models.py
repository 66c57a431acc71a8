"""A long task as a row. The row is the truth; the queue's message only carries its id."""

import uuid

from django.db import models
from django.urls import reverse

from ics_portal.core.audit.registry import untracked
from ics_portal.core.jobs.enums import ACTIVE_STATES, JobState
from ics_portal.core.jobs.querysets import JobQuerySet

FULL = 100


@untracked("It only ticks: state, progress and heartbeat of one task.")
class Job(models.Model):
    """One asking for something slow, from the press of the button to its end.

    ``claim`` names the worker's hold on it: every write of a worker is conditional on
    it, so a worker that was given up for dead can change nothing when it wakes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    state = models.CharField(
        max_length=10, choices=JobState.choices, default=JobState.QUEUED
    )
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    steps = models.JSONField(default=list, blank=True)
    payload = models.JSONField(default=dict, blank=True)
    result = models.JSONField(default=dict, blank=True)
    failure = models.TextField(blank=True)

    tries = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    sends = models.PositiveSmallIntegerField(default=0)
    send_after = models.DateTimeField()

    asked_by_id = models.BigIntegerField(null=True, blank=True)
    asked_by_name = models.CharField(max_length=200, blank=True)
    subject_label = models.CharField(max_length=200, blank=True)
    subject_url = models.CharField(max_length=300, blank=True)
    body_id = models.BigIntegerField(null=True, blank=True)

    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    cancel_requested_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["state", "send_after"]),
            models.Index(fields=["asked_by_id", "-created_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=JobState.values),
                name="job_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=ACTIVE_STATES, finished_at__isnull=True)
                | (
                    ~models.Q(state__in=ACTIVE_STATES)
                    & models.Q(finished_at__isnull=False)
                ),
                name="job_finished_at_and_end_state_together",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=JobState.RUNNING)
                | models.Q(claim__isnull=False, heartbeat_at__isnull=False),
                name="job_running_has_claim_and_heartbeat",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("jobs:detail", args=[self.pk])

    @property
    def is_active(self) -> bool:
        """Whether it still waits or runs."""
        return self.state in ACTIVE_STATES

    @property
    def percent(self) -> int:
        """How far it is, 0 to 100; 100 only when it is done."""
        if self.state == JobState.DONE:
            return FULL
        if not self.of:
            return 0
        return min(FULL - 1, FULL * self.done // self.of)


@untracked("It only ticks: when a worker was last seen.")
class WorkerPulse(models.Model):
    """The last sign of life of each worker host, so that pages can say there is none."""

    worker = models.CharField(max_length=200, unique=True)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["worker"]

    def __str__(self) -> str:
        return self.worker
