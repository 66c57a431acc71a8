"""Seats, who sits in them, who holds which role, and named leads."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.bodies.enums import Capacity, Constituency, LeadKind
from boards.bodies.models.body import Body
from boards.bodies.querysets import BodyRoleQuerySet
from boards.directory.models import Organisation, Person
from ics_portal.accounts.actor import Role
from ics_portal.core.effective import EffectiveDated, EffectiveDatedQuerySet


class Seat(EffectiveDated):
    """A place at a body's table: whence it is filled, and whether it votes.

    ``clause`` is where the constitution or the terms of reference say so (ICB-18);
    ``represents`` is the place or collaborative the seat speaks for (PLC-14, COL-15).
    ``term_years`` and ``most_terms`` limit how long one person sits; null where the
    terms of reference set no limit.
    """

    body = HistoricForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    title = models.CharField(max_length=200)
    constituency = models.CharField(max_length=30, choices=Constituency.choices)
    is_voting = models.BooleanField("votes", default=True)
    clause = models.CharField(max_length=60, blank=True)
    represents = HistoricForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="represented_by",
    )
    term_years = models.PositiveSmallIntegerField(null=True, blank=True)
    most_terms = models.PositiveSmallIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["body", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.title}, {self.body}"


class Appointment(EffectiveDated):
    """A person in a seat for a time.

    ``deputy_for`` is set for somebody who stands in for the holder and does not fill the
    seat. ``exception`` is the recorded reason why an independent non-executive may hold a
    position elsewhere in the footprint (ICB-14).
    """

    seat = HistoricForeignKey(
        Seat, on_delete=models.PROTECT, related_name="appointments"
    )
    person = HistoricForeignKey(
        Person, on_delete=models.PROTECT, related_name="appointments"
    )
    capacity = models.CharField(
        max_length=10, choices=Capacity.choices, default=Capacity.CONFIRMED
    )
    basis = models.CharField(max_length=200, blank=True)
    nominated_by = HistoricForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="nominations",
    )
    employer = HistoricForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="appointees",
    )
    is_accountable_officer = models.BooleanField("accountable officer", default=False)
    deputy_for = HistoricForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deputies",
    )
    knows_mental_health = models.BooleanField(
        "has knowledge and experience of mental illness services", null=True, blank=True
    )
    exception = models.TextField(blank=True)
    exception_on = models.DateField(null=True, blank=True)

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["seat", "starts_on", "pk"]

    def __str__(self) -> str:
        return f"{self.person}, {self.seat}"


class BodyRole(EffectiveDated):
    """A role a person holds in a body for a time; read by ``actor_for``."""

    person = HistoricForeignKey(
        Person, on_delete=models.PROTECT, related_name="body_roles"
    )
    body = HistoricForeignKey(Body, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=30, choices=Role.choices)

    objects: ClassVar = BodyRoleQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["body", "role", "person"]
        constraints = [
            *EffectiveDated.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "body", "role"],
                condition=Q(ends_on__isnull=True),
                name="body_role_held_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()} of {self.body}"


class NamedLead(EffectiveDated):
    """Somebody named for a post that must have a name: digital SRO, place leader.

    A place leader convenes and represents; ``has_executive_responsibility`` where that
    was given as well (PLC-07): by the chief executive of the ICS NHS body or by a
    council, ``responsibility_from`` (PLC-08).
    """

    body = HistoricForeignKey(Body, on_delete=models.PROTECT, related_name="leads")
    person = HistoricForeignKey(Person, on_delete=models.PROTECT, related_name="leads")
    kind = models.CharField(max_length=20, choices=LeadKind.choices)
    has_executive_responsibility = models.BooleanField(default=False)
    responsibility_from = HistoricForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="given_responsibilities",
    )

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["body", "kind", "pk"]
        constraints = [
            *EffectiveDated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    has_executive_responsibility=False,
                    responsibility_from__isnull=True,
                )
                | Q(
                    has_executive_responsibility=True,
                    responsibility_from__isnull=False,
                ),
                name="executive_responsibility_comes_from_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_kind_display()}"
