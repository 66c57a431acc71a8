"""What may be accepted, and what is declared (nhs-practice 6.5; limits are dated)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from declarations.rules.clock import months_after

Advice = Literal["accept", "declare", "for_organisation", "approval", "decline"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Pounds. ``branded_aid`` is for low-cost aids of suppliers, in total and below it."""

    branded_aid: Decimal = Decimal(6)
    gift: Decimal = Decimal(50)
    hospitality_declared: Decimal = Decimal(25)
    hospitality_most: Decimal = Decimal(75)


@dataclass(frozen=True, slots=True)
class Offer:
    """One gift: from whom (as said, compared without case), when, worth how much."""

    giver: str
    offered_on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the default rules say; ``total`` is what was added up."""

    advice: Advice
    reason: str
    total: Decimal


def judge_hospitality(value: Decimal, limits: Limits) -> Judgement:
    """A meal of £25.00 is declared, £75.00 too; £75.01 needs approval beforehand."""
    if value > limits.hospitality_most:
        return Judgement(
            "approval",
            f"Over {pounds(limits.hospitality_most)}: refused unless a senior person"
            " approved it beforehand, with a reason.",
            value,
        )
    if value >= limits.hospitality_declared:
        words = (
            f"From {pounds(limits.hospitality_declared)} to"
            f" {pounds(limits.hospitality_most)}: may be accepted, and is declared."
        )
        return Judgement("declare", words, value)
    words = f"Under {pounds(limits.hospitality_declared)}: need not be declared."
    return Judgement("accept", words, value)


def judge_gift(
    offer: Offer, earlier: Iterable[Offer], limits: Limits, *, from_supplier: bool
) -> Judgement:
    """A gift, added to those of the same source within twelve months before it.

    £30, £15 and £10 from one patient in a year are £55: over £50, declared.
    """
    total = offer.value + sum(
        (each.value for each in earlier if _same_source(each, offer)), Decimal(0)
    )
    if from_supplier:
        if total < limits.branded_aid:
            words = (
                f"A low-cost aid under {pounds(limits.branded_aid)} may be accepted."
            )
            return Judgement("accept", words, total)
        words = "A gift from a supplier or contractor is declined, whatever its value."
        return Judgement("decline", words, total)
    if total > limits.gift:
        words = (
            f"{pounds(total)} from this source in twelve months, over"
            f" {pounds(limits.gift)}: accepted only for the organisation, and declared."
        )
        return Judgement("for_organisation", words, total)
    words = f"Up to {pounds(limits.gift)}: may be accepted, and need not be declared."
    return Judgement("accept", words, total)


def _same_source(earlier: Offer, offer: Offer) -> bool:
    same = earlier.giver.strip().casefold() == offer.giver.strip().casefold()
    since = months_after(offer.offered_on, -12)
    return same and since < earlier.offered_on <= offer.offered_on


def pounds(value: Decimal) -> str:
    """``£50``, ``£25.50``"""
    return f"£{value:,.0f}" if value == int(value) else f"£{value:,.2f}"
