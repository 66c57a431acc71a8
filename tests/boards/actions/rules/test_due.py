"""Due dates and how an action stands on a day."""

from datetime import date

import pytest

from boards.actions.enums import ActionState, DuePrecision
from boards.actions.rules import (
    ACTION_STATES,
    Due,
    Standing,
    age_band,
    check_closing_day,
    clean_line,
    clean_words,
    code_after,
    is_due_at,
    raised_on,
    read_due,
    slip_words,
    split_updates,
    standing,
    standing_words,
    typed_due,
)
from ics_portal.core.errors import RuleBroken

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


@pytest.mark.parametrize(
    "text", ["", " ", "-", "TBC", "Ongoing", "On-going", "To be confirmed"]
)
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


@pytest.mark.requirement("LOG-05")
@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("13.01.2021", date(2021, 1, 13), DuePrecision.DAY),
        ("January 2021", date(2021, 1, 31), DuePrecision.MONTH),
        ("On-going", None, DuePrecision.NONE),
        ("", None, DuePrecision.NONE),
    ],
)
def test_a_typed_date_is_a_day_a_month_or_none(text, day, precision):
    due = typed_due(text)

    assert (due.day, due.precision, due.text) == (day, precision, text)


@pytest.mark.requirement("LOG-05")
@pytest.mark.parametrize("text", ["at the next meeting", "soon", "-" * 61, "32.1.2021"])
def test_another_due_date_is_refused_with_what_can_be_typed(text):
    with pytest.raises(RuleBroken, match="a month such as January 2021") as refusal:
        typed_due(text)

    assert (refusal.value.rule_id, refusal.value.field) == ("LOGB-1", "due")


@pytest.mark.requirement("LOG-02")
@pytest.mark.parametrize(
    ("taken", "code"),
    [
        ((), "ICSB201104-01"),
        (("ICSB201104-01", "ICSB201104-03"), "ICSB201104-04"),
        (("ICSB201104-99",), "ICSB201104-100"),
        (("ICSB200902-07", "ICSB2201104", "ICSB201104-x"), "ICSB201104-01"),
    ],
)
def test_the_next_code_is_body_day_and_two_digits_never_given_twice(taken, code):
    assert code_after("ICSB", date(2020, 11, 4), taken) == code


@pytest.mark.requirement("LOG-06")
@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        (date(2020, 12, 1), True),
        (date(2020, 12, 2), True),
        (date(2020, 12, 3), False),
        (None, False),
    ],
)
def test_what_is_due_on_or_before_the_meeting_is_due_at_it(due_on, expected):
    assert is_due_at(due_on, held_on=MEETING_DAY) is expected


@pytest.mark.parametrize(
    ("moved", "expected", "words"),
    [
        (0, Standing.ON_TRACK, ""),
        (1, Standing.MOVED, "Date revised once"),
        (2, Standing.MOVED, "Date revised twice"),
        (3, Standing.MOVED, "Date revised 3 times"),
    ],
)
def test_a_date_that_moved_is_amber_however_far_off(moved, expected, words):
    facts = {
        "due_on": date(2021, 3, 1),
        "is_closed": False,
        "on": MEETING_DAY,
        "moved": moved,
    }

    assert (standing(**facts), standing_words(**facts)) == (expected, words)


def test_the_latest_date_rules_overdue_however_often_it_moved():
    facts = {"is_closed": False, "on": MEETING_DAY, "moved": 2}

    assert standing(due_on=date(2020, 12, 1), **facts) == Standing.OVERDUE
    assert standing(due_on=None, **facts) == Standing.NO_DATE


@pytest.mark.parametrize(
    ("first", "latest", "words"),
    [
        (date(2020, 12, 2), date(2021, 1, 13), "42 days later"),
        (date(2020, 12, 2), date(2020, 12, 1), "1 day earlier"),
        (date(2020, 12, 2), date(2020, 12, 2), ""),
        (None, date(2020, 12, 2), ""),
        (date(2020, 12, 2), None, ""),
    ],
)
def test_the_slip_counts_from_the_first_date_to_the_one_that_rules(
    first, latest, words
):
    assert slip_words(first, latest) == words


@pytest.mark.requirement("LOG-08")
@pytest.mark.parametrize(
    ("raised", "band"),
    [
        (date(2020, 12, 1), "Under 3 months"),
        (date(2020, 9, 2), "3 to 6 months"),
        (date(2020, 5, 1), "6 to 9 months"),
        (date(2020, 3, 4), "9 months or more"),
        (None, "Not known when it was raised"),
    ],
)
def test_the_age_of_an_open_action_is_told_in_bands(raised, band):
    assert age_band(raised, on=MEETING_DAY) == band


def test_an_action_proposed_for_closure_is_closed_or_kept_open_by_the_meeting():
    proposed = ActionState.PROPOSED

    assert ACTION_STATES.move(proposed, ActionState.CLOSED) == ActionState.CLOSED
    assert ACTION_STATES.allows(proposed, ActionState.IN_PROGRESS)
    with pytest.raises(RuleBroken, match="is closed, so it cannot become in progress"):
        ACTION_STATES.move(ActionState.CLOSED, ActionState.IN_PROGRESS)


@pytest.mark.parametrize(
    ("held_on", "sentence"),
    [
        (date(2020, 12, 3), "still to come"),
        (date(2020, 11, 3), "before the action was raised"),
    ],
)
def test_only_a_meeting_held_since_it_was_raised_closes_an_action(held_on, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        check_closing_day(held_on, raised_on=date(2020, 11, 4), today=MEETING_DAY)


def test_a_meeting_of_today_closes_an_action_and_so_does_one_of_the_day_it_was_raised():
    check_closing_day(MEETING_DAY, raised_on=None, today=MEETING_DAY)
    check_closing_day(MEETING_DAY, raised_on=MEETING_DAY, today=MEETING_DAY)


def test_words_are_asked_for_and_have_an_end():
    assert clean_words(" a\r\nb ", ask="Say it.", field="text") == "a\nb"
    assert clean_line(" a\n b ", ask="", field="lead", most=3) == "a b"
    assert clean_words(" ", ask="", field="text") == ""
    with pytest.raises(RuleBroken, match="Say it"):
        clean_words(" ", ask="Say it.", field="text")
    with pytest.raises(RuleBroken, match="Shorten this to 3 letters; it has 4"):
        clean_line("abcd", ask="", field="lead", most=3)
