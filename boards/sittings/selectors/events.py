"""What happened at a sitting so far: open or not, at which item, who presides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from boards.directory.models import Person
from boards.meetings.enums import MeetingState
from boards.meetings.models import AgendaItem, Meeting
from boards.sittings.enums import EventKind
from boards.sittings.models import SittingEvent
from boards.sittings.rules.presence import SittingTime

ENDINGS = (MeetingState.HELD, MeetingState.CANCELLED)


def events_of(meeting: Meeting) -> list[SittingEvent]:
    """Everything on record that was not struck out, in its order."""
    return list(
        SittingEvent.objects.filter(meeting=meeting, struck_reason="")
        .select_related("person", "item")
        .order_by("happened_at", "pk")
    )


@dataclass(frozen=True, slots=True)
class Course:
    """How far the sitting is; ``current_id`` is the item it is at."""

    meeting: Meeting
    events: Sequence[SittingEvent]

    @property
    def sat(self) -> SittingTime:
        """When it opened and closed."""
        return SittingTime(self._first(EventKind.OPENED), self._first(EventKind.CLOSED))

    @property
    def is_open(self) -> bool:
        return self.sat.opened_at is not None and self.sat.closed_at is None

    @property
    def is_adjourned(self) -> bool:
        turns = [
            event.kind
            for event in self.events
            if event.kind in (EventKind.ADJOURNED, EventKind.RESUMED)
        ]
        return bool(turns) and turns[-1] == EventKind.ADJOURNED

    @property
    def begun(self) -> SittingEvent | None:
        """The beginning of the item the meeting is at."""
        current = None
        for event in self.events:
            if event.kind == EventKind.ITEM_BEGUN:
                current = event
            elif event.kind == EventKind.CLOSED or (
                event.kind == EventKind.ITEM_ENDED
                and current is not None
                and event.item_id == current.item_id
            ):
                current = None
        return current

    @property
    def current_id(self) -> int | None:
        return self.begun.item_id if self.begun else None

    @property
    def begun_ids(self) -> frozenset[int]:
        """Items that were begun, whether they have ended or not."""
        return frozenset(
            event.item_id
            for event in self.events
            if event.kind == EventKind.ITEM_BEGUN and event.item_id is not None
        )

    @property
    def last_at(self) -> datetime | None:
        """When the last thing happened."""
        return self.events[-1].happened_at if self.events else None

    def moment(self, now: datetime) -> datetime:
        """Now while the meeting sits; when it has closed, the moment of its close."""
        return self.sat.closed_at or now

    def moment_of(self, item_id: int, now: datetime) -> datetime:
        """The last moment at which an item was on."""
        ends = [
            event.happened_at
            for event in self.events
            if event.kind == EventKind.ITEM_ENDED and event.item_id == item_id
        ]
        if self.current_id == item_id or not ends:
            return self.moment(now)
        return ends[-1]

    def presiding(self, item_id: int | None, at: datetime) -> Person | None:
        """Who presides: whoever took the chair last, for this item or for all."""
        person: Person | None = self.meeting.chair
        for event in self.events:
            if (
                event.kind == EventKind.PRESIDES
                and event.person is not None
                and event.happened_at <= at
                and event.item_id in (None, item_id)
            ):
                person = event.person
        return person

    def _first(self, kind: str) -> datetime | None:
        return next((e.happened_at for e in self.events if e.kind == kind), None)


def course_of_meeting(meeting: Meeting) -> Course:
    """Read it in one query; the meeting's chair is selected with it."""
    return Course(meeting, events_of(meeting))


def presiding_at(
    meeting: Meeting, item: AgendaItem | None, at: datetime
) -> Person | None:
    """Who presides over an item at a moment; the chair of the meeting if nobody else
    took the chair, None where no chair is named."""
    return course_of_meeting(meeting).presiding(item.pk if item else None, at)
