"""What the services of a sitting share: the lock, and the time that is written down."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localtime

from boards.bodies.models import Body
from boards.meetings.models import Meeting
from boards.sittings.enums import EventKind
from boards.sittings.models import SittingEvent
from boards.sittings.rules.presence import SittingTime
from ics_portal.core.errors import RuleBroken

CLOCKS_DIFFER = timedelta(minutes=2)
"""How far ahead a device's clock may be before its time counts as the future."""


def lock_meeting(meeting: Meeting) -> Meeting:
    """The meeting, held until the change is done; one change of a sitting at a time."""
    return (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("body", "chair")
        .get(pk=meeting.pk)
    )


def check_body(meeting: Meeting, body: Body) -> None:
    """Raises RuleBroken for a body that does not sit at this meeting."""
    if body.pk == meeting.body_id:
        return
    if not meeting.in_common_with.filter(pk=body.pk).exists():
        raise RuleBroken("SIT-5", "This body does not sit at this meeting.")


def check_time(meeting: Meeting, moment: datetime, at: datetime) -> None:
    """Raises RuleBroken for a time to come, and for one of another day."""
    if moment > at + CLOCKS_DIFFER:
        raise RuleBroken(
            "SIT-6",
            "That time is still to come. Enter when it was.",
            field="happened_at",
        )
    if localtime(moment).date() < meeting.held_on:
        raise RuleBroken(
            "SIT-6",
            f"The meeting was on {meeting.held_on:%-d %B %Y}. Enter a time of that day.",
            field="happened_at",
        )


def sitting_time(meeting: Meeting) -> SittingTime:
    """When the meeting opened and closed, as far as is recorded."""
    events = SittingEvent.objects.filter(
        meeting=meeting,
        struck_reason="",
        kind__in=(EventKind.OPENED, EventKind.CLOSED),
    )
    times = {event.kind: event.happened_at for event in events}
    return SittingTime(times.get(EventKind.OPENED), times.get(EventKind.CLOSED))
