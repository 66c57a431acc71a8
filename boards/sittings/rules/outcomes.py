"""What may become of a recommendation, when, and in which words (MIN-11, MIN-12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from boards.meetings.enums import MeetingState
from boards.sittings.enums import DECIDES, OutcomeKind
from ics_portal.core.errors import RuleBroken

QUICK = (OutcomeKind.NOT_APPROVED, OutcomeKind.DEFERRED, OutcomeKind.REFERRED)
"""What is offered beside the recommendation's own past tense."""

OPEN_STATES = (MeetingState.SITTING, MeetingState.HELD)
"""A meeting has outcomes while it sits, and is caught up with after it."""

BY_VERB = {
    "note": OutcomeKind.NOTED,
    "receive": OutcomeKind.RECEIVED,
    "discuss": OutcomeKind.DISCUSSED,
    "consider": OutcomeKind.DISCUSSED,
    "comment": OutcomeKind.DISCUSSED,
    "assure": OutcomeKind.ASSURED,
    "take assurance": OutcomeKind.ASSURED,
    "endorse": OutcomeKind.ENDORSED,
    "support": OutcomeKind.SUPPORTED,
    "agree": OutcomeKind.AGREED,
    "confirm": OutcomeKind.AGREED,
    "approve": OutcomeKind.APPROVED,
    "adopt": OutcomeKind.APPROVED,
    "ratify": OutcomeKind.RATIFIED,
    "accept": OutcomeKind.TRUE_RECORD,
}

STRONGEST_UNDECIDED = 30
"""A word of a body's own that asks for no more than a discussion decides nothing."""

VERBS = {
    OutcomeKind.NOTED: "Noted",
    OutcomeKind.RECEIVED: "Received",
    OutcomeKind.DISCUSSED: "Discussed",
    OutcomeKind.ASSURED: "Took assurance on",
    OutcomeKind.ENDORSED: "Endorsed",
    OutcomeKind.SUPPORTED: "Supported",
    OutcomeKind.AGREED: "Agreed",
    OutcomeKind.APPROVED: "Approved",
    OutcomeKind.RATIFIED: "Ratified",
    OutcomeKind.TRUE_RECORD: "Accepted as a true record",
    OutcomeKind.NOT_APPROVED: "Did not approve",
    OutcomeKind.DEFERRED: "Deferred",
    OutcomeKind.REFERRED: "Referred",
    OutcomeKind.NONE_RECORDED: "No outcome recorded for",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a recommendation asks with: its verb, the body's past tense and strength."""

    verb: str
    past_tense: str = ""
    strength: int | None = None


def own_kind(asked: Asked) -> OutcomeKind:
    """The outcome that does what is asked: “Approve” gives “Approved”.

    A verb that is no word of the list is weighed by the strength the body gave it.
    """
    if known := BY_VERB.get(asked.verb.strip().casefold()):
        return known
    past = asked.past_tense.strip().casefold()
    for kind in OutcomeKind:
        if kind.label.casefold() == past:
            return kind
    decides = asked.strength is not None and asked.strength > STRONGEST_UNDECIDED
    return OutcomeKind.AGREED if decides else OutcomeKind.NOTED


def offered_kinds(own: OutcomeKind, *, may_decide: bool = True) -> list[OutcomeKind]:
    """Every kind, the recommendation's own first, then what else happens to one; without
    those that decide where nothing may be decided."""
    rest = [kind for kind in OutcomeKind if kind != own and kind not in QUICK]
    offered = [own, *(kind for kind in QUICK if kind != own), *rest]
    return [kind for kind in offered if may_decide or kind not in DECIDES]


def decides(kind: str) -> bool:
    """Whether it needs a quorum and is written into the log of decisions."""
    return kind in DECIDES


def carried_by(kind: str) -> bool:
    """Whether such a decision says yes to what was put to the vote."""
    return kind != OutcomeKind.NOT_APPROVED


def outcome_words(kind: str, asked: str, *, title: str = "", where: str = "") -> str:
    """``Approved the winter plan.``; of an item without recommendation its title.

    ``asked`` are the words after the verb; ``where`` is the meeting or body it went to.
    """
    what = " ".join(asked.split()).rstrip(".") or f"“{title}”"
    to = f" to {where}" if where else ""
    return f"{VERBS[OutcomeKind(kind)]} {what}{to}."


def follows(words: str, kind: str, asked: str, *, title: str = "") -> bool:
    """Whether the words are those that follow from the recommendation, and so change
    with the outcome; words of its own stay."""
    usual = outcome_words(kind, asked, title=title)
    return words == usual or words.startswith(f"{usual.removesuffix('.')} to ")


def check_kind(kind: str) -> None:
    """Raise RuleBroken for what is no outcome (MIN-12)."""
    if kind not in OutcomeKind.values:
        raise RuleBroken("MIN-12", "Choose what became of it.", field="kind")


def check_sitting(state: str, *, was_begun: bool) -> None:
    """Raise RuleBroken unless the meeting sits or was held, and reached the item (DEC-1)."""
    if state not in OPEN_STATES:
        label = MeetingState(state).label.lower()
        raise RuleBroken(
            "DEC-1",
            f"This meeting is {label}: outcomes are recorded while it sits, or once it"
            " was held.",
        )
    if not was_begun:
        raise RuleBroken(
            "DEC-1",
            "The meeting has not reached this item. Begin the item first, then record"
            " what became of it.",
        )


def check_quorum(kind: str, state: str, reasons: Sequence[str]) -> None:
    """Raise RuleBroken where a body without a quorum would decide (DEC-2).

    A quorum that is not known keeps nobody from deciding; it is kept with the outcome.
    """
    if state != "inquorate" or not decides(kind):
        return
    raise RuleBroken("DEC-2", refusal(reasons), field="kind")


def refusal(reasons: Sequence[str]) -> str:
    """Why nothing may be decided, and the ways out (nhs-practice 3.2)."""
    why = " ".join(reasons)
    return (
        f"The meeting is not quorate for this item.{' ' + why if why else ''} It may be"
        " discussed and not decided: defer it, refer it to a body that can decide, or"
        " call the meeting again."
    )


@dataclass(frozen=True, slots=True)
class Course:
    """When an item was begun and ended, and when the next one began or the meeting
    closed; None where that is not on record."""

    begun_at: datetime | None
    ended_at: datetime | None = None
    next_at: datetime | None = None
    closed_at: datetime | None = None


def moment_of(course: Course, now: datetime) -> datetime:
    """The moment whose quorum and voters count: the last one at which the item was on.

    What is written down later counts those who were there then, not those who are left.
    """
    ends = [at for at in (course.ended_at, course.next_at, course.closed_at) if at]
    begun = course.begun_at
    if begun is None:
        return now
    later = [at for at in ends if at >= begun]
    if not later or min(later) > now:
        return max(now, begun)
    return max(begun, min(later) - timedelta(microseconds=1))


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An item as far as MIN-14 asks: the verbs of its agenda line and of its papers, how
    many recommendations have no outcome, and whether it has any outcome."""

    item_id: int
    asked: tuple[Asked, ...]
    open_recommendations: int
    has_outcome: bool


def without_outcome(items: Iterable[ItemFacts]) -> list[int]:
    """The items that were to be decided and of which nothing is on record (MIN-14)."""
    return [
        item.item_id
        for item in items
        if item.open_recommendations
        or (not item.has_outcome and any(decides(own_kind(one)) for one in item.asked))
    ]
