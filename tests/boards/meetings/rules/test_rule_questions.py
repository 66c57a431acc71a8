"""Questions of the public: cut-off, limits, patients, steps and the clock."""

import datetime as dt

import pytest

from boards.meetings.enums import MeetingState, QuestionState
from boards.meetings.rules import questions as rules
from ics_portal.core.errors import RuleBroken

MEETING = dt.date(2020, 12, 2)
LIMITS = rules.Limits(
    takes_questions=True,
    cut_off_working_days=3,
    words=10,
    per_person=2,
    per_meeting=5,
    answer_working_days=20,
)
LAST = dt.datetime.combine(dt.date(2020, 11, 26), dt.time(17))


def refused(rule: str, act, *args, **kwargs) -> str:
    with pytest.raises(RuleBroken) as problem:
        act(*args, **kwargs)
    assert problem.value.rule_id == rule
    return problem.value.message


def test_three_clear_working_days_lie_between_the_last_day_and_the_meeting():
    assert rules.last_moment(MEETING, 3) == LAST


def test_a_bank_holiday_is_no_working_day():
    # nhs-practice 11, row 2: Good Friday and Easter Monday of 2021.
    assert rules.last_moment(dt.date(2021, 4, 8), 3) == dt.datetime.combine(
        dt.date(2021, 3, 31), dt.time(17)
    )


@pytest.mark.parametrize(
    ("now", "is_open"), [(LAST, True), (LAST + dt.timedelta(minutes=1), False)]
)
def test_a_question_is_in_time_to_the_minute(now, is_open):
    found = rules.asking(MEETING, MeetingState.CALLED, LIMITS, now)

    assert (found.is_open, found.until) == (is_open, LAST)
    assert bool(found.reason) is not is_open


@pytest.mark.parametrize(
    "state", [MeetingState.HELD, MeetingState.CANCELLED, MeetingState.SITTING]
)
def test_only_a_meeting_to_come_takes_questions(state):
    found = rules.asking(MEETING, state, LIMITS, LAST)

    assert "takes no more questions" in refused("QST-1", rules.check_asking, found)


def test_a_body_can_take_none_and_a_meeting_only_so_many():
    none = rules.asking(
        MEETING, MeetingState.CALLED,
        rules.Limits(False, 3, 10, 2, 5, 20), LAST,
    )  # fmt: skip
    assert "does not take questions" in refused("QST-1", rules.check_asking, none)
    full = rules.asking(MEETING, MeetingState.CALLED, LIMITS, LAST, taken=5)
    assert "5" in refused("QST-1", rules.check_asking, full)
    rules.check_asking(
        rules.asking(MEETING, MeetingState.CALLED, LIMITS, LAST, taken=4)
    )


def test_the_words_of_a_question_are_counted():
    assert rules.check_text(" What will\r\nchange? ", 3) == "What will\nchange?"
    assert "it has 4" in refused("QST-2", rules.check_text, "One two three four", 3)
    assert "Enter" in refused("QST-2", rules.check_text, "  ", 3)
    assert "Shorten" in refused("QST-2", rules.check_text, "x" * 6001, 3)


def test_one_person_asks_two():
    rules.check_person(1, LIMITS)
    assert "2 questions" in refused("QST-3", rules.check_person, 2, LIMITS)


@pytest.mark.parametrize(
    "text",
    [
        "Why was 943 476 5919 sent home?",
        "Why was 9434765919 sent home?",
        "Why was 943-476-5919 sent home?",
        "Why was \uff19434765919 sent home?",  # a wide nine
        "My date of birth is in May",
        "DOB 1 May",
        "I was born on 1 May",
        "My NHS number is lost",
        "hospital number 7",
    ],
)
def test_a_question_that_lets_a_patient_be_known_is_refused(text):
    message = refused("QST-4", rules.check_names_no_patient, text)

    assert "patient" in message
    assert "5919" not in message  # it goes into no log by way of the sentence


@pytest.mark.parametrize(
    "text",
    [
        "Why did 9434765918 patients wait?",  # a wrong check digit
        "The plan of 2019/20 cost 1,234,567 pounds.",
        "Call 020 7946 0000 0 for more",
        "How many patients were seen by the service?",
        "A number of 12345678901234567890 digits",
    ],
)
def test_other_questions_pass(text):
    rules.check_names_no_patient(text)


def test_an_nhs_number_has_ten_digits_and_its_check_digit():
    assert rules.is_nhs_number("943 476 5919")
    assert not rules.is_nhs_number("943 476 5918")
    assert not rules.is_nhs_number("943 476 591")


def test_the_item_is_one_of_the_published_agenda():
    rules.check_item("", ())
    rules.check_item("7", ("7",))
    refused("QST-5", rules.check_item, "8", ("7",))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (QuestionState.RECEIVED, QuestionState.ANSWERED),
        (QuestionState.ACCEPTED, QuestionState.ACCEPTED),
        (QuestionState.REFUSED, QuestionState.ANSWERED),
        (QuestionState.ANSWERED, QuestionState.REFUSED),
    ],
)
def test_a_step_that_is_none_is_refused_with_the_way_on(old, new):
    assert refused("QST-6", rules.check_move, old, new, words="Yes")


def test_a_refusal_has_a_reason_and_an_answer_has_words():
    received, accepted = QuestionState.RECEIVED, QuestionState.ACCEPTED
    rules.check_move(received, QuestionState.REFUSED, refusal="unfit")
    rules.check_move(accepted, QuestionState.ANSWERED, words="Yes")
    refused("QST-6", rules.check_move, received, QuestionState.REFUSED)
    refused("QST-6", rules.check_move, accepted, QuestionState.ANSWERED, words=" ")
    refused(
        "QST-6", rules.check_move, accepted, QuestionState.ANSWERED, words="x" * 6001
    )
    refused(
        "QST-6", rules.check_move, QuestionState.ANSWERED, QuestionState.ANSWERED,
        words="Yes", is_published=True,
    )  # fmt: skip


def test_an_answer_is_published_once():
    rules.check_publishing(QuestionState.ANSWERED, is_published=False)
    refused("QST-7", rules.check_publishing, QuestionState.ACCEPTED, is_published=False)
    refused("QST-7", rules.check_publishing, QuestionState.ANSWERED, is_published=True)


def test_the_answer_is_due_twenty_working_days_after_the_meeting():
    # Christmas Day, the holiday for Boxing Day and New Year's Day are left out.
    due = rules.answer_due(dt.date(2020, 11, 20), MEETING, 20)

    assert due == dt.date(2021, 1, 4)
    assert rules.answer_due(dt.date(2020, 12, 9), MEETING, 1) == dt.date(2020, 12, 10)


def test_an_answer_is_late_the_day_after_it_was_due():
    due = dt.date(2021, 1, 4)
    assert not rules.is_answer_late(due, None, due)
    assert rules.is_answer_late(due, None, due + dt.timedelta(days=1))
    assert not rules.is_answer_late(due, due, due + dt.timedelta(days=9))
    assert not rules.is_answer_late(None, None, due)


def test_much_the_same_is_found_within_six_months_and_only_suggested():
    day = dt.date(2020, 11, 20)
    text = "How many beds will open at the coast this winter?"
    others = [
        (1, dt.date(2020, 9, 1), "How many beds will open on the coast this winter"),
        (2, dt.date(2020, 1, 1), text),  # longer ago
        (3, day, "What does the board do about dentists?"),
        (4, dt.date(2020, 11, 21), text),  # came later
        (5, day, "?"),
    ]

    assert rules.much_the_same(text, day, others) == [1]
    assert rules.much_the_same("?", day, others) == []
