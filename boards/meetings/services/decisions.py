"""Writing down what a body decided, and putting right what was written down wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from boards.bodies.models import Body
from boards.bodies.services.frame import lock
from boards.bodies.services.seen import mark_of
from boards.meetings.enums import DecisionMethod
from boards.meetings.models import AgendaItem, Decision, Dissent, Meeting
from boards.meetings.permissions import may_record_decision
from boards.meetings.rules.decisions import check_day, check_method, number_after
from boards.meetings.rules.votes import Votes, check_casting, check_numbers
from boards.meetings.rules.words import clean_reason
from boards.meetings.selectors.decisions import conflicts_handled, votes_of
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import (
    create_with_reason,
    delete_with_reason,
    record,
    save_with_reason,
)
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.text import visible
from ics_portal.core.verdicts import require
from ics_portal.core.web.words import shortday

LONGEST = 4000
"""Letters a wording or a reason may have: pages more belong into a paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDetails:
    """All of a decision but its body and its number, which are given once.

    Without ``conflicts_handled`` a new decision takes it from the rulings on its item,
    and a corrected one keeps what it has.
    """

    wording: str
    method: str
    decided_on: date
    reason: str = ""
    meeting_id: int | None = None
    item_id: int | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstained: int | None = None
    casting_vote_by_id: int | None = None
    casting_vote_for: bool | None = None
    conflicts_handled: str | None = None

    @property
    def votes(self) -> Votes | None:
        """The numbers, where a vote was counted."""
        if self.votes_for is None or self.votes_against is None:
            return None
        return Votes(
            self.votes_for,
            self.votes_against,
            self.votes_abstained or 0,
            self.casting_vote_for,
        )


@dataclass(frozen=True, slots=True)
class DissentDetails:
    """Somebody whose dissent is to be named, and in which words."""

    person_id: int
    words: str = ""


@transaction.atomic
def record_decision(
    *,
    body: Body,
    details: DecisionDetails,
    dissents: Sequence[DissentDetails] = (),
    actor: Actor,
    at: datetime,
) -> Decision:
    """Write down a decision; its number follows the body's last one of the year.

    Raises RuleBroken naming the field at fault (MTG-12, MTG-13, DEC-3, DEC-4).
    """
    require(may_record_decision(actor, body))
    lock(body)
    # As it is now: two decisions at once, or a code changed meanwhile, share no number.
    code = Body.objects.values_list("code", flat=True).get(pk=body.pk)
    details = _check(body.pk, details, today=localdate(at))
    if details.conflicts_handled is None:
        told = conflicts_handled(details.item_id)
        details = replace(details, conflicts_handled=told)
    year = details.decided_on.year
    of_the_year = Decision.objects.filter(number__startswith=f"{code}-{year}-")
    decision = create_with_reason(
        Decision,
        "Decision recorded",
        actor=actor,
        body=body,
        number=number_after(code, year, of_the_year.values_list("number", flat=True)),
        **asdict(details),
    )
    _set_dissents(decision, dissents, "Decision recorded", actor)
    record(verb="decision_recorded", target=decision, actor=actor, at=at)
    return decision


@transaction.atomic
def correct_decision(
    *,
    decision: Decision,
    details: DecisionDetails,
    correction: str,
    dissents: Sequence[DissentDetails] | None = None,
    seen: str | None = None,
    actor: Actor,
    at: datetime,
) -> Decision:
    """Put a decision right. ``correction`` says why; number and body stay, and so do
    the dissents where none are given.

    ``seen`` is the mark of ``decision_words`` the form showed; raises EditConflict if
    somebody corrected it since.
    """
    require(may_record_decision(actor, decision.body))
    lock(decision.body)
    locked = Decision.objects.select_related("meeting", "item").get(pk=decision.pk)
    theirs = decision_words(locked)
    correction = clean_reason(
        correction,
        ask="Say why the decision is corrected.",
        field="correction",
        rule="MTG-13",
    )
    details = _check(locked.body_id, details, today=localdate(at))
    if details.conflicts_handled is None:
        details = replace(details, conflicts_handled=locked.conflicts_handled)
    changed = sorted(
        name
        for name, value in asdict(details).items()
        if getattr(locked, name) != value
    )
    for name, value in asdict(details).items():
        setattr(locked, name, value)
    if seen is not None and mark_of(theirs) != seen:
        raise EditConflict(
            "Somebody corrected this decision after you opened the form. Look at both,"
            " then save again if yours is still right.",
            field="",
            mine=decision_words(locked),
            theirs=theirs,
        )
    if dissents is not None and _set_dissents(locked, dissents, correction, actor):
        changed.append("dissents")
    if not changed:
        return locked
    save_with_reason(locked, correction, actor=actor)
    record(
        verb="decision_corrected",
        target=locked,
        actor=actor,
        at=at,
        reason=correction,
        # The fields alone: what is said of a part 2 item stays out of the audit trail.
        detail={"changed": changed},
    )
    return locked


def decision_words(decision: Decision) -> str:
    """What a form about a decision shows of it, a line for each thing."""
    lines = (
        ("Decided", decision.wording),
        ("On", shortday(decision.decided_on)),
        ("How", decision.get_method_display()),
        ("Votes", votes.in_words() if (votes := votes_of(decision)) else ""),
        ("Reason", decision.reason),
        ("Meeting", str(decision.meeting or "")),
        ("Item", str(decision.item or "")),
    )
    return "\n".join(f"{label}: {words}" for label, words in lines if words)


def _check(body_id: int, details: DecisionDetails, *, today: date) -> DecisionDetails:
    wording = _text(details.wording, "wording", "wording")
    reason = _text(details.reason, "reason", "reason")
    if not wording:
        raise RuleBroken("MTG-13", "Write down what was decided.", field="wording")
    check_method(details.method, reason)
    _check_votes(details)
    meeting = _meeting(body_id, details.meeting_id)
    check_day(
        details.decided_on, held_on=meeting.held_on if meeting else None, today=today
    )
    _check_item(details)
    return replace(details, wording=wording, reason=reason)


def _check_votes(details: DecisionDetails) -> None:
    """Numbers belong to a vote; older ones are on record without (DEC-3)."""
    given = (details.votes_for, details.votes_against, details.votes_abstained)
    votes = details.votes
    if details.method != DecisionMethod.VOTE:
        if given != (None, None, None):
            sentence = "Only a vote has numbers: choose “By a vote”, or leave them out."
            raise RuleBroken("DEC-3", sentence, field="method")
        return
    if votes is not None:
        check_numbers(votes)
        check_casting(votes, presiding=details.casting_vote_by_id)
    elif given != (None, None, None):
        sentence = "Enter how many voted for and against."
        raise RuleBroken("DEC-3", sentence, field="votes_for")


def _set_dissents(
    decision: Decision, wanted: Sequence[DissentDetails], reason: str, actor: Actor
) -> bool:
    """Bring the named dissents to what is wanted; whether anything was different."""
    there = {dissent.person_id: dissent for dissent in decision.dissents.all()}
    told = {one.person_id: visible(one.words).strip() for one in wanted}
    for person_id, dissent in there.items():
        if person_id not in told:
            delete_with_reason(dissent, reason, actor=actor)
        elif dissent.words != told[person_id]:
            dissent.words = told[person_id]
            save_with_reason(dissent, reason, actor=actor)
    for person_id in told.keys() - there.keys():
        create_with_reason(
            Dissent,
            reason,
            actor=actor,
            decision=decision,
            person_id=person_id,
            words=told[person_id],
        )
    return {pk: one.words for pk, one in there.items()} != told


def _text(text: str, field: str, what: str) -> str:
    text = visible(text).replace("\r\n", "\n").strip()
    if len(text) > LONGEST:
        sentence = f"Shorten the {what} to {LONGEST:,} letters; it has {len(text):,}."
        raise RuleBroken("MTG-13", sentence, field=field)
    return text


def _meeting(body_id: int, meeting_id: int | None) -> Meeting | None:
    if meeting_id is None:
        return None
    sits = Q(body_id=body_id) | Q(in_common_with=body_id)
    meeting = Meeting.objects.filter(sits, pk=meeting_id).distinct().first()
    if meeting is None:
        sentence = "Choose a meeting of the body that decided."
        raise RuleBroken("MTG-13", sentence, field="meeting")
    return meeting


def _check_item(details: DecisionDetails) -> None:
    if details.item_id is None:
        return
    if details.meeting_id is None:
        sentence = "Choose the meeting as well: an item is on the agenda of one."
        raise RuleBroken("MTG-13", sentence, field="meeting")
    if not AgendaItem.objects.filter(
        pk=details.item_id, meeting_id=details.meeting_id
    ).exists():
        sentence = "Choose an item of that meeting's agenda, or none."
        raise RuleBroken("MTG-13", sentence, field="item")
