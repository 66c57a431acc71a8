"""How accessible a pack is said to be."""

import pytest

from boards.packs.rules import PaperAccess, accessibility_sentences, accessible_words

GOOD = PaperAccess("7", "Clinical Strategy", accessible=True)
SCAN = PaperAccess("8", "Signed agreement", accessible=False, remedy="Ask for Word.")


@pytest.mark.parametrize(
    ("accessible", "papers", "words"),
    [
        (7, 8, "7 of 8 papers accessible"),
        (1, 1, "1 of 1 paper accessible"),
        (0, 0, ""),
    ],
)
def test_the_count_in_words(accessible: int, papers: int, words: str):
    assert accessible_words(accessible, papers) == words


def test_each_paper_that_falls_short_is_named_and_no_conformance_is_claimed():
    assert accessibility_sentences([GOOD, GOOD, SCAN]) == (
        "2 of 3 papers accessible: our checks found no error in them.",
        (
            "Item 8, Signed agreement: a screen reader may not be able to read it. Ask for "
            "it in another form."
        ),
    )


def test_one_good_paper_and_none():
    assert accessibility_sentences([GOOD, SCAN])[0] == (
        "1 of 2 papers accessible: our checks found no error in it."
    )
    assert accessibility_sentences([SCAN])[0] == "0 of 1 paper accessible."
    assert accessibility_sentences([]) == ()
