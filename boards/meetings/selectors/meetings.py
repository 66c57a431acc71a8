"""Meetings to choose from, and what is offered to an agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from boards.meetings.enums import CarriedState, MeetingState
from boards.meetings.models import AgendaItem, CarriedItem, Meeting
from ics_portal.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """Meetings from today on, the soonest first; and those before, the latest first.

    Those before are not read yet: a page of them will be.
    """

    upcoming: list[Meeting]
    past: QuerySet[Meeting]


def meeting_or_404(actor: Actor, meeting_id: int) -> Meeting:
    """A meeting the actor may see, with all that its heading says."""
    return get_object_or_404(
        Meeting.objects.visible_to(actor).select_related(
            "body", "chair", "next_meeting"
        ),
        pk=meeting_id,
    )


def meetings_page(actor: Actor, today: date) -> MeetingsPage:
    """Every meeting the actor may see, in two lists."""
    visible = Meeting.objects.visible_to(actor).select_related("body", "chair")
    return MeetingsPage(
        upcoming=list(
            visible.filter(held_on__gte=today).order_by("held_on", "starts_at", "pk")
        ),
        past=visible.filter(held_on__lt=today),
    )


def earlier_agenda(meeting: Meeting) -> Meeting | None:
    """The body's last meeting before this one that has an agenda."""
    return (
        Meeting.objects.filter(
            Exists(AgendaItem.objects.live().filter(meeting=OuterRef("pk"))),
            body_id=meeting.body_id,
            held_on__lte=meeting.held_on,
        )
        .exclude(pk=meeting.pk)
        .first()
    )


def meeting_before(
    meeting: Meeting, body_id: int | None = None, *, today: date | None = None
) -> Meeting | None:
    """The last meeting of the body before this one, alone or in common with others,
    that was held; with ``today`` also one that is still to be held by then (MIN-16)."""
    body = meeting.body_id if body_id is None else body_id
    sat = Q(state=MeetingState.HELD)
    if today is not None:
        ahead = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.SITTING)
        sat |= Q(state__in=ahead, held_on__gte=today)
    of_body = Meeting.objects.filter(Q(body_id=body) | Q(in_common_with=body))
    return (
        Meeting.objects.filter(sat, pk__in=of_body.values("pk"))
        .filter(
            Q(held_on__lt=meeting.held_on)
            | Q(held_on=meeting.held_on, starts_at__lt=meeting.starts_at)
        )
        .exclude(pk=meeting.pk)
        .order_by("-held_on", "-starts_at", "-pk")
        .select_related("body")
        .first()
    )


def offered_items(meeting: Meeting) -> list[CarriedItem]:
    """Items carried from earlier meetings of the body that nobody has taken or dropped.

    One deferred to a later meeting than this is not offered yet (AGD-13).
    """
    not_later = Q(due_at_meeting__isnull=True) | Q(
        due_at_meeting__held_on__lte=meeting.held_on
    )
    from_before = Q(deferred_from__isnull=True) | Q(
        deferred_from__held_on__lte=meeting.held_on
    )
    return list(
        CarriedItem.objects.filter(
            not_later, from_before, body_id=meeting.body_id, state=CarriedState.OFFERED
        )
        .exclude(deferred_from_id=meeting.pk)
        .select_related("deferred_from", "due_at_meeting")
    )
