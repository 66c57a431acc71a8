"""What may be typed, and the sentence when it may not."""

import pytest

from boards.meetings.enums import StandingItem
from boards.meetings.rules import (
    clean_format,
    clean_minutes,
    clean_title,
    join_owners,
    split_owners,
    standing_of,
)
from boards.meetings.rules.words import clean_phrases, clean_reason
from ics_portal.core.errors import RuleBroken


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Finance Report", "Finance Report"),
        ("  Finance\r\n Report\t ", "Finance Report"),
        ("Finance\x00Report", "Finance Report"),
        ("x" * 300, "x" * 300),
    ],
)
def test_a_title_is_kept_on_one_line(typed, kept):
    assert clean_title(typed) == kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter a title."),
        (" \n ", "Enter a title."),
        (
            "x" * 301,
            "The title must be 300 characters or fewer; this one has 301.",
        ),
    ],
)
def test_a_title_that_cannot_be_kept_is_refused_with_a_sentence(typed, sentence):
    with pytest.raises(RuleBroken) as refusal:
        clean_title(typed)

    assert (refusal.value.message, refusal.value.field) == (sentence, "title")


@pytest.mark.parametrize(("typed", "kept"), [("1", 1), (" 10 ", 10), (480, 480)])
def test_minutes_are_whole(typed, kept):
    assert clean_minutes(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "0", "-5", "1000", "481", "ten", "10.5", "9" * 400]
)
def test_other_minutes_are_refused_with_an_example(typed):
    with pytest.raises(RuleBroken) as refusal:
        clean_minutes(typed)

    assert refusal.value.message == (
        "Minutes must be a whole number from 1 to 480, for example 10."
    )


@pytest.mark.requirement("AGD-06")
@pytest.mark.parametrize("known", ["verbal", "attached", "presentation", "to_follow"])
def test_the_four_formats_are_known(known):
    assert clean_format(known) == known


@pytest.mark.requirement("AGD-06")
def test_another_format_is_refused_naming_the_four():
    with pytest.raises(RuleBroken) as refusal:
        clean_format("by post")

    assert refusal.value.message == (
        "Choose a format: Verbal, Attached, Presentation, To follow."
    )


@pytest.mark.requirement("AGD-07")
@pytest.mark.parametrize(
    ("typed", "owners"),
    [
        ("Chair", ("Chair",)),
        ("Chair / Medical Director", ("Chair", "Medical Director")),
        ("Chair/All / Chair", ("Chair", "All")),
        (" / ", ()),
        ("", ()),
        (
            "Clinical Chair, NHS Morecambe Bay CCG (ICP lead)",
            ("Clinical Chair, NHS Morecambe Bay CCG (ICP lead)",),
        ),
    ],
)
def test_owners_are_read_between_slashes(typed, owners):
    assert split_owners(typed) == owners


@pytest.mark.requirement("AGD-07")
def test_several_owners_are_shown_with_a_slash():
    assert join_owners(["Chair", "All"]) == "Chair / All"


def test_an_owner_that_is_too_long_is_refused():
    with pytest.raises(RuleBroken, match="200 characters or fewer"):
        split_owners("x" * 201)


def test_a_reason_must_say_something():
    with pytest.raises(RuleBroken, match="Say why") as refusal:
        clean_reason("  ", ask="Say why.", rule="MTG-3")

    assert refusal.value.rule_id == "MTG-3"


def test_a_reason_is_kept_without_the_blanks_about_it():
    assert clean_reason(" late paper ", ask="Say why.", rule="MTG-3") == "late paper"


@pytest.mark.requirement("AGD-08")
@pytest.mark.parametrize(
    ("title", "standing"),
    [
        ("Welcome, Introductions and Apologies", StandingItem.WELCOME),
        ("Apologies for absence", StandingItem.WELCOME),
        ("Declarations of Interest", StandingItem.DECLARATIONS),
        ("declaration of interests", StandingItem.DECLARATIONS),
        ("Quoracy", StandingItem.QUORUM),
        ("Minutes of Previous Meeting and Actions", StandingItem.MINUTES),
        ("Key Messages", StandingItem.KEY_MESSAGES),
        ("Items for the Next Board Meeting", StandingItem.NEXT_ITEMS),
        ("Any Other Business", StandingItem.ANY_OTHER_BUSINESS),
        ("AOB", StandingItem.ANY_OTHER_BUSINESS),
        ("Finance Report", StandingItem.NONE),
        ("Register of declarations of interest: annual review", StandingItem.NONE),
        ("AOBX", StandingItem.NONE),
    ],
)
def test_standing_items_are_known_by_their_titles(title, standing):
    assert standing_of(title) == standing


def test_phrases_stand_one_to_a_line_each_once():
    assert clean_phrases(" Project\t Lantern\r\n\nProject Lantern\nHarbour ") == (
        "Project Lantern\nHarbour"
    )
    assert clean_phrases(" \n ") == ""


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Harbour\nHall", "“Hall” has 4"),
        ("x" * 101, "has 101"),
        ("\n".join(f"Phrase {n}" for n in range(21)), "20 lines at most"),
    ],
)
def test_phrases_that_say_nothing_or_too_much_are_refused(typed, words):
    with pytest.raises(RuleBroken, match=words) as refused:
        clean_phrases(typed)

    assert (refused.value.rule_id, refused.value.field) == ("MTG-7", "phrases")
