"""Meetings held in public as iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from urllib.parse import urljoin, urlsplit

from django.utils import timezone
from icalendar import Calendar, Event

from boards.meetings.enums import MeetingState
from boards.meetings.models import Meeting
from ics_portal.core.web.jinja import organisation_name
from ics_portal.web.public.addresses import days_of, meeting_url
from ics_portal.web.public.presenters.common import where
from ics_portal.web.public.selectors import names_on, watched_online

STATUS = {
    MeetingState.CANCELLED: "CANCELLED",
    MeetingState.POSTPONED: "CANCELLED",
    MeetingState.PLANNED: "TENTATIVE",
}


def calendar_of(meetings: Sequence[Meeting], *, site: str, at: datetime) -> bytes:
    """The calendar of these meetings; two queries. ``site`` begins every address."""
    days = days_of(meetings)
    names = names_on((meeting.body, meeting.held_on) for meeting in meetings)
    calendar = Calendar()
    calendar.add("prodid", f"-//{organisation_name()}//Board portal//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{organisation_name()}: meetings held in public")
    for meeting in meetings:
        name = names[meeting.body_id, meeting.held_on]
        event = _event(meeting, name, days[meeting.pk], site, at)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(meeting: Meeting, name: str, day: str, site: str, at: datetime) -> Event:
    """One meeting: what its page says of it, and no more."""
    event = Event()
    href = urljoin(site, meeting_url(meeting.body.slug, day))
    event.add("uid", f"{meeting.body.slug}-{day}@{urlsplit(site).hostname}")
    event.add("dtstamp", at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", _moment(meeting.held_on, meeting.starts_at))
    event.add("dtend", _moment(meeting.held_on, meeting.ends_at))
    event.add("summary", f"{name} (in public)")
    event.add("location", where(meeting))
    event.add("url", href)
    event.add("status", STATUS.get(MeetingState(meeting.state), "CONFIRMED"))
    watch = watched_online(meeting)
    lines = [f"Agenda and papers: {href}", f"Watch: {watch}" if watch else ""]
    event.add("description", "\n".join(filter(None, lines)))
    return event


def _moment(day: date, clock: time) -> datetime:
    """A moment in universal time, which every calendar reads the same."""
    local = datetime.combine(day, clock, tzinfo=timezone.get_default_timezone())
    return local.astimezone(UTC)
