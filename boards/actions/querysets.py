"""What may be seen of the action log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from boards.actions.enums import ENDED_STATES

if TYPE_CHECKING:
    from boards.actions.models import Action  # noqa: F401 -- names the row's class
    from ics_portal.accounts.actor import Actor


class ActionQuerySet(models.QuerySet["Action"]):
    """Actions in domain words."""

    def visible_to(self, actor: Actor) -> Self:
        """Actions of the bodies in which the actor holds any role."""
        return self.filter(body_id__in=actor.body_ids())

    def outstanding(self) -> Self:
        """Actions no meeting has closed or superseded."""
        return self.exclude(state__in=ENDED_STATES)
