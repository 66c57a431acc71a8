"""Rulings one may see, and the movements they ask for (DOI-14)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from boards.meetings.enums import Part, RulingOption
from boards.meetings.models import ItemParticipation, Meeting, Ruling
from boards.meetings.permissions import may_see_private_items, may_write_rulings
from boards.meetings.rules.rulings import FACTS
from boards.sittings.enums import EventKind
from boards.sittings.models import Attendance, SittingEvent
from boards.sittings.rules.leaving import ItemTime, movement_asked
from boards.sittings.selectors.events import Course
from boards.sittings.selectors.quorum import Room, presence_of
from ics_portal.accounts.actor import Actor


def rulings_for(actor: Actor, meeting: Meeting) -> QuerySet[Ruling]:
    """The rulings of a meeting the actor may see, newest first: the office and the chair
    all of them, everybody else the own ones; none of an item of part 2 but for those who
    read part 2."""
    found = (
        Ruling.objects.filter(item__meeting=meeting)
        .select_related("item", "person", "ruled_by")
        .order_by("-pk")
    )
    if not may_write_rulings(actor, meeting):
        found = found.filter(person_id=actor.person_id or 0)
    if not may_see_private_items(actor, meeting):
        found = found.filter(item__part=Part.ONE)
    return found


def standing_rulings(actor: Actor, meeting: Meeting) -> list[Ruling]:
    """Of those, the ones in force, in the order in which they were made."""
    in_force = ItemParticipation.objects.filter(
        item__meeting=meeting, ruling__isnull=False
    ).values("ruling_id")
    return list(rulings_for(actor, meeting).filter(pk__in=in_force).order_by("pk"))


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody ruled to leave, and what is to be asked: left, returned or missing."""

    attendance: Attendance
    ruling: Ruling
    ask: str


def leavings(
    rulings: Iterable[Ruling], room: Room, course: Course, now: datetime
) -> list[Leaving]:
    """What the rulings ask of those on the list, without a query."""
    rows = {row.person_id: row for row in room.rows if row.person_id}
    found = []
    for ruling in rulings:
        row = rows.get(ruling.person_id)
        if row is None or not FACTS[RulingOption(ruling.option)].moves:
            continue
        spans = [
            (move.out_at, move.in_at)
            for move in row.movements.all()
            if move.item_id in (None, ruling.item_id)
        ]
        item = item_time(course.events, ruling.item_id)
        ask = movement_asked(presence_of(row), item, spans, course.moment(now))
        if ask:
            found.append(Leaving(row, ruling, ask))
    return found


def item_time(events: Iterable[SittingEvent], item_id: int) -> ItemTime | None:
    """From when an item was on, and until when; None while it was not reached."""
    begun_at = ended_at = None
    for event in events:
        if event.kind == EventKind.ITEM_BEGUN and event.item_id == item_id:
            begun_at, ended_at = begun_at or event.happened_at, None
        elif event.kind == EventKind.ITEM_ENDED and event.item_id == item_id:
            ended_at = event.happened_at
    return ItemTime(begun_at, ended_at) if begun_at else None
