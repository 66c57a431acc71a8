"""What the public register shows of an interest, in words (nhs-practice 6.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from declarations.enums import InterestState, Showing
from declarations.rules.clock import kept_until, public_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one interest stands; ``ends_on`` is its last day, None while it goes on."""

    state: str = InterestState.DECLARED
    showing: str = Showing.PUBLIC
    is_routine: bool = False
    ends_on: date | None = None


def is_shown(one: Standing, today: date) -> bool:
    """Whether the public register of the day shows it.

    What somebody objects to is held back until that is decided: harm done by publishing
    cannot be undone.
    """
    if (
        one.is_routine
        or one.state == InterestState.WITHDRAWN
        or one.showing != Showing.PUBLIC
    ):
        return False
    until = public_until(one.ends_on)
    return until is None or today <= until


def public_words(one: Standing, today: date) -> str:
    """``Yes``, ``Until 28 February 2021``, or why the public does not see it.

    What was withdrawn stays in the register of earlier days.
    """
    if one.state == InterestState.WITHDRAWN:
        return "No: withdrawn. Registers of earlier days keep it"
    if one.is_routine:
        return "No: routine membership is exempt"
    if one.showing == Showing.INTERNAL:
        return "No: kept inside"
    if one.showing == Showing.WITHHELD:
        return "No: withheld. The register says how many entries are"
    until, kept = public_until(one.ends_on), kept_until(one.ends_on)
    if until is not None and today > until:
        return f"No longer: kept inside until {kept:%-d %B %Y}"
    if one.showing == Showing.ASKED:
        return "Not yet: until the objection is decided"
    if until is None:
        return "Yes"
    return f"Until {until:%-d %B %Y}"


def may_still_matter(ends_on: date | None, today: date) -> bool:
    """Whether it goes on, or ended so lately that the public register may show it."""
    until = public_until(ends_on)
    return until is None or today <= until
