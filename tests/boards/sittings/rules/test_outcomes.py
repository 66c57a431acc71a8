"""Which outcome a recommendation asks for, when it may be recorded, and in which words."""

import datetime as dt

import pytest

from boards.meetings.enums import MeetingState
from boards.sittings.enums import DECIDES, OutcomeKind
from boards.sittings.rules.outcomes import (
    Asked,
    Course,
    ItemFacts,
    carried_by,
    check_kind,
    check_quorum,
    check_sitting,
    decides,
    follows,
    moment_of,
    offered_kinds,
    outcome_words,
    own_kind,
    without_outcome,
)
from ics_portal.core.errors import RuleBroken

TEN = dt.datetime(2020, 12, 2, 10, tzinfo=dt.UTC)
TICK = dt.timedelta(microseconds=1)


def minutes(number):
    return TEN + dt.timedelta(minutes=number)


@pytest.mark.requirement("MIN-11")
@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        (Asked("Approve"), "approved"),
        (Asked(" ratify "), "ratified"),
        (Asked("Take assurance"), "assured"),
        (Asked("Welcome", "Endorsed", 50), "endorsed"),
        (Asked("Resolve", "resolved", 65), "agreed"),
        (Asked("Hear", "heard", 30), "noted"),
        (Asked(""), "noted"),
    ],
)
def test_the_past_tense_of_the_verb_comes_first(asked, kind):
    assert own_kind(asked) == kind
    assert offered_kinds(own_kind(asked))[0] == kind


@pytest.mark.requirement("MIN-12")
def test_the_whole_set_is_offered_once():
    offered = offered_kinds(OutcomeKind.APPROVED)

    assert offered[:4] == ["approved", "not_approved", "deferred", "referred"]
    assert sorted(offered) == sorted(OutcomeKind)
    assert offered_kinds(OutcomeKind.DEFERRED)[:3] == [
        *("deferred", "not_approved", "referred")
    ]


def test_where_nothing_may_be_decided_no_decision_is_offered():
    offered = offered_kinds(OutcomeKind.APPROVED, may_decide=False)

    assert not set(offered) & set(DECIDES)
    assert offered[:2] == ["deferred", "referred"]


@pytest.mark.requirement("MIN-12")
@pytest.mark.parametrize("kind", list(OutcomeKind))
def test_each_outcome_has_its_words(kind):
    check_kind(kind)
    assert outcome_words(kind, "the  plan.").endswith("the plan.")
    assert decides(kind) == (kind in DECIDES)


def test_words_name_the_item_and_where_it_goes():
    assert outcome_words("noted", "", title="Winter plan") == "Noted “Winter plan”."
    assert outcome_words("deferred", "the plan", where="a later meeting") == (
        "Deferred the plan to a later meeting."
    )


@pytest.mark.parametrize(
    ("words", "kind", "own"),
    [
        ("Approved the plan.", "approved", False),
        ("Deferred the plan to a later meeting.", "deferred", False),
        ("Approved the plan, with thanks.", "approved", True),
        ("Approved the plan.", "noted", True),
    ],
)
def test_words_of_its_own_are_told_from_those_that_follow(words, kind, own):
    assert follows(words, kind, "the plan") is not own


@pytest.mark.requirement("MIN-12")
def test_what_is_none_of_the_set_is_refused():
    with pytest.raises(RuleBroken) as refusal:
        check_kind("shelved")
    assert refusal.value.rule_id == "MIN-12"


def test_only_what_is_not_approved_says_no():
    assert [kind for kind in OutcomeKind if not carried_by(kind)] == ["not_approved"]


@pytest.mark.parametrize("state", ["sitting", "held"])
def test_outcomes_are_of_a_meeting_that_sits_or_was_held(state):
    check_sitting(state, was_begun=True)


@pytest.mark.parametrize(
    ("state", "was_begun", "sentence"),
    [
        (
            MeetingState.CANCELLED,
            True,
            (
                "This meeting is cancelled: outcomes are recorded while it sits, or once"
                " it was held."
            ),
        ),
        (
            MeetingState.SITTING,
            False,
            (
                "The meeting has not reached this item. Begin the item first, then record"
                " what became of it."
            ),
        ),
    ],
)
def test_an_outcome_before_its_time_is_refused(state, was_begun, sentence):
    with pytest.raises(RuleBroken) as refusal:
        check_sitting(state, was_begun=was_begun)
    assert (refusal.value.rule_id, refusal.value.message) == ("DEC-1", sentence)


@pytest.mark.parametrize(
    ("kind", "state"),
    [("approved", "quorate"), ("approved", "not_known"), ("deferred", "inquorate")],
)
def test_a_quorum_is_needed_to_decide_and_for_nothing_else(kind, state):
    check_quorum(kind, state, ())


@pytest.mark.parametrize("kind", DECIDES)
def test_without_a_quorum_nothing_is_decided(kind):
    with pytest.raises(RuleBroken) as refusal:
        check_quorum(kind, "inquorate", ("Four are there; six are needed.",))

    assert refusal.value.rule_id == "DEC-2"
    assert "Four are there; six are needed. It may be discussed" in (
        refusal.value.message
    )
    with pytest.raises(RuleBroken, match=r"for this item\. It may be discussed"):
        check_quorum(kind, "inquorate", ())


@pytest.mark.parametrize(
    ("course", "now", "moment"),
    [
        (Course(None), minutes(5), minutes(5)),
        (Course(TEN), minutes(5), minutes(5)),
        (Course(minutes(9)), minutes(5), minutes(9)),
        (Course(TEN, ended_at=minutes(20)), minutes(90), minutes(20) - TICK),
        (Course(TEN, next_at=minutes(15)), minutes(90), minutes(15) - TICK),
        (
            Course(TEN, next_at=minutes(30), closed_at=minutes(60)),
            *(minutes(90), minutes(30) - TICK),
        ),
        (Course(TEN, ended_at=TEN), minutes(90), TEN),
        (Course(minutes(30), ended_at=minutes(20)), minutes(90), minutes(90)),
        (Course(TEN, closed_at=minutes(60)), minutes(40), minutes(40)),
    ],
)
def test_the_moment_that_counts_is_the_last_at_which_the_item_was_on(
    course, now, moment
):
    assert moment_of(course, now) == moment


def test_an_item_to_decide_without_an_outcome_is_listed():
    """MIN-14."""
    facts = [
        ItemFacts(1, (Asked("Approve"),), 0, has_outcome=False),
        ItemFacts(2, (Asked("Note"),), 0, has_outcome=False),
        ItemFacts(3, (Asked("Approve"),), 1, has_outcome=True),
        ItemFacts(4, (Asked("Approve"),), 0, has_outcome=True),
        ItemFacts(5, (), 0, has_outcome=False),
    ]
    assert without_outcome(facts) == [1, 3]
