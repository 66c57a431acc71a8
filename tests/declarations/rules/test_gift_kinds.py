"""What may be done with each kind of thing, and without asking anybody."""

from datetime import date
from decimal import Decimal

import pytest

from declarations.rules.gifts import Limits, Offer, fits, judge


def judged(kind, value="10", *, from_supplier=False):
    offer = Offer("A giver", date(2020, 11, 5), Decimal(value))
    return judge(kind, offer, [], Limits(), from_supplier=from_supplier)


@pytest.mark.parametrize(
    ("kind", "value", "from_supplier", "advice"),
    [
        ("gift", "10", False, "accept"),
        ("gift", "60", False, "for_organisation"),
        ("gift", "10", True, "decline"),
        ("cash", "1", False, "decline"),
        ("hospitality", "30", True, "declare"),
        ("hospitality", "80", False, "approval"),
        ("travel", "300", False, "declare"),
        ("travel_more", "30", False, "approval"),
    ],
)
def test_each_kind_has_its_rule(kind, value, from_supplier, advice):
    assert judged(kind, value, from_supplier=from_supplier).advice == advice


@pytest.mark.parametrize(
    ("kind", "value", "outcomes"),
    [
        ("gift", "10", {"declined", "accepted", "for_organisation"}),
        ("travel", "10", {"declined", "accepted", "for_organisation"}),
        ("gift", "60", {"declined", "for_organisation"}),
        ("hospitality", "80", {"declined"}),
        ("cash", "1", {"declined"}),
    ],
)
def test_what_is_within_the_rule_needs_nobodys_decision(kind, value, outcomes):
    found = {
        each
        for each in ("declined", "accepted", "for_organisation", "waiting")
        if fits(judged(kind, value), each)
    }

    assert found == outcomes


def test_what_was_approved_beforehand_is_within_the_rule():
    assert fits(judged("hospitality", "80"), "accepted", is_approved=True)
    assert not fits(judged("cash", "1"), "accepted", is_approved=True)
