"""What should be so when people are involved."""

from dataclasses import replace
from datetime import date

import pytest

from boards.duties.rules.involvement import (
    InvolvementFact,
    check_consultation,
    consultation_words,
    warnings_of,
)
from ics_portal.core.errors import RuleBroken

FIRST, LAST = date(2022, 9, 1), date(2022, 11, 30)
WELL_DONE = InvolvementFact(
    is_service_change=True,
    level="designed",
    needs_consultation=True,
    starts_on=FIRST,
    ends_on=LAST,
    consultees=(
        ("local_authority", "County Council"),
        ("nhs_trust", "A Trust"),
        ("other", "Healthwatch Coast"),
    ),
    decided_on=date(2022, 12, 7),
    insight="The unit stays open at weekends.",
)


def test_a_proposal_well_put_to_people_needs_nothing():
    assert warnings_of(WELL_DONE) == ()


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        pytest.param(
            {"level": ""},
            "How people were involved is not said.",
            marks=pytest.mark.requirement("ENG-01"),
        ),
        pytest.param(
            {"level": "consulted"},
            "People could comment and no more; more than that is asked for.",
            marks=pytest.mark.requirement("ENG-04"),
        ),
        pytest.param(
            {"needs_consultation": None, "starts_on": None, "ends_on": None},
            "Nobody has said whether this change needs a formal consultation.",
            marks=pytest.mark.requirement("ENG-01"),
        ),
        pytest.param(
            {"starts_on": None, "ends_on": None},
            "A formal consultation is needed, and its days are not set.",
            marks=pytest.mark.requirement("ENG-01"),
        ),
        ({"ends_on": None}, "The consultation has no last day."),
        (
            {"decided_on": LAST},
            (
                "It was decided on 30 November 2022, and the consultation was open until"
                " 30 November 2022."
            ),
        ),
        pytest.param(
            {"consultees": WELL_DONE.consultees[:2]},
            "Neither Healthwatch nor the voluntary sector is among those consulted.",
            marks=pytest.mark.requirement("ENG-06"),
        ),
        pytest.param(
            {"consultees": (("voluntary", "A charity"),)},
            "Among those consulted on this change of service is no council and no NHS"
            " provider.",
            marks=pytest.mark.requirement("ENG-07"),
        ),
        pytest.param(
            {"insight": ""},
            "How what people said told on the decision is not said.",
            marks=pytest.mark.requirement("ENG-08"),
        ),
    ],
)
def test_what_should_be_otherwise_is_said(fault, sentence):
    assert warnings_of(replace(WELL_DONE, **fault)) == (sentence,)


def test_what_changes_no_service_asks_less():
    plain = replace(
        WELL_DONE,
        is_service_change=False,
        needs_consultation=None,
        starts_on=None,
        ends_on=None,
        consultees=(("voluntary", "A charity"),),
        decided_on=None,
        insight="",
    )

    assert warnings_of(plain) == ()
    assert warnings_of(replace(plain, needs_consultation=False)) == ()


def test_nothing_is_said_of_a_decision_the_reader_may_not_know_of():
    early = replace(WELL_DONE, decided_on=FIRST, insight="")

    assert len(warnings_of(early)) == 2
    assert warnings_of(early, is_decision_told=False) == ()


@pytest.mark.parametrize(
    ("needs", "first", "last"),
    [
        (None, None, None),
        (False, None, None),
        (True, None, None),
        (True, FIRST, None),
        (True, FIRST, FIRST),
        (True, FIRST, LAST),
    ],
)
def test_days_of_a_consultation_in_order(needs, first, last):
    check_consultation(needs, first, last)


@pytest.mark.parametrize(
    ("needs", "first", "last", "field", "sentence"),
    [
        (
            None,
            FIRST,
            LAST,
            "needs_consultation",
            "Say that a formal consultation is needed, or leave its days empty.",
        ),
        (
            False,
            None,
            LAST,
            "needs_consultation",
            "Say that a formal consultation is needed, or leave its days empty.",
        ),
        (
            True,
            None,
            LAST,
            "consultation_starts_on",
            "Give the first day of the consultation as well.",
        ),
        (
            True,
            LAST,
            FIRST,
            "consultation_ends_on",
            "The consultation cannot end before it begins on 30 November 2022.",
        ),
    ],
)
def test_days_that_cannot_be_are_refused(needs, first, last, field, sentence):
    with pytest.raises(RuleBroken) as refusal:
        check_consultation(needs, first, last)

    problem = refusal.value
    assert (problem.rule_id, problem.field, problem.message) == (
        *("DUT-50", field),
        sentence,
    )


@pytest.mark.parametrize(
    ("fact", "day", "words"),
    [
        ({"needs_consultation": None}, LAST, "Not said whether one is needed"),
        ({"needs_consultation": False}, LAST, "None is needed"),
        ({"starts_on": None}, LAST, "Needed, without days"),
        (
            {"ends_on": None},
            LAST,
            "From 1 September 2022, without a last day",
        ),
        (
            {},
            date(2022, 8, 31),
            "1 September 2022 to 30 November 2022, to come",
        ),
        ({}, FIRST, "1 September 2022 to 30 November 2022, open on this day"),
        ({}, LAST, "1 September 2022 to 30 November 2022, open on this day"),
        ({}, date(2022, 12, 1), "1 September 2022 to 30 November 2022, over"),
    ],
)
def test_a_consultation_in_words_on_a_day(fact, day, words):
    assert consultation_words(replace(WELL_DONE, **fact), day) == words
