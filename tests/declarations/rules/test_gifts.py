"""Gifts and hospitality by their value (nhs-practice 6.5 and 11, rows 25 and 26)."""

from datetime import date
from decimal import Decimal

import pytest

from declarations.rules.gifts import (
    Limits,
    Offer,
    judge_gift,
    judge_hospitality,
)

LIMITS = Limits()


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        ("24.99", "accept"),
        ("25.00", "declare"),
        ("75.00", "declare"),
        ("75.01", "approval"),
    ],
)
def test_a_lunch_is_judged_by_its_price(value, advice):
    assert judge_hospitality(Decimal(value), LIMITS).advice == advice


def offer(value, day, giver="A patient"):
    return Offer(giver, day, Decimal(value))


def test_gifts_of_one_source_in_a_year_are_added_up():
    earlier = [offer(30, date(2020, 6, 1)), offer(15, date(2021, 1, 5), " a PATIENT ")]

    judged = judge_gift(
        offer(10, date(2021, 5, 1)), earlier, LIMITS, from_supplier=False
    )

    assert judged.advice == "for_organisation"
    assert judged.total == 55
    assert "£55" in judged.reason


@pytest.mark.parametrize(
    "other",
    [
        offer(45, date(2020, 5, 1)),  # more than twelve months ago
        offer(45, date(2021, 2, 1), "Another patient"),
        offer(45, date(2021, 6, 1)),  # offered after it
    ],
)
def test_what_is_not_of_the_source_and_year_is_not_added(other):
    judged = judge_gift(
        offer(10, date(2021, 5, 1)), [other], LIMITS, from_supplier=False
    )

    assert (judged.advice, judged.total) == ("accept", 10)


def test_fifty_pounds_is_not_over_fifty():
    judged = judge_gift(offer(50, date(2021, 5, 1)), [], LIMITS, from_supplier=False)

    assert judged.advice == "accept"


@pytest.mark.parametrize(("value", "advice"), [("5.99", "accept"), ("6", "decline")])
def test_of_a_supplier_only_a_low_cost_aid_is_accepted(value, advice):
    judged = judge_gift(offer(value, date(2021, 5, 1)), [], LIMITS, from_supplier=True)

    assert judged.advice == advice


def test_the_limits_are_settings():
    strict = Limits(hospitality_declared=Decimal(10), hospitality_most=Decimal(20))

    assert judge_hospitality(Decimal(21), strict).advice == "approval"
