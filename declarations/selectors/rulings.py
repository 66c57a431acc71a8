"""Which rulings may be read: by whom they concern, who keeps them, and who reads minutes."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from boards.meetings.enums import Part
from boards.meetings.models import ItemParticipation, Meeting, Ruling
from boards.meetings.permissions import PRIVATE_ROLES
from boards.meetings.querysets import sits_at, withheld_items
from boards.minutes.enums import MinutesState
from boards.minutes.models import Minutes
from declarations.models import Conflict
from ics_portal.accounts.actor import OFFICE_ROLES, Actor, Role


def conflicts_for(actor: Actor) -> QuerySet[Conflict]:
    """The matches of the meetings one sees: all for the office and the chair, one's own
    for everybody."""
    return (
        Conflict.objects.visible_to(actor)
        .filter(item__meeting__in=Meeting.objects.visible_to(actor))
        .select_related("item__meeting__body", "person", "organisation")
        .order_by("-item__meeting__held_on", "item", "person", "pk")
    )


def rulings_for(actor: Actor) -> QuerySet[Ruling]:
    """One's own, of part 2 where one reads it; those of a body whose conflicts one sees;
    and what minutes that the chair approved say, to those who read these minutes: the
    ruling in force at the item."""
    mine = Q(person_id=actor.person_id) if actor.person_id else Q(pk__in=[])
    mine &= Q(item__part=Part.ONE) | sits_at(
        actor.body_ids(*PRIVATE_ROLES), "item__meeting__"
    )
    inner = actor.body_ids(*OFFICE_ROLES, Role.CHAIR)
    approved = (
        Minutes.objects.readable_by(actor)
        .exclude(state=MinutesState.DRAFT)
        .filter(meeting=OuterRef("item__meeting"), part=OuterRef("item__part"))
    )
    withheld = Q(item__part=Part.TWO, item__in=withheld_items(actor))
    in_force = ItemParticipation.objects.filter(ruling=OuterRef("pk"))
    return (
        Ruling.objects.annotate(
            is_in_force=Exists(in_force), meeting_id=F("item__meeting_id")
        )
        .filter(
            mine
            | Q(item__meeting__body_id__in=inner)
            | Q(Exists(approved)) & Q(is_in_force=True) & ~withheld
        )
        .select_related("person", "ruled_by", "item__meeting")
        .prefetch_related("withheld_records__participation")
        .order_by("-ruled_at", "-pk")
    )
