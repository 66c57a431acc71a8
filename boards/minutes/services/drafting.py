"""Making the draft from the record, and making it afresh while the meeting runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from boards.bodies.models import Body
from boards.meetings.enums import Part
from boards.meetings.models import Meeting
from boards.minutes.enums import EntryOrigin, MinutesState
from boards.minutes.models import MinuteEntry, Minutes
from boards.minutes.permissions import may_draft_minutes
from boards.minutes.rules import Kept, Line, draft, html_of, merge
from boards.minutes.selectors import record_of
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import (
    bulk_create,
    bulk_update,
    create_with_reason,
    delete_with_reason,
    record,
)
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require

FROM_THE_RECORD = "Drafted from the record of the meeting"


@transaction.atomic
def draft_minutes(
    *,
    meeting: Meeting,
    body: Body,
    part: int = Part.ONE,
    actor: Actor,
    at: datetime,
) -> Minutes:
    """Begin the minutes of a body and part, or bring their draft to the record.

    Sentences nobody touched follow the record. What a person accepted, changed or typed
    is never overwritten: where the record moved on, the entry shows both (MNT-3).
    Minutes the chair approved are left as they are.
    """
    require(may_draft_minutes(actor, body.pk))
    _must_have_met(meeting, body)
    minutes = _locked(meeting, body, part, actor, at)
    if minutes.state != MinutesState.DRAFT:
        return minutes
    lines = draft(record_of(meeting, body, part))
    _bring(minutes, lines, actor)
    return minutes


def _must_have_met(meeting: Meeting, body: Body) -> None:
    if meeting.body_id == body.pk:
        return
    if not meeting.in_common_with.filter(pk=body.pk).exists():
        raise RuleBroken(
            "MNT-4", f"{body} does not meet in this meeting.", field="body"
        )


def _locked(
    meeting: Meeting, body: Body, part: int, actor: Actor, at: datetime
) -> Minutes:
    """The row under a lock; the meeting is locked first, so that two never begin."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    found = Minutes.objects.filter(meeting=meeting, body=body, part=part).first()
    if found is not None:
        found.meeting, found.body = meeting, body
        return found
    minutes = create_with_reason(
        Minutes,
        FROM_THE_RECORD,
        actor=actor,
        meeting=meeting,
        body=body,
        part=part,
        drafted_at=at,
        drafted_by_id=actor.user_id,
    )
    record(
        verb="minutes.drafted",
        target=minutes,
        actor=actor,
        at=at,
        body_id=body.pk,
        detail={"part": int(part)},
    )
    return minutes


def _bring(minutes: Minutes, lines: Sequence[Line], actor: Actor) -> None:
    stored = {entry.key: entry for entry in minutes.entries.all()}
    found = merge(
        [Kept(e.key, e.origin, e.made, e.made_when_accepted) for e in stored.values()],
        lines,
    )
    place = {line.key: number for number, line in enumerate(lines)}
    bulk_create(
        MinuteEntry,
        [
            MinuteEntry(
                minutes=minutes,
                item_id=line.item_id,
                kind=line.kind,
                key=line.key,
                position=place[line.key],
                text=html_of(line.made),
                made=line.made,
                origin=EntryOrigin.MADE,
                action_by=line.action_by,
            )
            for line in found.added
        ],
        FROM_THE_RECORD,
        actor=actor,
    )
    changed = [
        stored[line.key]
        for line in found.followed
        if _follow(stored[line.key], line, place)
    ]
    bulk_update(
        MinuteEntry,
        changed,
        ["made", "text", "item_id", "position", "action_by"],
        "Followed the record",
        actor=actor,
    )
    _say_moved_on(stored, found.moved_on, found.gone_by_hand, place, actor)
    for key in found.gone:
        delete_with_reason(stored[key], "No longer in the record", actor=actor)


def _follow(entry: MinuteEntry, line: Line, place: Mapping[str, int]) -> bool:
    """Take over what the record says; whether anything was different."""
    now = {
        "made": line.made,
        "text": html_of(line.made),
        "item_id": line.item_id,
        "position": place[line.key],
        "action_by": line.action_by,
    }
    different = [name for name, value in now.items() if getattr(entry, name) != value]
    for name in different:
        setattr(entry, name, now[name])
    return bool(different)


def _say_moved_on(
    stored: Mapping[str, MinuteEntry],
    moved_on: Sequence[Line],
    gone: Sequence[str],
    place: Mapping[str, int],
    actor: Actor,
) -> None:
    """Of what a person touched only ``made`` and the place follow the record."""
    changed = []
    for line in moved_on:
        entry = stored[line.key]
        now = (line.made, place[line.key], line.item_id)
        if (entry.made, entry.position, entry.item_id) != now:
            entry.made, entry.position, entry.item_id = now
            changed.append(entry)
    for key in gone:
        if stored[key].made:
            stored[key].made = ""
            changed.append(stored[key])
    bulk_update(
        MinuteEntry,
        changed,
        ["made", "position", "item_id"],
        "The record changed",
        actor=actor,
    )
