"""The whole draft: every sentence the record gives, with its place and its key.

A key names what a sentence was made from, and stays the same when the sentence changes:
so the draft can be made afresh without touching what a person wrote.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from boards.meetings.enums import ItemState, StandingItem
from boards.minutes.enums import EntryKind
from boards.minutes.rules import declarations, people
from boards.minutes.rules.outcomes import (
    NOTHING_RECORDED,
    inquorate_sentences,
    outcome_sentences,
)
from boards.minutes.rules.record import ActionFact, Item, QuestionFact, Record
from boards.minutes.rules.wording import bare, hour, sentence
from boards.sittings.enums import EventKind

WITHOUT_OUTCOME = (
    StandingItem.WELCOME,
    StandingItem.QUORUM,
    StandingItem.DECLARATIONS,
    StandingItem.KEY_MESSAGES,
    StandingItem.NEXT_ITEMS,
    StandingItem.ANY_OTHER_BUSINESS,
)
"""Standing items of which nobody expects an outcome."""

SLOTS = (
    EntryKind.PRESENT,
    EntryKind.DECLARATIONS,
    EntryKind.MOVEMENT,
    EntryKind.DISCUSSION,
    EntryKind.QUESTION,
    EntryKind.OUTCOME,
    EntryKind.ACTION,
    EntryKind.RESOLUTION,
    EntryKind.CLOSING,
)
"""The order of entries under one item."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as the record gives it; ``item_id`` None stands before or after all."""

    key: str
    kind: EntryKind
    item_id: int | None
    made: str
    action_by: str = ""


def draft(record: Record) -> list[Line]:
    """Every entry of this part in its order; it says only what was recorded."""
    made = [
        *_present(record),
        *_declarations(record),
        *_movements(record),
        *_questions(record),
        *_outcomes(record),
        *_actions(record),
        *_closing(record),
    ]
    order = {item.item_id: place for place, item in enumerate(record.here)}
    return sorted(made, key=lambda line: place_of(line.kind, line.item_id, order))


def place_of(kind: str, item_id: int | None, order: dict[int, int]) -> tuple[int, int]:
    """Where an entry stands: before the items, under its item, or after them all."""
    slot = SLOTS.index(EntryKind(kind))
    if item_id is not None and item_id in order:
        return order[item_id], slot
    after = kind in (EntryKind.CLOSING, EntryKind.RESOLUTION, EntryKind.ACTION)
    return (len(order), slot) if after else (-1, slot)


def _present(record: Record) -> Iterator[Line]:
    welcome = record.standing(StandingItem.WELCOME)
    quorum = record.standing(StandingItem.QUORUM) or welcome
    kind = EntryKind.PRESENT
    if not record.was_kept:
        return
    yield Line("presided", kind, welcome, people.presiding_sentence(record))
    if record.part > 1:
        return
    yield Line("apologies", kind, welcome, people.apologies_sentence(record))
    if absent := people.absent_sentence(record):
        yield Line("absent", kind, welcome, absent)
    yield Line("quorum", kind, quorum, people.quorum_sentence(record))


def _declarations(record: Record) -> Iterator[Line]:
    kind = EntryKind.DECLARATIONS
    item = record.standing(StandingItem.DECLARATIONS)
    told = declarations.at_start(record)
    later = declarations.at_items(record)
    for key, words in told:
        yield Line(key, kind, item, words)
    if not told and record.part == 1 and record.was_kept:
        words = declarations.NONE_DECLARED
        if later:
            words = "No interests were declared at the start of the meeting."
        yield Line("declared:none", kind, item, words)
    for key, item_id, words in later:
        yield Line(key, kind, item_id, words)


def _movements(record: Record) -> Iterator[Line]:
    kind = EntryKind.MOVEMENT
    for key, item_id, words in people.late_and_early(record):
        if record.is_here(item_id) or (item_id is None and record.part == 1):
            yield Line(key, kind, item_id, words)
    ruled = {(ruling.item_id, ruling.name) for ruling in record.rulings}
    for absence in record.absences:
        item = absence.item_id
        own = record.is_here(item) or (item is None and record.part == 1)
        if not own:
            continue
        words = people.absence_sentence(absence)
        if (item, absence.name) in ruled and item is not None:
            # Told with the declaration too; here it stands where it happened.
            words = sentence(f"Because of the interest declared, {bare(words)}")
        yield Line(f"absence:{absence.key}", kind, item, words)
    for place, event in enumerate(people.chair_changes(record)):
        if record.is_here(event.item_id) or (
            event.item_id is None and record.part == 1
        ):
            words = f"At {hour(event.at)} {event.person} took the chair."
            yield Line(f"presides:{place}", kind, event.item_id, words)


def _questions(record: Record) -> Iterator[Line]:
    if record.part > 1:
        return
    for question in record.questions:
        yield Line(
            f"question:{question.key}",
            EntryKind.QUESTION,
            question.item_id if record.is_here(question.item_id) else None,
            _question(question),
        )


def _question(question: QuestionFact) -> str:
    who = question.asked_by or "A member of the public"
    asked = f"{who} asked: “{bare(question.text)}?”" if question.text else ""
    asked = asked.replace("??”", "?”")
    if question.refusal:
        return (
            f"{asked}\nThe question was not taken: {sentence(bare(question.refusal))}"
        )
    if question.answer:
        return f"{asked}\nThe answer was: {sentence(question.answer)}"
    return f"{asked}\nAn answer was to be given in writing."


def _outcomes(record: Record) -> Iterator[Line]:
    kind = EntryKind.OUTCOME
    by_item = defaultdict(list)
    for outcome in record.outcomes:
        by_item[outcome.item_id].append(outcome)
    inquorate = {
        event.item_id: event
        for event in record.events
        if event.kind == EventKind.INQUORATE
    }
    for item in record.here:
        if found := inquorate.get(item.item_id):
            yield Line(
                f"inquorate:{item.item_id}",
                kind,
                item.item_id,
                inquorate_sentences(found),
            )
        for outcome in by_item[item.item_id]:
            words = outcome_sentences(outcome, body=record.body)
            yield Line(f"outcome:{outcome.key}", kind, item.item_id, words)
        if not by_item[item.item_id] and not found and (said := _missing(record, item)):
            yield Line(f"outcome:none:{item.item_id}", kind, item.item_id, said)


def _missing(record: Record, item: Item) -> str:
    """What is said of an item that has no outcome: that none was recorded."""
    if item.state == ItemState.DEFERRED:
        return "This item was deferred."
    if item.state == ItemState.WITHDRAWN:
        return "This item was withdrawn."
    if not record.is_over:
        return ""
    begun = record.begun()
    if begun and item.item_id not in begun and not item.standing:
        return "This item was not reached."
    return "" if item.standing in WITHOUT_OUTCOME else NOTHING_RECORDED


def _actions(record: Record) -> Iterator[Line]:
    for action in record.actions:
        here = record.is_here(action.item_id)
        if here or (action.item_id is None and record.part == 1):
            yield Line(
                f"action:{action.code}",
                EntryKind.ACTION,
                action.item_id,
                action_sentence(action),
                action_by=action.lead,
            )


def action_sentence(action: ActionFact) -> str:
    """``Action ICB 201202-01: … Lead: Medical Director. Due 6 January 2021.``"""
    lead = f"Lead: {bare(action.lead)}." if action.lead else "No lead was named."
    due = f"Due: {bare(action.due)}." if action.due else "No date was set."
    return f"Action {action.code}: {sentence(action.title)} {lead} {due}"


def _closing(record: Record) -> Iterator[Line]:
    if record.part == 1 and record.resolution and record.resolution.carried:
        found = record.resolution
        words = (
            f"{found.moved_by} moved, {found.seconded_by} seconded, and at"
            f" {hour(found.at)} it was RESOLVED: {sentence(found.wording)}"
        )
        yield Line("resolution", EntryKind.RESOLUTION, None, words)
    yield from _interruptions(record)
    closed = [event for event in record.events if event.kind == EventKind.CLOSED]
    if closed:
        words = f"The meeting closed at {hour(closed[-1].at)}."
        yield Line("closed", EntryKind.CLOSING, None, words)
    if record.part == 1:
        words = record.next_meeting or "The date of the next meeting was not recorded"
        yield Line("next", EntryKind.CLOSING, None, f"Next meeting: {sentence(words)}")


def _interruptions(record: Record) -> Iterator[Line]:
    words = {
        EventKind.ADJOURNED: "The meeting was adjourned at",
        EventKind.RESUMED: "The meeting resumed at",
    }
    if record.part > 1:
        return
    for place, event in enumerate(record.events):
        said = words.get(EventKind(event.kind))
        if said:
            own = f" {sentence(event.words)}" if event.words else ""
            yield Line(
                f"{event.kind}:{place}",
                EntryKind.CLOSING,
                None,
                f"{said} {hour(event.at)}.{own}",
            )
