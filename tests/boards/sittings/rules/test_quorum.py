"""Enough of the right people, counted once, without those barred (nhs-practice 3.2)."""

import datetime as dt
from dataclasses import replace

import pytest

from boards.sittings.rules.presence import Presence
from boards.sittings.rules.quorum import (
    AtTable,
    LineAsked,
    QuorumTerms,
    may_vote,
    needed_of,
    quorum_of,
)

TEN = dt.datetime(2020, 12, 2, 10, tzinfo=dt.UTC)
HERE = Presence(was_there=True)
TERMS = QuorumTerms(share=50, seats=7)


def member(number: int, *kinds: str, **more: object) -> AtTable:
    return AtTable(
        person=number,
        name=f"Member {number}",
        has_vote=True,
        is_deputy=False,
        constituencies=frozenset(kinds),
        presence=HERE,
        **more,
    )


MEMBERS = [member(number) for number in range(1, 5)]


@pytest.mark.parametrize(
    ("share", "seats", "needed"),
    [(50, 7, 4), (50, 8, 5), (50, 21, 11), (51, 10, 6), (33, 9, 3), (100, 5, 5)],
)
def test_a_majority_is_more_than_half_and_a_share_is_rounded_up(share, seats, needed):
    assert needed_of(share, seats) == needed


def test_enough_members_are_a_quorum():
    found = quorum_of(TERMS, MEMBERS, TEN)

    assert (found.state, found.present, found.needed) == ("quorate", 4, 4)
    assert (found.state_words, found.count_words) == ("Quorate", "4 count, 4 needed")
    assert found.reasons == ()
    assert found.may_decide


def test_one_too_few_is_none_and_says_so():
    found = quorum_of(TERMS, MEMBERS[:3], TEN)

    assert found.state == "inquorate"
    assert found.reasons == ("3 count and 4 are needed.",)
    assert found.state_words == "Not quorate"
    assert not found.may_decide
    assert quorum_of(TERMS, MEMBERS[:1], TEN).reasons == ("1 counts and 4 are needed.",)


# nhs-practice 11, row 6
@pytest.mark.parametrize("words", ["does not vote", "leaves for the item"])
def test_a_member_barred_by_a_ruling_does_not_count_for_the_item(words):
    people = [replace(MEMBERS[0], barred=words), *MEMBERS[1:]]

    found = quorum_of(TERMS, people, TEN)

    assert (found.state, found.present) == ("inquorate", 3)
    assert f"Member 1 {words} and does not count for this item." in found.reasons


def test_the_reason_is_said_of_the_barred_member_who_has_left_too():
    gone = replace(
        MEMBERS[0], barred="leaves for the item", presence=Presence(was_there=False)
    )

    assert "Member 1 leaves for the item." in quorum_of(TERMS, [gone], TEN).reasons


# nhs-practice 11, row 8
def test_a_person_in_two_seats_counts_once_and_for_both_kinds():
    both = member(1, "partner_trust", "chief_executive")
    terms = QuorumTerms(
        share=50,
        seats=3,
        lines=(
            LineAsked("Chief executive", frozenset({"chief_executive"})),
            LineAsked("Partner member", frozenset({"partner_trust"})),
        ),
    )

    found = quorum_of(terms, [both, both], TEN)

    assert found.present == 1
    assert [line.is_met for line in found.lines] == [True, True]
    assert found.count_words == "1 counts, 2 needed"


# nhs-practice 11, row 7
def test_who_comes_late_neither_counts_nor_votes_before():
    late = replace(
        MEMBERS[0],
        presence=Presence(was_there=True, arrived_at=TEN + dt.timedelta(minutes=31)),
    )
    people = [late, *MEMBERS[1:]]

    assert quorum_of(TERMS, people, TEN).present == 3
    assert not may_vote(late, TERMS, TEN)
    assert may_vote(late, TERMS, TEN + dt.timedelta(minutes=31))


@pytest.mark.parametrize(
    ("allows", "counts", "said"),
    [
        (True, 1, None),
        (False, 0, "allow no deputies"),
        (None, 0, "do not say that deputies count"),
    ],
)
def test_a_deputy_counts_where_the_terms_allow_deputies(allows, counts, said):
    deputy = replace(MEMBERS[0], is_deputy=True)

    found = quorum_of(replace(TERMS, allows_deputies=allows), [deputy], TEN)

    assert found.present == counts
    assert (said is None) or said in " ".join(found.reasons)


@pytest.mark.requirement("MIN-03")
def test_those_in_attendance_never_count_and_never_vote():
    attending = replace(MEMBERS[0], has_vote=False)

    assert quorum_of(TERMS, [attending], TEN).present == 0
    assert not may_vote(attending, TERMS, TEN)


@pytest.mark.requirement("DOI-15")
def test_who_is_barred_from_the_vote_is_no_voter():
    assert may_vote(MEMBERS[0], TERMS, TEN)
    assert not may_vote(replace(MEMBERS[0], barred="does not vote"), TERMS, TEN)


def test_a_line_that_is_not_met_makes_it_inquorate():
    line = LineAsked("Medical or nursing director", frozenset({"medical", "nursing"}))
    terms = replace(TERMS, lines=(line,))

    found = quorum_of(terms, MEMBERS, TEN)

    assert found.state == "inquorate"
    assert found.reasons == ("Medical or nursing director: 0 here, 1 needed.",)
    with_doctor = [member(9, "medical"), *MEMBERS]
    assert quorum_of(terms, with_doctor, TEN).state == "quorate"


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (None, "give no quorum"),
        (replace(TERMS, share=None), "give no quorum"),
        (replace(TERMS, seats=0), "No seat"),
    ],
)
def test_a_quorum_that_nobody_gave_is_not_known(terms, said):
    found = quorum_of(terms, MEMBERS, TEN)

    assert (found.state, found.present, found.needed) == ("not_known", 4, None)
    assert said in found.reasons[0]
    assert (found.state_words, found.count_words) == (
        "Quorum not known",
        "4 count towards it",
    )
    assert found.may_decide


def test_it_is_kept_as_plain_values():
    line = LineAsked("Chair", frozenset({"chair"}))

    plain = quorum_of(replace(TERMS, lines=(line,)), MEMBERS, TEN).to_json()

    assert plain["lines"] == [{"words": "Chair", "needed": 1, "present": 0}]
    assert plain["reasons"] == ["Chair: 0 here, 1 needed."]
