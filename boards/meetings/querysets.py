"""What may be seen of meetings and items."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from boards.meetings.enums import ItemState, MeetingState, MeetingType, Part
from boards.meetings.permissions import PRIVATE_ROLES
from boards.meetings.standing_in import standing_in
from boards.meetings.withholding import withheld_records
from ics_portal.accounts.actor import OFFICE_ROLES

if TYPE_CHECKING:
    from boards.meetings.models import (  # noqa: F401 -- in the bases
        AgendaItem,
        Decision,
        DecisionRound,
        Meeting,
        Publication,
    )
    from ics_portal.accounts.actor import Actor


def is_of_open_item(actor: Actor, item: str = "item", *, way: str = "") -> Q:
    """Rows whose item the actor may read: of part 1, of a body whose part 2 is open to the
    actor, or brought by the actor. ``item`` is the way to it; no item is no secret.

    With the ``way`` to the item's meeting, part 2 is open to every body that sits at it.
    What is withheld of part 2 from a person stays closed, but to the office (CONF-1).
    """
    inner = actor.body_ids(*PRIVATE_ROLES)
    is_open = (
        Q(**{f"{item}__isnull": True})
        | Q(**{f"{item}__part": Part.ONE})
        | Q(body_id__in=inner)
    )
    if way:
        is_open |= sits_at(inner, way)
    if actor.person_id is None:
        return is_open
    hidden = Q(**{f"{item}__part": Part.TWO, f"{item}__in": withheld_items(actor)})
    allowed = Q(body_id__in=actor.body_ids(*OFFICE_ROLES)) | ~hidden
    owners = apps.get_model("boards", "ItemOwner")
    brought = owners._default_manager.filter(
        item=OuterRef(item), person_id=actor.person_id
    )
    return allowed & (is_open | Q(Exists(brought)))


def withheld_items(actor: Actor) -> models.QuerySet[AgendaItem, Any]:
    """The ids of the items whose papers are withheld from this person, for ``__in``.

    What is withheld at an item is withheld at its sub-items, and what is withheld from a
    person is withheld from whoever stands in at the meeting (CONF-1). So are items
    whose papers have a record that was added to a ruling (CONF-6). Every gate to a paper
    asks this: page, file, pack, feed, search and API.
    """
    items = apps.get_model("boards", "AgendaItem")._default_manager
    if actor.person_id is None:
        return items.none().values("pk")
    participations = apps.get_model("boards", "ItemParticipation")._default_manager
    stood_in_for = standing_in.by(actor.person_id, "person", "item__meeting__")
    mine = participations.filter(
        Q(person_id=actor.person_id) | stood_in_for, papers_withheld=True
    )
    here = mine.filter(Q(item=OuterRef("pk")) | Q(item=OuterRef("parent")))
    added = withheld_records.items_of(actor.person_id)
    return items.filter(Exists(here) | added).values("pk")


def presented_items(actor: Actor) -> models.QuerySet[AgendaItem, Any]:
    """The ids of the items this person comes to present, for ``__in``: those that are
    heard, of meetings that are not called off."""
    items = apps.get_model("boards", "AgendaItem")._default_manager
    if actor.person_id is None:
        return items.none().values("pk")
    presenters = apps.get_model("boards", "Presenter")._default_manager
    mine = presenters.filter(person_id=actor.person_id, item=OuterRef("pk"))
    heard = items.filter(Exists(mine), state=ItemState.LIVE)
    return heard.exclude(meeting__state=MeetingState.CANCELLED).values("pk")


def sits_at(body_ids: Collection[int], meeting: str = "") -> Q:
    """Rows whose meeting one of these bodies sits at, as its host or in common with it.

    ``meeting`` is the way there ("item__meeting__"); "" where the row is the meeting.
    """
    host = Q(**{f"{meeting}body_id__in": body_ids})
    if not body_ids:
        return host
    through = apps.get_model("boards", "Meeting").in_common_with.through
    others = through._default_manager.filter(
        meeting_id=OuterRef(f"{meeting}pk"), body_id__in=body_ids
    )
    return host | Q(Exists(others))


def is_held_in_public(way: str = "") -> Q:
    """Rows whose meeting strangers may know of; ``way`` leads to it ("meeting__")."""
    return Q(**{f"{way}is_public": True}) | Q(
        **{
            f"{way}is_public__isnull": True,
            f"{way}meeting_type": MeetingType.FORMAL,
            f"{way}body__meets_in_public": True,
        }
    )


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings in domain words."""

    def visible_to(self, actor: Actor) -> Self:
        """Meetings of the bodies in which the actor holds any role, and those at which
        such a body sits in common with another."""
        return self.filter(sits_at(actor.body_ids()))

    def public(self) -> Self:
        """Meetings that strangers may know of: held in public, as the meeting says or,
        where it says nothing, as its body meets. Of an informal one that must be said."""
        return self.filter(is_held_in_public())


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    """Agenda items in domain words; their order is the rules' (``agenda_order``)."""

    def live(self) -> Self:
        """Items that are heard: not deferred, not withdrawn."""
        return self.filter(state=ItemState.LIVE)

    def presented_by(self, actor: Actor) -> Self:
        """Items the actor comes to present, whether a member or nobody of the body."""
        return self.filter(pk__in=presented_items(actor))


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions in domain words."""

    def readable_by(self, actor: Actor) -> Self:
        """Decisions of the actor's bodies, and those that bodies sitting in common with
        them took at that meeting: every road to a decision passes through here.

        One on an item of part 2 is read by whom ``may_see_private_items`` lets, and by
        whoever brings the item, as on the agenda; one made in private between meetings
        by the former alone.
        """
        private = Q(made_between__part=Part.TWO) & ~Q(
            body_id__in=actor.body_ids(*PRIVATE_ROLES)
        )
        heard = Q(body_id__in=actor.body_ids()) | sits_at(actor.body_ids(), "meeting__")
        return self.filter(
            heard, is_of_open_item(actor, way="item__meeting__")
        ).exclude(private)

    def public(self) -> Self:
        """What strangers may read: decided at a meeting that was held, in public, on an
        item of part 1 or on none, by a body that meets in public.

        What was decided between meetings is told when a meeting has ratified it.
        """
        return self.filter(
            is_held_in_public("meeting__"),
            Q(item__isnull=True) | Q(item__part=Part.ONE),
            Q(item__parent__isnull=True) | Q(item__parent__part=Part.ONE),
            meeting__state=MeetingState.HELD,
            body__meets_in_public=True,
            made_between__isnull=True,
        )


class DecisionRoundQuerySet(models.QuerySet["DecisionRound"]):
    """Decisions between meetings, in domain words."""

    def readable_by(self, actor: Actor) -> Self:
        """Rounds of the actor's bodies; of part 2 where part 2 is open to the actor."""
        inner = actor.body_ids(*PRIVATE_ROLES)
        return self.filter(
            Q(part=Part.ONE) | Q(body_id__in=inner), body_id__in=actor.body_ids()
        )


class PublicationQuerySet(models.QuerySet["Publication"]):
    """What was published, in domain words: the one gate of the public pages."""

    def public(self, at: datetime) -> Self:
        """What stands published at this moment, tombstones of withdrawn things too.

        A meeting that is no longer held in public takes all of it along.
        """
        return self.filter(
            is_held_in_public("meeting__"), published_at__lte=at, is_current=True
        )

    def readable(self, at: datetime) -> Self:
        """Of that, what still has words and a file."""
        return self.public(at).filter(withdrawn_at__isnull=True)

    def delete(self) -> NoReturn:
        raise TypeError("What was published is withdrawn with a reason, not deleted.")
