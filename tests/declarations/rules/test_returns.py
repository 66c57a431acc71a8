"""The days of a yearly round, and when reminders go out."""

import datetime as dt

import pytest

from declarations.rules.returns import (
    check_answer,
    check_cycle,
    check_open,
    financial_year_of,
    reminder_step,
)
from ics_portal.core.errors import RuleBroken

OPENS, CLOSES = dt.date(2020, 10, 1), dt.date(2020, 11, 30)


def test_a_year_of_two_years_in_a_row_and_days_in_order_is_a_round():
    check_cycle("2020/21", OPENS, CLOSES)
    check_cycle("2099/00", OPENS, OPENS)


@pytest.mark.parametrize(
    ("year", "opens", "closes", "field", "words"),
    [
        ("2020", OPENS, CLOSES, "year", "Enter the year as 2020/21"),
        ("2020/22", OPENS, CLOSES, "year", "two years in a row"),
        ("2020/21", None, CLOSES, "opens_on", "the day it opens"),
        ("2020/21", OPENS, None, "closes_on", "the last day of returns"),
        ("2020/21", CLOSES, OPENS, "closes_on", "Monday 30 November 2020"),
        ("2020/21", OPENS, dt.date(2021, 10, 3), "closes_on", "a year at most"),
    ],
)
def test_a_round_that_cannot_be_is_refused_at_its_field(
    year, opens, closes, field, words
):
    with pytest.raises(RuleBroken, match=words) as refusal:
        check_cycle(year, opens, closes)

    assert refusal.value.field == field


def test_a_return_is_made_on_its_first_and_its_last_day():
    for day in (OPENS, CLOSES):
        check_open("2020/21 of the Board", OPENS, CLOSES, day)


def test_a_return_outside_its_days_is_refused_with_the_day():
    with pytest.raises(RuleBroken, match="opens on Thursday 1 October 2020"):
        check_open("2020/21", OPENS, CLOSES, OPENS - dt.timedelta(days=1))
    with pytest.raises(RuleBroken, match=r"closed on Monday 30 November 2020\. Ask"):
        check_open("2020/21", OPENS, CLOSES, CLOSES + dt.timedelta(days=1))


def test_the_answer_fits_what_is_on_record():
    check_answer(is_nil=True, interests=0)
    check_answer(is_nil=False, interests=2)
    with pytest.raises(RuleBroken, match="1 interest is on record"):
        check_answer(is_nil=True, interests=1)
    with pytest.raises(RuleBroken, match="2 interests are on record"):
        check_answer(is_nil=True, interests=2)
    with pytest.raises(RuleBroken, match="No interest is on record"):
        check_answer(is_nil=False, interests=0)


@pytest.mark.parametrize(
    ("left", "step"),
    [(60, None), (15, None), (14, 14), (8, 14), (7, 7), (1, 1), (0, 1), (-1, None)],
)
def test_each_reminder_is_due_once_and_the_next_day_too(left, step):
    assert reminder_step(CLOSES, CLOSES - dt.timedelta(days=left)) == step


def test_the_financial_year_begins_in_april():
    assert financial_year_of(dt.date(2020, 4, 1)) == "2020/21"
    assert financial_year_of(dt.date(2021, 3, 31)) == "2020/21"
    assert financial_year_of(dt.date(2099, 12, 1)) == "2099/00"
