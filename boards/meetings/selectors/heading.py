"""The heading of a meeting in words: what AGD-01 asks for, and the next meeting."""

from __future__ import annotations

from dataclasses import dataclass

from boards.meetings.models import Meeting
from ics_portal.core.web.words import clock, longday


@dataclass(frozen=True, slots=True)
class MeetingHeading:
    """The words every page and print of a meeting begins with.

    ``caption`` is ``Formal ICS Board · Wednesday 2 December 2020, 10:00–12:00 · MS Teams``.
    """

    caption: str
    body: str
    title: str
    type_words: str
    day_words: str
    time_words: str
    place: str
    link: str
    chair_words: str
    next_meeting: str


def meeting_heading(meeting: Meeting) -> MeetingHeading:
    """Say the meeting in words; needs ``body``, ``chair`` and ``next_meeting`` selected."""
    type_words = meeting.get_meeting_type_display()
    day_words = longday(meeting.held_on)
    time_words = hours(meeting)
    where = meeting.place or "Online"
    following = meeting.next_meeting
    return MeetingHeading(
        caption=f"{type_words} {meeting.body} · {day_words}, {time_words} · {where}",
        body=str(meeting.body),
        title=meeting.title,
        type_words=type_words,
        day_words=day_words,
        time_words=time_words,
        place=meeting.place,
        link=meeting.link,
        chair_words=str(meeting.chair) if meeting.chair_id else "",
        next_meeting=next_meeting_words(following) if following else "",
    )


def hours(meeting: Meeting) -> str:
    """``10:00–12:00``"""
    return f"{clock(meeting.starts_at)}–{clock(meeting.ends_at)}"


def next_meeting_words(meeting: Meeting) -> str:
    """``Informal, Wednesday 13 January 2021, 10:00–12:00, MS Teams`` (AGD-09)."""
    where = meeting.place or "online"
    return (
        f"{meeting.get_meeting_type_display()}, {longday(meeting.held_on)},"
        f" {hours(meeting)}, {where}"
    )
