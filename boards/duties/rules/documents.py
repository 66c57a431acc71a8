"""Documents that a duty asks for, with what must be said of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from boards.bodies.rules import RuleFact, Verdict, documents
from boards.bodies.rules.days import said
from boards.bodies.rules.facts import DocumentFact
from boards.bodies.rules.findings import (
    Check,
    Outcome,
    listed,
    met,
    not_known,
    not_met,
)
from boards.duties.rules.evidence import document_of
from boards.duties.rules.facts import Asked

DutyCheck = Callable[[Asked], Outcome]

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

# Those checks are given the rule they decide, and read nothing of it.
_RULE = RuleFact(rule_id="", body_kind="icb", text="", constituency="", check="hard")


def by_rule(check: Check) -> DutyCheck:
    """A check that composition rules use as well."""

    def answer(asked: Asked) -> Outcome:
        found = check(asked.today, _RULE, asked.body)
        return found or not_known("No rule says so of this body.")

    return answer


def _split(
    document: DocumentFact, words: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Which of these sections it was found to lack, and of which nobody said anything."""
    said_of = {key: document.sections.get(key) for key in words}
    lacking = [key for key, value in said_of.items() if value is not None and not value]
    return lacking, [key for key, value in said_of.items() if value is None]


def strategy(asked: Asked) -> Outcome:
    """One of the Partnership, on the needs assessments, for children and adults (PTN-11,
    PTN-12)."""
    one = document_of(asked)
    if one is None:
        return not_met("There is no Integrated Care Strategy.")
    lacking, unsaid = _split(one, STRATEGY_PARTS)
    if lacking:
        return not_met(f"It {listed(_STRATEGY_LACKS[key] for key in lacking)}.")
    if unsaid:
        return not_known(
            f"Nobody said {listed(STRATEGY_PARTS[key] for key in unsaid)}."
        )
    return met(f"{one.title}, for children and adults, on the needs assessments.")


def clinical_model(asked: Asked) -> Outcome:
    """Signed off by the board, with its improvement plan (CPL-01)."""
    one, day = document_of(asked), asked.today.day
    if one is None:
        return not_met("There is no clinical and professional leadership model.")
    if one.approved_on is None or one.approved_on > day:
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


def digital(asked: Asked) -> Outcome:
    """A plan (DIG-02) and a named senior responsible owner (DIG-03)."""
    plan = document_of(asked)
    owner = documents.digital_lead(asked.today, _RULE, asked.body)
    if plan is None:
        return not_met("There is no digital and data plan.")
    if owner is None or owner.verdict is not Verdict.MET:
        return not_met("No senior responsible owner is named.")
    return met(
        f"{plan.title}. Senior responsible owner: {owner.words[0].lower()}"
        f"{owner.words[1:]}"
    )


def place_plans(asked: Asked) -> Outcome:
    """A plan of the place, with its financial, people and quality plans (ICP-16)."""
    one = document_of(asked)
    if one is None:
        return not_met("It has no place plan.")
    lacking, unsaid = _split(one, PLACE_PARTS)
    if lacking:
        return not_met(f"It has no {listed(PLACE_PARTS[key] for key in lacking)}.")
    if unsaid:
        words = listed(PLACE_PARTS[key] for key in unsaid)
        return not_known(f"Whether it has a {words} is not said.")
    return met(f"{one.title}, with its three further plans.")


def scheme(asked: Asked) -> Outcome:
    """In force, and complete: no function without somebody who decides (ICP-07)."""
    one, delegated = document_of(asked), asked.facts.delegated
    if one is None:
        return not_met("There is no scheme of delegation.")
    if not delegated.functions:
        return not_known("No function of the system is recorded.")
    if delegated.gaps:
        return not_met(f"Nobody decides on {listed(delegated.gaps)}.")
    return met(f"{one.title}. Somebody decides on each function.")
