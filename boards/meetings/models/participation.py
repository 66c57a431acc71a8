"""How a person takes part in an item: what the chair ruled, and what is in force.

How somebody took part is a fact of the meeting; why lies in the register of interests.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.directory.models import Person
from boards.meetings.enums import RulingOption
from boards.meetings.models.agenda import AgendaItem
from ics_portal.core.audit.registry import untracked


@untracked("It is appended to and never changed; the newest one stands.")
class Ruling(models.Model):
    """What the person presiding ruled on one person and one item (DOI-07 to DOI-15).

    The option of the practice guide is a setting of four facts. ``nature`` and ``words``
    are what the minutes say; ``declared_at_start`` says at what point of the meeting it was
    declared: at its start or at the item (DOI-12).
    """

    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="rulings"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="rulings")
    option = models.CharField(max_length=20, choices=RulingOption.choices)
    stays = models.BooleanField()
    speaks = models.BooleanField()
    votes = models.BooleanField()
    papers_withheld = models.BooleanField()
    nature = models.TextField()
    words = models.TextField("decision and action, as minuted")
    declared_at_start = models.BooleanField(default=True)
    explained = models.BooleanField("explained to the meeting", default=True)
    ruled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="rulings_made"
    )
    ruled_by_office = models.CharField(max_length=200, blank=True)
    ruled_at = models.DateTimeField()
    written_by_id = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["item", "person", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(ruled_by=models.F("person")),
                name="ruling_not_by_the_person_conflicted",
            ),
            models.CheckConstraint(
                condition=Q(stays=True) | Q(votes=False, speaks=False),
                name="ruling_who_leaves_neither_speaks_nor_votes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.item}: {self.get_option_display()}"


class ItemParticipation(models.Model):
    """How one person takes part in one item now: the ruling in force, or papers held back.

    ``ruling`` is null while papers are held and nobody has ruled.
    """

    item = HistoricForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="participations"
    )
    person = HistoricForeignKey(
        Person, on_delete=models.PROTECT, related_name="participations"
    )
    ruling = models.ForeignKey(
        Ruling, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    stays = models.BooleanField(default=True)
    speaks = models.BooleanField(default=True)
    votes = models.BooleanField(default=True)
    papers_withheld = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["item", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person"], name="participation_once_for_person_and_item"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.item}"
