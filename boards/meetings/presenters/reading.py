"""The agenda to read, one item, and a meeting at a glance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import groupby

from django.utils.timezone import localdate

from boards.bodies.models import Body
from boards.meetings.contributions import ItemNote, notes_for, warnings_for
from boards.meetings.enums import ItemState, Part
from boards.meetings.models import AgendaItem, ItemOwner, Meeting
from boards.meetings.permissions import (
    may_edit_agenda,
    may_record_decision,
    may_see_private_items,
)
from boards.meetings.presenters.calling import CallingPanel, calling_panel
from boards.meetings.presenters.decisions import DecisionRow, decision_row
from boards.meetings.presenters.replies import ReplyPanel, reply_panel
from boards.meetings.presenters.stages import StageLink, stages_for
from boards.meetings.rules import Clock, Deadline, deadlines, join_owners
from boards.meetings.rules.meeting_states import OVER
from boards.meetings.selectors import (
    AgendaReading,
    MeetingHeading,
    NumberedItem,
    bodies_in_common,
    body_asked_for,
    decisions_for,
    meeting_heading,
    read_agenda,
)
from boards.meetings.selectors.calling import (
    CallingRecord,
    calling_facts,
    calling_record,
)
from ics_portal.accounts.actor import Actor
from ics_portal.core.verdicts import Verdict
from ics_portal.core.web.words import day, listed

STATE_WORDS = {ItemState.WITHDRAWN: "Withdrawn", ItemState.DEFERRED: "Deferred"}


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A row of the five columns (AGD-02), with only what this reader may know."""

    item_id: int
    number: str
    title: str
    owners: str
    action: str
    format_words: str
    starts_at: time | None
    minutes: int
    is_sub_item: bool
    is_open: bool
    state_words: str
    note: ItemNote | None


@dataclass(frozen=True, slots=True)
class AgendaGroup:
    """A section heading and its rows."""

    title: str
    lines: tuple[AgendaLine, ...]


@dataclass(frozen=True, slots=True)
class AgendaPage:
    """The agenda as it is read and printed."""

    meeting: Meeting
    heading: MeetingHeading
    stages: Sequence[StageLink]
    groups: Sequence[AgendaGroup]
    private_groups: Sequence[AgendaGroup]
    private_note: str
    clock: Clock
    is_frozen: bool
    may_edit: Verdict


def agenda_page(meeting: Meeting, actor: Actor) -> AgendaPage:
    """Assemble the page for a reader: who is no member reads part 2 by open titles."""
    reading = read_agenda(meeting)
    notes = notes_for(meeting.pk, actor)
    lines = lines_for(actor, reading)
    return AgendaPage(
        meeting=meeting,
        heading=meeting_heading(meeting),
        stages=stages_for(meeting.pk, actor),
        groups=agenda_groups(lines, Part.ONE, notes),
        private_groups=agenda_groups(lines, Part.TWO, notes),
        private_note=may_see_private_items(actor, meeting).reason,
        clock=reading.clock,
        is_frozen=meeting.numbers_frozen_at is not None,
        may_edit=may_edit_agenda(actor, meeting),
    )


def lines_for(actor: Actor, reading: AgendaReading) -> list[tuple[NumberedItem, bool]]:
    """The agenda as this person may know it; every page and the API begin here.

    Each line comes with whether it is open to them. One that is not bears its public
    title and nothing else that was said of it.
    """
    if may_see_private_items(actor, reading.meeting):
        return [(line, True) for line in reading.numbered]
    own = _brought_by(actor, reading)
    open_ids = {
        line.item_id
        for line in reading.numbered
        if line.part == Part.ONE or line.item_id in own
    }
    headings = {
        (line.part, line.section_id)
        for line in reading.numbered
        if line.item_id in open_ids
    }
    return [
        (line, True)
        if line.item_id in open_ids
        else (_closed(line, (line.part, line.section_id) in headings), False)
        for line in reading.numbered
    ]


def _closed(line: NumberedItem, with_heading: bool) -> NumberedItem:
    """What is said of an item to who may not know it.

    Its heading is kept only where it stands over open items of the same part too: over
    nothing but closed ones it would say what they are about.
    """
    return replace(
        line,
        title=line.public_title,
        open_title="",
        section_title=line.section_title if with_heading else "",
        owners=(),
        purposes=(),
        private_reason="",
        confidential_reason="",
        state_reason="",
        format_words="",
    )


def _brought_by(actor: Actor, reading: AgendaReading) -> frozenset[int]:
    """The items this person brings or presents, which are no secret to them."""
    if actor.person_id is None:
        return frozenset()
    owned = frozenset(
        item_id
        for item_id, owners in reading.owners.items()
        for owner in owners
        if owner.person_id == actor.person_id
    )
    presented = AgendaItem.objects.presented_by(actor).filter(meeting=reading.meeting)
    return owned | frozenset(presented.values_list("pk", flat=True))


def _line(line: NumberedItem, note: ItemNote | None, is_open: bool) -> AgendaLine:
    return AgendaLine(
        item_id=line.item_id,
        number=line.number,
        title=line.title,
        owners=join_owners(line.owners),
        action=" / ".join(line.purposes),
        format_words=line.format_words,
        starts_at=line.starts_at,
        minutes=line.minutes,
        is_sub_item=line.is_sub_item,
        is_open=is_open,
        state_words=STATE_WORDS.get(line.state, ""),
        note=note if is_open else None,
    )


def agenda_groups(
    lines: Sequence[tuple[NumberedItem, bool]],
    part: int,
    notes: Mapping[int, ItemNote] | None = None,
) -> list[AgendaGroup]:
    """The lines of a part, as ``lines_for`` gives them, under their sections."""
    of_part = [
        (line, _line(line, (notes or {}).get(line.item_id), is_open))
        for line, is_open in lines
        if line.part == part
    ]
    return [
        AgendaGroup(title, tuple(shown for _, shown in group))
        for (_, title), group in groupby(of_part, key=_heading)
    ]


def _heading(pair: tuple[NumberedItem, AgendaLine]) -> tuple[int, str]:
    return pair[0].section_id, pair[0].section_title


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item with all that is kept of it."""

    meeting: Meeting
    heading: MeetingHeading
    stages: Sequence[StageLink]
    item: AgendaItem
    number: str
    line: NumberedItem | None
    sub_items: Sequence[NumberedItem]
    parent: NumberedItem | None
    owners: tuple[ItemOwner, ...]
    parties: tuple[str, ...]
    state_words: str
    note: ItemNote | None
    is_frozen: bool
    may_edit: Verdict


def item_page(meeting: Meeting, item: AgendaItem, actor: Actor) -> ItemPage | None:
    """Assemble the page of one item, or None when its reader may not know of it."""
    reading = read_agenda(meeting)
    private = item.part == Part.TWO and not may_see_private_items(actor, meeting)
    if private and item.pk not in _brought_by(actor, reading):
        return None
    lines = {line.item_id: line for line, _ in lines_for(actor, reading)}
    children = {each.pk for each in reading.items if each.parent_id == item.pk}
    return ItemPage(
        meeting=meeting,
        heading=meeting_heading(meeting),
        stages=stages_for(meeting.pk, actor),
        item=item,
        number=reading.numbers.get(item.pk, ""),
        line=lines.get(item.pk),
        sub_items=[line for pk, line in lines.items() if pk in children],
        parent=lines.get(item.parent_id or 0),
        owners=reading.owners.get(item.pk, ()),
        parties=tuple(
            party.organisation.name
            for party in item.parties.select_related("organisation")
        ),
        state_words=STATE_WORDS.get(ItemState(item.state), ""),
        note=notes_for(meeting.pk, actor).get(item.pk),
        is_frozen=meeting.numbers_frozen_at is not None,
        may_edit=may_edit_agenda(actor, meeting),
    )


@dataclass(frozen=True, slots=True)
class RailStep:
    """A deadline of the meeting, for ``components/deadline_rail.html``."""

    title: str
    when: str
    note: str
    state: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting at a glance."""

    meeting: Meeting
    heading: MeetingHeading
    stages: Sequence[StageLink]
    rail: Sequence[RailStep]
    warning_count: int
    item_count: int
    private_count: int
    clock: Clock
    is_frozen: bool
    is_over: bool
    may_edit: Verdict
    public_words: str
    decisions: Sequence[DecisionRow]
    may_record: Verdict
    in_common: str
    bodies: Sequence[Body]
    own: Body
    calling: CallingPanel
    replies: ReplyPanel


def meeting_page(meeting: Meeting, actor: Actor, *, today: date) -> MeetingPage:
    """Assemble the overview of a meeting."""
    reading = read_agenda(meeting)
    may_edit = may_edit_agenda(actor, meeting)
    heard = [line for line in reading.numbered if line.is_heard]
    record = calling_record(meeting)
    bodies = bodies_in_common(meeting)
    is_over = meeting.state in OVER
    return MeetingPage(
        meeting=meeting,
        heading=meeting_heading(meeting),
        stages=stages_for(meeting.pk, actor),
        rail=_rail(meeting, record, today),
        warning_count=(
            len(warnings_for(meeting.pk, today)) if may_edit and not is_over else 0
        ),
        item_count=len(heard),
        private_count=sum(line.part == Part.TWO for line in heard),
        clock=reading.clock,
        is_frozen=meeting.numbers_frozen_at is not None,
        is_over=is_over,
        may_edit=may_edit,
        public_words=_public_words(meeting),
        decisions=[
            decision_row(each)
            for each in decisions_for(actor).filter(meeting=meeting).order_by("number")
        ],
        may_record=may_record_decision(actor, meeting.body),
        in_common=listed(bodies[1:]),
        bodies=bodies,
        own=body_asked_for(actor, meeting) if bodies else meeting.body,
        calling=calling_panel(meeting, record, actor),
        replies=reply_panel(meeting, actor),
    )


def _public_words(meeting: Meeting) -> str:
    words = "Yes" if meeting.held_in_public else "No"
    return f"{words}, as the body meets" if meeting.is_public is None else words


def _rail(meeting: Meeting, record: CallingRecord, today: date) -> list[RailStep]:
    return [
        RailStep(
            each.title,
            day(each.on),
            "; ".join(filter(None, (each.note, each.left))),
            each.state,
        )
        for each in deadlines_of(meeting, record, today)
    ]


def deadlines_of(
    meeting: Meeting, record: CallingRecord, today: date
) -> list[Deadline]:
    """The deadlines of a meeting with what is on record of each; page and API say the
    same."""
    frozen_at = meeting.numbers_frozen_at
    return deadlines(
        meeting.held_on,
        papers_due_days=meeting.body.papers_due_days,
        papers_to_members_days=meeting.body.papers_to_members_days,
        issued_on=None if frozen_at is None else localdate(frozen_at),
        today=today,
        meets_in_public=meeting.held_in_public,
        calling=calling_facts(meeting, record),
    )
