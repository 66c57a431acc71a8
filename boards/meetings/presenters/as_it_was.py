"""A meeting as it was at a past moment, with what its reader may know today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localtime

from boards.meetings.contributions import PastNote, past_notes
from boards.meetings.enums import Part
from boards.meetings.models import Meeting
from boards.meetings.permissions import may_see_private_items
from boards.meetings.presenters.reading import AgendaGroup, agenda_groups, lines_for
from boards.meetings.presenters.stages import StageLink, stages_for
from boards.meetings.selectors import MeetingHeading, decisions_for, meeting_heading
from boards.meetings.selectors.agenda import AgendaReading, NumberedItem
from boards.meetings.selectors.as_it_was import (
    agenda_at,
    decisions_at,
    meeting_at,
    private_now,
)
from ics_portal.accounts.actor import Actor
from ics_portal.core.web.words import clock, longday


@dataclass(frozen=True, slots=True)
class PastDecision:
    """A decision as it was worded then."""

    number: str
    wording: str
    href: str


@dataclass(frozen=True, slots=True)
class PastPage:
    """The meeting then; ``then`` is None where it was not arranged yet."""

    meeting: Meeting
    stages: Sequence[StageLink]
    moment_words: str
    heading_now: MeetingHeading
    then: MeetingHeading | None = None
    groups: Sequence[AgendaGroup] = ()
    private_groups: Sequence[AgendaGroup] = ()
    decisions: Sequence[PastDecision] = ()
    notes: Sequence[PastNote] = ()


def past_page(meeting: Meeting, actor: Actor, at: datetime) -> PastPage:
    """Assemble the meeting as it stood at ``at``.

    What its reader may not know today stays closed, whatever it was then.
    """
    local = localtime(at)
    page = PastPage(
        meeting=meeting,
        stages=stages_for(meeting.pk, actor),
        moment_words=f"{longday(local.date())}, {clock(local.time())}",
        heading_now=meeting_heading(meeting),
    )
    then = meeting_at(meeting, at)
    if then is None:
        return page
    reading = agenda_at(then, at)
    lines = _lines(meeting, actor, reading)
    readable = decisions_for(actor).filter(meeting=meeting)
    return replace(
        page,
        then=meeting_heading(then),
        groups=agenda_groups(lines, Part.ONE),
        private_groups=agenda_groups(lines, Part.TWO),
        decisions=[
            PastDecision(each.number, each.wording, each.get_absolute_url())
            for each in decisions_at(list(readable), at)
        ],
        notes=[_members(meeting, at), *_notes(meeting, actor, at)],
    )


def _lines(
    meeting: Meeting, actor: Actor, reading: AgendaReading
) -> list[tuple[NumberedItem, bool]]:
    lines = lines_for(actor, reading)
    if may_see_private_items(actor, meeting):
        return lines
    closed = private_now(meeting)
    return [
        (replace(_without(line), title=closed[line.item_id]), False)
        if line.item_id in closed
        else (line, is_open)
        for line, is_open in lines
    ]


def _without(line: NumberedItem) -> NumberedItem:
    return replace(
        line, open_title="", owners=(), purposes=(), format_words="", section_title=""
    )


def _members(meeting: Meeting, at: datetime) -> PastNote:
    day = localtime(at).date()
    url = reverse("bodies:body", kwargs={"slug": meeting.body.slug})
    return PastNote(
        "Members", f"of {meeting.body} on {longday(day)}", f"{url}?on={day.isoformat()}"
    )


def _notes(meeting: Meeting, actor: Actor, at: datetime) -> list[PastNote]:
    return [note for notes in past_notes for note in notes(meeting.pk, at, actor)]
