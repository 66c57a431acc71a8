"""The minutes as plain values: the one form that page, PDF, API and publication print.

It names no id of a row, and can be kept as JSON. From the moment the minutes are agreed it
comes from what was frozen then; corrections stand beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from boards.meetings.enums import Part
from boards.meetings.selectors import read_agenda
from boards.minutes.enums import EntryKind
from boards.minutes.models import MinuteEntry, Minutes
from boards.minutes.rules import (
    Record,
    day_words,
    groups_of,
    marking,
    marking_sentence,
    short_day,
)
from boards.minutes.selectors import entries_of, record_of, withheld_from
from boards.sittings.enums import AttendanceState
from ics_portal.accounts.actor import Actor
from ics_portal.core.web.words import clock, longday

WORDS_VERSION = 1
WITHHELD = "<p>What was said of this item is withheld from you by a ruling.</p>"


def minutes_words(minutes: Minutes) -> dict[str, Any]:
    """All that the minutes say now, as plain values.

    ``heading`` (body, type, day with weekday, time, place, part), ``marking`` ("Unconfirmed"
    until agreed), ``groups`` (those present), ``apologies``, ``front`` (entries before the
    first item), ``sections`` of ``items`` of ``entries`` (``kind``, ``html``,
    ``action_by``), ``closing``, ``corrections``, ``confirmed`` and ``signed``.
    """
    words = dict(minutes.words) if minutes.words else current_words(minutes)
    return {
        **words,
        "state": minutes.state,
        "state_words": str(minutes.get_state_display()),
        "marking": marking(minutes.state),
        "marking_sentence": marking_sentence(minutes.state),
        "corrections": _corrections(minutes),
        "confirmed": _confirmed(minutes),
        "signed": _signed(minutes),
    }


def words_for(minutes: Minutes, actor: Actor) -> dict[str, Any]:
    """The same as this person may read it: of an item of part 2 whose papers are withheld
    from them, its number and title stand there and no word of what was said."""
    words = minutes_words(minutes)
    hidden = withheld_from(actor, minutes)
    if not hidden:
        return words
    numbers = read_agenda(minutes.meeting).numbers
    gone = {numbers[pk] for pk in hidden if pk in numbers}
    sections = [
        section | {"items": [_without(item, gone) for item in section["items"]]}
        for section in words["sections"]
    ]
    corrections = [
        row for row in words["corrections"] if row["item_number"].strip() not in gone
    ]
    # An action at the close, under no item, may be of any.
    closing = [row for row in words["closing"] if row["kind"] != EntryKind.ACTION]
    return words | {
        "sections": sections,
        "corrections": corrections,
        "closing": closing,
    }


def _without(item: dict[str, Any], gone: Collection[str]) -> dict[str, Any]:
    if item["number"] not in gone:
        return item
    said = {"kind": "withheld", "html": WITHHELD, "action_by": ""}
    return item | {"entries": [said], "action_by": []}


def current_words(minutes: Minutes) -> dict[str, Any]:
    """What they say by the entries of today: what is frozen when they are agreed."""
    record = record_of(minutes.meeting, minutes.body, minutes.part)
    order = {item.item_id: place for place, item in enumerate(record.here)}
    entries = [entry for entry in entries_of(minutes, order) if entry.text]
    front = [e for e in entries if _is_front(e, order)]
    under = {item_id: [e for e in entries if e.item_id == item_id] for item_id in order}
    closing = [e for e in entries if e.item_id not in order and e not in front]
    return {
        "version": WORDS_VERSION,
        "heading": _heading(minutes),
        "groups": _groups(record),
        "apologies": _apologies(record),
        "front": [_entry(entry) for entry in front],
        "sections": _sections(record, under),
        "closing": [_entry(entry) for entry in closing],
    }


def _is_front(entry: MinuteEntry, order: Mapping[int, int]) -> bool:
    after = ("closing", "resolution", "action")
    return entry.item_id not in order and entry.kind not in after


def _heading(minutes: Minutes) -> dict[str, str]:
    meeting = minutes.meeting
    return {
        "title": f"Minutes of the {minutes.body}",
        "body": str(minutes.body),
        "name": meeting.title,
        "type": str(meeting.get_meeting_type_display()),
        "day": day_words(meeting.held_on),
        "date": meeting.held_on.isoformat(),
        "time": f"{clock(meeting.starts_at)} to {clock(meeting.ends_at)}",
        "place": meeting.place or "Online",
        "part": "Part 2, held in private" if minutes.part == Part.TWO else "",
    }


def _groups(record: Record) -> list[dict[str, Any]]:
    return [
        {
            "title": group.title,
            "note": group.note,
            "rows": [
                {
                    "name": row.name,
                    "job_title": row.job_title,
                    "organisations": row.organisations,
                    "note": row.note,
                }
                for row in group.rows
            ],
        }
        for group in groups_of(record)
    ]


def _apologies(record: Record) -> list[dict[str, Any]]:
    return [
        {
            "name": attendee.name,
            "job_title": attendee.job_title,
            "organisations": attendee.organisations,
            "deputies": list(attendee.deputies),
        }
        for attendee in record.attendees
        if attendee.state == AttendanceState.APOLOGIES
    ]


def _sections(
    record: Record, under: Mapping[int, list[MinuteEntry]]
) -> list[dict[str, Any]]:
    """Sections with their headings as on the agenda (MIN-09), in its order."""
    sections: list[dict[str, Any]] = []
    for item in record.here:
        if not sections or sections[-1]["title"] != item.section:
            sections.append({"title": item.section, "items": []})
        entries = under[item.item_id]
        leads = dict.fromkeys(entry.action_by for entry in entries if entry.action_by)
        sections[-1]["items"].append(
            {
                "number": item.number,
                "title": item.title,
                "entries": [_entry(entry) for entry in entries],
                "action_by": list(leads),
            }
        )
    return sections


def _entry(entry: MinuteEntry) -> dict[str, str]:
    return {"kind": entry.kind, "html": entry.text, "action_by": entry.action_by}


def _corrections(minutes: Minutes) -> list[dict[str, str]]:
    rows = minutes.corrections.select_related("at_meeting")
    return [
        {
            "day": short_day(row.at_meeting.held_on),
            "item_number": row.item_number,
            "instead_of": row.instead_of,
            "reads": row.reads,
        }
        for row in rows
    ]


def _confirmed(minutes: Minutes) -> dict[str, str] | None:
    if minutes.confirmed_on is None:
        return None
    day = longday(minutes.confirmed_on)
    return {
        "date": minutes.confirmed_on.isoformat(),
        "words": f"Accepted as a true record by the meeting of {day}.",
    }


def _signed(minutes: Minutes) -> dict[str, str] | None:
    if minutes.signed_at is None:
        return None
    return {
        "name": minutes.signed_by_name,
        "day": longday(minutes.signed_at),
        "time": clock(minutes.signed_at),
    }


def items_of(words: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """Every item of the plain form, whatever its section."""
    for section in words["sections"]:
        yield from section["items"]
