"""Who decides on an item at a moment: the quorum, who may vote, who presides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from boards.bodies.models import Body
from boards.meetings.models import AgendaItem
from boards.sittings.enums import EventKind
from boards.sittings.models import SittingEvent
from boards.sittings.rules.outcomes import Course
from boards.sittings.selectors.events import presiding_at
from boards.sittings.selectors.quorum import read_room


@dataclass(frozen=True, slots=True)
class Deciding:
    """How a body stood on an item. ``state`` is quorate, inquorate or not_known;
    ``voters`` are the names of those who may vote, by person."""

    state: str
    reasons: Sequence[str] = ()
    voters: Mapping[int, str] = field(default_factory=dict)
    voter_count: int = 0
    presiding_id: int | None = None
    presiding: str = ""

    @property
    def may_decide(self) -> bool:
        """Not known keeps nobody from deciding."""
        return self.state != "inquorate"


def deciding_at(item: AgendaItem, body: Body, at: datetime) -> Deciding:
    """How the body stands on the item at the moment."""
    room = read_room(item.meeting, body)
    quorum, voters = room.quorum(item.pk, at), room.voters(item.pk, at)
    presiding = presiding_at(item.meeting, item, at)
    return Deciding(
        state=quorum.state,
        reasons=quorum.reasons,
        voters={row.person_id: row.name for row in voters if row.person_id},
        voter_count=len(voters),
        presiding_id=presiding.pk if presiding else None,
        presiding=str(presiding or ""),
    )


def course_of(item: AgendaItem) -> Course:
    """When the item was begun last, and what ended it."""
    events = [
        event
        for event in SittingEvent.objects.filter(
            meeting_id=item.meeting_id, struck_reason=""
        )
        if event.kind in (EventKind.ITEM_BEGUN, EventKind.ITEM_ENDED, EventKind.CLOSED)
    ]
    begun = _last(events, EventKind.ITEM_BEGUN, item.pk)
    if begun is None:
        return Course(None)
    after = [event for event in events if event.happened_at >= begun.happened_at]
    ended = _last(after, EventKind.ITEM_ENDED, item.pk)
    following = [
        event.happened_at
        for event in after
        if event.kind == EventKind.ITEM_BEGUN and event.item_id != item.pk
    ]
    closed = [event.happened_at for event in after if event.kind == EventKind.CLOSED]
    return Course(
        begun_at=begun.happened_at,
        ended_at=ended.happened_at if ended else None,
        next_at=min(following, default=None),
        closed_at=min(closed, default=None),
    )


def _last(events: list[SittingEvent], kind: str, item_id: int) -> SittingEvent | None:
    found = [one for one in events if one.kind == kind and one.item_id == item_id]
    return found[-1] if found else None
