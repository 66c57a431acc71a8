"""Declaring gifts and hospitality, deciding on them, and the limits that hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate

from boards.directory.models import Organisation, Person
from boards.meetings.rules.words import clean_reason, one_line
from declarations.enums import GiftKind, GiftOutcome, GiftSource
from declarations.models import GiftLimit, GiftOrHospitality
from declarations.permissions import (
    may_decide_gift,
    may_declare_for,
    may_set_gift_limits,
)
from declarations.rules.gifts import Judgement, Limits, Offer, fits, judge
from declarations.selectors.gifts import earlier_gifts, limits_on
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.text import visible
from ics_portal.core.verdicts import require

DONE = (GiftOutcome.DECLINED, GiftOutcome.ACCEPTED, GiftOutcome.FOR_THE_ORGANISATION)
LONGEST_NAME = 300
LONGEST_WORDS = 4000
MOST = Decimal(1_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftDetails:
    """What a person says of something offered. ``value`` in pounds; ``outcome`` is what
    was, or is to be, done; ``approved_by`` who agreed beforehand, if anybody."""

    kind: str
    source: str
    giver: str
    description: str
    value: Decimal | None
    offered_on: date | None
    outcome: str
    organisation: Organisation | None = None
    is_estimate: bool = False
    received_on: date | None = None
    reason: str = ""
    done_with: str = ""
    approved_by: str = ""

    @property
    def giver_words(self) -> str:
        """As it is compared with earlier ones: of an organisation its name."""
        return self.organisation.name if self.organisation else one_line(self.giver)


def judge_details(person: Person, details: GiftDetails, *, today: date) -> Judgement:
    """What the usual rules say of it, with what the source gave within twelve months.

    Raises RuleBroken (GIFT-1) with the field at fault.
    """
    value, offered_on = _check(details, today)
    return judge(
        details.kind,
        Offer(details.giver_words, offered_on, value),
        earlier_gifts(person, offered_on),
        limits_on(offered_on),
        from_supplier=details.source == GiftSource.SUPPLIER,
    )


def waits_for_somebody(judged: Judgement, details: GiftDetails) -> bool:
    """Whether somebody else decides, since it goes beyond the usual rule."""
    is_approved = bool(one_line(details.approved_by))
    return not fits(judged, details.outcome, is_approved=is_approved)


def check_reason(judged: Judgement, details: GiftDetails) -> None:
    """What goes beyond the usual rule has a reason, approved beforehand or not."""
    if not fits(judged, details.outcome) and not visible(details.reason).strip():
        who = "Somebody else decides then."
        if judged.advice == "approval":
            who = "Unless it was approved beforehand, somebody else decides then."
        sentence = f"{judged.reason} Say why it is otherwise. {who}"
        raise RuleBroken("GIFT-2", sentence, field="reason")


@transaction.atomic
def declare_gift(
    *, person: Person, details: GiftDetails, actor: Actor, at: datetime
) -> GiftOrHospitality:
    """Put it on record. What goes beyond the usual rule is put on record as well and
    waits for somebody else's decision; it needs a reason (GIFT-2)."""
    require(may_declare_for(actor, person))
    judged = judge_details(person, details, today=localdate(at))
    reason = visible(details.reason).strip()
    check_reason(judged, details)
    waits = waits_for_somebody(judged, details)
    gift = create_with_reason(
        GiftOrHospitality,
        "Declared",
        actor=actor,
        person=person,
        kind=details.kind,
        source=details.source,
        giver=details.giver_words,
        organisation=details.organisation,
        description=visible(details.description).strip(),
        value=details.value,
        is_estimate=details.is_estimate,
        offered_on=details.offered_on,
        received_on=details.received_on,
        declared_at=at,
        declared_by_id=actor.user_id,
        outcome=GiftOutcome.WAITING if waits else details.outcome,
        wanted=details.outcome if waits else "",
        reason=reason,
        done_with=visible(details.done_with).strip(),
        approved_by=one_line(details.approved_by)[:200],
    )
    record(verb="declarations.gift_declared", target=gift, actor=actor, at=at)
    return gift


@transaction.atomic
def decide_gift(
    *,
    gift: GiftOrHospitality,
    outcome: str,
    reason: str,
    done_with: str = "",
    actor: Actor,
    at: datetime,
) -> GiftOrHospitality:
    """Say what is done with something that waits; raises RuleBroken (GIFT-3)."""
    require(may_decide_gift(actor, gift))
    # Of itself only: the person is outside of what is locked.
    now = GiftOrHospitality.objects.select_for_update(of=("self",)).get(pk=gift.pk)
    if now.outcome != GiftOutcome.WAITING:
        raise RuleBroken("GIFT-3", f"This was decided: {now.get_outcome_display()}.")
    if outcome not in DONE:
        raise RuleBroken("GIFT-3", "Choose what is done with it.", field="outcome")
    now.outcome = outcome
    words = clean_reason(reason, ask="Say why.", rule="GIFT-3")
    now.reason = f"{now.reason}\n{words}" if now.reason else words
    now.done_with = visible(done_with).strip() or now.done_with
    now.approved_by = actor.name[:200]
    now.decided_at, now.decided_by_id = at, actor.user_id
    save_with_reason(now, "Decided", actor=actor)
    record(verb="declarations.gift_decided", target=now, actor=actor, at=at)
    return now


@transaction.atomic
def set_gift_limits(
    *, starts_on: date | None, limits: Limits, actor: Actor, at: datetime
) -> GiftLimit:
    """Let other limits hold from a day on; those before end the day before (GIFT-4)."""
    require(may_set_gift_limits(actor))
    if starts_on is None:
        raise RuleBroken("GIFT-4", "Enter the day they hold from.", field="starts_on")
    last = GiftLimit.objects.select_for_update().order_by("-starts_on", "-pk").first()
    if last and last.starts_on and starts_on <= last.starts_on:
        raise RuleBroken(
            "GIFT-4",
            f"Enter a day after {last.starts_on:%-d %B %Y}, when the last ones began.",
            field="starts_on",
        )
    if limits.hospitality_declared > limits.hospitality_most:
        raise RuleBroken(
            "GIFT-4",
            "What needs approval must not begin below what is declared.",
            field="hospitality_most",
        )
    if last:
        last.ends_on = starts_on - timedelta(days=1)
        save_with_reason(last, "Followed by other limits", actor=actor)
    made = create_with_reason(
        GiftLimit,
        "Set",
        actor=actor,
        starts_on=starts_on,
        branded_aid=limits.branded_aid,
        gift=limits.gift,
        hospitality_declared=limits.hospitality_declared,
        hospitality_most=limits.hospitality_most,
    )
    record(verb="declarations.gift_limits_set", target=made, actor=actor, at=at)
    return made


def _check(details: GiftDetails, today: date) -> tuple[Decimal, date]:
    """The value and the day; raises RuleBroken with the field at fault."""
    for field, chosen, known in (
        ("kind", details.kind, GiftKind.values),
        ("source", details.source, GiftSource.values),
        ("outcome", details.outcome, DONE),
    ):
        if chosen not in known:
            raise RuleBroken("GIFT-1", ASK[field], field=field)
    if not details.giver_words:
        raise RuleBroken("GIFT-1", "Say who offered it.", field="giver")
    if len(details.giver_words) > LONGEST_NAME:
        raise RuleBroken("GIFT-1", "Shorten the name to 300 letters.", field="giver")
    if not visible(details.description).strip():
        raise RuleBroken("GIFT-1", "Say what was offered.", field="description")
    for field in ("description", "reason", "done_with"):
        if len(getattr(details, field)) > LONGEST_WORDS:
            sentence = f"Shorten this to {LONGEST_WORDS:,} letters."
            raise RuleBroken("GIFT-1", sentence, field=field)
    value = details.value
    if value is None or not value.is_finite() or not 0 <= value < MOST:
        sentence = "Enter the value in pounds, such as 25.50; an estimate will do."
        raise RuleBroken("GIFT-1", sentence, field="value")
    _check_received(details, today)
    if details.offered_on is None or details.offered_on > today:
        raise RuleBroken(
            "GIFT-1",
            "Enter the day it was offered, today or earlier.",
            field="offered_on",
        )
    return value, details.offered_on


def _check_received(details: GiftDetails, today: date) -> None:
    received = details.received_on
    if received is None:
        return
    if received > today or (details.offered_on and received < details.offered_on):
        raise RuleBroken(
            "GIFT-1",
            "Enter the day it was received: not before it was offered, nor to come.",
            field="received_on",
        )


ASK = {
    "kind": "Choose what was offered.",
    "source": "Choose from whom it came.",
    "outcome": "Choose what was done with it.",
}
