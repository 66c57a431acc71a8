"""Calling a meeting, giving notice of it, and moving it through its states."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from boards.meetings.enums import MeetingState, NoticeKind
from boards.meetings.models import Meeting, MeetingNotice
from boards.meetings.permissions import may_edit_meeting
from boards.meetings.rules.calling import (
    check_call,
    check_late,
    check_new_day,
    check_notice,
    members_notice_by,
    public_notice_by,
    public_notice_words,
)
from boards.meetings.rules.meeting_states import MEETING_STATES, notice_of_move
from boards.meetings.rules.words import clean_reason, one_line
from boards.meetings.selectors.calling import (
    calling_record,
    notice_rules,
    settings_of,
)
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.outbox import tell
from ics_portal.core.verdicts import require
from ics_portal.core.web.words import shortday

ASKS_WHY = {
    NoticeKind.POSTPONED: "Say why the meeting is postponed.",
    NoticeKind.ADJOURNED: "Say why the meeting is adjourned.",
    NoticeKind.CANCELLED: "Say why the meeting is cancelled.",
}

GIVEN = (NoticeKind.MEMBERS, NoticeKind.PUBLIC)
"""Notices that are given of a meeting; all others tell of its being moved."""


@transaction.atomic
def move_meeting(
    *,
    meeting: Meeting,
    to: str,
    actor: Actor,
    at: datetime,
    reason: str = "",
    to_on: date | None = None,
) -> Meeting:
    """Take a meeting to another state by the table (CAL-1).

    Postponing, adjourning and cancelling ask for a reason and make a notice; resuming
    makes one too. ``to_on`` is the new day of a postponed meeting, or that on which an
    adjourned one goes on. Nothing of a cancelled meeting is taken away. *Tells*
    ``meeting_moved`` with the notice.
    """
    locked = _lock(meeting, actor)
    state = MeetingState(to)
    if not locked.state == state == MeetingState.POSTPONED:
        # A postponed meeting may be given its new day later, or another one.
        MEETING_STATES.move(locked.state, state)
    kind = notice_of_move(locked.state, state)
    if kind in ASKS_WHY:
        reason = clean_reason(reason, ask=ASKS_WHY[kind], rule="CAL-5")
    was_on = locked.held_on
    if state in (MeetingState.POSTPONED, MeetingState.ADJOURNED):
        if state == MeetingState.POSTPONED:
            check_new_day(to_on, held_on=was_on, today=localdate(at))
        elif to_on is not None and to_on < localdate(at):
            sentence = f"Give a day to come; {shortday(to_on)} has passed."
            raise RuleBroken("CAL-5", sentence, field="to_on")
    else:
        to_on = None
    locked.state = state
    if state == MeetingState.POSTPONED and to_on is not None:
        locked.held_on = to_on
    save_with_reason(locked, reason or f"Meeting {state.label.lower()}", actor=actor)
    if kind is not None:
        _notice(
            locked,
            kind,
            actor=actor,
            at=at,
            text=reason,
            moved_from_on=was_on if state != MeetingState.SITTING else None,
            moved_to_on=to_on,
        )
    record(
        verb=f"meeting_{state.value}", target=locked, actor=actor, at=at, reason=reason
    )
    return locked


@transaction.atomic
def call_meeting(
    *,
    meeting: Meeting,
    kind: str,
    actor: Actor,
    at: datetime,
    reason: str = "",
    text: str = "",
    late_reason: str = "",
    agreed_by: str = "",
) -> Meeting:
    """Call a meeting: it is called from now on, and its members have notice (CAL-2)."""
    locked = _lock(meeting, actor)
    MEETING_STATES.move(locked.state, MeetingState.CALLED)
    reason = check_call(kind, reason)
    if locked.held_on < localdate(at):
        sentence = (
            f"Its day, {shortday(locked.held_on)}, has passed: postpone it first."
        )
        raise RuleBroken("CAL-2", sentence)
    locked.state = MeetingState.CALLED
    locked.call_kind, locked.call_reason = kind, reason
    save_with_reason(locked, reason or "Meeting called", actor=actor)
    record(verb="meeting_called", target=locked, actor=actor, at=at, reason=reason)
    give_notice(
        meeting=locked,
        kind=NoticeKind.MEMBERS,
        text=text,
        late_reason=late_reason,
        agreed_by=agreed_by,
        actor=actor,
        at=at,
    )
    return locked


@transaction.atomic
def give_notice(
    *,
    meeting: Meeting,
    kind: str,
    actor: Actor,
    at: datetime,
    given_at: datetime | None = None,
    text: str = "",
    place: str = "",
    late_reason: str = "",
    agreed_by: str = "",
) -> MeetingNotice:
    """Keep on record that notice was given, and when (CAL-3).

    ``given_at`` is when it was really given, now if nothing is said. Given too late it
    needs its reason and the agreement of the person presiding (CAL-4). *Tells*
    ``notice_given``.
    """
    locked = _lock(meeting, actor)
    check_notice(kind, locked.state, in_public=locked.held_in_public)
    given_at = given_at or at
    if given_at > at:
        sentence = "Give the time it was given, now or before."
        raise RuleBroken("CAL-3", sentence, field="given_at")
    given_on = localdate(given_at)
    if given_on > locked.held_on:
        sentence = (
            f"The meeting was on {shortday(locked.held_on)}: notice comes before."
        )
        raise RuleBroken("CAL-3", sentence, field="given_at")
    by, words = _by(locked, kind, given_on)
    late_reason, agreed_by = check_late(
        given_on, by, late_reason=late_reason, agreed_by=agreed_by, words=words
    )
    notice = _notice(
        locked,
        kind,
        actor=actor,
        at=given_at,
        text=text.strip(),
        place=one_line(place)[:300],
        late_reason=late_reason,
        agreed_by=agreed_by,
    )
    record(
        verb="meeting_notice_given",
        target=locked,
        actor=actor,
        at=at,
        reason=late_reason,
        detail={"kind": str(kind), "given_at": given_at.isoformat()},
    )
    return notice


def _by(meeting: Meeting, kind: str, given_on: date) -> tuple[date, str]:
    settings = settings_of(meeting.body)
    rules = notice_rules(settings)
    if kind == NoticeKind.PUBLIC:
        called_on = calling_record(meeting).called_on
        by = public_notice_by(meeting.held_on, rules, called_on=called_on)
        needed = settings.public_notice_clear_days
        return by, public_notice_words(given_on, meeting.held_on, needed)
    by = members_notice_by(meeting.held_on, meeting.call_kind, rules)
    days = rules.members_days(meeting.call_kind)
    given = (meeting.held_on - given_on).days
    return by, (
        f"Members get {days} days of notice, by {shortday(by)}; this is {given}"
    )


def _lock(meeting: Meeting, actor: Actor) -> Meeting:
    locked = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("body")
        .get(pk=meeting.pk)
    )
    require(may_edit_meeting(actor, locked))
    return locked


def _notice(
    meeting: Meeting, kind: str, *, actor: Actor, at: datetime, **said: object
) -> MeetingNotice:
    notice = create_with_reason(
        MeetingNotice,
        NoticeKind(kind).label,
        actor=actor,
        meeting=meeting,
        kind=kind,
        given_at=at,
        given_by_id=actor.user_id,
        given_by_name=actor.name,
        **said,
    )
    payload = {"notice_id": notice.pk, "meeting_id": meeting.pk}
    if kind in GIVEN:
        tell("notice_given", payload)
    else:
        tell("meeting_moved", payload)
    return notice
