"""Which jobs may be seen."""

from typing import TYPE_CHECKING, Self

from django.db import models

from ics_portal.core.jobs.enums import ACTIVE_STATES
from ics_portal.core.jobs.permissions import overseen_body_ids

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor
    from ics_portal.core.jobs.models import Job  # noqa: F401 -- names the row's class


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, actor: "Actor") -> Self:
        """What the actor asked for in bodies where they have a role, or for none, and
        all that was asked for a body they oversee."""
        if actor.user_id is None:
            return self.none()
        still_there = models.Q(body_id=None) | models.Q(body_id__in=actor.body_ids())
        return self.filter(
            models.Q(asked_by_id=actor.user_id) & still_there
            | models.Q(body_id__in=overseen_body_ids(actor))
        )

    def active(self) -> Self:
        """Waiting or running."""
        return self.filter(state__in=ACTIVE_STATES)
