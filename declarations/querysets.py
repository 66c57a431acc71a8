"""Which matches may be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from ics_portal.accounts.actor import OFFICE_ROLES, Role

if TYPE_CHECKING:
    from declarations.models import Conflict  # noqa: F401 -- in the bases
    from ics_portal.accounts.actor import Actor


class ConflictQuerySet(models.QuerySet["Conflict"]):
    """Matches in domain words."""

    def visible_to(self, actor: Actor) -> Self:
        """The office and the chair see all of their bodies, everybody one's own."""
        mine = Q(person_id=actor.person_id) if actor.person_id else Q(pk__in=[])
        inner = actor.body_ids(*OFFICE_ROLES, Role.CHAIR)
        return self.filter(mine | Q(item__meeting__body_id__in=inner))
