"""What shows that a duty is met, and who answers for it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from boards.bodies.models import Body, InstrumentVersion
from boards.bodies.rules.days import ONE_DAY, said
from boards.bodies.services.frame import (
    begin,
    check_reason,
    check_words,
    end_row,
    give_way,
    latest,
    refuse_if,
    tidy,
)
from boards.duties.models import DutyOwner, Evidence
from boards.duties.rules.checklist import is_asked_of, wrong_address, wrong_days
from boards.duties.rules.facts import Duty
from boards.duties.services.checking import fits
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import RuleBroken

if TYPE_CHECKING:
    from boards.directory.models import Person
    from boards.meetings.models import Decision
    from ics_portal.accounts.actor import Actor

LONGEST_WORDS, LONGEST_POST = 500, 200


@transaction.atomic
def add_evidence(
    *,
    body: Body,
    duty: Duty,
    part: str = "",
    is_met: bool,
    words: str,
    starts_on: date,
    version: InstrumentVersion | None = None,
    decision: Decision | None = None,
    address: str = "",
    review_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> Evidence:
    """Record what somebody found about a duty of a body, or about a part of it.

    What was found before of the same part, and says the opposite, ends the day before
    (DUT-5).
    """
    begin(body, actor)
    _check_duty(body, duty, part)
    words = check_words(words, "words", "Say what it shows.")
    fits(words, LONGEST_WORDS, "words")
    sentence, field = wrong_days(starts_on, review_on, timezone.localdate(at))
    refuse_if(sentence, "DUT-2", field)
    address = tidy(address)
    refuse_if(wrong_address(address), "DUT-3", "address")
    _check_rests_on(body, version, decision)
    _end_opposite(body, duty, part, is_met, starts_on, actor)
    added = create_with_reason(
        Evidence,
        "Evidence added",
        actor=actor,
        body=body,
        duty=duty.key,
        part=part,
        is_met=is_met,
        words=words,
        version=version,
        decision=decision,
        address=address,
        review_on=review_on,
        starts_on=starts_on,
    )
    _note("evidence_added", added, actor, at)
    return added


@transaction.atomic
def end_evidence(
    *, evidence: Evidence, ends_on: date, reason: str, actor: Actor, at: datetime
) -> Evidence:
    """It shows nothing after this day: what it said is no longer so, or was wrong."""
    begin(evidence.body, actor)
    evidence.refresh_from_db()
    reason = check_reason(reason)
    end_row(evidence, ends_on=ends_on, reason=reason, what="The evidence", actor=actor)
    _note("evidence_ended", evidence, actor, at, reason)
    return evidence


@transaction.atomic
def name_owner(
    *,
    body: Body,
    duty: Duty,
    part: str = "",
    person: Person | None = None,
    post: str = "",
    starts_on: date,
    actor: Actor,
    at: datetime,
) -> DutyOwner:
    """Name who answers for a duty, or for a part of it: somebody, a post, or both.

    Whoever answered for the same before does so until the day before (BDY-5).
    """
    begin(body, actor)
    _check_duty(body, duty, part)
    post = tidy(post)
    fits(post, LONGEST_POST, "post")
    if person is None and not post:
        sentence = "Choose a person, or give a post."
        raise RuleBroken("DUT-8", sentence, field="post")
    rows = DutyOwner.objects.filter(body=body, duty=duty.key, part=part)
    reason = "Owner named"
    before = latest(rows)
    what = f"The time of {before.person or before.post}" if before else ""
    give_way(before, starts_on, what=what, reason=reason, actor=actor)
    named = create_with_reason(
        DutyOwner,
        reason,
        actor=actor,
        body=body,
        duty=duty.key,
        part=part,
        person=person,
        post=post,
        starts_on=starts_on,
    )
    _note("owner_named", named, actor, at)
    return named


@transaction.atomic
def end_owner(
    *, owner: DutyOwner, ends_on: date, reason: str, actor: Actor, at: datetime
) -> DutyOwner:
    """Somebody answers for it no longer, and nobody follows yet."""
    begin(owner.body, actor)
    owner.refresh_from_db()
    reason = check_reason(reason)
    what = f"The time of {owner.person or owner.post}"
    end_row(owner, ends_on=ends_on, reason=reason, what=what, actor=actor)
    _note("owner_ended", owner, actor, at, reason)
    return owner


def _note(
    verb: str, row: Evidence | DutyOwner, actor: Actor, at: datetime, reason: str = ""
) -> None:
    record(
        verb=f"duties.{verb}",
        target=row,
        actor=actor,
        at=at,
        reason=reason,
        detail={"duty": row.duty, "part": row.part},
        body_id=row.body_id,
    )


def _check_duty(body: Body, duty: Duty, part: str) -> None:
    if not is_asked_of(duty, body.kind):
        raise RuleBroken("DUT-1", f"“{duty.title}” is not asked of {body.name}.")
    if not duty.has_part(part):
        sentence = f"“{duty.title}” has no such part."
        raise RuleBroken("DUT-1", sentence, field="part")


def _check_rests_on(
    body: Body, version: InstrumentVersion | None, decision: Decision | None
) -> None:
    if version and version.instrument.body.system_id != body.system_id:
        sentence = f"{version} is not a document of this system."
        raise RuleBroken("DUT-4", sentence, field="version")
    if decision and decision.body.system_id != body.system_id:
        sentence = "This decision was not taken in this system."
        raise RuleBroken("DUT-4", sentence, field="decision")


def _end_opposite(
    body: Body, duty: Duty, part: str, is_met: bool, starts_on: date, actor: Actor
) -> None:
    opposite = Evidence.objects.in_force_on(starts_on).filter(
        body=body, duty=duty.key, part=part, is_met=not is_met
    )
    for one in opposite.order_by("pk"):
        if one.starts_on is not None and one.starts_on >= starts_on:
            raise RuleBroken(
                "DUT-5",
                f"“{one.words}” was found on {said(one.starts_on)} and says the"
                " opposite. End it first, or give a later day.",
                field="starts_on",
            )
        one.ends_on = starts_on - ONE_DAY
        save_with_reason(one, "Found otherwise later", actor=actor)
