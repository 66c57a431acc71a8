"""Asking without an account and without a cookie, and what the office then does."""

import datetime as dt
import logging
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boards.meetings.forms import questions as forms
from boards.meetings.models import PublicQuestion
from ics_portal.accounts.actor import Role
from tests.factories.bodies import someone_signed_up
from tests.factories.calling import PublicQuestionFactory
from tests.factories.published import a_published_board, a_section

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2020, 11, 25, 12, tzinfo=dt.UTC)
ASK = "/public/meetings/ics-board/2020-12-02/ask/"
TYPED = {
    "text": "What will change on the coast?",
    "item": "1",
    "asked_by": "Ann Asker",
    "email": "ann.asker@example.org",
    "publish_name": "on",
    "website": "",
}


@pytest.fixture(autouse=True)
def a_day_before_the_last(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    cache.clear()


@pytest.fixture
def board():
    board = a_published_board()
    board.agenda(a_section(2))
    return board


def token_of(client: Client) -> str:
    page = client.get(ASK).content.decode()
    return re.search(r'name="token"\s+value="([^"]+)"', page)[1]


def send(client: Client, **changed):
    return client.post(ASK, {**TYPED, "token": token_of(client), **changed})


@pytest.fixture
def stranger():
    return Client(enforce_csrf_checks=True)


def test_a_question_is_sent_without_a_cookie_and_can_be_followed(stranger, board):
    answer = send(stranger)

    row = PublicQuestion.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/public/questions/{row.reference}/"
    assert stranger.cookies == {}
    page = stranger.get(answer["Location"])
    assert page["Cache-Control"] == "private, no-store"
    words = page.content.decode()
    assert "What will change on the coast?" in words
    assert str(row.reference) in words
    assert "Ann Asker" not in words
    assert "ann.asker@example.org" not in words


def test_the_form_is_kept_by_no_cache_and_holds_no_script(stranger, board):
    answer = stranger.get(ASK)

    assert answer["Cache-Control"] == "private, no-store"
    assert answer.cookies == {}
    words = answer.content.decode()
    assert "<script" not in words
    assert "17:00 on Thursday 26 November 2020" in words
    assert "1 Item of business 1" in words


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"token": ""}, forms.NOT_OURS),
        ({"token": "x:y:z"}, forms.NOT_OURS),
        ({"website": "http://spam"}, forms.TRAP),
        ({"email": "ann"}, "Enter an e-mail address such as"),
        ({"text": ""}, "Enter your question."),
        ({"text": "word " * 151}, "it has 151"),
        ({"text": "Why was 943 476 5919 sent home?"}, "NHS number"),
        ({"item": "99"}, "item"),
    ],
)
def test_what_is_refused_says_why_and_nothing_typed_is_lost(
    stranger, board, changed, said
):
    answer = send(stranger, **changed)

    assert answer.status_code == 422
    words = answer.content.decode()
    assert said.replace("’", "&#39;") in words or said in words
    assert "Ann Asker" in words
    assert "ann" in words
    assert not PublicQuestion.objects.exists()


def test_a_form_of_another_meeting_is_refused(stranger, board):
    token = forms.new_token(board.meeting.pk + 1)

    assert send(stranger, token=token).status_code == 422


def test_a_form_open_for_too_long_is_asked_again(stranger, board, monkeypatch):
    monkeypatch.setattr(forms, "GOOD_FOR_SECONDS", -1)
    answer = send(stranger)

    assert forms.TOO_OLD in answer.content.decode()
    assert "What will change on the coast?" in answer.content.decode()
    monkeypatch.setattr(forms, "GOOD_FOR_SECONDS", 60)
    assert send(stranger).status_code == 302  # with the new token


def test_the_button_pressed_twice_sends_one_question(stranger, board):
    token = token_of(stranger)

    first, second = (send(stranger, token=token) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert PublicQuestion.objects.count() == 1


def test_one_address_is_slowed_down_and_loses_nothing(stranger, board, settings):
    settings.ACCOUNT_RATE_LIMITS = {"public_question": "1/h/ip"}
    send(stranger)
    answer = send(stranger, text="Another one?")

    assert answer.status_code == 429
    assert "Another one?" in answer.content.decode()
    assert PublicQuestion.objects.count() == 1


def test_after_the_last_day_the_form_is_closed(stranger, board, monkeypatch):
    token = token_of(stranger)
    late = dt.datetime(2020, 11, 26, 17, 1, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: late)

    assert "The last day for questions" in stranger.get(ASK).content.decode()
    answer = send_with(stranger, token)
    assert answer.status_code == 422
    assert "Ann Asker" in answer.content.decode()


def send_with(client: Client, token: str):
    return client.post(ASK, {**TYPED, "token": token})


def test_who_asked_is_in_no_log(stranger, board, caplog):
    caplog.set_level(logging.DEBUG)
    send(stranger)
    send(stranger, text="Why was 943 476 5919 sent home?")

    assert "ann.asker" not in caplog.text
    assert "5919" not in caplog.text


def test_an_unknown_reference_is_not_found(stranger, board):
    address = "/public/questions/00000000-0000-0000-0000-000000000001/"

    assert stranger.get(address).status_code == 404


def test_a_refused_question_tells_its_asker_why(stranger, board):
    row = PublicQuestionFactory(
        meeting=board.meeting,
        state="refused",
        refusal="not_ours",
        refusal_words="Ask the council.",
    )

    page = stranger.get(f"/public/questions/{row.reference}/").content.decode()

    assert "It is not about a matter of this body" in page
    assert "Ask the council." in page


# --- The office -------------------------------------------------------------------


@pytest.fixture
def office(client, board):
    client.force_login(someone_signed_up(board.body, Role.SECRETARY))
    return client


def test_the_office_accepts_answers_and_publishes(office, stranger, board):
    send(stranger)
    row = PublicQuestion.objects.get()
    listing = f"/meetings/{board.meeting.pk}/questions/"
    own = f"{listing}{row.pk}/"

    words = office.get(listing).content.decode()
    assert "Ann Asker" in words
    assert "ann.asker@example.org" not in words
    assert "Answer due 4 Jan 2021" in words
    assert office.post(f"{own}accept/")["Location"] == listing
    assert office.get(f"{own}answer/").status_code == 200
    answer = office.post(f"{own}answer/", {"answer": ""})
    assert answer.status_code == 422
    seen = re.search(r'name="seen" value="([^"]+)"', office.get(f"{own}answer/").content.decode())[1]  # fmt: skip
    answer = office.post(f"{own}answer/", {"answer": "Forty beds.", "seen": seen})
    assert answer.status_code == 302
    clash = office.post(f"{own}answer/", {"answer": "Fifty beds.", "seen": seen})
    assert clash.status_code == 409
    assert "Forty beds." in clash.content.decode()
    assert "Fifty beds." in clash.content.decode()
    assert "Forty beds." in stranger.get(f"/public/questions/{row.reference}/").content.decode()  # fmt: skip
    assert "Forty beds." not in stranger.get(ASK[:-4]).content.decode()
    office.post(f"{own}publish/")
    page = stranger.get(ASK[:-4]).content.decode()
    assert "Forty beds." in page
    assert "Ann Asker" in page
    assert "Item 1, Item of business 1" in page or "Forty beds." in page


def test_the_office_refuses_with_a_reason(office, board):
    row = PublicQuestionFactory(meeting=board.meeting, received_at=NOW)
    own = f"/meetings/{board.meeting.pk}/questions/{row.pk}/"

    assert office.post(f"{own}refuse/", {}).status_code == 422
    sent = {"refusal": "unfit", "words": "Be polite."}
    assert office.post(f"{own}refuse/", sent).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.refusal) == ("refused", "unfit")


def test_a_late_answer_and_a_repeated_question_are_shown(office, board):
    earlier = a_published_board_before(board)
    PublicQuestionFactory(
        meeting=earlier,
        text="How many beds open on the coast this winter?",
        received_at=NOW - dt.timedelta(days=90),
    )
    PublicQuestionFactory(
        meeting=board.meeting,
        text="How many beds will open on the coast this winter?",
        received_at=NOW,
        answer_due_on=dt.date(2020, 11, 20),
    )

    words = office.get(f"/meetings/{board.meeting.pk}/questions/").content.decode()

    assert "Answer late by 5 days" in words
    assert "Perhaps asked in the last six months" in words


def a_published_board_before(board):
    from tests.factories.meetings import MeetingFactory  # noqa: PLC0415

    return MeetingFactory(body=board.body, held_on=dt.date(2020, 9, 2))


def test_a_member_reads_them_without_names_and_does_nothing(client, board):
    row = PublicQuestionFactory(meeting=board.meeting, asked_by="Bob", received_at=NOW)
    client.force_login(someone_signed_up(board.body, Role.MEMBER))
    listing = f"/meetings/{board.meeting.pk}/questions/"

    words = client.get(listing).content.decode()
    assert row.text in words
    assert "Bob" not in words
    for act in ("accept", "publish", "refuse", "answer"):
        assert client.post(f"{listing}{row.pk}/{act}/").status_code == 403


def test_a_question_of_another_meeting_is_not_found(office, board):
    row = PublicQuestionFactory(received_at=NOW)

    address = f"/meetings/{board.meeting.pk}/questions/{row.pk}/accept/"
    assert office.post(address).status_code == 404


def test_the_list_needs_as_many_queries_for_three_as_for_one(office, board):
    listing = f"/meetings/{board.meeting.pk}/questions/"

    def made() -> int:
        office.get(listing)
        with CaptureQueriesContext(connection) as queries:
            office.get(listing)
        return len(queries)

    PublicQuestionFactory(meeting=board.meeting, received_at=NOW)
    one = made()
    PublicQuestionFactory.create_batch(2, meeting=board.meeting, received_at=NOW)

    assert made() == one
