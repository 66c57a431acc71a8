"""Groups of the table of those present, and who may stand in for whom."""

import pytest

from boards.sittings.rules.deputies import check_deputy, deputy_warning
from boards.sittings.rules.groups import group_of, group_orders
from ics_portal.core.errors import RuleBroken


def test_chair_and_chief_officer_come_first_without_a_heading():
    assert group_of("chair", "Chair") == group_of("chief_executive", "Chief") == ""


def test_groups_follow_the_seats_and_executives_are_one_group():
    orders = group_orders(
        [
            ("chair", "Chair"),
            ("executive_medical", "Medical director"),
            ("lay", "Lay member"),
            ("executive_finance", "Director of finance"),
        ]
    )

    assert list(orders) == ["", "Executive directors", "Lay member"]
    assert sorted(orders.values()) == list(orders.values())


def check(**changed):
    plain = {
        "allows_deputies": True,
        "member": "Lay member",
        "is_member": True,
        "member_present": False,
        "others": (),
    }
    check_deputy(**plain | changed)


@pytest.mark.requirement("MIN-04")
@pytest.mark.parametrize("allows", [True, None])
def test_a_deputy_stands_in_for_an_absent_member(allows):
    check(allows_deputies=allows)


@pytest.mark.parametrize(
    ("changed", "rule", "said"),
    [
        ({"is_member": False}, "MIN-04", "for a member"),
        ({"allows_deputies": False}, "SIT-4", "allow no deputies"),
        ({"member_present": True}, "SIT-1", "is present"),
        ({"others": ["First deputy"]}, "SIT-4", "First deputy stands in"),
    ],
)
def test_a_deputy_who_may_not_is_refused(changed, rule, said):
    with pytest.raises(RuleBroken, match=said) as refused:
        check(**changed)
    assert refused.value.rule_id == rule


def test_terms_that_say_nothing_of_deputies_are_warned_about():
    assert "count neither" in deputy_warning(None, 1)
    assert deputy_warning(None, 0) == deputy_warning(True, 2) == ""
