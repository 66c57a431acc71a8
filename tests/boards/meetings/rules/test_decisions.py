"""How a body decides and numbers its decisions: plain values."""

from datetime import date

import pytest

from boards.meetings.rules.decisions import check_day, check_method, number_after
from ics_portal.core.errors import RuleBroken

DAY = date(2022, 7, 6)


@pytest.mark.requirement("ICB-21")
@pytest.mark.parametrize(
    ("method", "reason"),
    [
        ("consensus", ""),
        ("vote", ""),
        ("chair", "Two views remained."),
        ("third_party", "Peer review by another system."),
    ],
)
def test_consensus_and_votes_need_no_reason_others_give_one(method, reason):
    check_method(method, reason)


@pytest.mark.requirement("ICB-21")
@pytest.mark.parametrize(
    ("method", "field", "sentence"),
    [
        (
            "chair",
            "reason",
            "Say why consensus could not be reached, and the chair decided.",
        ),
        ("third_party", "reason", "Say whose support was needed, and why."),
        ("lots", "method", "Choose how it was decided."),
    ],
)
def test_a_decision_without_consensus_says_why(method, field, sentence):
    with pytest.raises(RuleBroken) as refusal:
        check_method(method, "")

    problem = refusal.value
    assert (problem.rule_id, problem.field, problem.message) == (
        *("MTG-12", field),
        sentence,
    )


@pytest.mark.parametrize("held_on", [None, date(2022, 7, 5), DAY])
def test_a_decision_is_made_at_its_meeting_or_after(held_on):
    check_day(DAY, held_on=held_on, today=DAY)


@pytest.mark.parametrize(
    ("held_on", "today", "sentence"),
    [
        (
            None,
            date(2022, 7, 5),
            "Give the day it was decided, today or before; 6 July 2022 is still to come.",
        ),
        (
            date(2022, 7, 7),
            date(2022, 8, 1),
            "The meeting was on 7 July 2022: give that day, or one after it.",
        ),
    ],
)
def test_a_day_that_cannot_be_is_refused(held_on, today, sentence):
    with pytest.raises(RuleBroken) as refusal:
        check_day(DAY, held_on=held_on, today=today)

    assert (refusal.value.message, refusal.value.field) == (sentence, "decided_on")


@pytest.mark.parametrize(
    ("numbers", "following"),
    [
        ([], "ICB-2022-001"),
        (["ICB-2022-001", "ICB-2022-006"], "ICB-2022-007"),
        (["ICB-2021-009", "ICBX-2022-009", "ICB-2022-draft"], "ICB-2022-001"),
        (["ICB-2022-999"], "ICB-2022-1000"),
        (["ICB-2022-1000", "ICB-2022-999"], "ICB-2022-1001"),
    ],
)
def test_numbers_run_through_the_year_of_a_body(numbers, following):
    assert number_after("ICB", 2022, numbers) == following
