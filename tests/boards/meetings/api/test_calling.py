"""Notices, deadlines, replies and forward plans through the API."""

import datetime as dt

import pytest

from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.calling import (
    ForwardPlanEntryFactory,
    MeetingNoticeFactory,
    ReplyFactory,
)

pytestmark = pytest.mark.django_db


def test_a_meeting_says_its_state_its_notices_and_its_deadlines(browser, meeting):
    MeetingNoticeFactory(meeting=meeting)
    page = f"/api/v1/meetings/{meeting.pk}/"

    found = browser.get(page).json()

    assert found["state"] == "planned"
    assert [each["kind"] for each in found["notices"]] == ["public"]
    titles = [each["title"] for each in browser.get(f"{page}deadlines/").json()]
    assert titles[-1] == "Meeting"
    assert "Notice to members" in titles


def test_replies_are_for_the_office(client, browser, body, meeting):
    ReplyFactory(meeting=meeting)
    page = f"/api/v1/meetings/{meeting.pk}/replies/"
    assert [each["answer"] for each in browser.get(page).json()] == ["coming"]

    client.force_login(someone_signed_up(body, Role.MEMBER))
    assert client.get(page).status_code == 403


def test_the_plan_through_the_api_is_that_of_the_page(client, body):
    day = dt.date(2020, 12, 1)
    ForwardPlanEntryFactory(body=body, title="Open", due_on=day)
    ForwardPlanEntryFactory(body=body, title="Secret", due_on=day, part=2)
    ForwardPlanEntryFactory(title="Elsewhere", due_on=day)

    def titles(user):
        client.force_login(user)
        found = client.get("/api/v1/forward-plan/").json()
        return [each["title"] for each in found["results"]]

    assert titles(someone_signed_up(body, Role.MEMBER)) == ["Open", "Secret"]
    assert titles(someone_signed_up(body, Role.ATTENDEE)) == ["Open"]
    assert titles(someone_signed_up(BodyFactory(), Role.MEMBER)) == []
