"""Numbers of a vote, ties, and dissents."""

import pytest

from boards.meetings.rules.votes import (
    Votes,
    check_casting,
    check_dissents,
    check_numbers,
    check_result,
)
from ics_portal.core.errors import RuleBroken


@pytest.mark.parametrize(
    ("votes", "carried", "words"),
    [
        (Votes(7, 5), True, "7 for, 5 against"),
        (Votes(5, 7, 1), False, "5 for, 7 against, 1 abstained"),
        (Votes(6, 6), False, "6 for, 6 against"),
        (
            *(Votes(6, 6, 0, casting_for=True), True),
            "6 for, 6 against; carried by the casting vote",
        ),
        (
            *(Votes(6, 6, 2, casting_for=False), False),
            "6 for, 6 against, 2 abstained; not carried by the casting vote",
        ),
    ],
)
def test_the_majority_decides_and_in_a_tie_the_casting_vote(votes, carried, words):
    assert (votes.is_carried, votes.in_words()) == (carried, words)
    check_result(votes, carried=carried)


@pytest.mark.parametrize(
    ("votes", "carried", "sentence"),
    [
        (
            *(Votes(5, 7), True),
            (
                "The vote was not carried: 5 for, 7 against. Record it as not approved,"
                " or put the numbers right."
            ),
        ),
        (
            *(Votes(7, 5), False),
            (
                "The vote was carried: 7 for, 5 against. Record it as carried, or put"
                " the numbers right."
            ),
        ),
    ],
)
def test_what_is_written_down_is_what_the_majority_said(votes, carried, sentence):
    with pytest.raises(RuleBroken) as refusal:
        check_result(votes, carried=carried)
    assert refusal.value.message == sentence


@pytest.mark.parametrize("voters", [None, 12, 13])
def test_no_more_vote_than_are_there(voters):
    check_numbers(Votes(7, 4, 1), voters=voters)


@pytest.mark.parametrize(
    ("votes", "voters", "sentence"),
    [
        (Votes(0, 0, 4), None, "Enter how many voted for and against."),
        (
            *(Votes(7, 5), 11),
            (
                "12 votes are more than the 11 people present who may vote on this item."
                " Nobody votes for somebody who is away."
            ),
        ),
    ],
)
def test_numbers_nobody_counted_are_refused(votes, voters, sentence):
    with pytest.raises(RuleBroken) as refusal:
        check_numbers(votes, voters=voters)
    assert (refusal.value.rule_id, refusal.value.message) == ("DEC-3", sentence)


def test_a_tie_has_its_casting_vote():
    check_casting(Votes(7, 5))
    check_casting(Votes(6, 6, casting_for=False), presiding=1)
    check_casting(Votes(6, 6, casting_for=True), presiding=1, voters={1, 2})


@pytest.mark.parametrize(
    ("votes", "presiding", "voters", "said"),
    [
        (Votes(7, 5, casting_for=True), 1, {1}, "only where as many are for"),
        (Votes(6, 6), 1, {1}, "The vote is tied: say how"),
        (Votes(6, 6, casting_for=True), None, {1}, "nobody is recorded as presiding"),
        (Votes(6, 6, casting_for=True), 3, {1}, "may not vote on this item"),
    ],
)
def test_a_casting_vote_is_that_of_a_voter_who_presides(votes, presiding, voters, said):
    with pytest.raises(RuleBroken, match=said) as refusal:
        check_casting(votes, presiding=presiding, voters=voters)
    assert (refusal.value.rule_id, refusal.value.field) == ("DEC-4", "casting_vote")


def test_dissents_are_those_of_voters_who_did_not_vote_for():
    check_dissents([], None, voters=None)
    check_dissents([2, 3], Votes(7, 1, 1), voters={1, 2, 3})
    check_dissents([2], None, voters={2})


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ([2, 2], "Name each person once"),
        ([9], "Only somebody present who may vote"),
        ([1, 2, 3], "More dissents are named"),
    ],
)
def test_a_dissent_of_nobody_is_refused(people, said):
    with pytest.raises(RuleBroken, match=said) as refusal:
        check_dissents(people, Votes(7, 2), voters={1, 2, 3})
    assert refusal.value.field == "dissents"
