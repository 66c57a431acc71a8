"""Due dates and how an action stands on a day."""

from datetime import date

import pytest

from boards.actions.rules import (
    Due,
    Standing,
    raised_on,
    read_due,
    split_updates,
    standing,
    standing_words,
)

MEETING_DAY = date(2020, 12, 2)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("13.01.2021", date(2021, 1, 13)),
        ("13/01/2021", date(2021, 1, 13)),
        ("13-1-21", date(2021, 1, 13)),
        ("2021-01-13", date(2021, 1, 13)),
        ("13 January 2021", date(2021, 1, 13)),
        ("13th Jan 2021", date(2021, 1, 13)),
        ("  2   December\n2020 ", date(2020, 12, 2)),
        ("January 2021", date(2021, 1, 31)),
        ("Sept 2020", date(2020, 9, 30)),
        ("February 2020", date(2020, 2, 29)),
    ],
)
def test_a_day_is_read_as_printed_and_a_month_means_its_last_day(text: str, day: date):
    due = read_due(text)

    assert (due.day, due.is_clear) == (day, True)


@pytest.mark.parametrize("text", ["", " ", "-", "TBC", "Ongoing", "To be confirmed"])
def test_usual_words_for_no_date_are_clear_and_give_no_day(text: str):
    assert read_due(text) == Due(None, text.strip(), is_clear=True)


@pytest.mark.parametrize(
    "text",
    [
        "next spring",
        "31.02.2021",
        "12 Smarch 2021",
        "13.13.2021",
        "2021-00-10",
        "00.00.0000",
    ],
)
def test_what_is_no_date_is_kept_as_printed_and_marked_unclear(text: str):
    assert read_due(text) == Due(None, text, is_clear=False)


@pytest.mark.parametrize(
    ("due_on", "is_closed", "expected", "words"),
    [
        (date(2020, 12, 1), False, Standing.OVERDUE, "Overdue by 1 day"),
        (date(2020, 11, 2), False, Standing.OVERDUE, "Overdue by 30 days"),
        (date(2020, 12, 2), False, Standing.SOON, "Due today"),
        (date(2020, 12, 16), False, Standing.SOON, "Due within 14 days"),
        (date(2020, 12, 17), False, Standing.ON_TRACK, ""),
        (None, False, Standing.NO_DATE, "No date set"),
        (date(2020, 11, 2), True, Standing.CLOSED, ""),
        (None, True, Standing.CLOSED, ""),
    ],
)
def test_how_an_action_stands_on_the_day_of_the_meeting(
    due_on: date | None, is_closed: bool, expected: Standing, words: str
):
    facts = {"due_on": due_on, "is_closed": is_closed, "on": MEETING_DAY}

    assert (standing(**facts), standing_words(**facts)) == (expected, words)


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("ICSB200902-01", date(2020, 9, 2)),
        ("ICSB200304-12", date(2020, 3, 4)),
        ("ICSB2200915", None),
        ("ICSB209902-01", None),
        ("", None),
    ],
)
def test_a_code_names_the_meeting_that_raised_it_unless_it_is_a_legacy_one(
    code: str, day: date | None
):
    assert raised_on(code) == day


def test_progress_notes_in_one_cell_are_taken_apart():
    assert split_updates("First note. // Second\n note //  ") == (
        "First note.",
        "Second note",
    )
