"""What an interest must say before it is declared."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from declarations.enums import InterestType, Relationship, SubType
from declarations.rules.interests import (
    EXAMPLES,
    Declaration,
    check_declaration,
    label_of,
    read_share,
)
from ics_portal.core.errors import RuleBroken

TODAY = date(2020, 12, 2)
SHARES = Declaration(
    kind=InterestType.FINANCIAL,
    sub_type=SubType.OWNER,
    nature="Shareholder",
    arose_on=date(2020, 11, 30),
    has_organisation=True,
)
WIFE = replace(SHARES, is_direct=False, relationship=Relationship.SPOUSE)


@pytest.mark.requirement("DOI-02")
def test_there_are_four_types_and_the_fourth_follows_from_whose_it_is():
    direct = [label_of(is_direct=True, kind=kind) for kind in InterestType.values]

    assert direct == [
        "Financial",
        "Non-financial professional",
        "Non-financial personal",
    ]
    assert label_of(is_direct=False, kind=InterestType.FINANCIAL) == "Indirect"
    with pytest.raises(RuleBroken) as refused:
        check_declaration(replace(SHARES, kind="loyalty"), today=TODAY)
    assert (refused.value.rule_id, refused.value.field) == ("DOI-02", "kind")


@pytest.mark.requirement("DOI-06")
def test_an_indirect_interest_says_whose_and_of_which_underlying_type():
    check_declaration(WIFE, today=TODAY)

    for wrong, field in (
        (replace(WIFE, relationship=""), "relationship"),
        (replace(WIFE, relationship="neighbour"), "relationship"),
        (replace(WIFE, kind=""), "kind"),
        (replace(SHARES, relationship=Relationship.FRIEND), "relationship"),
    ):
        with pytest.raises(RuleBroken) as refused:
            check_declaration(wrong, today=TODAY)
        assert refused.value.field == field


def test_every_type_has_its_examples_and_something_else():
    assert set(EXAMPLES) == set(InterestType.values)
    assert all(SubType.OTHER in examples for examples in EXAMPLES.values())


@pytest.mark.parametrize(
    ("change", "field", "part"),
    [
        ({"sub_type": SubType.VOLUNTEER}, "sub_type", "financial interest"),
        ({"is_routine": True}, "is_routine", "routine membership"),
        ({"nature": "  "}, "nature", "Say what"),
        ({"nature": "x" * 4001}, "nature", "4,001"),
        ({"has_organisation": False}, "organisation", "write its name"),
        ({"arose_on": None}, "arose_on", "Enter the day"),
        ({"arose_on": date(2020, 12, 3)}, "arose_on", "not arisen yet"),
        (
            {"starts_on": date(2020, 11, 1), "ends_on": date(2020, 10, 31)},
            "ends_on",
            "1 November 2020",
        ),
    ],
)
def test_what_cannot_be_declared_is_refused_beside_its_field(change, field, part):
    with pytest.raises(RuleBroken) as refused:
        check_declaration(replace(SHARES, **change), today=TODAY)

    assert refused.value.field == field
    assert part in refused.value.message


def test_routine_membership_of_a_professional_body_is_exempt():
    check_declaration(
        replace(
            SHARES,
            kind=InterestType.PROFESSIONAL,
            sub_type=SubType.SPECIALIST_BODY,
            is_routine=True,
            starts_on=date(2020, 11, 1),
            ends_on=date(2020, 11, 1),
        ),
        today=TODAY,
    )


@pytest.mark.parametrize(
    ("typed", "share"),
    [("12.5", "12.50"), ("12,5 %", "12.50"), ("100%", "100.00"), ("", None)],
)
def test_a_share_is_read_as_people_write_it(typed, share):
    assert read_share(typed) == (None if share is None else Decimal(share))


@pytest.mark.parametrize("typed", ["1/8", "a half", "-1", "100.01", "NaN", "Infinity"])
def test_a_share_that_is_no_number_is_refused(typed):
    with pytest.raises(RuleBroken) as refused:
        read_share(typed)

    assert refused.value.field == "share"
