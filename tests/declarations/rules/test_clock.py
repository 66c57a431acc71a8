"""28 days to declare, six months on the public register, six years on record."""

from datetime import date

import pytest

from declarations.rules.clock import (
    clock_of,
    is_public_on,
    kept_until,
    months_after,
    public_until,
)

MARCH = date(2021, 3, 1)


@pytest.mark.parametrize(
    ("declared", "words", "late"),
    [
        (date(2021, 3, 29), "declared on day 28 of 28", False),
        (date(2021, 3, 30), "1 day late", True),
        (date(2021, 4, 2), "4 days late", True),
        (date(2021, 2, 20), "declared on day 0 of 28", False),
    ],
)
def test_an_interest_is_declared_within_28_days(declared, words, late):
    clock = clock_of(MARCH, declared_on=declared, today=date(2021, 6, 1))

    assert (clock.words, clock.is_late) == (words, late)
    assert clock.last_day == date(2021, 3, 29)


def test_until_it_is_declared_the_clock_runs():
    running = clock_of(MARCH, declared_on=None, today=date(2021, 3, 28))
    late = clock_of(MARCH, declared_on=None, today=date(2021, 3, 31))

    assert running.words == "day 27 of 28"
    assert late.words == "2 days late"


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2020, 8, 31), 6, date(2021, 2, 28)),
        (date(2019, 8, 31), 6, date(2020, 2, 29)),
        (date(2020, 12, 31), 2, date(2021, 2, 28)),
        (date(2020, 3, 15), -12, date(2019, 3, 15)),
        (date(2020, 2, 29), 72, date(2026, 2, 28)),
    ],
)
def test_months_are_counted_to_a_day_that_exists(day, months, after):
    assert months_after(day, months) == after


def test_an_ended_interest_is_public_to_the_end_of_february_and_kept_six_years():
    ended = date(2020, 8, 31)

    assert public_until(ended) == date(2021, 2, 28)
    assert kept_until(ended) == date(2026, 8, 31)
    assert public_until(None) is None
    assert kept_until(None) is None


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2019, 12, 31), False),  # not declared yet
        (date(2020, 1, 31), False),  # declared, but only from February
        (date(2020, 2, 1), True),
        (date(2021, 2, 28), True),
        (date(2021, 3, 1), False),
    ],
)
def test_the_register_of_a_day_shows_what_was_declared_and_not_long_over(day, shown):
    found = is_public_on(
        day,
        starts_on=date(2020, 2, 1),
        ended_on=date(2020, 8, 31),
        declared_on=date(2020, 1, 10),
    )

    assert found is shown


def test_an_interest_without_days_is_shown_from_its_declaration():
    assert is_public_on(MARCH, starts_on=None, ended_on=None, declared_on=MARCH)
