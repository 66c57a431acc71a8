"""The action log on the screen, in the API and in print."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from boards.actions.documents import action_log_document
from boards.actions.enums import ActionState
from boards.actions.presenters import ActionLogPages, ActionRow, action_log, action_row
from boards.actions.selectors import log_at
from ics_portal.accounts.actor import Role
from ics_portal.core.pdf import render_pdf
from tests.factories.actions import ActionFactory, ActionUpdateFactory
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.meetings import MeetingFactory

NOW = datetime(2020, 11, 24, 9, 0, tzinfo=UTC)
MEETING_DAY = date(2020, 12, 2)

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return BodyFactory(name="ICS Board")


@pytest.fixture
def member(body) -> Client:
    client = Client()
    client.force_login(someone_signed_up(body, Role.MEMBER))
    return client


def test_the_list_says_in_words_what_is_overdue_and_what_has_no_date(body, member):
    today = timezone.localdate()
    ActionFactory(body=body, code="A-1", due_on=today - timedelta(days=3))
    ActionFactory(body=body, code="A-2")
    ActionFactory(body=body, code="A-3", due_on=today, due_text="today's date")

    page = member.get("/actions/").content.decode()

    assert "Overdue by 3 days" in page
    assert "No date set" in page
    assert "Due today" in page
    assert "today&#39;s date" in page


def test_closed_actions_are_shown_when_asked_for(body, member):
    ActionFactory(body=body, title="Long done", state=ActionState.CLOSED)

    assert "Long done" not in member.get("/actions/").content.decode()
    assert "Long done" in member.get("/actions/?ended=on").content.decode()


def test_another_bodys_actions_are_seen_nowhere(body, member):
    other = ActionFactory(title="Somebody else's business")
    ActionFactory(body=body)

    for address in ("/actions/", f"/actions/?body={other.body_id}&ended=on"):
        page = member.get(address).content.decode()
        assert "Review the terms of reference" in page
        assert "Somebody else" not in page
    assert member.get(f"/api/v1/actions/{other.pk}/").status_code == 404


def test_an_empty_log_says_what_usually_is_here(member):
    page = member.get("/actions/").content.decode()

    assert "No action is outstanding" in page


def test_a_filter_that_matches_nothing_says_so(body, member):
    page = member.get(f"/actions/?body={body.pk}").content.decode()

    assert "No action matches" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_makes_the_same_number_of_queries_whatever_its_length(
    body, member, count, django_assert_num_queries
):
    for _ in range(count):
        ActionUpdateFactory(action=ActionFactory(body=body))

    with django_assert_num_queries(10):
        member.get("/actions/")


def test_the_api_reads_the_log_with_closed_actions_and_notes(body, member):
    action = ActionFactory(
        body=body, code="ICSB2200915", state=ActionState.CLOSED, due_text="January 2021"
    )
    ActionUpdateFactory(action=action, text="Done.")

    answer = member.get("/api/v1/actions/").json()

    assert answer["results"] == [
        {
            "id": action.pk,
            "body_id": body.pk,
            "code": "ICSB2200915",
            "title": "Review the terms of reference",
            "lead": "Head of ICS PMO",
            "state": "closed",
            "raised_on": None,
            "due_on": None,
            "due_text": "January 2021",
            "updates": [{"text": "Done.", "noted_on": None, "noted_by_name": ""}],
        }
    ]


def test_one_action_is_read_by_its_id(body, member):
    action = ActionFactory(body=body, code="ICSB200902-01")

    found = member.get(f"/api/v1/actions/{action.pk}/").json()

    assert (found["code"], str(action)) == (
        "ICSB200902-01",
        "ICSB200902-01",
    )


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body, held_on=MEETING_DAY)


def test_a_row_stands_as_it_does_on_the_day_asked_about(body, meeting):
    action = ActionFactory(body=body, code="A-1", due_on=date(2020, 12, 1))
    ActionUpdateFactory(action=action, text="Nearly there.")

    row = action_row(log_at(meeting)[0], on=MEETING_DAY)

    assert row == ActionRow(
        code="A-1",
        title="Review the terms of reference",
        lead="Head of ICS PMO",
        state_words="Open",
        due_words="1 Dec 2020",
        standing_words="Overdue by 1 day",
        chip="bad",
        updates=("Nearly there.",),
        body="ICS Board",
        is_due=True,
        href=f"/actions/A-1/?body={body.pk}",
        id=action.pk,
    )


def test_the_log_of_a_pack_holds_outstanding_actions_and_survives_as_json(
    body, meeting
):
    ActionFactory(body=body, code="A-1")
    ActionFactory(body=body, code="A-2", state=ActionState.SUPERSEDED)

    log = action_log(log_at(meeting), body="ICS Board", on=MEETING_DAY)

    assert (
        log.lead == "ICS Board · 1 outstanding action, as at the meeting of 2 Dec 2020"
    )
    assert [row.code for row in log.rows] == ["A-1"]
    assert ActionLogPages.from_json(log.to_json()) == log


def test_a_pack_does_not_say_today_of_the_day_of_the_meeting(body, meeting):
    ActionFactory(body=body, due_on=MEETING_DAY)

    log = action_log(log_at(meeting), body="ICS Board", on=MEETING_DAY)

    assert log.rows[0].standing_words == "Due at this meeting"


def test_the_printed_log_is_a_pdf_whatever_is_in_it(body, meeting):
    ActionFactory(body=body, title="<b>Not bold</b> " + "long " * 200)
    log = action_log(log_at(meeting), body="ICS Board", on=MEETING_DAY)
    empty = action_log([], body="ICS Board", on=MEETING_DAY)

    for each in (log, empty):
        printed = render_pdf(action_log_document(each, title="Action log"))
        assert printed.startswith(b"%PDF-1.7")
