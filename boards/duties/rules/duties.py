"""Whether what law and framework require is there on a day: plain values in and out.

What a fact is missing for is *not known*; that is neither a pass nor a failure. A duty
that has a day by which it is due is *not due* before it, unless it is met already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from boards.bodies.enums import BodyKind
from boards.bodies.rules import RuleFact, SystemFacts, Verdict, documents
from boards.bodies.rules.days import said
from boards.bodies.rules.facts import BodyFact, Day, DocumentFact
from boards.bodies.rules.findings import (
    Check,
    Outcome,
    listed,
    met,
    not_known,
    not_met,
)


class State(StrEnum):
    """How a duty stands on a day."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_KNOWN = "not_known"
    NOT_DUE = "not_due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something that must be there. ``document`` is the kind of paper that is its
    evidence; ``due_on`` the first day it must be met, None where it always must."""

    key: str
    title: str
    asked: str
    requirements: tuple[str, ...]
    sources: tuple[str, ...]
    document: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class DutyFinding:
    """How one duty of one body stands; ``body_id`` is None where no body has it yet."""

    duty: Duty
    state: State
    words: str
    body_id: int | None
    body: str


@dataclass(frozen=True, slots=True)
class Delegated:
    """What the functions and decisions map of the day says: how many functions there
    are, and which of them nobody decides."""

    functions: int
    gaps: tuple[str, ...]


DutyCheck = Callable[[Day, BodyFact, Delegated], Outcome]

STRATEGY_PARTS = {
    "jsna": "whether it draws on the joint strategic needs assessments",
    "children": "whether it covers children",
    "adults": "whether it covers adults",
}
_STRATEGY_LACKS = {
    "jsna": "cites no joint strategic needs assessment",
    "children": "does not cover children",
    "adults": "does not cover adults",
}
PLACE_PARTS = {
    "financial_plan": "financial plan",
    "people_plan": "people plan",
    "quality_plan": "quality plan",
}
"""What stands beside a place plan (ICP-16); a plan may hold them as chapters."""


def evaluate(
    duties: Iterable[Duty], facts: SystemFacts, delegated: Delegated, day: date
) -> tuple[DutyFinding, ...]:
    """How every duty stands on the day, in the order of the duties."""
    today = facts.on(day)
    return tuple(
        finding for duty in duties for finding in _findings(duty, today, delegated)
    )


def _findings(duty: Duty, today: Day, delegated: Delegated) -> list[DutyFinding]:
    kind, words = HELD_BY.get(duty.key, _BOARD)
    bodies = sorted(today.bodies_of_kind(kind), key=lambda body: body.name)
    if not bodies:
        outcome = not_known(f"There is no {words} on this day.")
        return [_finding(duty, outcome, today, None, "")]
    return [
        _finding(duty, CHECKS[duty.key](today, one, delegated), today, one.id, one.name)
        for one in bodies
    ]


def _finding(
    duty: Duty, outcome: Outcome, today: Day, body_id: int | None, body: str
) -> DutyFinding:
    is_early = duty.due_on is not None and today.day < duty.due_on
    if is_early and outcome.verdict is not Verdict.MET:
        words = f"Due from {said(duty.due_on or today.day)}. {outcome.words}"
        return DutyFinding(duty, State.NOT_DUE, words, body_id, body)
    return DutyFinding(duty, State(outcome.verdict), outcome.words, body_id, body)


def _of(today: Day, kind: str, body: BodyFact) -> DocumentFact | None:
    found = [one for one in today.documents_of(kind) if one.body_id == body.id]
    return found[0] if found else None


def by_rule(check: Check) -> DutyCheck:
    """A check that composition rules use as well."""

    def asked(today: Day, body: BodyFact, delegated: Delegated) -> Outcome:
        found = check(today, _RULE, body)
        return found or not_known("No rule says so of this body.")

    return asked


# Those checks are given the rule they decide, and read nothing of it.
_RULE = RuleFact(rule_id="", body_kind="icb", text="", constituency="", check="hard")


def strategy(today: Day, body: BodyFact, delegated: Delegated) -> Outcome:
    """One of the Partnership, on the needs assessments, for children and adults (PTN-11,
    PTN-12)."""
    one = _of(today, "integrated_care_strategy", body)
    if one is None:
        return not_met("There is no Integrated Care Strategy.")
    lacking = [
        words
        for key, words in _STRATEGY_LACKS.items()
        if key in one.sections and not one.sections[key]
    ]
    if lacking:
        return not_met(f"It {listed(lacking)}.")
    unsaid = [words for key, words in STRATEGY_PARTS.items() if key not in one.sections]
    if unsaid:
        return not_known(f"Nobody said {listed(unsaid)}.")
    return met(f"{one.title}, for children and adults, on the needs assessments.")


def clinical_model(today: Day, body: BodyFact, delegated: Delegated) -> Outcome:
    """Signed off by the board, with its improvement plan (CPL-01)."""
    one = _of(today, "clinical_leadership_model", body)
    if one is None:
        return not_met("There is no clinical and professional leadership model.")
    if one.approved_on is None or one.approved_on > today.day:
        return not_met(f"{one.title} is not signed off by the board.")
    if "board" not in one.approved_by.casefold():
        return not_known(
            f"Signed off on {said(one.approved_on)}; that it was by the board is not said."
        )
    plan = one.sections.get("improvement_plan")
    if plan is None:
        return not_known("Whether it has an improvement plan is not said.")
    if not plan:
        return not_met("It has no improvement plan.")
    return met(f"Signed off by the board on {said(one.approved_on)}, with its plan.")


def digital(today: Day, body: BodyFact, delegated: Delegated) -> Outcome:
    """A plan (DIG-02) and a named senior responsible owner (DIG-03)."""
    plan = _of(today, "digital_plan", body)
    owner = documents.digital_lead(today, _RULE, body)
    if plan is None:
        return not_met("There is no digital and data plan.")
    if owner is None or owner.verdict is not Verdict.MET:
        return not_met("No senior responsible owner is named.")
    return met(
        f"{plan.title}. Senior responsible owner: {owner.words[0].lower()}"
        f"{owner.words[1:]}"
    )


def place_plans(today: Day, body: BodyFact, delegated: Delegated) -> Outcome:
    """A plan of the place, with its financial, people and quality plans (ICP-16)."""
    one = _of(today, "place_plan", body)
    if one is None:
        return not_met("It has no place plan.")
    lacking = [
        words
        for key, words in PLACE_PARTS.items()
        if key in one.sections and not one.sections[key]
    ]
    if lacking:
        return not_met(f"It has no {listed(lacking)}.")
    unsaid = [words for key, words in PLACE_PARTS.items() if key not in one.sections]
    if unsaid:
        return not_known(f"Whether it has a {listed(unsaid)} is not said.")
    return met(f"{one.title}, with its three further plans.")


def scheme(today: Day, body: BodyFact, delegated: Delegated) -> Outcome:
    """In force, and complete: no function without somebody who decides (ICP-07)."""
    one = _of(today, "scheme_of_delegation", body)
    if one is None:
        return not_met("There is no scheme of delegation.")
    if not delegated.functions:
        return not_known("No function of the system is recorded.")
    if delegated.gaps:
        return not_met(f"Nobody decides on {listed(delegated.gaps)}.")
    return met(f"{one.title}. Somebody decides on each function.")


_BOARD = (BodyKind.NHS_BODY_BOARD, "board of the ICS NHS body")
HELD_BY: Mapping[str, tuple[BodyKind, str]] = {
    "strategy": (BodyKind.PARTNERSHIP, "ICS Partnership"),
    "place_plans": (BodyKind.PLACE_PARTNERSHIP, "place-based partnership"),
}
"""Whose duty it is, where it is not the board's."""

CHECKS: Mapping[str, DutyCheck] = {
    "constitution": by_rule(documents.constitution),
    "memoranda": by_rule(documents.memoranda),
    "strategy": strategy,
    "voluntary_sector": by_rule(
        documents.in_force("vcse_agreement", "agreement with the voluntary sector")
    ),
    "people_and_communities": by_rule(documents.engagement),
    "clinical_leadership": clinical_model,
    "digital": digital,
    "finance_agreement": by_rule(documents.agreement_with_all),
    "place_plans": place_plans,
    "scheme_of_delegation": scheme,
}
"""By a duty's key: the function that decides."""
