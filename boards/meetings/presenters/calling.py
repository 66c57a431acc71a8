"""How a meeting stands, what notice was given of it, and what may be done next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from boards.meetings.enums import CallKind, MeetingState, NoticeKind
from boards.meetings.models import Meeting, MeetingNotice
from boards.meetings.permissions import may_edit_meeting
from boards.meetings.rules.meeting_states import MEETING_STATES, OVER
from boards.meetings.selectors.calling import CallingRecord
from ics_portal.accounts.actor import Actor
from ics_portal.core.web.words import moment, shortday

STATE_CHIPS = {
    MeetingState.PLANNED: ("quiet", "ring"),
    MeetingState.CALLED: ("info", "half"),
    MeetingState.POSTPONED: ("warn", "warn"),
    MeetingState.SITTING: ("info", "half"),
    MeetingState.ADJOURNED: ("warn", "warn"),
    MeetingState.HELD: ("ok", "tick"),
    MeetingState.CANCELLED: ("bad", "stop"),
}

MOVE_WORDS = {
    MeetingState.POSTPONED: "Postpone",
    MeetingState.ADJOURNED: "Adjourn",
    MeetingState.CANCELLED: "Cancel the meeting",
}


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice as the record shows it: what, when, by whom, and what was late or why."""

    title: str
    when: str
    by: str
    words: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """Something the office may do next."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class CallingPanel:
    """State, reason and notices of a meeting, for its overview."""

    state: str
    chip_kind: str
    chip_icon: str
    how: str
    reason: str
    notices: Sequence[NoticeLine]
    acts: Sequence[Act]


def calling_panel(
    meeting: Meeting, record: CallingRecord, actor: Actor
) -> CallingPanel:
    """Assemble the panel; only the office is offered acts."""
    state = MeetingState(meeting.state)
    kind, icon = STATE_CHIPS[state]
    called = meeting.state not in (MeetingState.PLANNED, MeetingState.POSTPONED)
    return CallingPanel(
        state=state.label,
        chip_kind=kind,
        chip_icon=icon,
        how=CallKind(meeting.call_kind).label if called and record.members_at else "",
        reason=meeting.call_reason if called else "",
        notices=[*(_line(notice) for notice in record.notices), *_put_up(record)],
        acts=acts_for(meeting) if may_edit_meeting(actor, meeting) else [],
    )


def acts_for(meeting: Meeting) -> list[Act]:
    """What can be done with the meeting in its state; opening it is the sitting's page."""
    state, found = MeetingState(meeting.state), []
    if MEETING_STATES.allows(state, MeetingState.CALLED):
        found.append(Act("Call the meeting", _url("call", meeting)))
    elif state not in OVER:
        found.append(Act("Give notice", _url("notice", meeting)))
    for to, words in MOVE_WORDS.items():
        again = state == to == MeetingState.POSTPONED
        if again or MEETING_STATES.allows(state, to):
            url = reverse("meetings:change_state", args=[meeting.pk, to.value])
            found.append(Act("Set another day" if again else words, url))
    return found


def _url(name: str, meeting: Meeting) -> str:
    return reverse(f"meetings:{name}", args=[meeting.pk])


def _put_up(record: CallingRecord) -> list[NoticeLine]:
    if record.put_up_at is None:
        return []
    return [NoticeLine("Published on the public pages", moment(record.put_up_at), "")]


def _line(notice: MeetingNotice) -> NoticeLine:
    words = []
    if notice.moved_to_on and notice.kind == NoticeKind.ADJOURNED:
        words.append(f"Goes on, on {shortday(notice.moved_to_on)}.")
    elif notice.moved_to_on:
        moved = shortday(notice.moved_from_on), shortday(notice.moved_to_on)
        words.append(f"From {moved[0]} to {moved[1]}.")
    if notice.text:
        words.append(notice.text)
    if notice.place:
        words.append(f"Put up at {notice.place}.")
    if notice.late_reason:
        words.append(f"Given late, agreed by {notice.agreed_by}: {notice.late_reason}")
    return NoticeLine(
        title=NoticeKind(notice.kind).label,
        when=moment(notice.given_at),
        by=notice.given_by_name,
        words=words,
    )
