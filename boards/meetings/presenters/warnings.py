"""Warnings of this room, as facts for the rules and as notices for a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from boards.meetings.contributions import AgendaWarning
from boards.meetings.models import CarriedItem, Meeting
from boards.meetings.rules import AgendaFacts, agenda_warnings
from boards.meetings.rules.warnings import FactOfItem, OfferedItem
from boards.meetings.selectors import AgendaReading, offered_items, read_agenda
from ics_portal.core.web.words import shortday

DECIDING = 50
"""Purposes at least as strong as *Endorse* ask the meeting to decide, not to hear."""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A warning as ``components/notice.html`` prints it."""

    text: str
    kind: str
    cure: str = ""
    href: str = ""
    action: str = ""
    strong: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    label: str = ""


def own_check(meeting_id: int, today: date) -> list[AgendaWarning]:
    """What this room has to say of an agenda, for pages of other rooms; six queries."""
    meeting = Meeting.objects.filter(pk=meeting_id).first()
    if meeting is None:
        return []
    return agenda_warnings(facts_of(read_agenda(meeting), offered_items(meeting)))


def facts_of(reading: AgendaReading, offered: Sequence[CarriedItem]) -> AgendaFacts:
    """What the rules want to know of an agenda."""
    meeting = reading.meeting
    return AgendaFacts(
        meeting_type=meeting.meeting_type,
        clock=reading.clock,
        items=_items(reading),
        offered=[
            OfferedItem(
                carried_id=carried.pk,
                title=carried.title,
                deferred_from=origin_of(carried),
                expected_here=carried.due_at_meeting_id in (None, meeting.pk),
            )
            for carried in offered
        ],
        has_next_meeting=meeting.next_meeting_id is not None,
        edit_meeting_url=reverse("meetings:edit", args=[meeting.pk]),
        add_declarations_url=reverse("meetings:add_declarations", args=[meeting.pk]),
        take_urls={
            carried.pk: reverse("meetings:take", args=[meeting.pk, carried.pk])
            for carried in offered
        },
    )


def _items(reading: AgendaReading) -> list[FactOfItem]:
    return [
        FactOfItem(
            item_id=line.item_id,
            number=line.number,
            standing=line.standing,
            is_live=line.is_heard,
            asks_to_decide=tuple(
                purpose.word
                for purpose in reading.purposes.get(line.item_id, ())
                if purpose.strength >= DECIDING
            ),
            has_owner=bool(line.owners),
            owners_url=_owners_url(reading.meeting, line.item_id),
        )
        for line in reading.numbered
    ]


def _owners_url(meeting: Meeting, item_id: int) -> str:
    """The cell of the builder's table; once issued, the page that asks for a reason."""
    if meeting.numbers_frozen_at is None:
        table = reverse("meetings:agenda_edit", args=[meeting.pk])
        return f"{table}#form-{item_id}-owners"
    return reverse("meetings:item", args=[meeting.pk, item_id]) + "#id_owners"


def notices_of(warnings: Iterable[AgendaWarning], meeting: Meeting) -> list[NoticeRow]:
    """The warnings as notices; each label says the whole cure for a screen reader.

    Once issued every change asks for its reason, so no cure is done by a button: it leads
    to the page that asks.
    """
    is_frozen = meeting.numbers_frozen_at is not None
    return [_notice(warning, meeting.pk, is_frozen) for warning in warnings]


def _notice(warning: AgendaWarning, meeting_id: int, is_frozen: bool) -> NoticeRow:
    cure, href, action = warning.cure_label, warning.cure_url, ""
    if warning.cure_is_post and not is_frozen:
        href, action = "", warning.cure_url
    elif warning.cure_is_post and warning.item_id is not None:
        href = reverse("meetings:item", args=[meeting_id, warning.item_id])
    elif warning.cure_is_post and warning.rule_id != "AGD-13":
        cure = href = ""
    return NoticeRow(
        text=warning.text,
        kind="bad" if warning.severity == "stop" else "warn",
        cure=cure,
        href=href,
        action=action,
        label=f"{cure}: {warning.text}",
    )


def origin_of(carried: CarriedItem) -> str:
    """Where a carried item comes from: ``4 Nov 2020``."""
    if carried.deferred_from is not None:
        return shortday(carried.deferred_from.held_on)
    return carried.deferred_from_text or "an earlier meeting"
