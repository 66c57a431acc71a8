"""Calendars of a body and of a person: what they say, and to whom."""

import datetime as dt
import re

import pytest
from django.contrib.auth import get_user_model
from icalendar import Calendar

from boards.meetings import services
from boards.meetings.models import CalendarKey
from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db


def events(response):
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


@pytest.fixture
def address(client, body):
    user = someone_signed_up(body, Role.ATTENDEE)
    client.force_login(user)
    page = client.post("/account/calendar/")
    client.logout()
    return re.search(r"/calendar/[\w-]+\.ics", page.content.decode())[0]


def test_a_meeting_keeps_its_hour_in_summer_and_in_winter(browser, body, meeting):
    MeetingFactory(body=body, held_on=dt.date(2021, 7, 7))

    winter, summer = events(browser.get(f"/meetings/{body.slug}/calendar.ics"))

    assert winter["DTSTART"].dt.astimezone(dt.UTC).hour == 10
    assert summer["DTSTART"].dt.astimezone(dt.UTC).hour == 9
    assert str(winter["LOCATION"]) == "MS Teams"


def test_a_moved_meeting_moves_and_a_cancelled_one_says_so(browser, body, meeting, by):
    page = f"/meetings/{body.slug}/calendar.ics"
    [before] = events(browser.get(page))
    asked = {"meeting": meeting, "reason": "Snow", **by}
    services.move_meeting(to="postponed", **asked)
    assert str(events(browser.get(page))[0]["STATUS"]) == "CANCELLED"
    services.move_meeting(to="postponed", to_on=dt.date(2020, 12, 9), **asked)
    [moved] = events(browser.get(page))
    services.move_meeting(to="cancelled", **asked)
    [gone] = events(browser.get(page))

    assert moved["DTSTART"].dt.date() == dt.date(2020, 12, 9)
    assert str(moved["STATUS"]) == "TENTATIVE"
    assert str(gone["STATUS"]) == "CANCELLED"
    assert before["UID"] == moved["UID"] == gone["UID"]
    assert int(before["SEQUENCE"]) < int(moved["SEQUENCE"]) < int(gone["SEQUENCE"])


def test_an_adjourned_meeting_is_there_on_both_days(browser, body, meeting, by):
    services.move_meeting(meeting=meeting, to="sitting", **by)
    services.move_meeting(
        meeting=meeting, to="adjourned", reason="Fire", to_on=dt.date(2020, 12, 9), **by
    )

    found = events(browser.get(f"/meetings/{body.slug}/calendar.ics"))

    assert [each["DTSTART"].dt.day for each in found] == [2, 9]
    assert len({str(each["UID"]) for each in found}) == 2


def test_a_secret_address_needs_no_session_and_shows_ones_own_bodies(
    client, meeting, address, build
):
    MeetingFactory(title="Of another body")
    build("Business: A secret sale")

    answer = client.get(address)

    assert len(events(answer)) == 1
    assert b"Of another body" not in answer.content
    assert b"secret sale" not in answer.content
    key = CalendarKey.objects.get()
    assert key.used_at is not None
    assert key.digest not in address


def test_the_address_is_shown_once_and_revoked_for_good(client, body, address):
    user = CalendarKey.objects.get().user
    client.force_login(user)
    assert address not in client.get("/account/calendar/").content.decode()
    other = someone_signed_up(body, Role.MEMBER)
    key = CalendarKey.objects.get()
    client.force_login(other)
    assert client.post(f"/account/calendar/{key.pk}/revoke/").status_code == 404
    client.force_login(user)
    client.post(f"/account/calendar/{key.pk}/revoke/")
    client.post(f"/account/calendar/{key.pk}/revoke/")
    client.logout()

    assert client.get(address).status_code == 404
    assert client.get("/calendar/nothing.ics").status_code == 404


def test_who_may_not_sign_in_any_more_has_no_calendar(client, address):
    get_user_model().objects.update(is_active=False)

    assert client.get(address).status_code == 404


def test_five_addresses_are_enough(client, body):
    client.force_login(someone_signed_up(body, Role.MEMBER))
    for _ in range(5):
        assert client.post("/account/calendar/").status_code == 200

    assert client.post("/account/calendar/").status_code == 422


def test_the_calendar_of_a_body_is_for_its_people(client, body, meeting):
    client.force_login(someone_signed_up(BodyFactory(), Role.MEMBER))

    assert client.get(f"/meetings/{body.slug}/calendar.ics").status_code == 404
