"""What should be so when people are involved in a proposal: plain values.

What cannot be is refused; what should be otherwise is said, and keeps nobody from going
on (ENG-01, ENG-04 to ENG-08).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from boards.bodies.rules.days import said
from boards.bodies.rules.findings import listed
from boards.directory.enums import TRUST_KINDS, OrganisationKind
from boards.duties.enums import InvolvementLevel
from ics_portal.core.errors import RuleBroken

COMMENT_ONLY = frozenset({InvolvementLevel.INFORMED, InvolvementLevel.CONSULTED})
"""Levels at which people may comment and no more (ENG-04)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvolvementFact:
    """A proposal. ``consultees`` are (kind, name) of organisations; ``decided_on`` is the
    day of the decision it led to."""

    is_service_change: bool
    level: str
    needs_consultation: bool | None
    starts_on: date | None
    ends_on: date | None
    consultees: tuple[tuple[str, str], ...]
    decided_on: date | None
    insight: str


def check_consultation(
    needs_consultation: bool | None, starts_on: date | None, ends_on: date | None
) -> None:
    """Raise RuleBroken unless the days of a consultation can be: one that is needed has
    them, in order."""
    if starts_on is None and ends_on is None:
        return
    if not needs_consultation:
        raise RuleBroken(
            "DUT-50",
            "Say that a formal consultation is needed, or leave its days empty.",
            field="needs_consultation",
        )
    if starts_on is None:
        sentence = "Give the first day of the consultation as well."
        raise RuleBroken("DUT-50", sentence, field="consultation_starts_on")
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken(
            "DUT-50",
            f"The consultation cannot end before it begins on {said(starts_on)}.",
            field="consultation_ends_on",
        )


def consultation_words(fact: InvolvementFact, day: date) -> str:
    """What is said of the formal consultation on a day."""
    if fact.needs_consultation is None:
        return "Not said whether one is needed"
    if not fact.needs_consultation:
        return "None is needed"
    if fact.starts_on is None:
        return "Needed, without days"
    if fact.ends_on is None:
        return f"From {said(fact.starts_on)}, without a last day"
    span = f"{said(fact.starts_on)} to {said(fact.ends_on)}"
    if day < fact.starts_on:
        return f"{span}, to come"
    return f"{span}, over" if day > fact.ends_on else f"{span}, open on this day"


def warnings_of(
    fact: InvolvementFact, *, is_decision_told: bool = True
) -> tuple[str, ...]:
    """What should be otherwise, a sentence each (DUT-52). Nothing is said of the day of a decision
    whose reader may not know of it."""
    return tuple(
        filter(
            None,
            (
                _level(fact),
                _consultation(fact),
                _too_early(fact) if is_decision_told else "",
                _partners(fact),
                _of_a_service_change(fact),
                _insight(fact) if is_decision_told else "",
            ),
        )
    )


def _level(fact: InvolvementFact) -> str:
    if not fact.level:
        return "How people were involved is not said."
    if fact.level in COMMENT_ONLY:
        return "People could comment and no more; more than that is asked for."
    return ""


def _consultation(fact: InvolvementFact) -> str:
    if fact.needs_consultation is None and fact.is_service_change:
        return "Nobody has said whether this change needs a formal consultation."
    if not fact.needs_consultation:
        return ""
    if fact.starts_on is None:
        return "A formal consultation is needed, and its days are not set."
    if fact.ends_on is None:
        return "The consultation has no last day."
    return ""


def _too_early(fact: InvolvementFact) -> str:
    if fact.decided_on is None or not fact.needs_consultation:
        return ""
    if fact.ends_on is None or fact.decided_on > fact.ends_on:
        return ""
    return (
        f"It was decided on {said(fact.decided_on)}, and the consultation was open until"
        f" {said(fact.ends_on)}."
    )


def _has_healthwatch(fact: InvolvementFact) -> bool:
    # The directory has no kind of its own for it.
    return any("healthwatch" in name.casefold() for _, name in fact.consultees)


def _partners(fact: InvolvementFact) -> str:
    kinds = {kind for kind, _ in fact.consultees}
    if _has_healthwatch(fact) or OrganisationKind.VOLUNTARY in kinds:
        return ""
    return "Neither Healthwatch nor the voluntary sector is among those consulted."


def _of_a_service_change(fact: InvolvementFact) -> str:
    if not fact.is_service_change:
        return ""
    kinds = {kind for kind, _ in fact.consultees}
    missing = [
        words
        for words, is_there in (
            ("no council", OrganisationKind.LOCAL_AUTHORITY in kinds),
            ("no NHS provider", bool(kinds & TRUST_KINDS)),
        )
        if not is_there
    ]
    if not missing:
        return ""
    return f"Among those consulted on this change of service is {listed(missing)}."


def _insight(fact: InvolvementFact) -> str:
    if fact.decided_on is None or fact.insight:
        return ""
    return "How what people said told on the decision is not said."
