"""What may be seen of the action log."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q

from boards.actions.enums import ENDED_STATES
from boards.meetings.enums import Part
from boards.meetings.permissions import PRIVATE_ROLES
from boards.meetings.querysets import withheld_items
from boards.meetings.withholding import ACTION, withheld_records
from ics_portal.accounts.actor import OFFICE_ROLES

if TYPE_CHECKING:
    from boards.actions.models import Action
    from ics_portal.accounts.actor import Actor


def withheld_actions(actor: Actor) -> models.QuerySet[Action, Any]:
    """Actions of part 2 that were themselves added to a ruling and are withheld from the
    actor; what minutes of part 1 say of others, the public reads."""
    rows: models.QuerySet[Action, Any] = apps.get_model(
        "boards", "Action"
    )._default_manager.all()
    return rows.filter(pk__in=withheld_records.from_actor(ACTION, actor)).exclude(
        _IN_PUBLIC
    )


class ActionQuerySet(models.QuerySet["Action"]):
    """Actions in domain words."""

    def readable_by(self, actor: Actor) -> Self:
        """Actions of the actor's bodies, and those the actor leads: every road to an
        action passes through here.

        One of part 2 is read by whom part 2 is open to, and by its lead; not by a person
        from whom the papers of its item are withheld, but in the office (CONF-1). One
        that was added to a ruling is read by nobody it is withheld from (CONF-6).
        """
        office = Q(body_id__in=actor.body_ids(*OFFICE_ROLES))
        inner = Q(body_id__in=actor.body_ids(*PRIVATE_ROLES)) & (
            office | Q(item__isnull=True) | ~Q(item__in=withheld_items(actor))
        )
        readable = inner | (_IN_PUBLIC & Q(body_id__in=actor.body_ids()))
        if actor.person_id is not None:
            readable |= Q(lead_person_id=actor.person_id)
        return self.filter(
            readable, office | ~Q(pk__in=withheld_records.from_actor(ACTION, actor))
        )

    def withheld_from(self, actor: Actor) -> Self:
        """Actions of part 2 that are kept from the actor, with the papers of their item or
        added to a ruling: to be counted, and not described (CONF-1, CONF-6)."""
        if actor.person_id is None:
            return self.none()
        kept = Q(item__in=withheld_items(actor)) | Q(pk__in=withheld_actions(actor))
        return self.filter(kept, body_id__in=actor.body_ids(*PRIVATE_ROLES)).exclude(
            pk__in=self.model._default_manager.all().readable_by(actor)
        )

    def in_public(self) -> Self:
        """Those of part 1: what stands in a log that whoever holds a role may read.

        One that was raised in part 2 stays out although its item moved or has gone.
        """
        return self.filter(_IN_PUBLIC)

    def outstanding(self) -> Self:
        """Actions no meeting has closed or superseded; one proposed for closure is
        outstanding until the meeting agrees."""
        return self.exclude(state__in=ENDED_STATES)

    def led_by(self, actor: Actor) -> Self:
        """The actions given to this person."""
        if actor.person_id is None:
            return self.none()
        return self.filter(lead_person_id=actor.person_id)

    def overdue(self, on: date) -> Self:
        """Outstanding ones whose latest date has passed; without a date none is."""
        return self.outstanding().filter(due_on__lt=on)


_IN_PUBLIC = Q(part=Part.ONE) & (Q(item__isnull=True) | Q(item__part=Part.ONE))
