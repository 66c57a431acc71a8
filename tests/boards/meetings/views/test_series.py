"""A series of meetings, settings of a body, and meetings in common."""

import datetime as dt

import pytest
from django.forms.models import model_to_dict

from boards.bodies.services.seen import mark_of
from boards.meetings.models import Meeting, MeetingSettings
from boards.meetings.permissions import may_see_meeting, may_see_private_items
from boards.meetings.selectors.calling import settings_of
from boards.meetings.services.meetings import MeetingDetails
from boards.meetings.services.series import create_series, set_in_common
from boards.meetings.services.settings import settings_words
from ics_portal.accounts.actor import Role
from ics_portal.core.errors import RuleBroken
from tests.factories.bodies import BodyFactory, actor_in, someone_signed_up

pytestmark = pytest.mark.django_db

TYPED = {
    "week": "3",
    "weekday": "2",
    "not_months": ["8"],
    "first": "2021-06-01",
    "last": "2021-09-30",
    "meeting_type": "formal",
    "starts_at": "10:00",
    "ends_at": "12:00",
    "place": "MS Teams",
}


@pytest.mark.requirement("AGD-09")
def test_a_series_is_looked_at_and_then_arranged_at_once(browser, body):
    typed = TYPED | {"body": body.pk}
    seen = browser.post("/meetings/series/", typed | {"act": "preview"})
    assert "Wednesday 16 June 2021" in seen.content.decode()
    assert not Meeting.objects.exists()

    days = ["2021-06-16", "2021-09-15"]
    browser.post("/meetings/series/", typed | {"act": "create", "days": days})

    last, first = Meeting.objects.all()
    assert [first.held_on, last.held_on] == [dt.date(2021, 6, 16), dt.date(2021, 9, 15)]
    assert (first.next_meeting, last.next_meeting) == (last, None)
    again = browser.post("/meetings/series/", typed | {"act": "create"})
    assert "Choose at least one day" in again.content.decode()


def test_a_series_without_days_is_said_so(browser, body):
    typed = TYPED | {"body": body.pk, "last": "2021-05-01"}

    assert browser.post("/meetings/series/", typed).status_code == 422
    assert browser.get("/meetings/series/").status_code == 200


def test_all_meetings_of_a_series_or_none(body, by):
    details = MeetingDetails(
        meeting_type="formal",
        held_on=dt.date(2021, 6, 16),
        starts_at=dt.time(10),
        ends_at=dt.time(9),
        place="MS Teams",
    )
    with pytest.raises(RuleBroken):
        create_series(body=body, days=[dt.date(2021, 6, 16)], details=details, **by)

    assert not Meeting.objects.exists()


def test_the_office_sets_how_its_body_calls_meetings(browser, client, body):
    page = f"/settings/{body.slug}/meetings/"
    assert "neither" in browser.get(page).content.decode().casefold()
    typed = model_to_dict(MeetingSettings(body=body), exclude=["id", "body"])
    for _ in range(2):
        seen = mark_of(settings_words(settings_of(body)))
        browser.post(page, typed | {"public_notice_clear_days": "5", "seen": seen})

    kept = MeetingSettings.objects.get(body=body)
    assert kept.public_notice_clear_days == 5
    assert kept.history.count() == 1
    assert browser.post(page, {"question_words": "-1"}).status_code == 422
    client.force_login(someone_signed_up(body, Role.MEMBER))
    assert client.get(page).status_code == 403


def test_two_people_at_the_settings_see_both_texts(browser, body):
    page = f"/settings/{body.slug}/meetings/"
    seen = mark_of(settings_words(settings_of(body)))
    assert f'name="seen" value="{seen}"' in browser.get(page).content.decode()
    MeetingSettings.objects.create(body=body, contact="board@example.org")
    typed = model_to_dict(MeetingSettings(body=body), exclude=["id", "body"])

    clash = browser.post(page, typed | {"contact": "me@example.org", "seen": seen})

    assert clash.status_code == 409
    shown = clash.content.decode()
    assert "Contact: board@example.org" in shown
    assert "Contact: me@example.org" in shown
    kept = MeetingSettings.objects.get(body=body)
    assert kept.contact == "board@example.org"
    seen = mark_of(settings_words(kept))
    browser.post(page, typed | {"contact": "me@example.org", "seen": seen})
    kept.refresh_from_db()
    assert kept.contact == "me@example.org"


@pytest.fixture
def other(body):
    return BodyFactory(system=body.system)


def test_a_body_that_sits_in_common_sees_the_meeting(client, meeting, other, by):
    member, attendee = actor_in(other, Role.MEMBER), actor_in(other, Role.ATTENDEE)
    assert not may_see_meeting(member, meeting)
    assert not may_see_private_items(member, meeting)

    set_in_common(meeting=meeting, body_ids=[other.pk], **by)

    assert may_see_meeting(member, meeting)
    assert may_see_private_items(member, meeting)
    assert may_see_meeting(attendee, meeting)
    assert not may_see_private_items(attendee, meeting)
    assert list(Meeting.objects.visible_to(attendee)) == [meeting]
    stranger = actor_in(BodyFactory(), Role.MEMBER)
    assert not may_see_meeting(stranger, meeting)
    assert not Meeting.objects.visible_to(stranger).exists()
    client.force_login(someone_signed_up(other, Role.SECRETARY))
    assert client.get(f"/meetings/{meeting.pk}/").status_code == 200
    assert client.get(f"/meetings/{meeting.pk}/edit/").status_code == 403


def test_only_bodies_of_the_same_system_sit_in_common(meeting, by):
    for body_id in (BodyFactory().pk, meeting.body_id):
        with pytest.raises(RuleBroken):
            set_in_common(meeting=meeting, body_ids=[body_id], **by)


def test_the_meeting_form_says_who_sits_in_common(browser, meeting, other):
    page = f"/meetings/{meeting.pk}/edit/"
    assert str(other) in browser.get(page).content.decode()
    typed = {
        "meeting_type": "formal",
        "held_on": "2020-12-02",
        "starts_at": "10:00",
        "ends_at": "12:00",
        "place": "MS Teams",
        "in_common_with": [other.pk],
    }
    done = browser.post(page, typed, follow=True)

    assert "In common with" in done.content.decode()
    assert list(meeting.in_common_with.all()) == [other]
