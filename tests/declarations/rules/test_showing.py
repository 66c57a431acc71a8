"""What the public sees of an interest, in words."""

import datetime as dt

import pytest

from declarations.enums import InterestState, Showing
from declarations.rules.showing import (
    Standing,
    is_shown,
    may_still_matter,
    public_words,
)

TODAY = dt.date(2020, 12, 2)
ENDED = dt.date(2020, 8, 31)
LONG_AGO = dt.date(2020, 5, 31)


@pytest.mark.parametrize(
    ("one", "shown", "words"),
    [
        (Standing(), True, "Yes"),
        (
            Standing(showing=Showing.ASKED),
            False,
            "Not yet: until the objection is decided",
        ),
        (Standing(ends_on=ENDED), True, "Until 28 February 2021"),
        (
            Standing(ends_on=ENDED, showing=Showing.ASKED),
            False,
            "Not yet: until the objection is decided",
        ),
        (
            Standing(ends_on=LONG_AGO, showing=Showing.ASKED),
            False,
            "No longer: kept inside until 31 May 2026",
        ),
        (
            Standing(ends_on=LONG_AGO),
            False,
            "No longer: kept inside until 31 May 2026",
        ),
        (Standing(is_routine=True), False, "No: routine membership is exempt"),
        (Standing(showing=Showing.INTERNAL), False, "No: kept inside"),
        (
            Standing(showing=Showing.WITHHELD),
            False,
            "No: withheld. The register says how many entries are",
        ),
        (
            Standing(state=InterestState.WITHDRAWN),
            False,
            "No: withdrawn. Registers of earlier days keep it",
        ),
    ],
)
def test_what_is_shown_and_what_is_said_of_it_agree(one, shown, words):
    assert is_shown(one, TODAY) is shown
    assert public_words(one, TODAY) == words


def test_the_last_day_of_six_months_counts():
    assert is_shown(Standing(ends_on=ENDED), dt.date(2021, 2, 28))
    assert not is_shown(Standing(ends_on=ENDED), dt.date(2021, 3, 1))


def test_what_ended_long_ago_matters_no_more():
    assert may_still_matter(None, TODAY)
    assert may_still_matter(ENDED, TODAY)
    assert not may_still_matter(LONG_AGO, TODAY)
