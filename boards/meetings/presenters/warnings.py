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
from boards.meetings.selectors import (
    AgendaReading,
    NumberedItem,
    offered_items,
    read_agenda,
)
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
        minutes_url=_minutes_url(reading),
    )


def _items(reading: AgendaReading) -> list[FactOfItem]:
    owned = _owned(reading.numbered)
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
            has_owner=line.item_id in owned,
            owners_url=_cell_url(reading.meeting, line.item_id, "owners"),
        )
        for line in reading.numbered
    ]


def _owned(lines: Iterable[NumberedItem]) -> set[int]:
    """Items that somebody brings; a sub-item is brought by its item's owner too."""
    owned: set[int] = set()
    is_item_owned = False
    for line in lines:
        if not line.is_sub_item:
            is_item_owned = bool(line.owners)
        if line.owners or (line.is_sub_item and is_item_owned):
            owned.add(line.item_id)
    return owned


def _minutes_url(reading: AgendaReading) -> str:
    """The minutes of the item that takes most of the time; "" without any."""
    heard = [item for item in reading.items if item.pk in reading.clock.starts]
    parents = {item.parent_id for item in heard}
    own = [item for item in heard if item.pk not in parents]
    if not own:
        return ""
    longest = max(own, key=lambda item: item.minutes)
    return _cell_url(reading.meeting, longest.pk, "minutes")


def _cell_url(meeting: Meeting, item_id: int, name: str) -> str:
    """The cell of the builder's table; once issued, the page that asks for a reason."""
    if meeting.numbers_frozen_at is None:
        table = reverse("meetings:agenda_edit", args=[meeting.pk])
        return f"{table}#form-{item_id}-{name}"
    return reverse("meetings:item", args=[meeting.pk, item_id]) + f"#id_{name}"


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
