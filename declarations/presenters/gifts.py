"""Gifts and hospitality as their pages print them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from declarations.enums import GiftOutcome
from declarations.models import GiftOrHospitality
from declarations.rules.clock import clock_of
from declarations.rules.gifts import Limits
from ics_portal.core.money import pounds
from ics_portal.core.web.words import longday, moment, shortday

CHIPS = {
    GiftOutcome.DECLINED: ("quiet", ""),
    GiftOutcome.ACCEPTED: ("ok", "tick"),
    GiftOutcome.FOR_THE_ORGANISATION: ("info", "half"),
    GiftOutcome.WAITING: ("warn", ""),
}
HEADER = (
    "Name",
    "Offered",
    "Received",
    "What",
    "Description",
    "Value in pounds",
    "Offered by",
    "Outcome",
    "Reason",
    "Approved by",
    "What was done with it",
    "Declared",
)


@dataclass(frozen=True, slots=True)
class GiftLine:
    """One in a list, and as its own page prints it."""

    href: str
    name: str
    offered: str
    what: str
    description: str
    value: str
    giver: str
    chip: tuple[str, str, str]
    declared: str
    is_late: bool
    facts: tuple[tuple[str, str], ...]
    waits: bool


def gift_line(
    gift: GiftOrHospitality, earlier: Iterable[GiftOrHospitality] = ()
) -> GiftLine:
    """The row, and the facts of its page; ``earlier`` are those of the same source."""
    value = f"{'about ' if gift.is_estimate else ''}{pounds(gift.value)}"
    declared_on = localdate(gift.declared_at)
    clock = clock_of(gift.offered_on, declared_on=declared_on, today=declared_on)
    label = gift.get_outcome_display()
    wanted = gift.get_wanted_display() if gift.wanted else ""
    return GiftLine(
        href=gift.get_absolute_url(),
        name=gift.person.name,
        offered=shortday(gift.offered_on),
        what=gift.get_kind_display(),
        description=gift.description,
        value=value,
        giver=gift.giver,
        chip=(label, *CHIPS[GiftOutcome(gift.outcome)]),
        declared=clock.words,
        is_late=clock.is_late,
        facts=(
            ("What", f"{gift.get_kind_display()}: {gift.description}"),
            ("Value", value),
            ("Offered by", gift.giver),
            ("From whom", gift.get_source_display()),
            ("Offered before by the same source", _earlier(earlier)),
            ("Offered on", longday(gift.offered_on)),
            ("Received on", longday(gift.received_on)),
            ("Declared", f"{shortday(declared_on)}, {clock.words}"),
            ("Asked for", wanted),
            ("Reason", gift.reason),
            ("What was done with it", gift.done_with),
            ("Approved by", gift.approved_by),
            ("Decided", moment(gift.decided_at)),
        ),
        waits=gift.outcome == GiftOutcome.WAITING,
    )


def _earlier(gifts: Iterable[GiftOrHospitality]) -> str:
    """``£30 on 1 Jun 2020, accepted; £15 on 5 Jan 2021, declined``"""
    return "; ".join(
        f"{pounds(gift.value)} on {shortday(gift.offered_on)},"
        f" {gift.get_outcome_display().lower()}"
        for gift in gifts
    )


def csv_rows(gifts: Iterable[GiftOrHospitality]) -> Iterable[tuple[object, ...]]:
    """In the order of ``HEADER``."""
    return (
        (
            gift.person.name,
            gift.offered_on,
            gift.received_on,
            gift.get_kind_display(),
            gift.description,
            f"{gift.value:.2f}",
            gift.giver,
            gift.get_outcome_display(),
            gift.reason,
            gift.approved_by,
            gift.done_with,
            localdate(gift.declared_at),
        )
        for gift in gifts
    )


def limit_words(limits: Limits) -> tuple[str, ...]:
    """The usual rules with these limits, a sentence each."""
    return (
        (
            f"From a supplier or contractor: decline, but for low-cost aids under"
            f" {pounds(limits.branded_aid)} in total."
        ),
        "Cash and vouchers: always decline.",
        (
            f"Gifts of others: up to {pounds(limits.gift)} from one source in twelve months"
            " may be kept; more is accepted for the organisation alone, and declared."
        ),
        (
            f"Meals: under {pounds(limits.hospitality_declared)} need not be declared, up to"
            f" {pounds(limits.hospitality_most)} are declared, more only with approval"
            " beforehand."
        ),
        (
            "Travel: modest may be accepted and is declared; abroad, or in first or business"
            " class, only with approval beforehand."
        ),
    )


def held_from(day: date | None, until: date | None) -> str:
    """``from 1 Jun 2017``, ``1 Jun 2017 to 31 Mar 2024``"""
    if until is None:
        return f"from {shortday(day)}"
    return f"{shortday(day)} to {shortday(until)}"
