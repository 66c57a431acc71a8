"""What every page of minutes needs first: the meeting, the body and the part asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from boards.bodies.models import Body
from boards.meetings.enums import Part
from boards.meetings.models import Meeting
from boards.meetings.presenters import stages_for
from boards.meetings.selectors import (
    bodies_in_common,
    body_asked_for,
    meeting_heading,
    meeting_or_404,
)
from boards.minutes.models import Minutes
from boards.minutes.selectors import minutes_or_404
from ics_portal.core.numbers import whole
from ics_portal.core.web.requests import PortalRequest

UNPROCESSABLE = 422
CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Asked:
    """Which minutes the address asks for."""

    meeting: Meeting
    body: Body
    part: Part

    @property
    def body_id(self) -> int | None:
        """The body, where it is not the one whose meeting it is."""
        return self.body.pk if self.body.pk != self.meeting.body_id else None


def asked_for(request: PortalRequest, meeting_id: int, part: int = 0) -> Asked:
    """The meeting, if this person may see it; a body or part that is not there is 404."""
    meeting = meeting_or_404(request.actor, meeting_id)
    body = body_asked_for(request.actor, meeting, request.GET.get("body", ""))
    chosen = part or whole(request.GET.get("part", "1")) or 0
    if chosen not in Part.values:
        raise Http404
    return Asked(meeting, body, Part(chosen))


def minutes_asked_for(request: PortalRequest, asked: Asked) -> Minutes:
    """The minutes, if this person may read them; else 404."""
    minutes = minutes_or_404(
        request.actor, asked.meeting, body_id=asked.body.pk, part=asked.part
    )
    minutes.meeting, minutes.body = asked.meeting, asked.body
    return minutes


def page_context(request: PortalRequest, asked: Asked) -> Mapping[str, object]:
    """The heading and the bar that every page of the meeting bears."""
    return {
        "meeting": asked.meeting,
        "asked": asked,
        "bodies": [
            (
                body.name,
                f"{reverse('minutes:read', args=[asked.meeting.pk])}?body={body.pk}",
            )
            for body in bodies_in_common(asked.meeting)
            if body.pk != asked.body.pk
        ],
        "heading": meeting_heading(asked.meeting),
        "stages": stages_for(asked.meeting.pk, request.actor),
    }
