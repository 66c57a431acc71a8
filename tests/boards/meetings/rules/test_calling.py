"""Notice in time and late, and which moves a meeting may make."""

from datetime import date

import pytest

from boards.meetings.enums import CallKind, MeetingState, NoticeKind
from boards.meetings.rules.calling import (
    NoticeRules,
    check_call,
    check_late,
    check_new_day,
    check_notice,
    members_notice_by,
    public_notice_by,
    public_notice_words,
)
from boards.meetings.rules.deadlines import CallingFacts, deadlines
from boards.meetings.rules.meeting_states import MEETING_STATES, notice_of_move
from ics_portal.core.errors import RuleBroken

THURSDAY = date(2020, 11, 12)
MONDAY = date(2020, 11, 9)
SUNDAY = date(2020, 11, 8)
RULES = NoticeRules()


def test_notice_on_monday_for_a_thursday_is_two_clear_days_and_too_late():
    # nhs-practice 11, row 1.
    assert public_notice_by(THURSDAY, RULES) == SUNDAY
    assert (
        public_notice_words(MONDAY, THURSDAY, 3)
        == "2 clear days (Tue 10, Wed 11): too late, 3 are needed"
    )
    assert (
        public_notice_words(SUNDAY, THURSDAY, 3)
        == "3 clear days (Mon 9, Tue 10, Wed 11)"
    )
    assert (
        public_notice_words(date(2020, 11, 11), THURSDAY, 3)
        == "0 clear days: too late, 3 are needed"
    )


def test_a_meeting_called_late_needs_its_notice_when_it_is_called():
    assert public_notice_by(THURSDAY, RULES, called_on=MONDAY) == MONDAY
    assert public_notice_by(THURSDAY, RULES, called_on=date(2020, 11, 1)) == SUNDAY


@pytest.mark.parametrize(
    ("kind", "by"),
    [
        (CallKind.ORDINARY, date(2020, 10, 13)),
        (CallKind.BY_CHAIR, date(2020, 10, 29)),
        (CallKind.EMERGENCY, date(2020, 11, 10)),
    ],
)
def test_members_have_notice_by_how_the_meeting_is_called(kind, by):
    assert members_notice_by(THURSDAY, kind, RULES) == by


def test_only_the_usual_call_needs_no_reason():
    assert check_call(CallKind.ORDINARY, " ") == ""
    assert check_call(CallKind.EMERGENCY, " Flood. ") == "Flood."
    for kind in (CallKind.BY_CHAIR, CallKind.EMERGENCY):
        with pytest.raises(RuleBroken) as refusal:
            check_call(kind, " ")
        assert refusal.value.field == "reason"
    with pytest.raises(RuleBroken):
        check_call("by post", "why not")


@pytest.mark.parametrize(
    ("kind", "state", "in_public"),
    [
        (NoticeKind.CANCELLED, MeetingState.CALLED, True),
        (NoticeKind.PUBLIC, MeetingState.HELD, True),
        (NoticeKind.PUBLIC, MeetingState.PLANNED, True),
        (NoticeKind.PUBLIC, MeetingState.CALLED, False),
    ],
)
def test_a_notice_that_is_not_given(kind, state, in_public):
    with pytest.raises(RuleBroken):
        check_notice(kind, state, in_public=in_public)


def test_a_notice_that_is_given():
    check_notice(NoticeKind.PUBLIC, MeetingState.CALLED, in_public=True)
    check_notice(NoticeKind.MEMBERS, MeetingState.CALLED, in_public=False)


def test_late_notice_has_its_reason_and_the_agreement_of_who_presides():
    asked = {"late_reason": "Printer", "agreed_by": "Chair", "words": "2 clear days"}

    assert check_late(MONDAY, SUNDAY, **asked) == ("Printer", "Chair")
    assert check_late(SUNDAY, SUNDAY, **asked) == ("", "")
    for field in ("late_reason", "agreed_by"):
        with pytest.raises(RuleBroken) as refusal:
            check_late(MONDAY, SUNDAY, **{**asked, field: " "})
        assert refusal.value.field == field


def test_a_meeting_is_postponed_to_another_day_to_come_or_to_none():
    check_new_day(None, held_on=THURSDAY, today=MONDAY)
    check_new_day(date(2020, 11, 19), held_on=THURSDAY, today=MONDAY)
    for day in (THURSDAY, SUNDAY):
        with pytest.raises(RuleBroken):
            check_new_day(day, held_on=THURSDAY, today=MONDAY)


def test_what_is_over_goes_nowhere():
    for state in MeetingState:
        assert not MEETING_STATES.allows(MeetingState.CANCELLED, state)
        assert not MEETING_STATES.allows(MeetingState.HELD, state)
    assert MEETING_STATES.allows(MeetingState.ADJOURNED, MeetingState.SITTING)
    assert not MEETING_STATES.allows(MeetingState.POSTPONED, MeetingState.SITTING)


def test_a_change_people_must_know_makes_a_notice():
    assert notice_of_move("adjourned", "sitting") == NoticeKind.RESUMED
    assert notice_of_move("called", "sitting") is None
    assert notice_of_move("called", "cancelled") == NoticeKind.CANCELLED


def rail(today, **facts):
    found = deadlines(
        THURSDAY,
        papers_due_days=8,
        papers_to_members_days=5,
        issued_on=None,
        today=today,
        meets_in_public=True,
        calling=CallingFacts(rules=RULES, question_working_days=3, **facts),
    )
    return {each.title: each for each in found}


def test_a_meeting_in_private_and_a_body_that_takes_no_questions_have_fewer():
    def titles(in_public, days):
        found = deadlines(
            THURSDAY,
            papers_due_days=10,
            papers_to_members_days=7,
            issued_on=None,
            today=date(2020, 11, 3),
            meets_in_public=in_public,
            calling=CallingFacts(rules=RULES, question_working_days=days),
        )
        return {each.title for each in found}

    assert titles(False, 3) == titles(True, 3) - {
        "Public notice",
        "Papers on the website",
        "Questions from the public",
    }
    assert titles(True, None) == titles(True, 3) - {"Questions from the public"}


@pytest.mark.requirement("PUB-01")
def test_the_rail_counts_down_in_the_days_each_deadline_is_counted_in():
    found = rail(date(2020, 11, 3), members_on=date(2020, 10, 10))

    assert found["Public notice"].left == "8 clear days left"
    assert found["Papers on the website"].on == date(2020, 11, 5)
    assert found["Papers on the website"].left == "2 days left"
    assert found["Questions from the public"].on == MONDAY
    assert found["Questions from the public"].left == "4 working days left"
    assert found["Notice to members"].state == "done"
    assert found["Notice to members"].left == ""
    assert rail(date(2020, 11, 5))["Papers on the website"].left == "today"


def test_the_rail_says_what_was_late_and_what_is_too_late():
    late = rail(MONDAY, public_on=MONDAY)["Public notice"]
    assert (late.state, late.left) == ("missed", "")
    assert late.note.endswith("done 9 Nov 2020, late")

    none = rail(MONDAY)["Public notice"]
    assert (none.state, none.left) == ("missed", "2 clear days left: too late")
    assert rail(MONDAY)["Papers on the website"].left == ""

    called = rail(MONDAY, members_on=MONDAY, public_on=MONDAY)["Public notice"]
    assert called.state == "done"
    assert "the day it was called" in called.note


def test_of_a_meeting_gone_by_without_a_record_nothing_is_claimed():
    found = rail(date(2020, 11, 13))

    assert found["Public notice"].state == "passed"
    assert found["Public notice"].left == ""
    assert rail(THURSDAY, state="held")["Meeting"].state == "done"
