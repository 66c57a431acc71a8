"""Other records that are withheld by the ruling on one item."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.meetings.models import ItemParticipation, Meeting, Ruling
from declarations.querysets import WithheldRecordQuerySet


class WithheldRecord(models.Model):
    """A record that the office withholds with an item's papers, under the chair's ruling.

    ``ruling`` is the one it was added to. It is withheld for as long as the ruling in
    force, which may be a later one, withholds the papers, and until it is taken back.
    ``kind`` and ``record_id`` name it; ``words`` are what it was called then.
    ``meeting`` is the meeting it belongs to, if it belongs to one.
    """

    participation = HistoricForeignKey(
        ItemParticipation, on_delete=models.PROTECT, related_name="withheld_records"
    )
    ruling = models.ForeignKey(
        Ruling, on_delete=models.PROTECT, related_name="withheld_records"
    )
    kind = models.CharField(max_length=40)
    record_id = models.PositiveBigIntegerField()
    meeting = HistoricForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    words = models.TextField("what it was called")
    reason = models.TextField()
    added_at = models.DateTimeField()
    added_by_id = models.PositiveBigIntegerField(null=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by_id = models.PositiveBigIntegerField(null=True, blank=True)
    taken_back_reason = models.TextField(blank=True)

    objects = WithheldRecordQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["participation", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "kind", "record_id"],
                condition=Q(taken_back_at__isnull=True),
                name="record_withheld_once",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_reason="")
                | Q(taken_back_at__isnull=False) & ~Q(taken_back_reason=""),
                name="record_taken_back_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        # The kind and id alone: labels of the audit trail say nothing that is withheld.
        return f"{self.kind} {self.record_id}"

    @property
    def is_withheld(self) -> bool:
        """As ``WithheldRecordQuerySet.in_force`` says of many."""
        return self.taken_back_at is None and self.participation.papers_withheld
