"""Deciding between two meetings: asking, answering, deciding, and having it ratified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from boards.bodies.models import Body
from boards.bodies.services.frame import lock
from boards.directory.models import Person
from boards.meetings.enums import DecisionMethod, Part, RoundKind, RoundState
from boards.meetings.models import AgendaItem, Decision, DecisionRound, RoundReply
from boards.meetings.permissions import may_answer_round, may_record_decision
from boards.meetings.rules.rounds import (
    Tally,
    check_answer,
    check_deciding,
    check_failing,
    check_open,
    check_opening,
    tally,
)
from boards.meetings.rules.words import clean_reason, clean_title
from boards.meetings.selectors.rounds import (
    allows_written,
    next_meeting_of,
    voting_member_ids,
)
from boards.meetings.services.carried import carry_item
from boards.meetings.services.decisions import DecisionDetails, record_decision
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import (
    bulk_create,
    create_with_reason,
    record,
    save_with_reason,
)
from ics_portal.core.errors import RuleBroken
from ics_portal.core.outbox import tell
from ics_portal.core.text import visible
from ics_portal.core.verdicts import require


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDetails:
    """What is to be decided, why it cannot wait, and by when members answer."""

    kind: str
    title: str
    wording: str
    why: str
    part: int = Part.ONE
    virtual_meeting_tried: str = ""
    closes_on: date | None = None


@transaction.atomic
def open_round(
    *, body: Body, details: RoundDetails, actor: Actor, at: datetime
) -> DecisionRound:
    """Put a decision to the members between two meetings; every voting member is asked.

    Raises RuleBroken naming the field at fault (DEC-7, DEC-8). *Tells* ``round_opened``.
    """
    require(may_record_decision(actor, body))
    lock(body)
    today = localdate(at)
    tried = _words(details.virtual_meeting_tried)
    check_opening(
        details.kind,
        virtual_tried=tried,
        allows_written=allows_written(body, today),
        closes_on=details.closes_on,
        today=today,
    )
    people = voting_member_ids(body, today)
    if not people:
        raise RuleBroken(
            "DEC-7", "This body has no voting members on record whom to ask."
        )
    made = create_with_reason(
        DecisionRound,
        "Put to the members",
        actor=actor,
        body=body,
        kind=details.kind,
        title=clean_title(details.title),
        wording=_needed(
            details.wording, "wording", "Write down what is to be decided."
        ),
        why=_needed(details.why, "why", "Say why it cannot wait for a meeting."),
        part=details.part,
        virtual_meeting_tried=tried,
        opened_at=at,
        opened_by_id=actor.user_id,
        closes_on=details.closes_on,
    )
    rows = [RoundReply(round=made, person_id=pk, asked_at=at) for pk in people]
    bulk_create(RoundReply, rows, "Asked", actor=actor)
    record(verb="round_opened", target=made, actor=actor, at=at)
    tell("round_opened", {"round_id": made.pk})
    return made


@transaction.atomic
def answer_round(
    *,
    found: DecisionRound,
    answer: str,
    note: str = "",
    person: Person | None = None,
    actor: Actor,
    at: datetime,
) -> RoundReply:
    """Answer for oneself; with ``person`` the office enters what somebody answered."""
    locked = _lock(found)
    if person is None:
        require(may_answer_round(actor, locked))
        person_id = actor.person_id or 0  # the verdict refuses whoever has none
    else:
        require(may_record_decision(actor, locked.body))
        person_id = person.pk
    check_open(locked.state)
    check_answer(
        answer, kind=locked.kind, closes_on=locked.closes_on, today=localdate(at)
    )
    reply = locked.replies.select_for_update().filter(person_id=person_id).first()
    if reply is None:
        raise RuleBroken(
            "DEC-7", "Choose somebody who was asked in this round.", field="person"
        )
    reply.answer, reply.note = answer, _words(note)
    reply.answered_at, reply.answered_by_id = at, actor.user_id
    save_with_reason(reply, "Answered", actor=actor)
    record(
        verb="round_answered",
        target=reply,
        actor=actor,
        at=at,
        body_id=locked.body_id,
        detail={"answer": answer},
    )
    return reply


@transaction.atomic
def decide_round(
    *, found: DecisionRound, decided_by: str = "", actor: Actor, at: datetime
) -> Decision:
    """Write the decision into the log, and offer its ratification to the next agenda.

    An urgent one is the chair's with its reason, a resolution a vote with its numbers.
    """
    require(may_record_decision(actor, found.body))
    lock(found.body)
    locked = _lock(found)
    check_open(locked.state)
    answers = tally_of(locked)
    decided_by = _words(decided_by)
    check_deciding(locked.kind, answers, decided_by=decided_by)
    # The round is linked below, in the same transaction: nobody reads the decision of
    # a private round before it is known to be one.
    made: Decision = record_decision(
        body=locked.body,
        details=_details(locked, answers, decided_by, localdate(at)),
        actor=actor,
        at=at,
    )
    locked.decision = made
    due = next_meeting_of(locked.body, localdate(at))
    locked.ratification = carry_item(
        body=locked.body,
        title=_ratification_title(locked),
        deferred_from_text=f"Decided between meetings, {made.number}",
        due_at_meeting=due,
        actor=actor,
        at=at,
    )
    locked.state, locked.decided_by = RoundState.DECIDED, decided_by
    save_with_reason(locked, "Decided", actor=actor)
    record(verb="round_decided", target=locked, actor=actor, at=at)
    return made


@transaction.atomic
def end_round(
    *, found: DecisionRound, reason: str = "", actor: Actor, at: datetime
) -> None:
    """End it without a decision: not carried, where it is a resolution that was not; or
    stopped, with the reason."""
    require(may_record_decision(actor, found.body))
    locked = _lock(found)
    check_open(locked.state)
    if reason.strip():
        locked.state = RoundState.STOPPED
        locked.state_reason = clean_reason(reason, ask="", rule="DEC-7")
    elif locked.kind == RoundKind.WRITTEN:
        answers = tally_of(locked)
        check_failing(answers, closes_on=locked.closes_on, today=localdate(at))
        locked.state, locked.state_reason = RoundState.FAILED, answers.in_words()
    else:
        raise RuleBroken("DEC-7", "Say why it is stopped.", field="reason")
    save_with_reason(locked, locked.get_state_display(), actor=actor)
    record(verb="round_ended", target=locked, actor=actor, at=at, reason=reason)


@transaction.atomic
def settle_ratification(
    *,
    item: AgendaItem,
    body: Body,
    decision: Decision | None,
    actor: Actor,
    at: datetime,
) -> None:
    """Mark the round that this item was to ratify as ratified by the decision, or as not
    (DEC-9); nothing where the item ratifies none."""
    rounds = DecisionRound.objects.select_for_update(of=("self",))
    for found in rounds.filter(ratification__taken_as=item, body=body):
        if found.ratified_by_id == (decision.pk if decision else None):
            continue
        found.ratified_by = decision
        verb = "round_ratified" if decision else "round_no_longer_ratified"
        reason = "Ratified" if decision else "Not ratified"
        save_with_reason(found, reason, actor=actor)
        record(verb=verb, target=found, actor=actor, at=at)


def tally_of(found: DecisionRound) -> Tally:
    """How those who were asked answered."""
    return tally(found.replies.values_list("answer", flat=True))


def _lock(found: DecisionRound) -> DecisionRound:
    rows = DecisionRound.objects.select_for_update(of=("self",))
    return rows.select_related("body").get(pk=found.pk)


def _details(
    found: DecisionRound, answers: Tally, decided_by: str, day: date
) -> DecisionDetails:
    if found.kind == RoundKind.WRITTEN:
        return DecisionDetails(
            wording=found.wording,
            method=DecisionMethod.VOTE,
            decided_on=day,
            votes_for=answers.agree,
            votes_against=answers.against,
            votes_abstained=answers.abstain,
        )
    return DecisionDetails(
        wording=found.wording,
        method=DecisionMethod.CHAIR,
        decided_on=day,
        reason=f"Urgent decision of {decided_by}. {found.why} Members consulted:"
        f" {answers.in_words()}.",
    )


def _ratification_title(found: DecisionRound) -> str:
    """What the next agenda calls it: its number alone where it was taken in private."""
    if found.part == Part.TWO and found.decision is not None:
        return f"Ratification: decision {found.decision.number}, taken in private"
    return f"Ratification: {found.title}"[:300]


def _words(text: str) -> str:
    return visible(text).replace("\r\n", "\n").strip()


def _needed(text: str, field: str, ask: str) -> str:
    text = _words(text)
    if not text:
        raise RuleBroken("DEC-7", ask, field=field)
    if len(text) > 4000:
        raise RuleBroken("DEC-7", "Shorten it to 4,000 letters.", field=field)
    return text
