"""Who decides on an item at a moment: the quorum, who may vote, who presides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from boards.bodies.models import Body
from boards.meetings.models import AgendaItem, ItemParticipation
from boards.sittings.enums import AttendanceKind, AttendanceState, EventKind
from boards.sittings.models import Attendance, Movement, SittingEvent
from boards.sittings.rules.outcomes import Course


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
    voters = _voters(item, body, at)
    presiding = _presiding(item, at)
    return Deciding(
        state="not_known",
        reasons=("The terms of reference give no quorum.",),
        voters={row.person_id: row.name for row in voters if row.person_id},
        voter_count=len(voters),
        presiding_id=presiding[0],
        presiding=presiding[1],
    )


def _voters(item: AgendaItem, body: Body, at: datetime) -> list[Attendance]:
    out = Movement.objects.filter(
        Q(in_at__isnull=True) | Q(in_at__gt=at), out_at__lte=at
    )
    barred = ItemParticipation.objects.filter(item=item, votes=False)
    return list(
        Attendance.objects.filter(
            Q(left_at__isnull=True) | Q(left_at__gt=at),
            meeting_id=item.meeting_id,
            body=body,
            kind__in=(AttendanceKind.MEMBER, AttendanceKind.DEPUTY),
            state=AttendanceState.PRESENT,
            arrived_at__lte=at,
        )
        .exclude(pk__in=out.values("attendance_id"))
        .exclude(person_id__in=barred.values("person_id"))
    )


def _presiding(item: AgendaItem, at: datetime) -> tuple[int | None, str]:
    took = (
        SittingEvent.objects.filter(
            meeting_id=item.meeting_id,
            kind=EventKind.PRESIDES,
            happened_at__lte=at,
            struck_reason="",
            person__isnull=False,
        )
        .select_related("person")
        .last()
    )
    person = took.person if took else item.meeting.chair
    return (person.pk, str(person)) if person else (None, "")


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
