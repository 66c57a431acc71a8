"""A meeting, its agenda and decisions as they stood at a past moment."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from boards.meetings import services
from boards.meetings.models import (
    AgendaItem,
    AgendaSection,
    Decision,
    ItemOwner,
    ItemPurpose,
    Meeting,
)
from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, PurposeFactory, someone_signed_up
from tests.factories.meetings import DecisionFactory, ItemOwnerFactory
from tests.factories.packs import PackFactory

pytestmark = pytest.mark.django_db

EARLY = dt.datetime(2020, 11, 10, 9, tzinfo=dt.UTC)
KEPT = (AgendaItem, AgendaSection, Decision, ItemOwner, ItemPurpose, Meeting)


@pytest.fixture
def page(browser, meeting):
    def open_page(on="2020-11-12", at="", client=browser):
        address = reverse("meetings:as_it_was", kwargs={"meeting_id": meeting.pk})
        return client.get(address, {"on": on, "at": at})

    return open_page


def it_is_still(moment):
    """Say that all that was written until now was written at ``moment``."""
    for model in KEPT:
        model.history.filter(history_date__gt=moment).update(history_date=moment)


def text_of(response):
    return response.content.decode()


def test_the_agenda_is_shown_with_the_words_and_order_of_then(page, build, by, meeting):
    welcome, finance = build("Business: Welcome, Finance")
    ItemOwnerFactory(item=finance, role_title="Director of Finance")
    it_is_still(EARLY)
    services.step_item(item=finance, step=-1, **by)
    services.edit_item(
        item=welcome,
        values={"title": "Welcome to all"},
        was={"title": "Welcome"},
        **by,
    )

    then, now = text_of(page()), text_of(page(on=f"{timezone.localdate()}"))

    assert then.index(">1<") < then.index("Welcome") < then.index("Finance")
    assert "Welcome to all" not in then
    assert "Director of Finance" in then
    assert now.index("Finance") < now.index("Welcome to all")


def test_an_item_taken_off_since_is_there(page, build, by, meeting):
    _, finance = build("Business: Welcome, Finance")
    it_is_still(EARLY)
    services.remove_item(item=finance, **by)

    assert "Finance" in text_of(page())
    assert "Finance" not in text_of(page(on=f"{timezone.localdate()}"))


def test_the_particulars_are_those_of_then(page, meeting):
    it_is_still(EARLY)
    meeting.place = "Town hall"
    meeting.save()

    assert "Town hall" not in text_of(page())
    assert "Town hall" in text_of(page(on=f"{timezone.localdate()}"))


def test_before_it_was_arranged_there_is_nothing(page, meeting):
    it_is_still(EARLY)

    assert "This meeting was not arranged yet" in text_of(page(on="2020-11-01"))


def test_the_time_of_day_decides(page, meeting):
    it_is_still(EARLY)  # nine in the morning, in November also in London

    assert "not arranged yet" in text_of(page(on="2020-11-10", at="08:59"))
    assert "not arranged yet" not in text_of(page(on="2020-11-10", at="09:01"))


@pytest.mark.parametrize(
    ("on", "at", "sentence"),
    [
        ("2020-02-31", "", "Enter a day that exists"),
        ("", "", "Enter the day to show"),
        ("2120-01-01", "", "Enter today or a day before it."),
        ("2020-11-12", "25:00", "Enter a time of day"),
    ],
)
def test_a_moment_that_cannot_be_shown_is_said(page, on, at, sentence):
    response = page(on=on, at=at)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert f'value="{at}"' in text_of(response) or not at


def test_what_is_private_today_stays_closed_whatever_it_was(
    client, page, build, by, body, meeting
):
    (land,) = build("Business: Sale of land")
    it_is_still(EARLY)
    AgendaItem.objects.filter(pk=land.pk).update(
        part=2, private_reason="Prices", open_title="Private item"
    )
    client.force_login(someone_signed_up(body, Role.AUTHOR))

    seen = text_of(page(client=client))

    assert "Sale of land" not in seen
    assert "Private item" in seen


def test_what_was_private_then_stays_closed_though_it_is_open_today(
    client, page, build, body
):
    (land,) = build("Business: Sale of land")
    land.part, land.private_reason, land.open_title = 2, "Prices", "Private item"
    land.save()
    it_is_still(EARLY)
    land.part, land.private_reason = 1, ""
    land.save()
    client.force_login(someone_signed_up(body, Role.AUTHOR))

    assert "Sale of land" not in text_of(page(client=client))


def test_a_decision_is_worded_as_it_was(page, meeting):
    decision = DecisionFactory(
        body=meeting.body, meeting=meeting, wording="To open ten beds."
    )
    it_is_still(EARLY)
    decision.wording = "To open forty beds."
    decision.save()

    assert "To open ten beds." in text_of(page())
    assert "To open forty beds." in text_of(page(on=f"{timezone.localdate()}"))


def test_a_decision_that_was_of_a_private_item_is_left_out(page, build, meeting):
    (land,) = build("Business: Sale of land")
    decision = DecisionFactory(
        body=meeting.body, meeting=meeting, item=land, wording="To sell for a million."
    )
    it_is_still(EARLY)
    decision.item, decision.wording = None, "To sell."
    decision.save()

    assert "a million" not in text_of(page())


def test_the_pack_and_the_members_of_then_are_named(page, meeting):
    for version, day in ((1, 11), (2, 20)):
        PackFactory(
            meeting=meeting,
            version=version,
            state="built",
            issued_at=EARLY.replace(day=day),
            issued_by_id=1,
        )
    it_is_still(EARLY)

    assert "none was issued yet" in text_of(page(on="2020-11-10"))
    assert "version 1, issued" in text_of(page(on="2020-11-15"))
    assert "version 2, issued" in text_of(page(on="2020-11-20"))
    assert "?on=2020-11-15" in text_of(page(on="2020-11-15"))


def test_of_another_bodys_meeting_nothing_is_known(client, page, meeting):
    client.force_login(someone_signed_up(BodyFactory(), Role.SECRETARY))

    assert page(client=client).status_code == 404


def test_the_number_of_queries_does_not_grow(page, build, body, meeting):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert page().status_code == 200
        return len(captured)

    purpose = PurposeFactory(body=body)
    first = build("One: Item 1")
    ItemPurpose.objects.create(item=first[0], purpose=purpose)
    it_is_still(EARLY)
    page()
    small = queries()
    for item in build("Two: Item 2, Item 3, Item 4"):
        ItemPurpose.objects.create(item=item, purpose=purpose)
        ItemOwnerFactory(item=item)
    it_is_still(EARLY)

    assert queries() == small
