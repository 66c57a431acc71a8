"""Deciding between two meetings: plain values."""

from datetime import date

import pytest

from boards.meetings.rules.rounds import (
    Tally,
    check_answer,
    check_deciding,
    check_failing,
    check_open,
    check_opening,
    tally,
)
from ics_portal.core.errors import RuleBroken

TODAY = date(2022, 7, 6)
LATER = date(2022, 7, 13)
FINE = {
    "virtual_tried": "A call was tried on Monday.",
    "allows_written": True,
    "closes_on": LATER,
    "today": TODAY,
}


def test_answers_are_counted_and_told():
    counted = tally(["agrees", "agrees", "against", "abstains", "waiting"])

    assert counted == Tally(5, 2, 1, 1)
    assert (counted.answered, counted.waiting) == (4, 1)
    assert counted.in_words() == (
        "4 of 5 answered: 2 agree, 1 does not agree, 1 abstains"
    )
    assert Tally(5, 1, 2, 2).in_words() == (
        "5 of 5 answered: 1 agrees, 2 do not agree, 2 abstain"
    )


@pytest.mark.parametrize(
    ("counted", "carried", "lost"),
    [
        (Tally(10, 6, 0, 0), True, False),
        (Tally(10, 5, 0, 0), False, False),
        (Tally(10, 5, 5, 0), False, True),
        (Tally(9, 5, 4, 0), True, False),
    ],
)
def test_more_than_half_of_all_who_vote_carry(counted, carried, lost):
    assert (counted.is_carried, counted.cannot_carry) == (carried, lost)


@pytest.mark.parametrize("kind", ["urgent", "written"])
def test_a_round_begins(kind):
    check_opening(kind, **FINE)


@pytest.mark.parametrize(
    ("kind", "fault", "rule_id", "field", "said"),
    [
        ("poll", {}, "DEC-7", "kind", "Choose an urgent decision"),
        (
            *("urgent", {"virtual_tried": ""}),
            *("DEC-7", "virtual_meeting_tried", "Say first what was tried"),
        ),
        ("written", {"allows_written": None}, "DEC-8", "kind", "do not say whether"),
        ("written", {"allows_written": False}, "DEC-8", "kind", "do not allow"),
        ("written", {"closes_on": None}, "DEC-8", "closes_on", "Enter the last day"),
        (
            *("urgent", {"closes_on": date(2022, 7, 5)}),
            *("DEC-8", "closes_on", "has passed already"),
        ),
    ],
)
def test_a_round_that_may_not_begin_is_refused(kind, fault, rule_id, field, said):
    with pytest.raises(RuleBroken, match=said) as refusal:
        check_opening(kind, **{**FINE, **fault})
    assert (refusal.value.rule_id, refusal.value.field) == (rule_id, field)


def test_an_ended_round_stays_ended():
    check_open("open")
    with pytest.raises(RuleBroken, match="This round has ended: not carried"):
        check_open("failed")


def test_an_urgent_answer_may_come_late():
    check_answer("agrees", kind="urgent", closes_on=TODAY, today=LATER)
    check_answer("against", kind="written", closes_on=LATER, today=LATER)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("waiting", "Choose an answer"),
        ("perhaps", "Choose an answer"),
        ("agrees", "The last day for answers was 6 July 2022"),
    ],
)
def test_no_answer_or_a_late_one_is_refused(answer, said):
    with pytest.raises(RuleBroken, match=said):
        check_answer(answer, kind="written", closes_on=TODAY, today=LATER)


def test_a_round_that_came_to_a_decision():
    check_deciding("written", Tally(9, 5, 0, 0), decided_by="")
    check_deciding("urgent", Tally(9, 1, 0, 0), decided_by="Chair and Chief Executive")


@pytest.mark.parametrize(
    ("kind", "answers", "decided_by", "said"),
    [
        ("written", Tally(9, 4, 0, 0), "", "more than half of the voting members"),
        ("urgent", Tally(9, 4, 0, 0), "", "Say who decided"),
        ("urgent", Tally(9, 0, 0, 0), "Chair", "Nobody was consulted yet"),
    ],
)
def test_a_round_without_a_decision_is_refused(kind, answers, decided_by, said):
    with pytest.raises(RuleBroken, match=said):
        check_deciding(kind, answers, decided_by=decided_by)


def test_a_resolution_fails_when_its_day_is_over_or_it_cannot_carry():
    check_failing(Tally(9, 4, 0, 0), closes_on=TODAY, today=LATER)
    check_failing(Tally(9, 2, 5, 0), closes_on=LATER, today=TODAY)
    with pytest.raises(RuleBroken, match="It may still be carried"):
        check_failing(Tally(9, 4, 0, 0), closes_on=LATER, today=LATER)
    with pytest.raises(RuleBroken, match="It was carried"):
        check_failing(Tally(9, 5, 0, 0), closes_on=TODAY, today=LATER)
