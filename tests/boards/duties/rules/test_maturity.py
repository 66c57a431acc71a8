"""Levels, scores, and two views compared: without a database."""

import pytest

from boards.duties.enums import JointArea
from boards.duties.rules.maturity import (
    Score,
    agreement,
    compared,
    score_words,
    wrong_level,
    wrong_levels,
    wrong_scores,
)

HOW_MANY = "Name 2 to 10 levels, the lowest first, each on a line of its own."


@pytest.mark.requirement("ICP-06")
@pytest.mark.parametrize("levels", [["Low", "High"], [str(one) for one in range(10)]])
def test_a_scale_has_two_to_ten_levels(levels):
    assert wrong_levels(levels) == ""


@pytest.mark.requirement("ICP-06")
@pytest.mark.parametrize(
    ("levels", "sentence"),
    [
        ([], HOW_MANY),
        (["Only"], HOW_MANY),
        ([str(one) for one in range(11)], HOW_MANY),
        (["Low", ""], "Each level has a name."),
        (["Low", "l" * 61], f"Shorten “{'l' * 61}” to 60 letters."),
        (["Low", "low"], "“low” is there twice. Give each level another name."),
    ],
)
def test_other_levels_are_refused_with_a_sentence(levels, sentence):
    assert wrong_levels(levels) == sentence


@pytest.mark.parametrize("level", [None, 1, 3])
def test_a_level_of_the_scale_or_not_assessed(level):
    assert wrong_level(level, ["a", "b", "c"]) == ""


@pytest.mark.parametrize("level", [0, 4, -1])
def test_no_other_level_counts(level):
    assert wrong_level(level, ["a", "b", "c"]) == (
        "The scale has 3 levels: choose one of them, or “Not assessed”."
    )


def test_an_assessment_assesses_something():
    nothing = [Score("quality"), Score("planning", None, "No time")]

    assert wrong_scores(nothing) == "Say the level of at least one area."
    assert wrong_scores([*nothing, Score("delivery", 1)]) == ""


@pytest.mark.requirement("ICP-06")
@pytest.mark.parametrize(
    ("own", "peers", "words"),
    [
        (None, None, "Not assessed"),
        (2, None, "No view of the peers"),
        (None, 2, "No view of its own"),
        (2, 2, "The same"),
        (2, 3, "Peers one level higher"),
        (3, 1, "Peers two levels lower"),
    ],
)
def test_two_views_are_compared_in_words(own, peers, words):
    assert compared(own, peers) == words


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (Score("quality", 2, "Plan agreed"), "Quality: High (Plan agreed)"),
        (Score("quality", 1), "Quality: Low"),
        (Score("quality"), "Quality: not assessed"),
    ],
)
def test_an_area_is_said_on_one_line(score, words):
    assert score_words("Quality", score, ["Low", "High"]) == words


def test_levels_of_two_scales_are_not_compared():
    assert compared(2, 2, on_one_scale=False) == "Two scales: not compared"


def test_where_both_say_the_same():
    own = {"quality": 2, "planning": 1, "delivery": None, "workforce": 3}
    peers = {"quality": 2, "planning": 3, "delivery": 1, "workforce": None}

    assert agreement(own, peers) == (1, 2)
    assert agreement(own, {}) == (0, 0)


@pytest.mark.requirement("ICP-05")
def test_there_are_the_eight_areas_of_the_source():
    assert JointArea.labels == [
        "2.1 Place-based leadership and collaboration",
        "2.2 Listening to the voice of our communities",
        "2.3 Planning integrated services",
        "2.4 Delivering integrated services",
        "2.5 Population health management",
        "2.6 Improving quality of services",
        "2.7 Maximising the use of resources",
        "2.8 Valuing and developing the workforce",
    ]
