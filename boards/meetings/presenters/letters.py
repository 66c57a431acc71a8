"""What letters say of meetings and of decisions between them.

A letter names body, day and act: no title of an item or of a round, since e-mail may be
read by others. The portal, which it leads to, asks who reads.
"""

from __future__ import annotations

from django.utils.timezone import localdate

from boards.meetings.enums import CallKind, NoticeKind, RoundKind
from boards.meetings.models import (
    AgendaItem,
    DecisionRound,
    Meeting,
    MeetingNotice,
    Ruling,
)
from ics_portal.core.notify import Notice
from ics_portal.core.web.words import clock, longday

ACTS = {
    NoticeKind.MEMBERS: "meeting called",
    NoticeKind.POSTPONED: "meeting postponed",
    NoticeKind.ADJOURNED: "meeting adjourned",
    NoticeKind.RESUMED: "meeting resumed",
    NoticeKind.CANCELLED: "meeting cancelled",
}


def notice_letter(notice: MeetingNotice, *, url: str, brings_item: bool) -> Notice:
    """The letter of one notice. Whoever only brings an item gets day, hour and place: why
    a meeting is moved is the affair of its members."""
    meeting = notice.meeting
    was_on = notice.moved_from_on or meeting.held_on
    said = [
        _what_happened(notice),
        "" if brings_item else _reasons(notice),
        _goes_on(notice),
        "You come for one item of it." if brings_item else "",
    ]
    return Notice(
        subject=f"{meeting.body}, {longday(was_on)}: {ACTS[NoticeKind(notice.kind)]}",
        text="\n\n".join(filter(None, said)),
        url=url,
        key=f"meeting-notice:{notice.pk}",
    )


def change_letter(meeting: Meeting, *, url: str, key: str) -> Notice:
    """The letter of another hour, place or link of a meeting that was called."""
    return Notice(
        subject=f"{meeting.body}, {longday(meeting.held_on)}: time or place changed",
        text=(
            f"The meeting of {meeting.body} on {longday(meeting.held_on)} has a changed"
            f" time or place. {_when(meeting)}"
        ),
        url=url,
        key=key,
    )


def round_letter(found: DecisionRound) -> Notice:
    """The letter that asks for an answer between two meetings."""
    opened = longday(localdate(found.opened_at))
    asked = (
        "vote on a written resolution"
        if found.kind == RoundKind.WRITTEN
        else "say what you think of an urgent decision"
    )
    by = f" by {longday(found.closes_on)}" if found.closes_on else ""
    return Notice(
        subject=f"{found.body}, {opened}: your answer is asked for",
        text=f"{found.body} asks you to {asked}{by}. The portal shows what it is about.",
        url=found.get_absolute_url(),
        key=f"round-opened:{found.pk}",
    )


def held_letter(item: AgendaItem, *, number: str, key: str) -> Notice:
    """The letter to whom the papers of an item are kept from until somebody rules."""
    of_item = _of_item(number)
    return Notice(
        subject=f"{_of(item.meeting)}: papers held back from you",
        text=(
            f"The papers of {of_item} of the meeting of {_with_day(item.meeting)} are held"
            " back from you until it is ruled how you take part in it. If you think there"
            " is no conflict of interest, say so to the board office."
        ),
        url=item.meeting.get_absolute_url(),
        key=key,
    )


def released_letter(item: AgendaItem, *, number: str, key: str) -> Notice:
    """The letter that takes it back: nobody had to rule."""
    is_issued = item.meeting.numbers_frozen_at is not None
    when = "" if is_issued else " once they are issued"
    return Notice(
        subject=f"{_of(item.meeting)}: papers no longer held back",
        text=(
            f"The papers of {_of_item(number)} of the meeting of {_with_day(item.meeting)}"
            f" are no longer held back from you. You may read them{when}."
        ),
        url=item.meeting.get_absolute_url(),
        key=key,
    )


def ruled_letter(ruling: Ruling, *, number: str, key: str) -> Notice:
    """The letter of the ruling that papers were held for, before they are issued."""
    item = ruling.item
    then = (
        "Its papers are withheld from you."
        if ruling.papers_withheld
        else "You may read its papers once they are issued."
    )
    return Notice(
        subject=f"{_of(item.meeting)}: ruling on a conflict of interest",
        text=(
            f"It was ruled how you take part in {_of_item(number)} of the meeting of"
            f" {_with_day(item.meeting)}. {then}"
        ),
        url=item.meeting.get_absolute_url(),
        key=key,
    )


def _of_item(number: str) -> str:
    return f"item {number}" if number else "an item"


def _of(meeting: Meeting) -> str:
    return f"{meeting.body}, {longday(meeting.held_on)}"


def _with_day(meeting: Meeting) -> str:
    return f"{meeting.body} on {longday(meeting.held_on)}"


def _what_happened(notice: MeetingNotice) -> str:
    meeting = notice.meeting
    day = longday(notice.moved_from_on or meeting.held_on)
    match notice.kind:
        case NoticeKind.POSTPONED:
            return f"The meeting of {meeting.body} on {day} is postponed."
        case NoticeKind.ADJOURNED:
            return f"The meeting of {meeting.body} on {day} is adjourned."
        case NoticeKind.RESUMED:
            return f"The adjourned meeting of {meeting.body} of {day} goes on."
        case NoticeKind.CANCELLED:
            return f"The meeting of {meeting.body} on {day} is cancelled."
    kind = (
        ""
        if meeting.call_kind == CallKind.ORDINARY
        else meeting.get_call_kind_display()
    )
    how = f" ({kind.lower()})" if kind else ""
    return f"A meeting of {meeting.body} is called for {day}{how}. {_when(meeting)}"


def _reasons(notice: MeetingNotice) -> str:
    if notice.kind == NoticeKind.MEMBERS:
        late = f"Notice is late: {notice.late_reason}" if notice.late_reason else ""
        called = notice.meeting.call_reason
        why = f"Why it is called: {called}" if called else ""
        return "\n\n".join(filter(None, (why, notice.text, late)))
    return f"Reason: {notice.text}" if notice.text else ""


def _goes_on(notice: MeetingNotice) -> str:
    if notice.kind == NoticeKind.POSTPONED:
        if notice.moved_to_on is None:
            return "Its new day is not known yet; you will be told."
        return (
            f"It is moved to {longday(notice.moved_to_on)}, and will be called again."
        )
    if notice.kind == NoticeKind.ADJOURNED and notice.moved_to_on is not None:
        return f"It goes on on {longday(notice.moved_to_on)}."
    return ""


def _when(meeting: Meeting) -> str:
    where = meeting.place or "online, by the link on its page"
    return f"{clock(meeting.starts_at)} to {clock(meeting.ends_at)}, {where}."
