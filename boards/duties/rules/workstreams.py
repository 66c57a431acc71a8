"""The three leads of a workstream, and the principles it keeps to (CPL-07, CPL-08)."""

from __future__ import annotations

from boards.bodies.rules.findings import listed

LEADS = {
    "senior_responsible_owner": "senior responsible owner",
    "clinical_lead": "clinical lead",
    "finance_lead": "finance lead",
}
"""Whom each workstream names; not each pillar, as was first asked (003:360,386)."""

PRINCIPLES = (
    "Led by the needs of the population",
    "Led by clinicians and care professionals",
    "Built on collaborative working and a common purpose",
    "Thought through at the level of the system, with its workforce and estate",
    "Helped on by digital solutions",
)
"""The five high level principles of the clinical strategy, shortened (003:366-380)."""


def lacking(named: dict[str, bool]) -> tuple[str, ...]:
    """Which of the three leads nobody is named for, in the order of ``LEADS``."""
    return tuple(words for key, words in LEADS.items() if not named[key])


def verdict_words(missing: tuple[str, ...]) -> str:
    """``It names no clinical lead and no finance lead.``"""
    if not missing:
        return "It names all three leads."
    return f"It names {listed([f'no {words}' for words in missing])}."
