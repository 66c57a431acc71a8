"""Days that meet, terms, and who may be put into a seat: without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards.bodies.rules import Span
from boards.bodies.rules.days import (
    last_day_of_term,
    lies_within,
    meet,
    span_words,
    wrong_days,
)
from boards.bodies.rules.forms import circle, missing_for_form, wrong_standing
from boards.bodies.rules.seating import (
    BarredFor,
    Sitting,
    already_held,
    barred,
    beyond_the_terms,
    holds_another,
    outside_the_seat,
    second_officer,
)

APRIL, MAY, JUNE = date(2022, 4, 1), date(2022, 5, 1), date(2022, 6, 1)
DAYS = st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 8))
WEEK = [date(2019, 12, 31 - n) for n in (1, 0)] + [
    date(2020, 1, n) for n in range(1, 11)
]


@st.composite
def spans(draw):
    starts_on, ends_on = draw(DAYS), draw(DAYS)
    if starts_on and ends_on and ends_on < starts_on:
        starts_on, ends_on = ends_on, starts_on
    return Span(starts_on=starts_on, ends_on=ends_on)


@given(spans(), spans())
def test_spans_meet_where_a_day_is_in_both(one, other):
    together = [day for day in WEEK if one.covers(day) and other.covers(day)]

    assert meet(one, other) == meet(other, one) == bool(together)


@given(spans(), spans())
def test_one_lies_within_the_other_where_no_day_is_outside(inner, outer):
    outside = [day for day in WEEK if inner.covers(day) and not outer.covers(day)]

    assert lies_within(inner, outer) == (not outside)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "words"),
    [
        (APRIL, MAY, "from 1 April 2022 to 1 May 2022"),
        (APRIL, None, "from 1 April 2022"),
        (None, MAY, "until 1 May 2022"),
        (None, None, "without dates"),
    ],
)
def test_a_span_is_said_in_words(starts_on, ends_on, words):
    assert span_words(starts_on, ends_on) == words
    assert wrong_days(starts_on, ends_on, "It") == ""


def test_a_term_of_years_ends_the_day_before_the_anniversary():
    assert last_day_of_term(APRIL, 3) == date(2025, 3, 31)
    assert last_day_of_term(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert last_day_of_term(date(2024, 2, 29), 4) == date(2028, 2, 28)


def test_what_does_not_meet_the_term_stands_against_nothing():
    term = Span(starts_on=MAY, ends_on=MAY)
    before = Sitting(person="A", seat="Chair", ends_on=APRIL)
    bar = BarredFor(reason="Disqualified", starts_on=JUNE)

    assert already_held(term, [before]) == ""
    assert holds_another(term, "A", [before]) == ""
    assert barred(term, "A", [bar]) == ""
    assert second_officer(term, [before]) == ""
    assert outside_the_seat(term, Span(), "Chair") == ""


def test_the_first_that_meets_the_term_is_named():
    term = Span(starts_on=MAY)
    others = [
        Sitting(person="A", ends_on=APRIL),
        Sitting(person="B", seat="Chair", ends_on=JUNE),
    ]

    assert already_held(term, others).startswith("B holds this seat until 1 June 2022.")
    assert "has “Chair” until 1 June 2022" in holds_another(term, "B", others)
    assert second_officer(term, others).startswith("B is marked")
    bars = [BarredFor(reason="x", ends_on=APRIL), BarredFor(reason="MP")]
    assert barred(term, "C", bars) == "C may not sit without dates: MP."


def test_limits_that_are_not_set_do_not_bind():
    served = [Span(starts_on=APRIL, ends_on=MAY)]

    def say(**limits):
        return beyond_the_terms(
            Span(starts_on=JUNE), "A", **{"years": None, "most": None} | limits,
            served=served,
        )  # fmt: skip

    assert say() == say(most=2) == ""
    assert say(most=1).endswith("at most 1 term is allowed.")
    assert say(years=1).endswith(
        "lasts 1 year: give a last day, 31 May 2023 at the latest."
    )
    assert beyond_the_terms(Span(), "A", years=3, most=None, served=[]) == ""


def test_a_form_with_all_it_needs_misses_nothing():
    given_all = {
        "has_partner": True,
        "has_director": True,
        "lead": "A trust",
        "is_member": True,
        "has_contract": True,
        "held": [],
    }
    for kind, form in [
        ("place_partnership", "icb_committee"),
        ("place_partnership", "lead_provider"),
        ("provider_collaborative", "lead_provider"),
    ]:
        assert missing_for_form(kind=kind, form=form, **given_all) == ("", "")


def test_the_first_standing_may_be_any_and_a_circle_is_spelt_out():
    assert wrong_standing("", "statutory") == ""
    assert wrong_standing("proposed", "shadow") == ""
    assert circle(["A", "B", "A"]) == "That would be a circle: A under B under A."
