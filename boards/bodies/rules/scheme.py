"""The scheme of delegation of a place: who has which function, with no gap (ICP-07)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from boards.bodies.rules.facts import (
    BodyFact,
    Day,
    FunctionFact,
    OrganisationFact,
    RuleFact,
    SchemeLineFact,
)
from boards.bodies.rules.findings import (
    Check,
    Outcome,
    listed,
    met,
    not_known,
    not_met,
)

PLACE_LEVEL = "place"
"""The level whose functions a scheme is about."""

BY_PLACE = "place"
"""``held_by`` of a line where the place decides: only there a limit says something."""

NAMED = 3
"""How many partners with a gap a finding names; the page shows all."""


@dataclass(frozen=True, slots=True)
class SchemeGap:
    """A function and a partner without a line in force, or with ``lines`` of them."""

    function: FunctionFact
    partner: OrganisationFact
    lines: int


@dataclass(frozen=True, slots=True)
class Scheme:
    """What a place's scheme says on a day, by (function id, partner id).

    Lines about a function that is over, or about a partner that left, are not in it.
    """

    functions: tuple[FunctionFact, ...]
    partners: tuple[OrganisationFact, ...]
    lines: Mapping[tuple[int, int], tuple[SchemeLineFact, ...]]

    @property
    def gaps(self) -> tuple[SchemeGap, ...]:
        """Every pair that has not exactly one line, partner by partner."""
        return tuple(
            SchemeGap(function, partner, found)
            for partner in self.partners
            for function in self.functions
            if (found := len(self.lines.get((function.id, partner.id), ()))) != 1
        )


def scheme_on(today: Day, body: BodyFact) -> Scheme:
    """The scheme of a place: functions at place level, and its member organisations."""
    lines: dict[tuple[int, int], list[SchemeLineFact]] = defaultdict(list)
    for one in today.scheme_lines:
        if one.body_id == body.id:
            lines[one.function_id, one.partner_id].append(one)
    return Scheme(
        functions=tuple(one for one in today.functions if one.level == PLACE_LEVEL),
        partners=tuple(sorted(today.members_of(body), key=lambda one: one.name)),
        lines={pair: tuple(found) for pair, found in lines.items()},
    )


def scheme_gaps(today: Day, body: BodyFact) -> tuple[SchemeGap, ...]:
    """Which functions of which partners the scheme of a place does not settle."""
    return scheme_on(today, body).gaps


def scheme_outcome(scheme: Scheme) -> Outcome:
    """Whether a scheme is complete; not known without functions or partners."""
    if not scheme.functions:
        return not_known("No function at place level is recorded.")
    if not scheme.partners:
        return not_known("No member organisation is recorded.")
    gaps = scheme.gaps
    if not gaps:
        return met(
            f"Functions: {len(scheme.functions)}, partners: {len(scheme.partners)};"
            " each pair has its line."
        )
    return not_met(f"Not settled: {gap_words(gaps)}.")


def gap_words(gaps: tuple[SchemeGap, ...]) -> str:
    """``General Hospitals (Beds and Screening); County Council (Beds); 2 more partners``."""
    by_partner: dict[str, list[str]] = {}
    for gap in gaps:
        by_partner.setdefault(gap.partner.name, []).append(gap.function.name)
    words = [f"{name} ({listed(which)})" for name, which in by_partner.items()]
    more = len(words) - NAMED
    if more > 0:
        words[NAMED:] = [f"{more} more partner{'' if more == 1 else 's'}"]
    return "; ".join(words)


def wrong_line(
    *,
    function: str,
    is_at_place: bool,
    is_in_force: bool,
    partner: str,
    is_member: bool,
    held_by: str,
    limit: Decimal | None,
) -> tuple[str, str]:
    """The field and the sentence of what stands against a line; empty where nothing does.

    ``is_in_force`` and ``is_member`` are meant on the first day of the line.
    """
    if not is_at_place:
        return "held_by", f"“{function}” is no function at place level."
    if not is_in_force:
        return "held_by", f"“{function}” is not a function of the system on that day."
    if not is_member:
        return "partner", f"{partner} is not a member of this place on that day."
    if limit is not None and limit < 0:
        return "limit", "A limit is not below zero."
    if limit is not None and held_by != BY_PLACE:
        return "limit", (
            "A limit says up to what amount the place decides. Leave it empty where the"
            " place does not manage the function."
        )
    return "", ""


def complete_scheme(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """Exactly one line for each function and each partner (ICP-07)."""
    return scheme_outcome(scheme_on(today, body))


CHECKS: dict[tuple[str, str], Check] = {
    ("icp_board", "scheme_of_delegation"): complete_scheme,
}
