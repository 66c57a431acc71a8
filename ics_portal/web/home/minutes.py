"""What of minutes stands first on the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.urls import reverse

from boards.meetings.enums import Part
from boards.minutes.enums import EntryOrigin, MinutesState
from boards.minutes.models import MinuteEntry, Minutes, MinutesMark
from ics_portal.accounts.actor import Role
from ics_portal.core.web.words import longday
from ics_portal.web.home.presenters import Need

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


def needs_of_minutes(actor: Actor) -> list[Need]:
    """For the chair: drafts of which the office has looked at every sentence, and in
    which nothing is left of what the chair marked."""
    bodies = actor.body_ids(Role.CHAIR)
    if not bodies:
        return []
    entries = MinuteEntry.objects.filter(minutes=OuterRef("pk"))
    marks = MinutesMark.objects.filter(minutes=OuterRef("pk"), done_at=None)
    drafts = Minutes.objects.filter(
        Exists(entries),
        ~Exists(entries.filter(origin=EntryOrigin.MADE)),
        ~Exists(marks),
        body_id__in=bodies,
        part=Part.ONE,
        state=MinutesState.DRAFT,
    ).select_related("body", "meeting")
    return [
        Need(
            strong=f"Minutes of the {row.body}, {longday(row.meeting.held_on)},",
            text="wait for you to approve them.",
            cure="Read and approve",
            href=reverse("minutes:approve", args=[row.meeting_id]),
            label=f"Read and approve the minutes of {longday(row.meeting.held_on)}",
        )
        for row in drafts.order_by("meeting__held_on", "pk")
    ]
