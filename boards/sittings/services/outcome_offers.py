"""Offering what was deferred to a later meeting, and what was referred to another body."""

from __future__ import annotations

from typing import Any

from boards.meetings import services as meetings
from boards.meetings.enums import CarriedState
from boards.meetings.models import CarriedItem
from boards.sittings.enums import OutcomeKind
from boards.sittings.models import Outcome
from boards.sittings.services.outcome_case import (
    Case,
    OutcomeDetails,
    due_meeting,
    referred_body,
)


def carry(case: Case, details: OutcomeDetails) -> CarriedItem | None:
    """Offer what was deferred to a later meeting, what was referred to the other body."""
    by: dict[str, Any] = {"actor": case.actor, "at": case.at}
    if details.kind == OutcomeKind.DEFERRED:
        # Two recommendations of one item deferred make one item of a later agenda.
        there = CarriedItem.objects.filter(
            body=case.body,
            deferred_item=case.item,
            state=CarriedState.OFFERED,
        ).first()
        if there is not None:
            return there
        deferred: CarriedItem = meetings.carry_item(
            body=case.body,
            title=case.item.title,
            deferred_from=case.item.meeting,
            deferred_item=case.item,
            due_at_meeting=due_meeting(case, details),
            reason=details.words,
            **by,
        )
        return deferred
    to = referred_body(case, details) if details.kind == OutcomeKind.REFERRED else None
    if to is None:
        return None
    referred: CarriedItem = meetings.refer_item(
        item=case.item, body=case.body, to=to, reason=details.words, **by
    )
    return referred


def carry_again(
    case: Case, outcome: Outcome, details: OutcomeDetails, correction: str
) -> CarriedItem | None:
    """Take the old offer back where the outcome no longer makes it."""
    old: CarriedItem | None = outcome.carried
    if old is not None and not _is_same_offer(case, old, details):
        others = Outcome.objects.filter(carried=old).exclude(pk=outcome.pk)
        if not others.exists():
            meetings.take_back_carried(
                carried=old,
                body=case.body,
                reason=correction,
                actor=case.actor,
                at=case.at,
            )
    elif old is not None:
        return old
    return carry(case, details)


def _is_same_offer(case: Case, old: CarriedItem, details: OutcomeDetails) -> bool:
    if details.kind == OutcomeKind.DEFERRED:
        due = due_meeting(case, details)
        return old.body_id == case.body.pk and old.due_at_meeting_id == (
            due.pk if due else None
        )
    to = referred_body(case, details) if details.kind == OutcomeKind.REFERRED else None
    return to is not None and old.body_id == to.pk
