"""The forward plan: yearly items, months, and what may become of an entry."""

from datetime import date

import pytest

from boards.meetings.rules.plan import (
    ANNUAL_ITEMS,
    check_open,
    check_when,
    drop_reason,
    financial_year,
    missing_annual,
    month_of,
)
from ics_portal.core.errors import RuleBroken


def test_yearly_items_are_known_by_their_words():
    missing = missing_annual(["BAF review", "Annual Report 2020/21"])

    assert "Annual report and accounts" not in missing
    assert "Review of the board assurance framework" not in missing
    assert "Review of the terms of reference" in missing
    assert len(missing_annual([])) == len(ANNUAL_ITEMS)


def test_the_financial_year_begins_in_april():
    assert financial_year(date(2021, 3, 31)) == (date(2020, 4, 1), date(2021, 3, 31))
    assert financial_year(date(2021, 4, 1)) == (date(2021, 4, 1), date(2022, 3, 31))


def test_a_month_ends_where_the_next_begins():
    assert month_of(date(2020, 12, 2)) == (date(2020, 12, 1), date(2021, 1, 1))
    assert month_of(date(2020, 11, 30)) == (date(2020, 11, 1), date(2020, 12, 1))


def test_an_entry_says_when_and_is_dropped_with_a_reason():
    check_when(has_meeting=True, due_on=None)
    check_when(has_meeting=False, due_on=date(2020, 12, 1))
    check_open("planned")
    assert drop_reason(" Merged ") == "Merged"
    for refused in (
        lambda: check_when(has_meeting=False, due_on=None),
        lambda: check_open("taken"),
        lambda: check_open("dropped"),
        lambda: drop_reason(" "),
    ):
        with pytest.raises(RuleBroken):
            refused()
