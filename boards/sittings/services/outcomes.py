"""Writing down what became of an item, recommendation by recommendation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from boards.bodies.models import Body
from boards.bodies.services.seen import mark_of
from boards.meetings import services as meetings
from boards.meetings.models import AgendaItem, Decision
from boards.meetings.rules.words import clean_reason
from boards.meetings.services import DecisionDetails
from boards.papers.models import Recommendation
from boards.sittings.enums import OutcomeKind
from boards.sittings.models import Outcome
from boards.sittings.rules.outcomes import decides, own_kind
from boards.sittings.selectors.outcomes import (
    asked_rows,
    outcomes_of,
    reserved_to_others,
)
from boards.sittings.services.outcome_case import (
    Case,
    OutcomeDetails,
    begin,
    check,
    check_once,
    position,
)
from boards.sittings.services.outcome_offers import carry, carry_again
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import EditConflict, RuleBroken


@transaction.atomic
def record_outcome(
    *,
    item: AgendaItem,
    body: Body,
    details: OutcomeDetails,
    recommendation: Recommendation | None = None,
    actor: Actor,
    at: datetime,
) -> Outcome:
    """Write down the outcome of a recommendation, or of the item where none is named.

    One that decides is written into the log of decisions; a deferred item is offered to
    a later meeting, a referred one to the body named. Raises RuleBroken (DEC-1 to DEC-4,
    MIN-11, MIN-12).
    """
    case = begin(item, body, recommendation, actor, at)
    there = outcomes_of(case.item, body)
    check_once(case, details, there)
    details = check(case, details)
    outcome = Outcome(
        item=case.item,
        body=body,
        recommendation=recommendation,
        recommendation_words=case.row.words if case.row else "",
        position=position(case, there),
    )
    _fill(outcome, details, case)
    if decides(details.kind):
        outcome.decision = meetings.record_decision(
            body=body,
            details=_decision_details(case, details),
            dissents=details.dissents,
            actor=actor,
            at=at,
        )
    outcome.carried = carry(case, details)
    fields = {
        field.attname: getattr(outcome, field.attname)
        for field in Outcome._meta.concrete_fields
        if not field.primary_key
    }
    outcome = create_with_reason(Outcome, "Outcome recorded", actor=actor, **fields)
    _settle(outcome, case)
    _tell(outcome, case, "outcome_recorded", "")
    return outcome


@transaction.atomic
def record_as_recommended(
    *, item: AgendaItem, body: Body, actor: Actor, at: datetime
) -> list[Outcome]:
    """Each recommendation without an outcome gets the one it asks for, by consensus."""
    done = {
        pk
        for pk in Outcome.objects.filter(item=item, body=body).values_list(
            "recommendation_id", flat=True
        )
        if pk is not None
    }
    left = [row for row in asked_rows(item, body) if row.recommendation.pk not in done]
    if not left:
        raise RuleBroken(
            "MIN-11", "Every recommendation of this item has its outcome already."
        )
    return [
        record_outcome(
            item=item,
            body=body,
            recommendation=row.recommendation,
            details=OutcomeDetails(kind=own_kind(row.asked)),
            actor=actor,
            at=at,
        )
        for row in left
    ]


@transaction.atomic
def change_outcome(
    *,
    outcome: Outcome,
    details: OutcomeDetails,
    correction: str,
    seen: str | None = None,
    actor: Actor,
    at: datetime,
) -> Outcome:
    """Put an outcome right, and its decision with it; ``correction`` says why.

    A decision keeps its number whatever it now says, and history what it said. ``seen``
    is the mark of ``outcome_state`` the form showed; raises EditConflict if somebody
    changed it since.
    """
    locked = Outcome.objects.select_for_update(of=("self",)).get(pk=outcome.pk)
    case = begin(locked.item, locked.body, locked.recommendation, actor, at)
    now = outcome_state(locked)
    if seen is not None and mark_of(now) != seen:
        raise EditConflict(
            "Somebody changed this outcome after you opened the form. Look at both, then"
            " save again if yours is still right.",
            field="",
            mine=f"{OutcomeKind(details.kind).label}: {details.words}",
            theirs=now,
        )
    correction = clean_reason(
        correction,
        ask="Say why the outcome is changed.",
        field="correction",
        rule="DEC-6",
    )
    details = check(case, details)
    _fill(locked, details, case)
    if locked.decision is not None:
        locked.decision = meetings.correct_decision(
            decision=locked.decision,
            details=_decision_details(case, details),
            dissents=details.dissents,
            correction=correction,
            actor=actor,
            at=at,
        )
    elif decides(details.kind):
        locked.decision = meetings.record_decision(
            body=locked.body,
            details=_decision_details(case, details),
            dissents=details.dissents,
            actor=actor,
            at=at,
        )
    locked.carried = carry_again(case, locked, details, correction)
    save_with_reason(locked, correction, actor=actor)
    _settle(locked, case)
    _tell(locked, case, "outcome_changed", correction)
    return locked


def outcome_state(outcome: Outcome) -> str:
    """What a form about an outcome shows of it."""
    return f"{outcome.get_kind_display()}: {outcome.words}"


def _fill(outcome: Outcome, details: OutcomeDetails, case: Case) -> None:
    outcome.kind = details.kind
    outcome.words = details.words
    outcome.bring_back = details.bring_back
    outcome.recorded_at = case.at
    outcome.recorded_by_id = case.actor.user_id
    outcome.quorum = {
        "state": case.deciding.state,
        "reasons": list(case.deciding.reasons),
        "voters": case.deciding.voter_count,
        "decided_at": case.decided_at.isoformat(),
    }


def _decision_details(case: Case, details: OutcomeDetails) -> DecisionDetails:
    votes = details.votes
    is_cast = votes is not None and votes.casting_for is not None
    return DecisionDetails(
        wording=details.words,
        method=details.method,
        reason=details.reason,
        decided_on=case.day,
        meeting_id=case.item.meeting_id,
        item_id=case.item.pk,
        votes_for=votes.in_favour if votes else None,
        votes_against=votes.against if votes else None,
        votes_abstained=votes.abstained if votes else None,
        casting_vote_by_id=case.deciding.presiding_id if is_cast else None,
        casting_vote_for=votes.casting_for if votes else None,
    )


def _settle(outcome: Outcome, case: Case) -> None:
    """What this item ratifies is ratified, or no longer is (DEC-9)."""
    is_ratified = outcome.kind == OutcomeKind.RATIFIED
    decision: Decision | None = outcome.decision if is_ratified else None
    meetings.settle_ratification(
        item=case.item,
        body=case.body,
        decision=decision,
        actor=case.actor,
        at=case.at,
    )


def _tell(outcome: Outcome, case: Case, verb: str, reason: str) -> None:
    detail: dict[str, Any] = {"kind": outcome.kind, "quorum": case.deciding.state}
    if decides(outcome.kind):
        said = f"{case.item.title} {outcome.recommendation_words}"
        found = reserved_to_others(case.body, said, case.day)
        # The functions alone: what is said of part 2 stays out of the audit trail.
        detail["reserved"] = [one.function_id for one in found]
    record(
        verb=verb,
        target=outcome,
        actor=case.actor,
        at=case.at,
        reason=reason,
        body_id=case.body.pk,
        detail=detail,
    )
