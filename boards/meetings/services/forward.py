"""Keeping the forward plan of a body: add, change, move, drop, take on to an agenda."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from django.db import transaction

from boards.bodies.models import Body, Purpose
from boards.bodies.services.seen import mark_of
from boards.meetings.enums import Frequency, ItemFormat, Part, PlanState
from boards.meetings.models import AgendaItem, ForwardPlanEntry, Meeting
from boards.meetings.permissions import may_keep_plan
from boards.meetings.rules import clean_title
from boards.meetings.rules.plan import check_open, check_when, drop_reason
from boards.meetings.rules.words import one_line
from boards.meetings.services.carried import section_like
from boards.meetings.services.changing import changing_agenda
from boards.meetings.services.inserting import ItemDraft, Newcomer, insert_items
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.words import longday

PRIVATE = "Planned for part 2; the reason is to be confirmed."


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDetails:
    """What is said of an entry; it names a meeting of its body, or a day in the month."""

    title: str
    meeting_id: int | None = None
    due_on: date | None = None
    purpose_id: int | None = None
    lead: str = ""
    frequency: str = Frequency.ONCE
    is_statutory: bool = False
    source: str = ""
    section_title: str = ""
    part: int = Part.ONE


@transaction.atomic
def add_planned(
    *,
    body: Body,
    details: PlanDetails,
    actor: Actor,
    at: datetime,
    made_from: str = "",
) -> ForwardPlanEntry:
    """Plan an item. ``made_from`` names the row of another app that offered it."""
    require(may_keep_plan(actor, body))
    details = _check(body.pk, details)
    entry = create_with_reason(
        ForwardPlanEntry,
        "Planned",
        actor=actor,
        body=body,
        made_from=made_from[:100],
        **asdict(details),
    )
    record(verb="plan_entry_added", target=entry, actor=actor, at=at)
    return entry


@transaction.atomic
def edit_planned(
    *,
    entry: ForwardPlanEntry,
    details: PlanDetails,
    seen: str | None = None,
    actor: Actor,
    at: datetime,
) -> ForwardPlanEntry:
    """Change what is said of an entry that is still planned.

    ``seen`` is the mark of ``entry_words`` the form showed; raises EditConflict if
    somebody changed the entry since.
    """
    locked = _lock(entry, actor)
    details = _check(locked.body_id, details)
    if seen is not None:
        _require_as_seen(locked, details, seen)
    changed = [
        name
        for name, value in asdict(details).items()
        if getattr(locked, name) != value
    ]
    if not changed:
        return locked
    for name, value in asdict(details).items():
        setattr(locked, name, value)
    save_with_reason(locked, "Plan changed", actor=actor)
    record(
        verb="plan_entry_changed",
        target=locked,
        actor=actor,
        at=at,
        detail={"changed": sorted(changed)},
    )
    return locked


def entry_words(entry: ForwardPlanEntry) -> str:
    """What a form about an entry shows of it, a line for each thing."""
    said = {
        "Item": entry.title,
        "Meeting": str(entry.meeting) if entry.meeting else "not set",
        "Day in the month": longday(entry.due_on),
        "Purpose": str(entry.purpose or ""),
        "Lead": entry.lead,
        "How often": entry.get_frequency_display(),
        "Required by law": "yes" if entry.is_statutory else "no",
        "Source": entry.source,
        "Heading on the agenda": entry.section_title,
        "Part": str(entry.part),
    }
    return "\n".join(f"{name}: {words or '–'}" for name, words in said.items())


def _require_as_seen(locked: ForwardPlanEntry, details: PlanDetails, seen: str) -> None:
    theirs = entry_words(locked)
    if mark_of(theirs) == seen:
        return
    mine = entry_words(ForwardPlanEntry(body=locked.body, **asdict(details)))
    raise EditConflict(
        "Somebody changed this entry after you opened the form. Look at both, then save"
        " again if yours is still right.",
        field="",
        mine=mine,
        theirs=theirs,
    )


@transaction.atomic
def move_planned(
    *,
    entry: ForwardPlanEntry,
    actor: Actor,
    at: datetime,
    to_meeting: Meeting | None = None,
    due_on: date | None = None,
    reason: str = "",
) -> ForwardPlanEntry:
    """Plan an entry for another meeting, or for another month."""
    locked = _lock(entry, actor)
    check_when(has_meeting=to_meeting is not None, due_on=due_on)
    _check_meeting(locked.body_id, to_meeting.pk if to_meeting else None)
    locked.meeting, locked.due_on = to_meeting, due_on
    save_with_reason(locked, reason or "Moved in the plan", actor=actor)
    record(verb="plan_entry_moved", target=locked, actor=actor, at=at, reason=reason)
    return locked


@transaction.atomic
def move_entries_made_from(
    *, made_from: str, to_meeting: Meeting, actor: Actor, at: datetime, reason: str = ""
) -> list[ForwardPlanEntry]:
    """Move what a row of another app had planned, because that row moved.

    Entries already on an agenda, dropped, or of another body stay where they are.
    """
    entries = ForwardPlanEntry.objects.filter(
        made_from=made_from,
        state=PlanState.PLANNED,
        body_id=to_meeting.body_id,
    )
    return [
        move_planned(
            entry=entry, to_meeting=to_meeting, reason=reason, actor=actor, at=at
        )
        for entry in entries
        if entry.meeting_id != to_meeting.pk
    ]


@transaction.atomic
def drop_planned(
    *, entry: ForwardPlanEntry, reason: str, actor: Actor, at: datetime
) -> ForwardPlanEntry:
    """Drop an entry for good, with the reason; it stays in the plan as dropped."""
    locked = _lock(entry, actor)
    locked.state, locked.reason = PlanState.DROPPED, drop_reason(reason)
    save_with_reason(locked, locked.reason, actor=actor)
    record(
        verb="plan_entry_dropped",
        target=locked,
        actor=actor,
        at=at,
        reason=locked.reason,
    )
    return locked


def take_planned(
    *,
    meeting: Meeting,
    entry: ForwardPlanEntry,
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> AgendaItem:
    """Put a planned item on this agenda, above its close; the entry is taken then."""
    with changing_agenda(meeting=meeting, actor=actor, at=at, reason=reason) as edit:
        locked = _lock(entry, actor)
        if locked.body_id != meeting.body_id:
            raise RuleBroken("CAL-7", "This is planned for another body.")
        is_private = locked.part == Part.TWO
        draft = ItemDraft(
            title=locked.title,
            owners=(locked.lead,) if locked.lead else (),
            purpose_ids=(locked.purpose_id,) if locked.purpose_id else (),
            item_format=ItemFormat.TO_FOLLOW
            if locked.is_statutory
            else ItemFormat.VERBAL,
            part=locked.part,
            private_reason=PRIVATE if is_private else "",
        )
        section_id = section_like(edit, locked.section_title)
        [item] = insert_items(edit, [Newcomer(draft, section_id, above_closing=True)])
        locked.state, locked.taken_as, locked.meeting = PlanState.TAKEN, item, meeting
        save_with_reason(locked, edit.because("Taken on to an agenda"), actor=actor)
        edit.say(lambda outcome: f"Added {outcome.named(item.pk)}.")
    item.refresh_from_db()
    return item


def _lock(entry: ForwardPlanEntry, actor: Actor) -> ForwardPlanEntry:
    locked = (
        ForwardPlanEntry.objects.select_for_update(of=("self",))
        .select_related("body")
        .get(pk=entry.pk)
    )
    require(may_keep_plan(actor, locked.body))
    if locked.state != PlanState.TAKEN or locked.taken_as_id is not None:
        check_open(locked.state)
    return locked


def _check(body_id: int, details: PlanDetails) -> PlanDetails:
    check_when(has_meeting=details.meeting_id is not None, due_on=details.due_on)
    _check_meeting(body_id, details.meeting_id)
    if details.frequency not in Frequency.values:
        raise RuleBroken("CAL-7", "Choose how often it comes.", field="frequency")
    if details.part not in Part.values:
        raise RuleBroken("CAL-7", "Choose part 1 or part 2.", field="part")
    of_body = Purpose.objects.filter(pk=details.purpose_id or 0, body_id=body_id)
    if details.purpose_id is not None and not of_body.exists():
        raise RuleBroken("CAL-7", "Choose a purpose of this body.", field="purpose")
    return replace(
        details,
        title=clean_title(details.title),
        lead=one_line(details.lead)[:200],
        source=one_line(details.source)[:300],
        section_title=one_line(details.section_title)[:200],
    )


def _check_meeting(body_id: int, meeting_id: int | None) -> None:
    if meeting_id is None:
        return
    if not Meeting.objects.filter(pk=meeting_id, body_id=body_id).exists():
        raise RuleBroken("CAL-7", "Choose a meeting of this body.", field="meeting")
