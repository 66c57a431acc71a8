"""Which matches may be seen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from boards.directory.models import Person
from boards.meetings.enums import Part
from boards.meetings.models import AgendaItem
from boards.meetings.permissions import PRIVATE_ROLES
from boards.meetings.querysets import sits_at
from declarations.enums import InterestState
from ics_portal.accounts.actor import OFFICE_ROLES, Role
from ics_portal.core.effective import EffectiveDatedQuerySet

if TYPE_CHECKING:
    from declarations.models import (  # noqa: F401 -- in the bases
        Conflict,
        GiftOrHospitality,
        Interest,
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
