"""The course of a sitting: opened, items begun and ended, adjourned, closed.

Sent twice, each is done once: an event that is the last word already is given back.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from boards.directory.models import Person
from boards.meetings.enums import MeetingState
from boards.meetings.models import AgendaItem, Meeting
from boards.meetings.rules.words import clean_reason
from boards.sittings.enums import EventKind, WayOut
from boards.sittings.models import PrivateResolution, SittingEvent
from boards.sittings.permissions import may_run_meeting
from boards.sittings.rules.sitting import (
    check_item,
    check_order,
    check_presiding,
    check_way_out,
    stand_in,
)
from boards.sittings.selectors.chairing import candidates_for, is_barred
from boards.sittings.selectors.events import Course, course_of_meeting
from boards.sittings.services.common import check_time, lock_meeting
from boards.sittings.services.meeting_state import set_back, take_on
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require

STRUCK_LENGTH = 1000
STATE_KINDS = (
    EventKind.OPENED,
    EventKind.ADJOURNED,
    EventKind.RESUMED,
    EventKind.CLOSED,
)
"""Events that move the meeting; striking one out sets it back."""


def _begin(
    meeting: Meeting, happened_at: datetime, actor: Actor, at: datetime
) -> Course:
    require(may_run_meeting(actor, meeting))
    meeting = lock_meeting(meeting)
    check_time(meeting, happened_at, at)
    return course_of_meeting(meeting)


def _write(
    course: Course,
    kind: str,
    happened_at: datetime,
    actor: Actor,
    at: datetime,
    **more: Any,
) -> SittingEvent:
    event = create_with_reason(
        SittingEvent,
        str(EventKind(kind).label),
        actor=actor,
        meeting=course.meeting,
        kind=kind,
        happened_at=happened_at,
        **more,
    )
    record(
        verb=f"sitting_{kind}",
        target=course.meeting,
        actor=actor,
        at=at,
        # The id alone: the title of an item of part 2 stays out of the audit trail.
        detail={"item_id": event.item_id} if event.item_id else {},
    )
    return event


def _last(course: Course, *kinds: str) -> SittingEvent | None:
    return next((e for e in reversed(course.events) if e.kind in kinds), None)


@transaction.atomic
def open_sitting(
    *, meeting: Meeting, happened_at: datetime, actor: Actor, at: datetime
) -> SittingEvent:
    """Open the meeting; opened before, it stays as opened."""
    course = _begin(meeting, happened_at, actor, at)
    there = _last(course, EventKind.OPENED)
    if there is not None:
        return there
    take_on(course.meeting, MeetingState.SITTING, actor=actor, at=at)
    return _write(course, EventKind.OPENED, happened_at, actor, at)


@transaction.atomic
def begin_item(
    *,
    meeting: Meeting,
    item: AgendaItem,
    happened_at: datetime,
    actor: Actor,
    at: datetime,
) -> SittingEvent:
    """Take an item, in any order; the one before ends. Where the chair is barred from it
    the deputy chair presides (DOI-10); where both are, the meeting first chooses."""
    course = _begin(meeting, happened_at, actor, at)
    item = _item(course.meeting, item)
    begun = course.begun
    if begun is not None and begun.item_id == item.pk:
        return begun
    check_order(happened_at, course.sat, course.last_at)
    check_item(
        state=item.state,
        part=item.part,
        is_adjourned=course.is_adjourned,
        is_public=course.meeting.held_in_public,
        private_carried=PrivateResolution.objects.filter(
            meeting=course.meeting, carried=True
        ).exists(),
    )
    _end_current(course, happened_at, actor, at)
    event = _write(course, EventKind.ITEM_BEGUN, happened_at, actor, at, item=item)
    _hand_over(course, item, happened_at, actor, at)
    return event


def _item(meeting: Meeting, item: AgendaItem) -> AgendaItem:
    found = AgendaItem.objects.filter(meeting=meeting, pk=item.pk).first()
    if found is None:
        raise RuleBroken("SIT-5", "Choose an item of this meeting.", field="item")
    return found


def _hand_over(
    course: Course, item: AgendaItem, happened_at: datetime, actor: Actor, at: datetime
) -> None:
    person = course.presiding(item.pk, happened_at)
    if person is None or not is_barred(item, person):
        return
    deputy = stand_in(candidates_for(course.meeting, item, happened_at))
    if deputy is None:
        raise RuleBroken(
            "DOI-11",
            f"{person} may not preside over this item, and no deputy chair can. Record"
            " whom the meeting chose, then begin the item.",
            field="person",
        )
    _write(
        course,
        EventKind.PRESIDES,
        happened_at,
        actor,
        at,
        item=item,
        person_id=deputy.person,
    )


def _end_current(
    course: Course, happened_at: datetime, actor: Actor, at: datetime
) -> SittingEvent | None:
    begun = course.begun
    if begun is None:
        return None
    event = _write(
        course, EventKind.ITEM_ENDED, happened_at, actor, at, item=begun.item
    )
    before = course.presiding(None, happened_at)
    if before is not None and course.presiding(begun.item_id, happened_at) != before:
        # The chair comes back: both times belong in the minutes.
        _write(course, EventKind.PRESIDES, happened_at, actor, at, person=before)
    return event


@transaction.atomic
def end_item(
    *, meeting: Meeting, happened_at: datetime, actor: Actor, at: datetime
) -> SittingEvent | None:
    """End the item the meeting is at; None where it is at none."""
    course = _begin(meeting, happened_at, actor, at)
    if course.begun is None:
        return None
    check_order(happened_at, course.sat, course.last_at)
    return _end_current(course, happened_at, actor, at)


@transaction.atomic
def adjourn(
    *,
    meeting: Meeting,
    happened_at: datetime,
    actor: Actor,
    at: datetime,
    words: str = "",
) -> SittingEvent:
    """Break off; the item the meeting is at goes on when it resumes."""
    course = _begin(meeting, happened_at, actor, at)
    there = _last(course, EventKind.ADJOURNED)
    if course.is_adjourned and there is not None:
        return there
    check_order(happened_at, course.sat, course.last_at)
    words = clean_reason(
        words, ask="Say why the meeting is adjourned.", field="words", rule="SIT-7"
    )
    take_on(course.meeting, MeetingState.ADJOURNED, actor=actor, at=at, reason=words)
    return _write(course, EventKind.ADJOURNED, happened_at, actor, at, words=words)


@transaction.atomic
def resume(
    *, meeting: Meeting, happened_at: datetime, actor: Actor, at: datetime
) -> SittingEvent:
    """Go on after a break; where there is none, nothing is written."""
    course = _begin(meeting, happened_at, actor, at)
    there = _last(course, EventKind.RESUMED)
    if not course.is_adjourned:
        if there is not None:
            return there
        raise RuleBroken("SIT-7", "The meeting is not adjourned.")
    check_order(happened_at, course.sat, course.last_at)
    take_on(course.meeting, MeetingState.SITTING, actor=actor, at=at)
    return _write(course, EventKind.RESUMED, happened_at, actor, at)


@transaction.atomic
def close_sitting(
    *, meeting: Meeting, happened_at: datetime, actor: Actor, at: datetime
) -> SittingEvent:
    """Close the meeting; the item it is at ends."""
    course = _begin(meeting, happened_at, actor, at)
    there = _last(course, EventKind.CLOSED)
    if there is not None:
        return there
    check_order(happened_at, course.sat, course.last_at)
    _end_current(course, happened_at, actor, at)
    take_on(course.meeting, MeetingState.HELD, actor=actor, at=at)
    return _write(course, EventKind.CLOSED, happened_at, actor, at)


@transaction.atomic
def take_chair(
    *,
    meeting: Meeting,
    person: Person,
    happened_at: datetime,
    actor: Actor,
    at: datetime,
    item: AgendaItem | None = None,
) -> SittingEvent:
    """Somebody presides: over one item, or from now on. Raises RuleBroken for somebody
    who is away or barred, and for another than the deputy chair where that one can."""
    course = _begin(meeting, happened_at, actor, at)
    found = _item(course.meeting, item) if item else None
    item_id = found.pk if found else None
    there = _last(course, EventKind.PRESIDES)
    if there and (there.person_id, there.item_id) == (person.pk, item_id):
        return there
    check_order(happened_at, course.sat, course.last_at)
    chair = course.presiding(None, happened_at)
    check_presiding(
        person.pk,
        candidates_for(course.meeting, found, happened_at),
        chair_barred=bool(found and chair and is_barred(found, chair)),
    )
    return _write(
        course, EventKind.PRESIDES, happened_at, actor, at, item=found, person=person
    )


@transaction.atomic
def find_inquorate(
    *,
    meeting: Meeting,
    item: AgendaItem | None,
    way_out: str,
    happened_at: datetime,
    actor: Actor,
    at: datetime,
    words: str = "",
) -> SittingEvent:
    """Write down that the meeting is not quorate, and what it does instead."""
    course = _begin(meeting, happened_at, actor, at)
    found = _item(course.meeting, item) if item else None
    check_way_out(way_out)
    there = _last(course, EventKind.INQUORATE)
    if there and (there.item_id, there.way_out, there.happened_at) == (
        found.pk if found else None,
        way_out,
        happened_at,
    ):
        return there
    check_order(happened_at, course.sat, course.last_at)
    return _write(
        course,
        EventKind.INQUORATE,
        happened_at,
        actor,
        at,
        item=found,
        way_out=WayOut(way_out),
        words=words.strip(),
    )


@transaction.atomic
def admit_public(
    *, meeting: Meeting, happened_at: datetime, actor: Actor, at: datetime
) -> SittingEvent:
    """The public comes back after the private part."""
    course = _begin(meeting, happened_at, actor, at)
    there = _last(course, EventKind.PUBLIC_EXCLUDED, EventKind.PUBLIC_BACK)
    if there is None:
        raise RuleBroken("SIT-9", "The public was not excluded.")
    if there.kind == EventKind.PUBLIC_BACK:
        return there
    check_order(happened_at, course.sat, course.last_at)
    return _write(course, EventKind.PUBLIC_BACK, happened_at, actor, at)


@transaction.atomic
def strike_event(
    *, event: SittingEvent, reason: str, actor: Actor, at: datetime
) -> SittingEvent:
    """Strike out what was recorded wrongly; it stays on record with the reason."""
    meeting = lock_meeting(event.meeting)
    require(may_run_meeting(actor, meeting))
    row = SittingEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if row.struck_reason:
        return row
    if row.kind == EventKind.PUBLIC_EXCLUDED:
        raise RuleBroken("SIT-9", "The resolution stands. Admit the public again.")
    row.struck_reason = clean_reason(
        reason, ask="Say why it is struck out.", field="reason", rule="SIT-11"
    )[:STRUCK_LENGTH]
    save_with_reason(row, row.struck_reason, actor=actor)
    record(
        verb="sitting_struck",
        target=meeting,
        actor=actor,
        at=at,
        reason=row.struck_reason,
        detail={"event_id": row.pk, "kind": row.kind},
    )
    if row.kind in STATE_KINDS:
        course = course_of_meeting(meeting)
        set_back(meeting, _state_after(course), actor=actor, at=at, reason=reason)
    return row


def _state_after(course: Course) -> MeetingState:
    if course.sat.opened_at is None:
        return MeetingState.CALLED
    if course.sat.closed_at is not None:
        return MeetingState.HELD
    return MeetingState.ADJOURNED if course.is_adjourned else MeetingState.SITTING
