"""What the views of a sitting share: the meeting, the body, and the time that was typed."""

from __future__ import annotations

import datetime as dt

from django.forms import Form
from django.urls import reverse
from django.utils import timezone

from boards.bodies.models import Body
from boards.meetings.models import Meeting
from boards.meetings.selectors import body_asked_for, meeting_or_404
from boards.sittings.selectors.events import course_of_meeting
from ics_portal.core.web.requests import PortalRequest

EMPTY_LATER = "Left empty: when the last thing happened."


def body_of(request: PortalRequest, meeting: Meeting) -> Body:
    """The body whose attendance is meant: ``?body=`` where bodies meet in common."""
    asked = request.GET.get("body") or request.POST.get("body") or ""
    return body_asked_for(request.actor, meeting, asked)


def moment_of(meeting: Meeting, typed: dt.time | None, now: dt.datetime) -> dt.datetime:
    """The time that was typed, on the day of the meeting. None typed: now on the day
    itself; for a meeting caught up with later, when the last thing happened."""
    if typed is not None:
        return _on(meeting, typed.replace(second=0, microsecond=0))
    if timezone.localtime(now).date() == meeting.held_on:
        return now.replace(second=0, microsecond=0)
    return course_of_meeting(meeting).last_at or _on(meeting, meeting.starts_at)


def say_empty_time(form: Form, meeting: Meeting, now: dt.datetime) -> None:
    """Let a form say what ``moment_of`` makes of no time."""
    if "happened_at" in form.fields and timezone.localdate(now) != meeting.held_on:
        form.fields["happened_at"].help_text = EMPTY_LATER


def _on(meeting: Meeting, time: dt.time) -> dt.datetime:
    naive = dt.datetime.combine(meeting.held_on, time)
    return timezone.make_aware(naive, timezone.get_default_timezone())


def back_to_run(meeting: Meeting, item_id: int | None = None) -> str:
    """The run page, at an item if one is named."""
    if item_id:
        return reverse("sittings:run_item", args=[meeting.pk, item_id])
    return reverse("sittings:run", args=[meeting.pk])


def seen(request: PortalRequest, meeting_id: int) -> Meeting:
    """The meeting, if this person may see it."""
    return meeting_or_404(request.actor, meeting_id)
