"""The pages on which a meeting is called, noticed, moved and replied to."""

import datetime as dt

import pytest

from boards.meetings.enums import MeetingState, PublicationKind
from boards.meetings.models import Meeting
from ics_portal.accounts.actor import Role
from tests.factories.bodies import (
    AppointmentFactory,
    BodyFactory,
    SeatFactory,
    someone_signed_up,
)
from tests.factories.calling import PublicationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch):
    now = dt.datetime(2020, 10, 20, 9, tzinfo=dt.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def test_from_planned_to_noticed_on_the_overview(browser, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(is_public=True)
    page = f"/meetings/{meeting.pk}/"
    assert "Call the meeting" in browser.get(page).content.decode()

    assert browser.post(f"{page}call/", {"kind": "emergency"}).status_code == 422
    done = browser.post(f"{page}call/", {"kind": "ordinary"}, follow=True)
    assert "Notice to members" in done.content.decode()

    typed = {"kind": "public", "given_on": "2020-10-20", "given_at": "09:30"}
    done = browser.post(f"{page}notice/", typed | {"place": "the website"}, follow=True)
    assert "Put up at the website." in done.content.decode()
    assert meeting.notices.get(kind="public").given_at == dt.datetime(
        2020, 10, 20, 8, 30, tzinfo=dt.UTC
    )


def test_a_meeting_is_postponed_with_its_reason(browser, meeting):
    page = f"/meetings/{meeting.pk}/state/postponed/"
    refused = browser.post(page, {"to_on": "2020-12-02", "reason": "Snow"})
    assert refused.status_code == 422
    assert "Snow" in refused.content.decode()

    done = browser.post(page, {"to_on": "2020-12-09", "reason": "Snow"}, follow=True)
    assert "From 2 Dec 2020 to 9 Dec 2020." in done.content.decode()
    assert browser.get(f"/meetings/{meeting.pk}/state/held/").status_code == 404
    assert browser.get(f"/meetings/{meeting.pk}/state/cancelled/").status_code == 200
    assert browser.get(f"/meetings/{meeting.pk}/state/adjourned/").status_code == 200


def test_a_member_replies_and_the_office_sees_who_has_not(client, body, meeting):
    user = someone_signed_up(body, Role.MEMBER)
    other = someone_signed_up(body, Role.MEMBER)
    held = AppointmentFactory(seat=SeatFactory(body=body), person=user.person)
    AppointmentFactory(seat=held.seat, deputy_for=held)
    client.force_login(user)
    page = f"/meetings/{meeting.pk}/"
    assert "Say whether you come" in client.get(page).content.decode()
    assert "Nobody" in client.get(f"{page}reply/").content.decode()

    done = client.post(f"{page}reply/", {"answer": "video"}, follow=True)
    assert "Your reply: Coming by video." in done.content.decode()
    assert client.post(f"{page}reply/", {}).status_code == 422
    assert client.get(f"{page}replies/{other.person.pk}/").status_code == 403

    client.force_login(someone_signed_up(body, Role.SECRETARY))
    assert "1 person has not replied." in client.get(page).content.decode()
    client.post(f"{page}replies/{other.person.pk}/", {"answer": "apologies"})
    assert "Everybody has replied." in client.get(page).content.decode()
    assert client.get(f"{page}reply/").status_code == 404


def test_once_it_is_over_nobody_is_waited_for(client, body, meeting):
    came, silent = (someone_signed_up(body, Role.MEMBER) for _ in range(2))
    client.force_login(came)
    page = f"/meetings/{meeting.pk}/"
    client.post(f"{page}reply/", {"answer": "apologies"})
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.HELD)

    client.force_login(someone_signed_up(body, Role.SECRETARY))
    shown = client.get(page).content.decode()

    assert str(came.person) in shown
    assert "1 person did not reply." in shown
    assert str(silent.person) not in shown
    assert "No reply yet" not in shown
    assert "to put right" not in shown
    assert "In preparation" not in shown


def test_a_notice_that_was_published_is_a_notice_on_record(browser, meeting):
    page = f"/meetings/{meeting.pk}/"
    assert (
        "No notice of this meeting is on record." in browser.get(page).content.decode()
    )

    PublicationFactory(meeting=meeting, kind=PublicationKind.NOTICE, key="notice")

    shown = browser.get(page).content.decode()
    assert "No notice of this meeting is on record." not in shown
    assert "<b>Published on the public pages</b>, Wed 25 Nov 2020, 09:00" in shown


def test_people_of_another_body_find_nothing(client, meeting):
    client.force_login(someone_signed_up(BodyFactory(), Role.SECRETARY))
    for path in ("call/", "notice/", "state/postponed/", "reply/"):
        assert client.get(f"/meetings/{meeting.pk}/{path}").status_code == 404


def test_a_member_does_not_call_a_meeting(client, body, meeting):
    client.force_login(someone_signed_up(body, Role.MEMBER))

    assert client.get(f"/meetings/{meeting.pk}/call/").status_code == 403
