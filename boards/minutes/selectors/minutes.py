"""Finding minutes, and what they follow."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404

from boards.actions.querysets import withheld_actions
from boards.bodies.models import Body
from boards.meetings.enums import ItemState, MeetingState, Part, StandingItem
from boards.meetings.models import AgendaItem, Meeting
from boards.meetings.querysets import withheld_items
from boards.meetings.selectors import meeting_before, read_agenda
from boards.minutes.models import MinuteEntry, Minutes
from boards.minutes.rules import MET, place_of
from boards.sittings.enums import EventKind
from boards.sittings.models import SittingEvent
from ics_portal.accounts.actor import OFFICE_ROLES, Actor


@dataclass(frozen=True, slots=True)
class PreviousMinutes:
    """The last meeting a body held before another, and its minutes if there are any."""

    meeting: Meeting
    minutes: Minutes | None


def minutes_of(
    meeting: Meeting, body: Body | int | None = None, part: int = Part.ONE
) -> Minutes | None:
    """The minutes of a body and part, if they were begun; for whoever may know that."""
    body_id = body.pk if isinstance(body, Body) else body
    return (
        Minutes.objects.filter(
            meeting=meeting, body_id=body_id or meeting.body_id, part=part
        )
        .select_related("meeting__body", "body", "confirmed_at_meeting", "stored")
        .first()
    )


def minutes_or_404(
    actor: Actor, meeting: Meeting, *, body_id: int | None = None, part: int = Part.ONE
) -> Minutes:
    """The minutes, if this person may read them."""
    found = (
        Minutes.objects.readable_by(actor)
        .filter(meeting=meeting, body_id=body_id or meeting.body_id, part=part)
        .select_related(
            "meeting__body",
            "meeting__chair",
            "meeting__next_meeting",
            "body",
            "confirmed_at_meeting",
            "stored",
        )
        .first()
    )
    if found is None:
        raise Http404
    return found


def previous_minutes_of(meeting: Meeting, body: Body) -> PreviousMinutes | None:
    """The last meeting of the body that was held before this one, from the record.

    Never the meeting itself, however its date is written on the agenda (MIN-16).
    """
    earlier = meeting_before(meeting, body.pk)
    if earlier is None:
        return None
    return PreviousMinutes(earlier, minutes_of(earlier, body))


def meetings_that_can_confirm(minutes: Minutes) -> list[Meeting]:
    """Later meetings of the body that sit or were held, the soonest first."""
    meeting = minutes.meeting
    return list(
        Meeting.objects.filter(_bodies_of(minutes.body_id), state__in=MET)
        .filter(
            Q(held_on__gt=meeting.held_on)
            | Q(held_on=meeting.held_on, starts_at__gt=meeting.starts_at)
        )
        .exclude(pk=meeting.pk)
        .select_related("body")
        .order_by("held_on", "starts_at", "pk")
    )


def item_to_accept_at(minutes: Minutes) -> AgendaItem | None:
    """The item for the minutes on the next agenda of the body after their meeting.

    None where there is no such agenda yet, or the meeting has been held already.
    """
    meeting = minutes.meeting
    ahead = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.SITTING)
    return (
        AgendaItem.objects.live()
        .filter(
            meeting__in=Meeting.objects.filter(_bodies_of(minutes.body_id)),
            meeting__state__in=ahead,
            meeting__held_on__gt=meeting.held_on,
            standing=StandingItem.MINUTES,
            part=minutes.part,
        )
        .select_related("meeting__body")
        .order_by("meeting__held_on", "meeting__starts_at", "sort_key")
        .first()
    )


def item_for_minutes(meeting: Meeting) -> tuple[int, str, str] | None:
    """Id, number and title of the item for the minutes of part 1 on an agenda."""
    for line in read_agenda(meeting).numbered:
        if (
            line.standing == StandingItem.MINUTES
            and line.part == Part.ONE
            and line.state == ItemState.LIVE
        ):
            return line.item_id, line.number, line.title
    return None


def _bodies_of(body_id: int) -> Q:
    """Meetings the body sat in, alone or in common with others."""
    return Q(
        pk__in=Meeting.objects.filter(
            Q(body_id=body_id) | Q(in_common_with=body_id)
        ).values("pk")
    )


def who_presided(meeting: Meeting) -> frozenset[int]:
    """The ids of those who presided at a meeting; its chair where nothing was recorded."""
    recorded = frozenset(
        SittingEvent.objects.filter(
            meeting=meeting, kind=EventKind.PRESIDES, struck_reason=""
        )
        .exclude(person=None)
        .values_list("person_id", flat=True)
    )
    if recorded:
        return frozenset(pk for pk in recorded if pk is not None)
    return frozenset({meeting.chair_id} if meeting.chair_id else ())


def entries_of(minutes: Minutes, order: dict[int, int]) -> list[MinuteEntry]:
    """The entries as they are read; ``order`` is the place of each item by its id."""
    return sorted(
        minutes.entries.all(),
        key=lambda entry: (
            *place_of(entry.kind, entry.item_id, order),
            entry.position,
            entry.pk,
        ),
    )


def open_marks_of(minutes: Minutes) -> int:
    """How many marks of the chair are not done yet."""
    return minutes.marks.filter(done_at=None).count()


def withheld_from(actor: Actor, minutes: Minutes) -> frozenset[int]:
    """The ids of the items of these minutes whose papers are withheld from the actor.

    Only part 2 is kept from a person so: what part 1 heard, the public reads. The office,
    which writes them, is not kept from them (CONF-1).
    """
    if minutes.part != Part.TWO or actor.holds_any(
        *OFFICE_ROLES, body_id=minutes.body_id
    ):
        return frozenset()
    found = withheld_items(actor).filter(meeting=minutes.meeting_id, part=Part.TWO)
    asked_for = withheld_actions(actor).filter(raised_at_meeting=minutes.meeting_id)
    items = asked_for.filter(item__isnull=False).values_list("item_id", flat=True)
    return frozenset(found.values_list("pk", flat=True)).union(items)
