"""The days of a series of meetings."""

from datetime import date

import pytest

from boards.meetings.rules.series import LAST, Pattern, days_of
from ics_portal.core.errors import RuleBroken

WEDNESDAYS = Pattern(week=3, weekday=2, not_months=frozenset({8}))


def test_the_third_wednesday_of_each_month_but_august():
    found = [day.on for day in days_of(WEDNESDAYS, date(2021, 6, 1), date(2021, 9, 15))]

    assert found == [date(2021, 6, 16), date(2021, 7, 21), date(2021, 9, 15)]


def test_a_day_says_what_it_clashes_with():
    mondays = Pattern(week=1, weekday=0)
    easter, may = days_of(mondays, date(2021, 4, 1), date(2021, 5, 31))
    assert (easter.clash, may.clash) == ("Easter Monday", "May Day")
    [saturday] = days_of(
        Pattern(week=LAST, weekday=5), date(2021, 2, 1), date(2021, 2, 28)
    )
    assert (saturday.on, saturday.clash) == (date(2021, 2, 27), "At the weekend")
    day = date(2021, 6, 16)
    [taken] = days_of(WEDNESDAYS, date(2021, 6, 1), date(2021, 6, 30), [day])
    assert "already" in taken.clash
    assert days_of(WEDNESDAYS, day, day)[0].clash == ""


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2021, 6, 2), date(2021, 6, 1)),
        (date(2021, 8, 1), date(2021, 8, 31)),
        (date(2021, 1, 1), date(2031, 1, 1)),
    ],
)
def test_a_time_that_gives_no_series(first, last):
    with pytest.raises(RuleBroken) as refusal:
        days_of(WEDNESDAYS, first, last)

    assert refusal.value.field == "last"
