"""Which jobs may be seen."""

from typing import TYPE_CHECKING, Self

from django.db import models

from ics_portal.core.jobs.enums import ACTIVE_STATES
from ics_portal.core.jobs.permissions import overseen_body_ids
from ics_portal.core.jobs.registry import gates

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor
    from ics_portal.core.jobs.models import Job  # noqa: F401 -- names the row's class


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, actor: "Actor") -> Self:
        """Of each kind what its room shows the actor. Of kinds without a gate: what the
        actor asked for in bodies where they have a role, or for none, and all that was
        asked for a body they oversee."""
        if actor.user_id is None:
            return self.none()
        still_there = models.Q(body_id=None) | models.Q(body_id__in=actor.body_ids())
        theirs = models.Q(asked_by_id=actor.user_id) & still_there
        theirs |= models.Q(body_id__in=overseen_body_ids(actor))
        guarded = gates()
        seen = theirs & ~models.Q(kind__in=list(guarded))
        for kind, gate in guarded.items():
            seen |= models.Q(kind=kind) & gate.seen_by(actor)
        return self.filter(seen)

    def active(self) -> Self:
        """Waiting or running."""
        return self.filter(state__in=ACTIVE_STATES)
