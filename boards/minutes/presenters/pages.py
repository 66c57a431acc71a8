"""The pages of minutes: reading, the editor, what the chair reads and marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from boards.meetings.enums import Part
from boards.meetings.models import AgendaItem
from boards.meetings.selectors import number_of_item
from boards.minutes.enums import EntryKind, EntryOrigin, MinutesState
from boards.minutes.models import MinuteEntry, Minutes, MinutesMark
from boards.minutes.permissions import (
    may_approve_minutes,
    may_confirm_minutes,
    may_correct_minutes,
    may_draft_minutes,
    may_edit_minutes,
    may_sign_minutes,
    may_take_back,
)
from boards.minutes.rules import (
    Kept,
    Line,
    draft,
    html_of,
    is_out_of_date,
    merge,
    short_day,
    text_of,
)
from boards.minutes.selectors import (
    DISCUSSION,
    ENTRY,
    discussion_key,
    entries_of,
    item_to_accept_at,
    meetings_that_can_confirm,
    record_of,
    who_presided,
    withheld_from,
)
from ics_portal.accounts.actor import Actor
from ics_portal.core.verdicts import Verdict, refused
from ics_portal.core.web.words import moment

STATE_CHIPS = {
    MinutesState.DRAFT: "quiet",
    MinutesState.CHAIR_APPROVED: "info",
    MinutesState.UNCONFIRMED: "warn",
    MinutesState.CONFIRMED: "ok",
    MinutesState.SIGNED: "ok",
}
ORIGIN_CHIPS = {
    EntryOrigin.MADE: "info",
    EntryOrigin.ACCEPTED: "ok",
    EntryOrigin.EDITED: "quiet",
    EntryOrigin.TYPED: "quiet",
}


@dataclass(frozen=True, slots=True)
class EntryView:
    """One sentence of the editor; ``made`` is what the record says now."""

    key: str
    field: str
    html: str
    text: str
    made: str
    origin_words: str
    chip: str
    is_made: bool
    out_of_date: bool
    action_by: str
    error: str = ""
    is_open: bool = False

    @property
    def anchor(self) -> str:
        """The id of the sentence on the page."""
        return anchor_of(self.key)


@dataclass(frozen=True, slots=True)
class PlaceView:
    """An item of the editor with its sentences and its discussion, or front and close."""

    item_id: int | None
    number: str
    title: str
    section: str
    entries: tuple[EntryView, ...]
    field: str = ""
    html: str = ""
    text: str = ""
    error: str = ""
    mark_key: str = ""

    @property
    def label(self) -> str:
        """What the discussion field is called."""
        return f"Discussion of item {self.number}, {self.title}"

    @property
    def waiting(self) -> int:
        """How many sentences nobody has accepted yet, or that are out of date."""
        return sum(1 for entry in self.entries if entry.is_made or entry.out_of_date)


@dataclass(frozen=True, slots=True)
class MarkView:
    """What the chair marked."""

    mark_id: int
    text: str
    who: str
    when: str
    about: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Acts:
    """What this person may do with the minutes now, and where."""

    edit: Verdict
    approve: Verdict
    confirm: Verdict
    correct: Verdict
    sign: Verdict
    take_back: Verdict


def acts_of(minutes: Minutes, actor: Actor, *, open_marks: int = 0) -> Acts:
    """Every verdict a page of these minutes asks."""
    meeting = minutes.confirmed_at_meeting
    return Acts(
        edit=may_edit_minutes(actor, minutes, open_marks=open_marks),
        approve=may_approve_minutes(actor, minutes),
        confirm=_confirm(actor, minutes),
        correct=may_correct_minutes(actor, minutes),
        sign=may_sign_minutes(
            actor, minutes, presided=who_presided(meeting) if meeting else frozenset()
        ),
        take_back=may_take_back(actor, minutes),
    )


def _confirm(actor: Actor, minutes: Minutes) -> Verdict:
    """Offered once there is a meeting that can have accepted them."""
    verdict = may_confirm_minutes(actor, minutes)
    if verdict and not meetings_that_can_confirm(minutes):
        return refused("No later meeting of this body has been held yet.")
    return verdict


def next_item_of(minutes: Minutes, actor: Actor) -> str:
    """Where the office can put approved minutes: ``item 3 of the agenda of 6 January
    2021``; empty where they go nowhere now."""
    if minutes.state not in (MinutesState.CHAIR_APPROVED, MinutesState.UNCONFIRMED):
        return ""
    if not may_draft_minutes(actor, minutes.body_id):
        return ""
    item = item_to_accept_at(minutes)
    if item is None:
        return ""
    return f"item {number_of_item(item)} of the agenda of {short_day(item.meeting.held_on)}"


def address(name: str, minutes: Minutes) -> str:
    """The address of a page about these minutes, with part and body where they matter."""
    return address_of(
        name,
        minutes.meeting_id,
        part=minutes.part,
        body_id=minutes.body_id if minutes.body_id != minutes.meeting.body_id else None,
    )


def address_of(
    name: str, meeting_id: int, *, part: int = Part.ONE, body_id: int | None = None
) -> str:
    """The same before there are minutes."""
    asked = []
    if name == "read" and part == Part.TWO:
        name = "part_two"
    elif part == Part.TWO:
        asked.append("part=2")
    if body_id is not None:
        asked.append(f"body={body_id}")
    base = reverse(f"minutes:{name}", kwargs={"meeting_id": meeting_id})
    return f"{base}?{'&'.join(asked)}" if asked else base


def anchor_of(key: str) -> str:
    """The id on the page of the sentence of a key."""
    return "sentence-" + "".join(c if c.isalnum() else "-" for c in key)


def state_chip(minutes: Minutes) -> tuple[str, str]:
    """The words of the state and the kind of its chip."""
    state = MinutesState(minutes.state)
    return str(state.label), STATE_CHIPS[state]


def places_of(
    minutes: Minutes,
    *,
    again: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> tuple[tuple[PlaceView, ...], int]:
    """The editor item by item, and how many sentences the record says otherwise now.

    ``again`` holds what was typed and could not be kept.
    """
    record = record_of(minutes.meeting, minutes.body, minutes.part)
    order = {item.item_id: place for place, item in enumerate(record.here)}
    rows = entries_of(minutes, order)
    again, errors = again or {}, errors or {}
    places = [_place(None, "", "Opening", "", _front(rows, order), again, errors)]
    for item in record.here:
        under = [row for row in rows if row.item_id == item.item_id]
        places.append(
            _place(
                item.item_id,
                item.number,
                item.title,
                item.section,
                under,
                again,
                errors,
            )
        )
    places.append(_place(None, "", "Close", "", _after(rows, order), again, errors))
    shown = tuple(place for place in places if place.entries or place.item_id)
    return shown, _behind(rows, draft(record))


def places_for(minutes: Minutes, actor: Actor) -> tuple[PlaceView, ...]:
    """The same for a chair from whom an item of part 2 is withheld: without that item."""
    hidden = withheld_from(actor, minutes)
    places, _ = places_of(minutes)
    return tuple(place for place in places if place.item_id not in hidden)


def _behind(rows: Sequence[MinuteEntry], lines: Sequence[Line]) -> int:
    """How many sentences the draft has not from the record as it is now."""
    found = merge(
        [Kept(r.key, r.origin, r.made, r.made_when_accepted) for r in rows], lines
    )
    made = {row.key: row.made for row in rows}
    there = (*found.followed, *found.moved_on)
    changed = sum(1 for line in there if made[line.key] != line.made)
    lost = sum(1 for key in found.gone_by_hand if made[key])
    return len(found.added) + len(found.gone) + changed + lost


AFTER = (EntryKind.CLOSING, EntryKind.RESOLUTION, EntryKind.ACTION)


def _front(rows: Sequence[MinuteEntry], order: Mapping[int, int]) -> list[MinuteEntry]:
    return [r for r in rows if r.item_id not in order and r.kind not in AFTER]


def _after(rows: Sequence[MinuteEntry], order: Mapping[int, int]) -> list[MinuteEntry]:
    return [r for r in rows if r.item_id not in order and r.kind in AFTER]


def _place(
    item_id: int | None,
    number: str,
    title: str,
    section: str,
    rows: Sequence[MinuteEntry],
    again: Mapping[str, str],
    errors: Mapping[str, str],
) -> PlaceView:
    field = f"{DISCUSSION}{item_id}" if item_id is not None else ""
    talk = next((r for r in rows if item_id and r.key == discussion_key(item_id)), None)
    html = again.get(field, talk.text if talk else "")
    return PlaceView(
        item_id=item_id,
        number=number,
        title=title,
        section=section,
        entries=tuple(entry_view(r, again, errors) for r in rows if r is not talk),
        field=field,
        html=html,
        text=text_of(html),
        error=errors.get(field, ""),
        mark_key=str(rows[0].pk) if rows else "",
    )


def entry_view(
    row: MinuteEntry,
    again: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> EntryView:
    """One stored sentence as the editor shows it."""
    origin = EntryOrigin(row.origin)
    field = f"{ENTRY}{row.pk}"
    html = (again or {}).get(field, row.text)
    out = is_out_of_date(row.origin, row.made, row.made_when_accepted)
    return EntryView(
        key=row.key,
        field=field,
        html=row.text,
        text=text_of(html),
        made=row.made,
        origin_words="The record changed" if out else str(origin.label),
        chip="warn" if out else ORIGIN_CHIPS[origin],
        is_made=origin == EntryOrigin.MADE,
        out_of_date=out,
        action_by=row.action_by,
        error=(errors or {}).get(field, ""),
        is_open=field in (again or {}),
    )


def line_view(line: Line, row: MinuteEntry | None) -> EntryView:
    """A sentence the record gives now, whether it is in the draft yet or not."""
    if row is not None and row.origin != EntryOrigin.MADE:
        return entry_view(row)
    html = html_of(line.made)
    return EntryView(
        key=line.key,
        field="",
        html=html,
        text=line.made,
        made=line.made,
        origin_words=str(EntryOrigin.MADE.label),
        chip=ORIGIN_CHIPS[EntryOrigin.MADE],
        is_made=True,
        out_of_date=False,
        action_by=line.action_by,
    )


def mark_views(marks: Sequence[MinutesMark]) -> tuple[MarkView, ...]:
    """The chair's marks, those still to be done first."""
    ordered = sorted(marks, key=lambda mark: mark.done_at is not None)
    return tuple(
        MarkView(
            mark_id=mark.pk,
            text=mark.text,
            who=mark.made_by_name,
            when=moment(mark.made_at),
            about=_about(mark),
            is_done=mark.done_at is not None,
        )
        for mark in ordered
    )


def _about(mark: MinutesMark) -> str:
    entry = mark.entry
    if entry is None:
        return "The minutes as a whole"
    words = text_of(entry.text)
    return f"“{words[:80]}{'…' if len(words) > 80 else ''}”"


def item_panel(
    item: AgendaItem, minutes: Minutes | None, actor: Actor
) -> dict[str, Any]:
    """The sentences of one item while the meeting runs, for the page of the sitting."""
    meeting = item.meeting
    record = record_of(meeting, meeting.body, item.part)
    rows = {row.key: row for row in minutes.entries.all()} if minutes else {}
    lines = [line for line in draft(record) if line.item_id == item.pk]
    stale = [
        row
        for row in rows.values()
        if row.item_id == item.pk
        and row.kind != EntryKind.DISCUSSION
        and row.origin != EntryOrigin.MADE
        and row.key not in {line.key for line in lines}
    ]
    talk = rows.get(discussion_key(item.pk))
    may = (
        may_edit_minutes(actor, minutes)
        if minutes
        else may_draft_minutes(actor, meeting.body_id)
    )
    return {
        "entries": [
            *(line_view(line, rows.get(line.key)) for line in lines),
            *(entry_view(row) for row in stale),
        ],
        "may_edit": may,
        "discussion": text_of(talk.text) if talk else "",
        "seen": talk.text if talk else "",
        "field": f"{DISCUSSION}{item.pk}",
        "action": reverse(
            "minutes:item", kwargs={"meeting_id": meeting.pk, "item_id": item.pk}
        ),
        # Minutes nobody began yet have no page to open.
        "edit_url": address_of("edit", meeting.pk, part=item.part) if minutes else "",
        "item_id": item.pk,
    }
