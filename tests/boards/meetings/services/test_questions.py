"""Questions of the public, from being sent to the published answer."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from boards.bodies.services.seen import mark_of
from boards.meetings.enums import MeetingState, QuestionState
from boards.meetings.models import PublicQuestion
from boards.meetings.services import questions as services
from ics_portal.accounts.actor import ANONYMOUS, Role
from ics_portal.core.audit.models import AuditEvent
from ics_portal.core.errors import EditConflict, RuleBroken
from tests.factories.bodies import actor_in
from tests.factories.calling import MeetingSettingsFactory, PublicQuestionFactory
from tests.factories.meetings import AgendaItemFactory, AgendaSectionFactory
from tests.factories.published import a_published_board, a_section

pytestmark = pytest.mark.django_db

AT = dt.datetime(2020, 11, 24, 9, tzinfo=dt.UTC)


@pytest.fixture
def board():
    return a_published_board()


def ask(board, text="What will change on the coast?", **fields):
    details = services.QuestionDetails(
        **{"asked_by": "Ann", "email": "ann@example.org", "text": text, **fields}
    )
    return services.ask_question(
        meeting=board.meeting, details=details, actor=ANONYMOUS, at=AT
    )


def refused(rule, act, *args, **kwargs):
    with pytest.raises(RuleBroken) as problem:
        act(*args, **kwargs)
    assert problem.value.rule_id == rule


def test_a_question_is_kept_with_its_item_and_its_clock(board):
    board.agenda(a_section(2), published_at=AT)
    section = AgendaSectionFactory(meeting=board.meeting)
    AgendaItemFactory(section=section)
    item = AgendaItemFactory(section=section)

    row = ask(board, item_number="2", publish_name=True)

    assert row.item == item
    assert row.state == QuestionState.RECEIVED
    assert row.answer_due_on == dt.date(2021, 1, 4)
    assert row.history.count() == 1


def test_no_record_but_the_question_itself_names_who_asked(board):
    ask(board, asked_by="Ann Asker")

    event = AuditEvent.objects.get(verb="question_received")
    told = f"{event.target_label}{event.detail}{event.actor_name}{event.reason}"
    assert "Asker" not in told
    assert "ann@example.org" not in told


def test_two_per_person_and_five_per_meeting(board):
    for number in range(2):
        ask(board, f"Question {number}?")
    refused("QST-3", ask, board, "A third?", email="ANN@example.org")
    refused("QST-3", ask, board, "Question 1?")
    PublicQuestionFactory(meeting=board.meeting, state="refused", refusal="unfit")
    for number in range(3):
        ask(board, f"Other {number}?", email=f"bob{number}@example.org")
    refused("QST-1", ask, board, "A sixth?", email="late@example.org")


def test_what_the_body_set_holds(board):
    MeetingSettingsFactory(body=board.body, question_words=3)
    refused("QST-2", ask, board, "One two three four")
    MeetingSettingsFactory._meta.model.objects.update(takes_questions=False)
    refused("QST-1", ask, board, "One two")


def test_an_item_that_is_not_on_the_public_agenda_is_refused(board):
    refused("QST-5", ask, board, item_number="1")


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"asked_by": " "}, "QST-2"),
        ({"asked_by": "9434765919"}, "QST-4"),
        ({"text": "I was born on 1 May"}, "QST-4"),
    ],
)
def test_bad_input_is_refused(board, fields, rule):
    refused(rule, ask, board, **fields)
    assert not PublicQuestion.objects.exists()


def test_a_cancelled_meeting_takes_no_question(board):
    board.meeting.state = MeetingState.CANCELLED
    board.meeting.save()
    refused("QST-1", ask, board)


def test_from_received_to_published(board):
    by = {"actor": actor_in(board.body, Role.SECRETARY), "at": AT}
    row = ask(board)
    refused("QST-6", services.answer_question, question=row, answer="Yes", **by)
    services.accept_question(question=row, **by)
    row = services.answer_question(question=row, answer=" Forty beds. ", **by)
    assert (row.answer, row.answered_at) == ("Forty beds.", AT)
    row = services.publish_answer(question=row, **by)
    assert row.published_at == AT
    refused("QST-7", services.publish_answer, question=row, **by)
    refused("QST-6", services.answer_question, question=row, answer="No", **by)


def test_a_refused_question_says_why_and_can_be_accepted_after_all(board):
    by = {"actor": actor_in(board.body, Role.SECRETARY), "at": AT}
    row = ask(board)
    row = services.refuse_question(
        question=row, refusal="not_ours", words="Ask the council.", **by
    )
    assert (row.state, row.refusal_words) == ("refused", "Ask the council.")
    row = services.accept_question(question=row, **by)
    assert (row.state, row.refusal, row.refusal_words) == ("accepted", "", "")


def test_an_answer_that_names_a_patient_is_not_published(board):
    by = {"actor": actor_in(board.body, Role.SECRETARY), "at": AT}
    row = ask(board)
    services.accept_question(question=row, **by)
    services.answer_question(question=row, answer="See 943 476 5919.", **by)
    refused("QST-4", services.publish_answer, question=row, **by)


def test_two_people_who_answer_at_once_see_both(board):
    by = {"actor": actor_in(board.body, Role.SECRETARY), "at": AT}
    row = ask(board)
    services.accept_question(question=row, **by)
    seen = mark_of("")
    services.answer_question(question=row, answer="Yes.", seen=seen, **by)
    with pytest.raises(EditConflict) as clash:
        services.answer_question(question=row, answer="No.", seen=seen, **by)
    assert (clash.value.mine, clash.value.theirs) == ("No.", "Yes.")


def test_only_the_office_handles_questions(board):
    by = {"actor": actor_in(board.body, Role.MEMBER), "at": AT}
    row = ask(board)
    for act in (services.accept_question, services.publish_answer):
        with pytest.raises(PermissionDenied):
            act(question=row, **by)
