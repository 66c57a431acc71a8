"""What came of an item, in the words of minutes (MIN-10 to MIN-12, MIN-18)."""

from __future__ import annotations

from boards.minutes.rules.record import DecisionFact, Event, OutcomeFact
from boards.minutes.rules.wording import (
    bare,
    hour,
    listed,
    lowered,
    object_of,
    sentence,
)
from boards.sittings.enums import DECIDES, OutcomeKind, WayOut
from boards.sittings.rules.outcomes import VERBS as AS_RECORDED

PAST = {
    OutcomeKind.NOTED: "noted",
    OutcomeKind.RECEIVED: "received",
    OutcomeKind.DISCUSSED: "discussed",
    OutcomeKind.ASSURED: "took assurance from",
    OutcomeKind.ENDORSED: "endorsed",
    OutcomeKind.SUPPORTED: "supported",
    OutcomeKind.AGREED: "agreed",
    OutcomeKind.APPROVED: "approved",
    OutcomeKind.RATIFIED: "ratified",
    OutcomeKind.TRUE_RECORD: "accepted as a true record",
    OutcomeKind.NOT_APPROVED: "did not approve",
    OutcomeKind.DEFERRED: "deferred",
    OutcomeKind.REFERRED: "referred to another body",
}
VERBS = (
    "note",
    "receive",
    "discuss",
    "consider",
    "review",
    "comment on",
    "take assurance from",
    "take assurance on",
    "endorse",
    "support",
    "agree",
    "approve",
    "ratify",
    "decide",
    "accept",
    "adopt",
    "defer",
    "refer",
)
"""What a recommendation begins with: the outcome puts its own verb in its place."""

_SAID_ALREADY = tuple(f"{verb.casefold()} " for verb in AS_RECORDED.values())
"""Words recorded as “Approved the plan.” lack only who did it."""

NOTHING_RECORDED = "No outcome was recorded for this item."
BRING_BACK = "It could be brought back if required."
WAYS_OUT = {
    WayOut.DEFER: "The item was deferred.",
    WayOut.REFER: "The item was referred to a committee that could decide.",
    WayOut.CALL_AGAIN: "The meeting was to be called again.",
    WayOut.DISCUSS: "The item was discussed and nothing was decided.",
}


def outcome_sentences(outcome: OutcomeFact, *, body: str) -> str:
    """``RESOLVED: The ICS Board approved the plan.`` or ``The ICS Board noted …``.

    A decision bears its number, and after it how it was come to.
    """
    if outcome.kind == OutcomeKind.NONE_RECORDED:
        return NOTHING_RECORDED
    kind = OutcomeKind(outcome.kind)
    told = _told(kind, outcome, body=body)
    if kind in DECIDES:
        number = f" ({outcome.decision.number})" if outcome.decision else ""
        told = f"RESOLVED{number}: {told}"
    parts = [told]
    if outcome.decision:
        parts += decision_sentences(outcome.decision)
    if outcome.bring_back:
        parts.append(BRING_BACK)
    return " ".join(parts)


def _told(kind: OutcomeKind, outcome: OutcomeFact, *, body: str) -> str:
    wording = outcome.decision.wording if outcome.decision else ""
    own = bare(outcome.words or wording)
    if own.casefold().startswith(_SAID_ALREADY):
        return sentence(f"The {body} {lowered(own)}")
    asked = outcome.recommendation or wording
    told = _with_verb(kind, asked, body=body)
    after = ""
    if outcome.words:
        own = bare(outcome.words)
        if not asked:
            return _own_words(kind, own, body=body)
        after = "" if own.casefold() in told.casefold() else f" {sentence(own)}"
    elif outcome.decision and wording != asked and bare(wording) not in told:
        after = f" {sentence(wording)}"
    return told + after


def _with_verb(kind: OutcomeKind, asked: str, *, body: str) -> str:
    """Our verb in the place of the recommendation's own; else its words as they are."""
    if not asked:
        return _of(kind, "the item", body=body)
    rest = object_of(asked, VERBS)
    if rest:
        return _of(kind, lowered(rest), body=body)
    if kind in DECIDES and kind != OutcomeKind.NOT_APPROVED:
        return sentence(asked)
    return _of(kind, f"the recommendation “{bare(asked)}”", body=body)


def _of(kind: OutcomeKind, what: str, *, body: str) -> str:
    if kind == OutcomeKind.TRUE_RECORD:
        return sentence(f"The {body} accepted {what} as a true record")
    if kind == OutcomeKind.REFERRED:
        return sentence(f"The {body} referred {what} to another body")
    return sentence(f"The {body} {PAST[kind]} {what}")


def _own_words(kind: OutcomeKind, own: str, *, body: str) -> str:
    """Words typed for an item without recommendations: an object, or a whole sentence."""
    if own[:1].islower():
        return _of(kind, own, body=body)
    if kind in DECIDES:
        return sentence(own)
    return f"{_of(kind, 'the item', body=body)} {sentence(own)}"


def decision_sentences(decision: DecisionFact) -> list[str]:
    """Votes in numbers, a casting vote, named dissents, the reason where one is due."""
    told = []
    if decision.votes_for is not None:
        told.append(_votes(decision))
    if decision.casting_by:
        side = "for" if decision.casting_for else "against"
        told.append(
            f"{decision.casting_by}, who presided, gave a second and casting vote"
            f" {side}."
        )
    for name, words in decision.dissents:
        said = f": {sentence(words)}" if words else "."
        told.append(f"{name} asked that dissent be recorded{said}")
    if decision.method == "chair" and decision.reason:
        told.append(f"The chair decided for the body: {sentence(decision.reason)}")
    if decision.method == "third_party" and decision.reason:
        told.append(
            f"The decision had support from a third party: {sentence(decision.reason)}"
        )
    return told


def _votes(decision: DecisionFact) -> str:
    votes = [f"{decision.votes_for} for", f"{decision.votes_against or 0} against"]
    if decision.votes_abstained:
        noun = "abstention" if decision.votes_abstained == 1 else "abstentions"
        votes.append(f"{decision.votes_abstained} {noun}")
    return f"The vote was {listed(votes)}."


def inquorate_sentences(event: Event) -> str:
    """What was found, and the way out that was taken."""
    found = (
        f"At {hour(event.at)} the meeting was found not to be quorate for this item."
    )
    way = WAYS_OUT.get(WayOut(event.way_out), "") if event.way_out else ""
    own = sentence(event.words)
    return " ".join(part for part in (found, way, own) if part)
