"""Where an agenda closes."""

import pytest

from boards.meetings.rules import (
    closing_place,
    closing_section,
    minutes_title,
)


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


@pytest.mark.requirement("MIN-16")
@pytest.mark.parametrize(
    ("title", "day", "expected"),
    [
        (
            "Minutes from Previous Meeting and Matters Arising – 4 November 2020",
            "7 October 2020",
            "Minutes from Previous Meeting and Matters Arising – 7 October 2020",
        ),
        (
            "Minutes of the last meeting",
            "4 May 2021",
            "Minutes of the last meeting – 4 May 2021",
        ),
        (
            "Minutes of 4th November 2020",
            "2 December 2020",
            "Minutes – 2 December 2020",
        ),
        ("Minutes (Wednesday 4 November 2020)", "", "Minutes"),
    ],
)
def test_the_day_in_the_title_is_that_of_the_meeting_before(title, day, expected):
    assert minutes_title(title, day) == expected
