"""What may be accepted, and what is declared (nhs-practice 6.5; limits are dated)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from declarations.enums import GiftKind, GiftOutcome
from declarations.rules.clock import months_after
from ics_portal.core.money import pounds

Advice = Literal["accept", "declare", "for_organisation", "approval", "decline"]


OF_ANY_VALUE: dict[str, tuple[Advice, str]] = {
    GiftKind.CASH: (
        "decline",
        "Cash and vouchers are declined, whatever their value.",
    ),
    GiftKind.TRAVEL: (
        "declare",
        "Modest travel and accommodation may be accepted, and is declared.",
    ),
    GiftKind.TRAVEL_MORE: (
        "approval",
        (
            "Travel abroad, or in first or business class: refused unless a senior person"
            " approved it beforehand, with a reason."
        ),
    ),
}

_DECLINED, _KEPT = GiftOutcome.DECLINED, GiftOutcome.ACCEPTED
_PASSED_ON = GiftOutcome.FOR_THE_ORGANISATION
WITHIN: dict[Advice, tuple[str, ...]] = {
    "accept": (_DECLINED, _KEPT, _PASSED_ON),
    "declare": (_DECLINED, _KEPT, _PASSED_ON),
    "for_organisation": (_DECLINED, _PASSED_ON),
    "approval": (_DECLINED,),
    "decline": (_DECLINED,),
}
"""What may be done without asking anybody."""


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


def judge(
    kind: str,
    offer: Offer,
    earlier: Iterable[Offer],
    limits: Limits,
    *,
    from_supplier: bool,
) -> Judgement:
    """What the usual rules say of something offered; ``earlier`` are gifts."""
    if kind == GiftKind.GIFT:
        return judge_gift(offer, earlier, limits, from_supplier=from_supplier)
    if kind == GiftKind.HOSPITALITY:
        return judge_hospitality(offer.value, limits)
    advice, words = OF_ANY_VALUE[kind]
    return Judgement(advice, words, offer.value)


def fits(judged: Judgement, outcome: str, *, is_approved: bool = False) -> bool:
    """Whether what was done is within the usual rule; declining always is.

    ``is_approved`` says that a senior person agreed beforehand.
    """
    if judged.advice == "approval" and is_approved:
        return outcome in WITHIN["accept"]
    return outcome in WITHIN[judged.advice]


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
