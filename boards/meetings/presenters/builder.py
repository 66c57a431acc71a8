"""The agenda builder: one table whose cells are edited in place, and what stands beside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as data_field
from datetime import date, datetime, time
from itertools import groupby

from django.urls import reverse

from boards.bodies.models import Purpose
from boards.meetings.contributions import (
    AgendaWarning,
    ItemNote,
    notes_for,
    warnings_for,
)
from boards.meetings.enums import ItemFormat, ItemState, Part
from boards.meetings.models import AgendaItem, AgendaTemplate, CarriedItem, Meeting
from boards.meetings.presenters.forward import PlannedOffer, planned_offers
from boards.meetings.presenters.stages import StageLink, stages_for
from boards.meetings.presenters.warnings import (
    NoticeRow,
    facts_of,
    notices_of,
    origin_of,
    own_check,
)
from boards.meetings.rules import Clock, agenda_warnings, join_owners
from boards.meetings.selectors import (
    AgendaReading,
    MeetingHeading,
    NumberedItem,
    earlier_agenda,
    latest_change,
    meeting_heading,
    offered_items,
    read_agenda,
)
from ics_portal.accounts.actor import Actor

LABELS = {
    "title": "The title",
    "owners": "The owners",
    "purposes": "The purpose",
    "item_format": "The format",
    "minutes": "The minutes",
}
STATE_WORDS = {ItemState.WITHDRAWN: "Withdrawn", ItemState.DEFERRED: "Deferred"}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why the last change was not made, and what was typed, so that nothing is lost.

    ``item_id`` is the row it stands by, ``mine`` and ``theirs`` the two texts where
    somebody else changed the field meanwhile.
    """

    message: str
    item_id: int | None = None
    field: str = ""
    typed: Mapping[str, str] = data_field(default_factory=dict)
    mine: str | None = None
    theirs: str | None = None
    who: str = "Someone else"
    when: str = ""


@dataclass(frozen=True, slots=True)
class TwoTexts:
    """What two people made of one field, in words."""

    label: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A row of the builder; ``shown`` holds the text of each field as it is kept."""

    item_id: int
    number: str
    title: str
    is_sub_item: bool
    shown: Mapping[str, str]
    typed: Mapping[str, str]
    purpose_words: str
    has_retired_purpose: bool
    format_words: str
    minutes: int
    minutes_are_own: bool
    starts_at: time | None
    part: int
    state_words: str
    state_reason: str
    can_go_up: bool
    can_go_down: bool
    note: ItemNote | None
    is_confidential: bool
    purpose_warning: str
    trouble: Trouble | None
    two_texts: TwoTexts | None
    has_moved: bool
    item_url: str
    save_url: str
    move_url: str

    @property
    def key(self) -> str:
        """What the row is called by scripts."""
        return str(self.item_id)

    @property
    def label(self) -> str:
        """``item 8, ICP Core Narrative``, for buttons that are read aloud."""
        return f"item {self.number}, {self.title}"

    def value(self, name: str) -> str:
        """What stands in a field: what was typed and not kept, or what is kept."""
        return self.typed.get(name, self.shown[name])


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """A section heading with its rows."""

    section_id: int
    title: str
    rows: tuple[ItemRow, ...]

    @property
    def key(self) -> str:
        """What the heading's row is called by scripts."""
        return f"section-{self.section_id}"


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An item offered to this agenda."""

    carried_id: int
    title: str
    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class LeftOffRow:
    """An item deferred or withdrawn before issue."""

    item_id: int
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class BuilderPage:
    """Everything the builder shows, in a number of queries that does not grow."""

    meeting: Meeting
    heading: MeetingHeading
    stages: Sequence[StageLink]
    sections: Sequence[SectionBlock]
    private_sections: Sequence[SectionBlock]
    has_items: bool
    purposes: Sequence[tuple[str, str]]
    formats: Sequence[tuple[str, str]]
    clock: Clock
    warnings: Sequence[NoticeRow]
    offers: Sequence[OfferRow]
    planned: Sequence[PlannedOffer]
    left_off: Sequence[LeftOffRow]
    is_frozen: bool
    trouble: Trouble | None
    saved_at: datetime | None
    sentence: str
    undoes: str
    templates: Sequence[AgendaTemplate]
    last_meeting: Meeting | None


def builder_page(
    meeting: Meeting,
    actor: Actor,
    *,
    today: date,
    trouble: Trouble | None = None,
    moved_id: int | None = None,
    said: str = "",
) -> BuilderPage:
    """Assemble the builder; ``said`` is what the last act has to say, if not a change."""
    reading = read_agenda(meeting)
    purposes = list(meeting.body.purposes.all())
    offered = offered_items(meeting)
    warnings = [
        *agenda_warnings(facts_of(reading, offered)),
        *warnings_for(meeting.pk, today, without=own_check),
    ]
    rows = _rows(reading, actor, warnings, trouble, moved_id, purposes)
    change = latest_change(meeting, actor.user_id)
    is_frozen = meeting.numbers_frozen_at is not None
    is_new = not reading.items
    return BuilderPage(
        meeting=meeting,
        heading=meeting_heading(meeting),
        stages=stages_for(meeting.pk, actor),
        sections=_blocks(reading, rows, Part.ONE),
        private_sections=[
            block for block in _blocks(reading, rows, Part.TWO) if block.rows
        ],
        has_items=reading.has_items,
        purposes=_purpose_choices(purposes),
        formats=ItemFormat.choices,
        clock=reading.clock,
        warnings=notices_of(warnings, meeting),
        offers=[_offer_row(carried) for carried in offered],
        planned=planned_offers(meeting),
        left_off=[_left_off_row(item) for item in reading.left_off],
        is_frozen=is_frozen,
        trouble=None if _stands_by_a_row(trouble, rows) else trouble,
        saved_at=change.changed_at if change and not said else None,
        sentence=said or (change.summary if change else ""),
        undoes=change.summary if change and not is_frozen else "",
        templates=list(meeting.body.agenda_templates.all()) if is_new else [],
        last_meeting=earlier_agenda(meeting) if is_new else None,
    )


def _stands_by_a_row(trouble: Trouble | None, rows: Mapping[int, ItemRow]) -> bool:
    return trouble is not None and trouble.item_id in rows


def _purpose_choices(purposes: Iterable[Purpose]) -> list[tuple[str, str]]:
    return [(str(each.pk), each.word) for each in purposes if not each.retired]


def _rows(
    reading: AgendaReading,
    actor: Actor,
    warnings: Iterable[AgendaWarning],
    trouble: Trouble | None,
    moved_id: int | None,
    purposes: Sequence[Purpose],
) -> dict[int, ItemRow]:
    notes = notes_for(reading.meeting.pk, actor)
    weak = {
        warning.item_id: warning.text
        for warning in warnings
        if warning.rule_id == "AGD-05" and warning.item_id is not None
    }
    ups, downs = _ways(reading)
    with_subs = {
        item.parent_id for item in reading.items if item.state == ItemState.LIVE
    }
    own_minutes = reading.own_minutes
    addresses = _addresses(reading.meeting)
    rows = {}
    for line in reading.numbered:
        mine = trouble if trouble and trouble.item_id == line.item_id else None
        note = notes.get(line.item_id)
        rows[line.item_id] = ItemRow(
            item_id=line.item_id,
            number=line.number,
            title=line.title,
            is_sub_item=line.is_sub_item,
            shown=_shown(reading, line, own_minutes[line.item_id]),
            typed=mine.typed if mine else {},
            purpose_words=" and ".join(line.purposes),
            has_retired_purpose=_has_retired(reading, line),
            format_words=line.format_words,
            minutes=line.minutes,
            minutes_are_own=line.item_id not in with_subs,
            starts_at=line.starts_at,
            part=line.part,
            state_words=STATE_WORDS.get(line.state, ""),
            state_reason=line.state_reason,
            can_go_up=line.item_id in ups,
            can_go_down=line.item_id in downs,
            note=note or _usual_note(line),
            is_confidential=bool(note and note.confidential),
            purpose_warning=weak.get(line.item_id, ""),
            trouble=mine,
            two_texts=_two_texts(mine, purposes) if mine else None,
            has_moved=line.item_id == moved_id,
            **addresses(line.item_id),
        )
    return rows


def _addresses(meeting: Meeting) -> Callable[[int], dict[str, str]]:
    """The addresses of each row; reversed once, since a long agenda has hundreds."""
    names = {"item_url": "item", "save_url": "save_row", "move_url": "move"}
    patterns = {
        key: reverse(f"meetings:{name}", args=[meeting.pk, 0]).partition("/items/0/")
        for key, name in names.items()
    }

    def of(item_id: int) -> dict[str, str]:
        return {
            key: f"{start}/items/{item_id}/{rest}"
            for key, (start, _, rest) in patterns.items()
        }

    return of


def _has_retired(reading: AgendaReading, line: NumberedItem) -> bool:
    """Whether its one purpose is no longer offered for others."""
    held = reading.purposes.get(line.item_id, ())
    return len(held) == 1 and held[0].retired


def _two_texts(trouble: Trouble, purposes: Sequence[Purpose]) -> TwoTexts | None:
    if trouble.mine is None or trouble.theirs is None:
        return None
    return TwoTexts(
        label=LABELS.get(trouble.field, trouble.field),
        mine=_in_words(trouble.field, trouble.mine, purposes),
        theirs=_in_words(trouble.field, trouble.theirs, purposes),
    )


def _in_words(field: str, text: str, purposes: Sequence[Purpose]) -> str:
    if field == "purposes":
        words = {str(purpose.pk): purpose.word for purpose in purposes}
        return " and ".join(words.get(pk, pk) for pk in text.split(",")) or "None"
    if field == "item_format":
        return str(dict(ItemFormat.choices).get(text, text))
    return text or "Nothing"


def _shown(
    reading: AgendaReading, line: NumberedItem, own_minutes: int
) -> dict[str, str]:
    """The text of each field as the services write and compare it."""
    purposes = reading.purposes.get(line.item_id, ())
    return {
        "title": line.title,
        "owners": join_owners(line.owners),
        "purposes": ",".join(str(pk) for pk in sorted(each.pk for each in purposes)),
        "item_format": line.item_format.value,
        "minutes": str(own_minutes),
    }


def _usual_note(line: NumberedItem) -> ItemNote | None:
    """What the Paper column says where no other room has anything to say."""
    if line.item_format == ItemFormat.VERBAL:
        return None
    words = {
        ItemFormat.ATTACHED: "No paper yet",
        ItemFormat.PRESENTATION: "Slides due",
        ItemFormat.TO_FOLLOW: "To follow",
    }[line.item_format]
    return ItemNote(words, kind="warn", icon="clock")


def _ways(reading: AgendaReading) -> tuple[set[int], set[int]]:
    """The items that can go a place up, and those that can go down."""
    heard = [item for item in reading.items if item.state == ItemState.LIVE]
    ups, downs = set(), set()
    scopes: dict[tuple[int, int | None], list[AgendaItem]] = {}
    for item in heard:
        scopes.setdefault((item.part, item.parent_id), []).append(item)
    order = [section.pk for section in reading.sections]
    for (_, parent_id), items in scopes.items():
        for place, item in enumerate(items):
            section_place = order.index(item.section_id) if parent_id is None else 0
            last_section = len(order) - 1 if parent_id is None else 0
            if place > 0 or section_place > 0:
                ups.add(item.pk)
            if place < len(items) - 1 or section_place < last_section:
                downs.add(item.pk)
    return ups, downs


def _blocks(
    reading: AgendaReading, rows: Mapping[int, ItemRow], part: int
) -> list[SectionBlock]:
    lines = [line for line in reading.numbered if line.part == part]
    grouped = {
        section_id: tuple(rows[line.item_id] for line in group)
        for section_id, group in groupby(lines, key=lambda line: line.section_id)
    }
    return [
        SectionBlock(section.pk, section.title, grouped.get(section.pk, ()))
        for section in reading.sections
    ]


def _offer_row(carried: CarriedItem) -> OfferRow:
    return OfferRow(
        carried_id=carried.pk,
        title=carried.title,
        origin=f"Deferred from {origin_of(carried)}",
        reason=carried.reason,
    )


def _left_off_row(item: AgendaItem) -> LeftOffRow:
    words = item.get_state_display()
    if item.state_reason:
        words = f"{words}: {item.state_reason}"
    return LeftOffRow(item.pk, item.title, words)
