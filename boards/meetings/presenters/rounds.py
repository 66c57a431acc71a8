"""Decisions between meetings, and uses of the seal, as their pages print them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from boards.meetings.enums import Consulted, Part, RoundKind, RoundState
from boards.meetings.models import DecisionRound, RoundReply, SealUse
from boards.meetings.permissions import may_answer_round, may_record_decision
from boards.meetings.rules.rounds import Tally, tally
from boards.meetings.selectors.rounds import Ratification, ratification_of, replies_of
from ics_portal.accounts.actor import Actor
from ics_portal.core.web.words import longday

_STATES = {
    RoundState.OPEN: ("info", ""),
    RoundState.DECIDED: ("ok", ""),
    RoundState.FAILED: ("bad", "cross"),
    RoundState.STOPPED: ("quiet", "cross"),
}
_ANSWERS = {
    Consulted.WAITING: ("quiet", ""),
    Consulted.AGREES: ("ok", ""),
    Consulted.AGAINST: ("bad", "cross"),
    Consulted.ABSTAINS: ("info", ""),
}


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A line of the list. ``chip`` is (words, kind, icon)."""

    href: str
    title: str
    kind: str
    body: str
    is_private: bool
    opened_at: datetime
    closes_on: date | None
    chip: tuple[str, str, str]
    answers: str
    decision: str
    decision_href: str
    ratified: str


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """Who was asked, and what was answered."""

    name: str
    chip: tuple[str, str, str]
    note: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One round. ``facts`` are (label, words); what can be done is as the state allows."""

    row: RoundRow
    wording: str
    facts: Sequence[tuple[str, str]]
    replies: Sequence[ReplyRow]
    tally: Tally
    own_answer: str
    may_answer: bool
    may_decide: bool
    is_written: bool
    ratification: Ratification
    ratified_href: str


@dataclass(frozen=True, slots=True)
class SealRow:
    """A line of the register of sealing."""

    body: str
    number: int
    sealed_on: date
    document: str
    parties: str
    attested_by: str
    decision: str
    decision_href: str


def round_row(found: DecisionRound) -> RoundRow:
    """A line; needs ``body``, ``decision``, ``ratified_by`` and the replies at hand."""
    decision = found.decision
    label = found.get_state_display()
    return RoundRow(
        href=found.get_absolute_url(),
        title=found.title,
        kind=found.get_kind_display(),
        body=str(found.body),
        is_private=found.part == Part.TWO,
        opened_at=found.opened_at,
        closes_on=found.closes_on,
        chip=(label, *_STATES[RoundState(found.state)]),
        answers=tally(reply.answer for reply in found.replies.all()).in_words(),
        decision=decision.number if decision else "",
        decision_href=decision.get_absolute_url() if decision else "",
        ratified=f"Ratified, {found.ratified_by}" if found.ratified_by else "",
    )


def round_page(found: DecisionRound, actor: Actor) -> RoundPage:
    """Everything about one round."""
    replies = replies_of(found)
    mine = next((one for one in replies if one.person_id == actor.person_id), None)
    is_open = found.state == RoundState.OPEN
    ratification = ratification_of(found)
    return RoundPage(
        row=round_row(found),
        wording=found.wording,
        facts=(
            ("What was tried first", found.virtual_meeting_tried),
            ("Why it cannot wait", found.why),
            ("Put to the members", longday(found.opened_at)),
            ("Last day for answers", longday(found.closes_on)),
            ("Decided by", found.decided_by),
            ("Why it ended", found.state_reason),
            ("Ratification", _ratified_words(found, ratification)),
        ),
        replies=[_reply_row(one) for one in replies],
        tally=tally(one.answer for one in replies),
        own_answer=mine.get_answer_display() if mine else "",
        may_answer=is_open and bool(may_answer_round(actor, found)),
        may_decide=is_open and bool(may_record_decision(actor, found.body)),
        is_written=found.kind == RoundKind.WRITTEN,
        ratification=ratification,
        ratified_href=(
            ratification.decision.get_absolute_url() if ratification.decision else ""
        ),
    )


def _ratified_words(found: DecisionRound, how: Ratification) -> str:
    if found.decision is None:
        return ""
    if how.is_ratified:
        return f"Ratified by decision {how.decision}"
    if how.is_ratified is False:
        return f"Not ratified: see decision {how.decision}"
    taken = found.ratification.taken_as if found.ratification else None
    if taken is not None:
        return f"On the agenda of {taken.meeting}"
    due = found.ratification.due_at_meeting if found.ratification else None
    if due is not None:
        return f"Offered to the agenda of {due}"
    return "Offered to the next agenda of the body"


def _reply_row(reply: RoundReply) -> ReplyRow:
    return ReplyRow(
        name=str(reply.person),
        chip=(reply.get_answer_display(), *_ANSWERS[Consulted(reply.answer)]),
        note=reply.note,
        answered_at=reply.answered_at,
    )


def seal_row(use: SealUse) -> SealRow:
    """A line; needs ``body`` and ``decision`` selected."""
    return SealRow(
        body=str(use.body),
        number=use.number,
        sealed_on=use.sealed_on,
        document=use.document,
        parties=use.parties,
        attested_by=use.attested_by,
        decision=use.decision.number if use.decision else "",
        decision_href=use.decision.get_absolute_url() if use.decision else "",
    )
