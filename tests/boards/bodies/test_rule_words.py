"""Where a rule comes from, in words."""

import pytest

from boards.bodies.rules.sources import source_words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("000:66", "H&W design framework summary, June 2021, line 66"),
        ("000:63-67", "H&W design framework summary, June 2021, lines 63-67"),
        ("004:14,120", "NHS Providers briefing, June 2021, lines 14, 120"),
        ("constitution 3.6", "constitution 3.6"),
        ("999:1", "999:1"),
    ],
)
def test_a_source_is_a_document_and_its_lines(source, words):
    assert source_words(source) == words
