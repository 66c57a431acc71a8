"""How people were involved in what was proposed (ENG-01, ENG-04, ENG-05, ENG-08)."""

from __future__ import annotations

from boards.bodies.rules.days import said
from boards.bodies.rules.findings import Outcome, listed, met, not_known, not_met
from boards.duties.rules.facts import Asked, ProposalFact
from boards.duties.rules.involvement import COMMENT_ONLY

NOBODY = "How people were involved is not recorded for"
NONE_RECORDED = "No proposal is recorded."


def _raised(asked: Asked) -> list[ProposalFact]:
    found = asked.facts.proposals
    return [one for one in found if one.raised_on <= asked.today.day]


def involvement(asked: Asked) -> Outcome:
    """People are involved in each proposal; where a formal consultation is needed it has
    its days, and is over before the decision."""
    found = _raised(asked)
    if not found:
        return not_known(NONE_RECORDED)
    faults = [
        *(f"{NOBODY} {one.title}." for one in found if not one.level),
        *(words for one in found if (words := _consultation(one))),
    ]
    if faults:
        return not_met(" ".join(faults))
    unsaid = [one.title for one in found if one.needs_consultation is None]
    if unsaid:
        return not_known(
            f"Nobody said whether a formal consultation is needed on {listed(unsaid)}."
        )
    return met(f"{_proposals(len(found))}, people involved in each.")


def _consultation(one: ProposalFact) -> str:
    if not one.needs_consultation:
        return ""
    if one.consulted_from is None:
        return f"{one.title} needs a formal consultation and has none."
    if one.decided_on is None:
        return ""
    if one.consulted_to is None or one.decided_on <= one.consulted_to:
        return (
            f"{one.title} was decided on {said(one.decided_on)}, before its formal"
            " consultation was over."
        )
    return ""


def more_than_comment(asked: Asked) -> Outcome:
    """People did more than hear of it or comment (ENG-04)."""
    found = [one for one in _raised(asked) if one.level]
    if not found:
        return not_known("No proposal in which people were involved is recorded.")
    weak = [one.title for one in found if one.level in COMMENT_ONLY]
    if weak:
        return not_met(f"No more than a chance to comment on {listed(weak)}.")
    return met(f"{_proposals(len(found))}, each with more than a chance to comment.")


def priority_groups(asked: Asked) -> Outcome:
    """Groups affected by inequality are named (ENG-05)."""
    found = _raised(asked)
    if not found:
        return not_known(NONE_RECORDED)
    unsaid = [one.title for one in found if not one.groups]
    if unsaid:
        return not_known(f"No group is named for {listed(unsaid)}.")
    return met(f"{_proposals(len(found))}, groups named for each.")


def insight(asked: Asked) -> Outcome:
    """What is decided says what came of what people said (ENG-08)."""
    day = asked.today.day
    found = [
        one
        for one in _raised(asked)
        if one.decided_on is not None and one.decided_on <= day
    ]
    if not found:
        return not_known("No proposal is decided.")
    unsaid = [one.title for one in found if not one.insight]
    if unsaid:
        return not_met(f"What people said is not shown in {listed(unsaid)}.")
    return met(f"{_proposals(len(found))} decided, each says what came of it.")


def _proposals(count: int) -> str:
    return "1 proposal" if count == 1 else f"{count} proposals"
