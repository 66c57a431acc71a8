"""Meetings as a calendar that other programs read (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Count
from django.utils import timezone
from icalendar import Calendar, Event

from boards.meetings.enums import MeetingState, NoticeKind
from boards.meetings.models import Meeting, MeetingNotice
from boards.meetings.querysets import MeetingQuerySet


def calendar_of(
    name: str, meetings: MeetingQuerySet, *, host: str, at: datetime
) -> bytes:
    """A calendar of these meetings, in three queries.

    It says body, day, hours, place and link, and nothing of any agenda. A cancelled
    meeting stays as cancelled, so that it leaves the calendars it was taken into; each
    change of a meeting raises its SEQUENCE.
    """
    found = list(
        meetings.select_related("body")
        .prefetch_related("notices")
        .order_by("held_on", "starts_at", "pk")
    )
    changes = _changes(found)
    calendar = Calendar()
    calendar.add("prodid", "-//ICS portal//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for meeting in found:
        for event in _events(meeting, changes.get(meeting.pk, 0), host, at):
            calendar.add_component(event)
    if found:
        calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def _changes(meetings: Iterable[Meeting]) -> Mapping[int, int]:
    history = Meeting.history.filter(id__in=[each.pk for each in meetings])
    return dict(history.order_by().values_list("id").annotate(Count("history_id")))


def _events(meeting: Meeting, sequence: int, host: str, at: datetime) -> list[Event]:
    notices = list(meeting.notices.all())
    events = [
        _event(meeting, meeting.held_on, sequence, host, at, _status(meeting, notices))
    ]
    again = [
        notice.moved_to_on
        for notice in notices
        if notice.kind == NoticeKind.ADJOURNED
        and notice.moved_to_on not in (None, meeting.held_on)
    ]
    for number, on in enumerate(again, start=2):
        if on is not None:
            event = _event(meeting, on, sequence, host, at, "CONFIRMED", number)
            events.append(event)
    return events


def _event(
    meeting: Meeting,
    on: date,
    sequence: int,
    host: str,
    at: datetime,
    status: str,
    number: int = 1,
) -> Event:
    event = Event()
    suffix = "" if number == 1 else f"-{number}"
    event.add("uid", f"meeting-{meeting.pk}{suffix}@{host}")
    event.add("dtstamp", at)
    event.add("sequence", sequence)
    event.add("summary", meeting.title or str(meeting.body))
    zone = timezone.get_default_timezone()
    event.add("dtstart", datetime.combine(on, meeting.starts_at, zone))
    event.add("dtend", datetime.combine(on, meeting.ends_at, zone))
    event.add("status", status)
    if meeting.place:
        event.add("location", meeting.place)
    if meeting.link:
        event.add("url", meeting.link)
    return event


def _status(meeting: Meeting, notices: list[MeetingNotice]) -> str:
    if meeting.state == MeetingState.CANCELLED:
        return "CANCELLED"
    if meeting.state != MeetingState.POSTPONED:
        return "CONFIRMED"
    # Postponed without a new day there is nothing to come to; with one it is to be called.
    moved = [each for each in notices if each.kind == NoticeKind.POSTPONED]
    return "TENTATIVE" if moved and moved[-1].moved_to_on else "CANCELLED"
