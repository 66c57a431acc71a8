"""Letting interests meet agenda items, and what becomes of each match."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from boards.directory.models import Organisation, Person
from boards.meetings.models import AgendaItem, ItemParticipation, Meeting, Ruling
from boards.meetings.permissions import may_write_rulings
from boards.meetings.rules.words import clean_reason
from boards.meetings.services.participation import (
    RulingDetails,
    hold_papers,
    record_ruling,
    release_papers,
)
from declarations.enums import ConflictSource, ConflictState, HoldRule
from declarations.models import Conflict, ConflictSettings, StandingRuling
from declarations.permissions import may_dismiss
from declarations.rules.conflicts import holds, state_when_found, why
from declarations.rules.overlaps import Overlap
from declarations.selectors.overlaps import overlaps_of
from declarations.selectors.taken_back import taken_back_alone
from ics_portal.accounts.actor import SYSTEM_ACTOR, Actor
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require

SETTLED = (ConflictState.RULED, ConflictState.DISMISSED)


@transaction.atomic
def refresh_conflicts(
    *, meeting: Meeting, actor: Actor = SYSTEM_ACTOR, at: datetime
) -> list[Conflict]:
    """Look again at what meets what; gives the matches there are now.

    A match somebody ruled on or dismissed stays so. One that no longer meets is marked
    gone, and papers that were held for it alone are released; but not by what the person
    alone took back, which somebody else settles (CONF-3). Looking twice changes nothing.
    """
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    require(may_write_rulings(actor, meeting))
    overlaps = overlaps_of(meeting)
    known = {
        (row.item_id, row.person_id, row.key): row
        for row in Conflict.objects.filter(item__meeting=meeting)
    }
    taken_back = taken_back_alone(meeting, known.values())
    names = Organisation.objects.in_bulk({each.organisation_id for each in overlaps})
    standing = _standing(meeting)
    rule = hold_rule(meeting)
    now = []
    for each in overlaps:
        place = (each.item_id, each.held.person_id, each.held.key)
        row = known.pop(place, None)
        words = why(each, names[each.organisation_id].name)
        state = state_when_found(standing[each.held.person_id], each)
        now.append(_keep(row, each, words, state, actor))
    for row in known.values():
        if row.pk not in taken_back:
            _mark_gone(row, actor)
    still = [row for row in (*now, *known.values()) if row.pk in taken_back]
    _hold_and_release(meeting, overlaps, now, still, rule, actor=actor, at=at)
    return now


def hold_rule(meeting: Meeting) -> str:
    """What the body of the meeting does until its chair rules; holding by default."""
    row = ConflictSettings.objects.filter(body_id=meeting.body_id).first()
    return row.hold if row else HoldRule.HOLD


def _standing(meeting: Meeting) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = StandingRuling.objects.in_force_on(meeting.held_on).filter(
        body_id=meeting.body_id
    )
    for person_id, organisation_id in rows.values_list("person_id", "organisation_id"):
        found[person_id].add(organisation_id)
    return found


def _keep(
    row: Conflict | None, overlap: Overlap, words: str, state: str, actor: Actor
) -> Conflict:
    held = overlap.held
    if row is None:
        return create_with_reason(
            Conflict,
            "Interest met an item",
            actor=actor,
            item_id=overlap.item_id,
            person_id=held.person_id,
            key=held.key,
            source=held.source,
            interest_id=_interest_id(overlap),
            organisation_id=overlap.organisation_id,
            why=words,
            is_direct=held.is_direct,
            state=state,
        )
    changed = {"why": words, "is_direct": held.is_direct}
    changed["organisation_id"] = overlap.organisation_id
    if row.state not in SETTLED:
        changed["state"] = state
    if any(getattr(row, name) != value for name, value in changed.items()):
        for name, value in changed.items():
            setattr(row, name, value)
        save_with_reason(row, "Looked at again", actor=actor)
    return row


def _interest_id(overlap: Overlap) -> int | None:
    if overlap.held.source != ConflictSource.INTEREST:
        return None
    return int(overlap.held.key.partition(":")[2])


def _mark_gone(row: Conflict, actor: Actor) -> None:
    if row.state in (*SETTLED, ConflictState.GONE):
        return
    row.state = ConflictState.GONE
    save_with_reason(row, "No longer meets the item", actor=actor)


def _hold_and_release(
    meeting: Meeting,
    overlaps: Iterable[Overlap],
    rows: Iterable[Conflict],
    still: Iterable[Conflict],
    rule: str,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    open_rows = {
        (row.item_id, row.person_id, row.key)
        for row in rows
        if row.state == ConflictState.FOUND
    }
    to_hold = {
        (each.item_id, each.held.person_id): each.held.words
        for each in overlaps
        if holds(each, rule)
        and (each.item_id, each.held.person_id, each.held.key) in open_rows
    }
    if rule == HoldRule.HOLD:
        for row in still:
            to_hold.setdefault((row.item_id, row.person_id), row.why)
    held_now = _held_without_ruling(meeting)
    changing = to_hold.keys() ^ held_now
    items = AgendaItem.objects.in_bulk({item for item, _ in changing})
    people = Person.objects.in_bulk({person for _, person in changing})
    for item_id, person_id in to_hold.keys() - held_now:
        hold_papers(
            item=items[item_id],
            person=people[person_id],
            reason=to_hold[item_id, person_id],
            actor=actor,
            at=at,
        )
    for item_id, person_id in held_now - to_hold.keys():
        release_papers(
            item=items[item_id],
            person=people[person_id],
            reason="No open match is left",
            actor=actor,
            at=at,
        )


def _held_without_ruling(meeting: Meeting) -> set[tuple[int, int]]:
    rows = ItemParticipation.objects.filter(
        item__meeting=meeting, papers_withheld=True, ruling__isnull=True
    )
    return set(rows.values_list("item_id", "person_id"))


@transaction.atomic
def rule_on_conflict(
    *,
    item: AgendaItem,
    person: Person,
    ruled_by: Person,
    details: RulingDetails,
    actor: Actor,
    at: datetime,
) -> Ruling:
    """Rule on all that one person holds at one item; the matches are then ruled on."""
    ruling = record_ruling(
        item=item,
        person=person,
        ruled_by=ruled_by,
        details=details,
        actor=actor,
        at=at,
    )
    settle_conflicts(item_id=item.pk, person_id=person.pk, actor=actor)
    return ruling


@transaction.atomic
def settle_conflicts(*, item_id: int, person_id: int, actor: Actor) -> None:
    """All that one person holds at one item is ruled on, wherever the ruling was made."""
    of_both = {"item_id": item_id, "person_id": person_id}
    participation = ItemParticipation.objects.get(**of_both)
    for row in Conflict.objects.filter(**of_both).exclude(
        state__in=[ConflictState.DISMISSED, ConflictState.GONE, ConflictState.RULED]
    ):
        row.state, row.participation = ConflictState.RULED, participation
        save_with_reason(row, "Ruled on", actor=actor)


@transaction.atomic
def dismiss_conflict(
    *, conflict: Conflict, reason: str, actor: Actor, at: datetime
) -> Conflict:
    """Say that a match is no conflict, and why; held papers are then released.

    Raises RuleBroken for one that was ruled on or dismissed meanwhile (CONF-3).
    """
    meeting_id = conflict.item.meeting_id
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting_id)
    rows = Conflict.objects.select_related("item__meeting", "person")
    locked = rows.get(pk=conflict.pk)
    require(may_dismiss(actor, locked))
    if locked.state in SETTLED:
        settled = "ruled on" if locked.state == ConflictState.RULED else "dismissed"
        raise RuleBroken("CONF-3", f"It was {settled} meanwhile, and stays so.")
    locked.state_reason = clean_reason(
        reason, ask="Say why this is no conflict.", rule="CONF-3"
    )
    locked.state = ConflictState.DISMISSED
    save_with_reason(locked, locked.state_reason, actor=actor)
    record(
        verb="conflict_dismissed",
        target=locked.item,
        actor=actor,
        at=at,
        body_id=meeting.body_id,
        detail={"person_id": locked.person_id},
    )
    refresh_conflicts(meeting=meeting, at=at)
    return locked
