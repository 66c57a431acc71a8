"""Whether a system is made up as it must be on a day (composition-rules.json).

``evaluate`` is pure: facts, rules and a day in, findings out. What a program cannot know
because a fact is missing is *not known*; that is neither a pass nor a failure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from boards.bodies.rules import (
    board,
    collaboratives,
    committees,
    documents,
    nhs_practice,
    partnership,
    places,
    scheme,
)
from boards.bodies.rules.facts import BodyFact, Day, RuleFact, SystemFacts
from boards.bodies.rules.findings import Check, Finding, Level, Outcome, Verdict

__all__ = ["CONSTITUENCIES", "Finding", "Level", "Outcome", "Verdict", "evaluate"]

CHECKS: dict[tuple[str, str], Check] = {
    **board.CHECKS,
    **committees.CHECKS,
    **documents.CHECKS,
    **partnership.CHECKS,
    **places.CHECKS,
    **collaboratives.CHECKS,
    **nhs_practice.CHECKS,
    **scheme.CHECKS,
}
"""By the rules' word for a kind of body and the constituency: the function that decides."""

CONSTITUENCIES = frozenset({*CHECKS, *collaboratives.SYSTEM_CHECKS})
"""The pairs of kind and constituency that the portal can decide; a rule that is to be
enforced and names another is refused."""

_LEVELS = {
    "hard": Level.REQUIRED,
    "hard_with_recorded_exception": Level.REQUIRED,
    "derived": Level.REQUIRED,
    "soft": Level.EXPECTED,
    "advisory": Level.ADVICE,
}


def evaluate(
    facts: SystemFacts, rules: Iterable[RuleFact], day: date
) -> tuple[Finding, ...]:
    """A finding for every rule that binds on the day, for each body it binds.

    Superseded rules are history and context decides nothing: neither gives a finding. A
    rule about the system as a whole (RULE-COL-01) gives one finding without a body.
    """
    today = facts.on(day)
    return tuple(_findings(today, _in_force(rules, day)))


def _in_force(rules: Iterable[RuleFact], day: date) -> list[RuleFact]:
    return [rule for rule in rules if rule.check in _LEVELS and rule.covers(day)]


def _findings(today: Day, rules: list[RuleFact]) -> Iterator[Finding]:
    for rule in rules:
        key = (rule.body_kind, rule.constituency)
        if of_system := collaboratives.SYSTEM_CHECKS.get(key):
            yield _finding(rule, None, of_system(today, rule))
            continue
        check = CHECKS.get(key)
        for body in _bound(today, rule, rules):
            outcome = check(today, rule, body) if check else _unknown(rule)
            if outcome is not None:
                yield _finding(rule, body, outcome)


def _bound(today: Day, rule: RuleFact, rules: list[RuleFact]) -> Iterator[BodyFact]:
    """The bodies a rule binds: its own, or every one of its kind that has not made a
    rule of the same id for itself."""
    own = {one.body_id for one in rules if one.rule_id == rule.rule_id and one.body_id}
    for body in today.bodies.values():
        if rule.body_kind not in body.rule_words:
            continue
        if rule.body_id is not None:
            if rule.body_id == body.id:
                yield body
        elif body.id not in own:
            yield body


def _unknown(rule: RuleFact) -> Outcome:
    return Outcome(
        Verdict.NOT_KNOWN,
        f"The portal cannot decide “{rule.constituency}”: somebody has to look.",
    )


def _finding(rule: RuleFact, body: BodyFact | None, outcome: Outcome) -> Finding:
    return Finding(
        rule_id=rule.rule_id,
        text=rule.text,
        sources=rule.sources,
        level=_LEVELS[rule.check],
        body_id=body.id if body else None,
        body=body.name if body else "",
        verdict=outcome.verdict,
        words=outcome.words,
        seats=outcome.seats,
    )
