"""Which matches may be seen, and which records rulings withhold."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from boards.directory.models import Person
from boards.meetings.enums import Part
from boards.meetings.models import AgendaItem, Meeting
from boards.meetings.permissions import PRIVATE_ROLES
from boards.meetings.querysets import sits_at
from boards.meetings.standing_in import standing_in
from declarations.enums import InterestState
from ics_portal.accounts.actor import OFFICE_ROLES, Role
from ics_portal.core.effective import EffectiveDatedQuerySet

if TYPE_CHECKING:
    from declarations.models import (  # noqa: F401 -- in the bases
        Conflict,
        GiftOrHospitality,
        Interest,
        WithheldRecord,
    )
    from ics_portal.accounts.actor import Actor


def _mine_or_looked_after(actor: Actor) -> Q:
    mine = Q(person_id=actor.person_id) if actor.person_id else Q(pk__in=[])
    inner = actor.body_ids(*OFFICE_ROLES, Role.CHAIR)
    if not inner:
        return mine
    theirs = Person.objects.filter(
        Q(body_roles__body_id__in=inner) | Q(appointments__seat__body_id__in=inner)
    )
    return mine | Q(person_id__in=theirs.values("pk"))


class InterestQuerySet(EffectiveDatedQuerySet["Interest"]):
    """Declared interests in domain words."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own, and those of who has, or had, a part in a body one looks after."""
        return self.filter(_mine_or_looked_after(actor))

    def going_on(self, day: date) -> Self:
        """What has not ended by the day; what is still to begin among it."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def standing(self) -> Self:
        """All but what was withdrawn."""
        return self.exclude(state=InterestState.WITHDRAWN)


class GiftQuerySet(models.QuerySet["GiftOrHospitality"]):
    """Gifts and hospitality in domain words."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own, and those of who has, or had, a part in a body one looks after."""
        return self.filter(_mine_or_looked_after(actor))


class ConflictQuerySet(models.QuerySet["Conflict"]):
    """Matches in domain words."""

    def visible_to(self, actor: Actor) -> Self:
        """The office and the chair see all of their bodies, everybody one's own.

        One's own of part 2 only as far as part 2 is open: a match names item and partner.
        """
        mine = Q(person_id=actor.person_id) if actor.person_id else Q(pk__in=[])
        brought = AgendaItem.objects.filter(owners__person_id=actor.person_id or 0)
        is_open = (
            Q(item__part=Part.ONE)
            | sits_at(actor.body_ids(*PRIVATE_ROLES), "item__meeting__")
            | Q(item__in=brought.values("pk"))
        )
        inner = actor.body_ids(*OFFICE_ROLES, Role.CHAIR)
        return self.filter((mine & is_open) | Q(item__meeting__body_id__in=inner))


class WithheldRecordQuerySet(models.QuerySet["WithheldRecord"]):
    """Records added to rulings, in domain words."""

    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(taken_back_at__isnull=True)

    def in_force(self) -> Self:
        """Of these, those whose ruling in force withholds the papers: a later ruling that
        leaves them open opens the records as well."""
        return self.standing().filter(participation__papers_withheld=True)

    def from_person(self, person_id: int) -> Self:
        """Withheld from this person, or from one this person stands in for: at the
        record's own meeting, at that of the ruling, or at one of the body since."""
        person, ruled_at = "participation__person", "participation__item__meeting__"
        since = Meeting.objects.filter(
            standing_in.by(person_id, OuterRef(person), ""),
            body=OuterRef(f"{ruled_at}body"),
            held_on__gte=OuterRef(f"{ruled_at}held_on"),
        )
        return self.filter(
            Q(participation__person_id=person_id)
            | standing_in.by(person_id, person, "meeting__")
            | Q(Exists(since))
        )
