"""People, and the positions they hold elsewhere."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords, HistoricForeignKey

from boards.directory.models.organisation import Organisation
from ics_portal.core.effective import EffectiveDated, EffectiveDatedQuerySet


class Person(models.Model):
    """Someone who sits, attends or writes; may or may not have a sign-in.

    ``outside_roles_checked_on`` is the day the person last answered for which positions
    they hold elsewhere; null while nobody has asked (RULE-BRD-03 is then "not known").
    """

    name = models.CharField(max_length=200)
    post_title = models.CharField(max_length=200, blank=True)
    organisation = HistoricForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="people",
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="person",
    )
    outside_roles_checked_on = models.DateField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name


class OutsideRole(EffectiveDated):
    """A position a person holds in an organisation: employment, directorship, governor."""

    person = HistoricForeignKey(
        Person, on_delete=models.PROTECT, related_name="outside_roles"
    )
    organisation = HistoricForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="outside_roles"
    )
    title = models.CharField(max_length=200)

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["person", "organisation", "starts_on"]

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}"


class Bar(EffectiveDated):
    """Why a person may not sit on a board for a time: a Member of Parliament, somebody
    disqualified, somebody found not fit and proper (nhs-practice 3.1)."""

    person = HistoricForeignKey(Person, on_delete=models.PROTECT, related_name="bars")
    reason = models.CharField(max_length=200)

    objects: ClassVar = EffectiveDatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(EffectiveDated.Meta):
        ordering = ["person", "starts_on"]

    def __str__(self) -> str:
        return f"{self.person}: {self.reason}"
