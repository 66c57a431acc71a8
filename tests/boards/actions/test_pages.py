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
from tests.factories.bodies import BodyFactory, BodyRoleFactory, someone_signed_up
from tests.factories.meetings import (
    AgendaItemFactory,
    AgendaSectionFactory,
    MeetingFactory,
)

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

    with django_assert_num_queries(19):
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
            "part": 1,
            "code": "ICSB2200915",
            "title": "Review the terms of reference",
            "lead": "Head of ICS PMO",
            "state": "closed",
            "raised_on": None,
            "due_on": None,
            "due_precision": "none",
            "due_text": "January 2021",
            "closed_on": None,
            "closed_at_meeting_id": None,
            "updates": [{"text": "Done.", "noted_on": None, "noted_by_name": ""}],
            "dates": [],
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


@pytest.fixture
def office(body) -> Client:
    client = Client()
    client.force_login(someone_signed_up(body, Role.SECRETARY))
    return client


@pytest.fixture
def item(meeting):
    section = AgendaSectionFactory(meeting=meeting)
    return AgendaItemFactory(section=section, standing="minutes")


def test_the_api_raises_updates_proposes_and_closes(
    body, meeting, item, office, member
):
    new = {
        "meeting_id": meeting.pk,
        "item_id": item.pk,
        "title": "Report",
        "lead": "Chair",
        "due": "January 2021",
    }

    def send(client, address, words):
        return client.post(address, words, content_type="application/json")

    assert send(member, "/api/v1/actions/", new).status_code == 403
    wrong = send(office, "/api/v1/actions/", new | {"due": "soon"})
    assert (wrong.status_code, wrong.json()["rule"]) == (400, "LOGB-1")
    made = send(office, "/api/v1/actions/", new)
    assert (made.status_code, made.json()["due_on"]) == (201, "2021-01-31")
    one = f"/api/v1/actions/{made.json()['id']}/"
    assert send(member, f"{one}updates/", {"text": "x"}).status_code == 403
    moved = send(
        office, f"{one}updates/", {"text": "x", "due": "1.2.2021", "due_reason": "y"}
    )
    assert [each["due_text"] for each in moved.json()["dates"]] == [
        "January 2021",
        "1.2.2021",
    ]
    assert send(office, f"{one}propose/", {"text": "z"}).json()["state"] == "proposed"
    assert send(member, f"{one}close/", {"meeting_id": meeting.pk}).status_code == 403
    closed = send(office, f"{one}close/", {"meeting_id": meeting.pk}).json()
    assert (closed["state"], closed["closed_on"]) == ("closed", "2020-12-02")


def test_an_action_is_raised_at_its_item_and_nothing_typed_is_lost(
    body, meeting, item, office, member
):
    address = f"/meetings/{meeting.pk}/run/items/{item.pk}/actions/"
    words = {"title": "Report on beds", "lead": "Chair", "due": "at the next meeting"}

    assert member.get(address).status_code == 403
    refused = office.post(address, words)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Report on beds" in page
    assert "or On-going if there is no date" in page
    raised = office.post(address, words | {"due": "On-going", "next": address})
    assert (raised.status_code, raised["Location"]) == (302, address)
    assert "Report on beds" in office.get(address).content.decode()


def test_the_log_due_back_is_closed_and_proposed_at_the_item(
    body, meeting, item, office, member
):
    action = ActionFactory(body=body, code="A-1", due_on=MEETING_DAY)
    address = f"/meetings/{meeting.pk}/run/items/{item.pk}/actions/"

    assert "Due at this meeting" in office.get(address).content.decode()
    for act, state in (("propose", "proposed"), ("close", "closed")):
        assert member.post(f"{address}{action.pk}/{act}/").status_code == 403
        assert office.post(f"{address}{action.pk}/{act}/").status_code == 302
        action.refresh_from_db()
        assert action.state == state
    assert office.post(f"{address}{action.pk}/close/").status_code == 422


def test_a_lead_updates_in_two_steps_and_sees_it_before_it_is_saved(body):
    user = someone_signed_up(body, Role.ATTENDEE)
    lead = Client()
    lead.force_login(user)
    action = ActionFactory(body=body, code="A-1", lead_person=user.person)
    address = f"/actions/{action.pk}/update/"
    words = {"text": "All <done>", "done": "yes", "due": "", "due_reason": ""}

    assert "step 1 of 2" in lead.get(address).content.decode()
    check = lead.post(address, words | {"step": "check"}).content.decode()
    assert "step 2 of 2" in check
    assert "All &lt;done&gt;" in check
    assert not action.updates.exists()
    wrong = lead.post(address, words | {"step": "check", "due": "soon"})
    assert wrong.status_code == 422
    saved = lead.post(address, words | {"step": "save"})
    assert saved["Location"] == f"/actions/A-1/?body={body.pk}"
    page = lead.get(saved["Location"]).content.decode()
    assert "It stays open until the meeting agrees." in page


@pytest.mark.parametrize("act", ["change", "close", "supersede", "keep-open", "reopen"])
def test_the_offices_forms_are_the_offices(body, office, member, act):
    action = ActionFactory(body=body, code="A-1")
    address = f"/actions/{action.pk}/{act}/"

    assert office.get(address).status_code == 200
    assert office.post(address, {}).status_code == 422
    assert member.get(address).status_code == 403


def test_the_office_closes_an_action_on_its_form(body, meeting, office):
    action = ActionFactory(body=body, code="A-1")
    address = f"/actions/{action.pk}/close/"

    done = office.post(address, {"meeting": meeting.pk, "words": "Agreed."})

    page = office.get(done["Location"]).content.decode()
    assert "Closed 2 Dec 2020" in page
    assert "Agreed." in page


def test_a_code_that_two_bodies_share_leads_to_a_choice(body):
    other = BodyFactory(name="Other board")
    user = someone_signed_up(body, Role.MEMBER)
    BodyRoleFactory(person=user.person, body=other, role=Role.MEMBER)
    client = Client()
    client.force_login(user)
    for each in (body, other):
        ActionFactory(body=each, code="2020/21-3")

    assert (
        "More than one of your bodies"
        in client.get("/actions/2020/21-3/").content.decode()
    )
    one = client.get(f"/actions/2020/21-3/?body={other.pk}").content.decode()
    assert "Other board" in one
    assert "ICS Board" not in one


def test_the_log_is_narrowed_by_state_lead_overdue_and_mine(body):
    user = someone_signed_up(body, Role.MEMBER)
    client = Client()
    client.force_login(user)
    ActionFactory(
        body=body, code="A-1", lead="Medical Director", lead_person=user.person
    )
    ActionFactory(body=body, code="A-2", due_on=date(2020, 1, 1))
    ActionFactory(body=body, code="A-3", state=ActionState.CLOSED)

    def codes(query):
        page = client.get(f"/actions/?{query}").content.decode()
        return [code for code in ("A-1", "A-2", "A-3") if f">{code}<" in page]

    assert codes("lead=medical") == ["A-1"]
    assert codes("mine=on") == ["A-1"]
    assert codes("overdue=on") == ["A-2"]
    assert codes("state=closed") == ["A-3"]
    assert codes("ended=on") == ["A-1", "A-2", "A-3"]


@pytest.mark.requirement("LOG-01")
def test_the_file_of_the_log_has_its_columns(body, member):
    ActionUpdateFactory(action=ActionFactory(body=body, code="A-1"), text="Begun.")

    answer = member.get("/actions/?table=actions")

    head, row = answer.content.decode("utf-8-sig").splitlines()
    assert head.startswith("Code,Body,Action,Responsible lead,Status,")
    assert head.endswith(",Progress update")
    assert row.startswith("A-1,ICS Board,Review the terms of reference,")
    assert row.endswith(",Begun.")
