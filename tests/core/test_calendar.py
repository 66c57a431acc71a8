from datetime import date

import pytest

from ics_portal.core.calendar import clear_days_between, clear_days_named, days_before

THURSDAY = date(2020, 11, 12)


@pytest.mark.parametrize(
    ("notice", "days"),
    [
        (date(2020, 11, 8), 3),  # Sunday: 9, 10, 11
        (date(2020, 11, 9), 2),  # Monday: too late for three
        (date(2020, 11, 11), 0),
        (date(2020, 11, 12), 0),
        (date(2020, 11, 13), 0),
    ],
)
def test_clear_days_leave_out_both_ends(notice, days):
    assert clear_days_between(notice, THURSDAY) == days
    assert len(clear_days_named(notice, THURSDAY)) == days


def test_the_last_day_for_notice():
    assert days_before(THURSDAY, 3) == date(2020, 11, 8)
    assert clear_days_between(days_before(THURSDAY, 3), THURSDAY) == 3


def test_a_deadline_names_its_days():
    wednesday = date(2020, 12, 2)

    assert clear_days_named(date(2020, 11, 28), wednesday) == [
        date(2020, 11, 29),
        date(2020, 11, 30),
        date(2020, 12, 1),
    ]
