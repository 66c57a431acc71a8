"""Working days of England: weekends and bank holidays are left out."""

from datetime import date

import pytest

from ics_portal.core.calendar import (
    bank_holiday_name,
    clear_days_between,
    is_working_day,
    working_days_after,
    working_days_before,
    working_days_between,
)

GOOD_FRIDAY = date(2021, 4, 2)
EASTER_MONDAY = date(2021, 4, 5)
TUESDAY = date(2021, 4, 6)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2021, 4, 1), True),
        (GOOD_FRIDAY, False),
        (date(2021, 4, 3), False),
        (date(2021, 4, 4), False),
        (EASTER_MONDAY, False),
        (TUESDAY, True),
        # A bank holiday of Scotland only is a working day in England.
        (date(2021, 1, 4), True),
    ],
)
def test_a_working_day_is_no_weekend_and_no_bank_holiday_of_england(day, works):
    assert is_working_day(day) is works


def test_a_bank_holiday_has_its_name():
    assert bank_holiday_name(GOOD_FRIDAY) == "Good Friday"
    assert bank_holiday_name(TUESDAY) == ""


def test_working_days_before_leave_out_easter_and_clear_days_do_not():
    # nhs-practice 11, row 2.
    assert working_days_before(TUESDAY, 1) == date(2021, 4, 1)
    assert working_days_before(TUESDAY, 3) == date(2021, 3, 30)
    assert working_days_before(TUESDAY, 0) == TUESDAY
    assert clear_days_between(date(2021, 4, 1), TUESDAY) == 4


def test_working_days_after_leave_out_easter():
    assert working_days_after(date(2021, 4, 1), 1) == TUESDAY


def test_working_days_between_count_the_last_day_and_not_the_first():
    assert working_days_between(date(2021, 3, 31), TUESDAY) == 2
    assert working_days_between(TUESDAY, TUESDAY) == 0
    assert working_days_between(TUESDAY, GOOD_FRIDAY) == 0
