"""Items for people who come for one of them, and see nothing else of the meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from django.db.models import QuerySet
from django.http import Http404

from boards.meetings.models import AgendaItem, Meeting
from boards.meetings.rules import join_owners
from boards.meetings.selectors.agenda import read_agenda
from ics_portal.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class PresentedItem:
    """The line of the agenda and where one comes for it; no other item is named."""

    id: int
    meeting_id: int
    body: str
    held_on: date
    meeting_starts_at: time
    meeting_ends_at: time
    place: str
    link: str
    number: str
    title: str
    owners: str
    purposes: str
    format_words: str
    starts_at: time | None
    minutes: int
    item: AgendaItem


def presented_items_of(actor: Actor) -> QuerySet[AgendaItem]:
    """What the actor comes to present at meetings they do not otherwise see, the latest
    first."""
    seen = Meeting.objects.visible_to(actor)
    return (
        AgendaItem.objects.presented_by(actor)
        .exclude(meeting__in=seen.values("pk"))
        .select_related("meeting__body")
        .order_by("-meeting__held_on", "sort_key", "pk")
    )


def presented_or_404(actor: Actor, item_id: int, meeting_id: int = 0) -> PresentedItem:
    """One of them, as its page and the API print it."""
    found = presented_items_of(actor).filter(pk=item_id)
    item = (found.filter(meeting_id=meeting_id) if meeting_id else found).first()
    if item is None:
        raise Http404
    return presented(item)


def presented(item: AgendaItem) -> PresentedItem:
    """The item's own line, numbered as on the agenda."""
    meeting = item.meeting
    reading = read_agenda(meeting)
    line = next(each for each in reading.numbered if each.item_id == item.pk)
    return PresentedItem(
        id=item.pk,
        meeting_id=meeting.pk,
        body=str(meeting.body),
        held_on=meeting.held_on,
        meeting_starts_at=meeting.starts_at,
        meeting_ends_at=meeting.ends_at,
        place=meeting.place,
        link=meeting.link,
        number=line.number,
        title=line.title,
        owners=join_owners(line.owners),
        purposes=" / ".join(line.purposes),
        format_words=line.format_words,
        starts_at=line.starts_at,
        minutes=line.minutes,
        item=item,
    )
