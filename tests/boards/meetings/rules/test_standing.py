"""Where an agenda closes."""

import pytest

from boards.meetings.rules import closing_place, closing_section


@pytest.mark.parametrize(
    ("standings", "place"),
    [
        ([], 0),
        (["", ""], 2),
        (["", "aob"], 1),
        (["", "next_items", "aob", ""], 1),
        (["", "key_messages", "aob"], 1),
        (["key_messages", "", "aob"], 2),
    ],
)
def test_business_ends_before_any_other_business(standings, place):
    assert closing_place(standings) == place


@pytest.mark.parametrize(
    ("sections", "place"),
    [
        ([], None),
        ([("Routine", ["welcome"]), ("Business", [""])], None),
        ([("Business", [""]), ("Last", ["aob"])], 1),
        ([("Business", [""]), ("Any Other Business", [])], 1),
        ([("Business", [""]), ("Closing", [""]), ("Private", [""])], 1),
        ([("Business", [""]), ("Last", ["", "aob"])], None),
        ([("Any Other Business", ["aob"])], None),
    ],
)
def test_the_closing_section_is_called_so_or_holds_nothing_else(sections, place):
    assert closing_section(sections) == place
