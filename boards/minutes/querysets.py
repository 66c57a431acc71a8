"""Which minutes may be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from boards.actions.querysets import withheld_actions
from boards.meetings.enums import Part
from boards.meetings.permissions import PRIVATE_ROLES
from boards.meetings.querysets import withheld_items
from boards.minutes.enums import MinutesState
from boards.minutes.permissions import SEE_DRAFTS
from boards.minutes.rules import AGREED
from ics_portal.accounts.actor import OFFICE_ROLES

if TYPE_CHECKING:
    from boards.minutes.models import Minutes  # noqa: F401 -- names the row's class
    from ics_portal.accounts.actor import Actor


class MinutesQuerySet(models.QuerySet["Minutes"]):
    """Minutes in domain words: the one gate to what they say."""

    def readable_by(self, actor: Actor) -> Self:
        """A draft is read by the office and the chair; what the chair approved by
        everyone with a role in the body, part 2 only by those who read part 2.

        Whoever was named to the chair of that meeting reads its minutes too.
        """
        drafts = Q(body_id__in=actor.body_ids(*SEE_DRAFTS))
        if actor.person_id is not None:
            drafts |= Q(meeting__chair_id=actor.person_id, body_id__in=actor.body_ids())
        inner = Q(part=Part.ONE) | Q(body_id__in=actor.body_ids(*PRIVATE_ROLES))
        approved = ~Q(state=MinutesState.DRAFT) & Q(body_id__in=actor.body_ids())
        return self.filter(drafts | (approved & inner))

    def printable_by(self, actor: Actor) -> Self:
        """Of those the actor reads, the ones read whole: the file has every item. Part 2
        with an item, or an action, that is withheld from the actor is read on the page
        only (CONF-1, CONF-6)."""
        items = withheld_items(actor).filter(meeting=OuterRef("meeting"), part=Part.TWO)
        office = Q(body_id__in=actor.body_ids(*OFFICE_ROLES))
        asked_for = withheld_actions(actor).filter(
            raised_at_meeting=OuterRef("meeting")
        )
        whole = Q(part=Part.ONE) | ~(Q(Exists(items)) | Q(Exists(asked_for))) | office
        return self.readable_by(actor).filter(whole)

    def agreed(self) -> Self:
        """Those a later meeting accepted."""
        return self.filter(state__in=AGREED)
