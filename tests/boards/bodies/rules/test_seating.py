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


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "sentence"),
    [
        (MAY, MAY, ""),
        (
            MAY,
            APRIL,
            "The term cannot end on 1 April 2022, before it starts on 1 May 2022.",
        ),
    ],
)
def test_nothing_ends_before_it_starts(starts_on, ends_on, sentence):
    assert wrong_days(starts_on, ends_on, "The term") == sentence


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


@pytest.mark.parametrize(
    ("holder", "seat_taken", "one_seat", "one_officer"),
    [
        (
            {"ends_on": JUNE},
            "B holds this seat until 1 June 2022. Begin on 2 June 2022 or later.",
            "One person holds one seat: B has “Chair” until 1 June 2022 (RULE-BRD-16).",
            (
                "B is marked as the accountable officer until 1 June 2022. There is one on"
                " any day: take that mark off first."
            ),
        ),
        (
            {"starts_on": JUNE},
            "B holds this seat since 1 June 2022. End that appointment first.",
            "One person holds one seat: B has “Chair” since 1 June 2022 (RULE-BRD-16).",
            (
                "B is marked as the accountable officer since 1 June 2022. There is one on"
                " any day: take that mark off first."
            ),
        ),
        (
            {"starts_on": APRIL, "ends_on": MAY},
            (
                "B holds this seat from 1 April 2022 to 1 May 2022. Begin on 2 May 2022 or"
                " later."
            ),
            (
                "One person holds one seat: B has “Chair” from 1 April 2022 to 1 May 2022"
                " (RULE-BRD-16)."
            ),
            (
                "B is marked as the accountable officer from 1 April 2022 to 1 May 2022."
                " There is one on any day: take that mark off first."
            ),
        ),
    ],
)
def test_the_first_that_meets_the_term_is_named(
    holder, seat_taken, one_seat, one_officer
):
    term = Span(starts_on=MAY)
    others = [
        Sitting(person="A", ends_on=APRIL),
        Sitting(person="B", seat="Chair", **holder),
        Sitting(person="C", seat="Deputy chair"),
    ]

    assert already_held(term, others) == seat_taken
    assert holds_another(term, "B", others) == one_seat
    assert second_officer(term, others) == one_officer


def test_what_bars_a_person_is_said_with_its_days():
    bars = [
        BarredFor(reason="Disqualified", ends_on=APRIL),
        BarredFor(reason="A Member of Parliament"),
        BarredFor(reason="Bankrupt"),
    ]

    assert barred(Span(starts_on=MAY), "C", bars) == (
        "C may not sit without dates: A Member of Parliament."
    )


def test_an_appointment_outside_its_seat_is_told_the_days_of_the_seat():
    seat = Span(starts_on=APRIL, ends_on=JUNE)

    assert outside_the_seat(Span(starts_on=MAY, ends_on=JUNE), seat, "Chair") == ""
    assert outside_the_seat(Span(starts_on=MAY), seat, "Chair") == (
        "Chair is a seat from 1 April 2022 to 1 June 2022. Keep the appointment within"
        " these days."
    )


SERVED = [Span(starts_on=APRIL, ends_on=APRIL), Span(starts_on=MAY, ends_on=MAY)]
ONE_YEAR = (
    "A term in this seat lasts 1 year: give a last day, 31 May 2023 at the latest."
)


@pytest.mark.parametrize(
    ("term", "limits", "sentence"),
    [
        (Span(starts_on=JUNE), {}, ""),
        (Span(starts_on=JUNE), {"most": 3}, ""),
        (
            Span(starts_on=JUNE),
            {"most": 2},
            (
                "A has 2 terms in such a seat already, from 1 April 2022 to 1 April 2022 and"
                " from 1 May 2022 to 1 May 2022; at most 2 terms are allowed."
            ),
        ),
        (
            Span(starts_on=JUNE),
            {"most": 1, "served": SERVED[:1]},
            (
                "A has 1 term in such a seat already, from 1 April 2022 to 1 April 2022; at"
                " most 1 term is allowed."
            ),
        ),
        (Span(starts_on=JUNE), {"years": 1}, ONE_YEAR),
        (Span(starts_on=JUNE, ends_on=date(2023, 6, 1)), {"years": 1}, ONE_YEAR),
        (Span(starts_on=JUNE, ends_on=date(2023, 5, 31)), {"years": 1}, ""),
        (Span(), {"years": 3}, ""),
    ],
)
def test_terms_keep_to_the_limits_that_are_set(term, limits, sentence):
    given = {"years": None, "most": None, "served": SERVED} | limits

    assert beyond_the_terms(term, "A", **given) == sentence
