"""What may be seen of meetings and items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from boards.meetings.enums import ItemState

if TYPE_CHECKING:
    from boards.meetings.models import AgendaItem, Meeting  # noqa: F401 -- in the bases
    from ics_portal.accounts.actor import Actor


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings in domain words."""

    def visible_to(self, actor: Actor) -> Self:
        """Meetings of the bodies in which the actor holds any role."""
        return self.filter(body_id__in=actor.body_ids())


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    """Agenda items in domain words; their order is the rules' (``agenda_order``)."""

    def live(self) -> Self:
        """Items that are heard: not deferred, not withdrawn."""
        return self.filter(state=ItemState.LIVE)
