"""Interests and the bars of a page, as they are used on a narrow screen and by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from ics_portal.accounts.actor import Role
from tests.browser.conftest import PHONE, Open
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def body() -> Any:
    return BodyFactory(name="ICS Board", slug="ics-board")


def test_the_bar_of_a_meeting_begins_where_the_reader_is(
    open_page: Open, body: Any
) -> None:
    meeting = MeetingFactory(body=body)
    secretary = someone_signed_up(body, Role.SECRETARY)

    page = open_page(f"/meetings/{meeting.pk}/publish/", user=secretary, size=PHONE)

    expect(page.locator(".app-stages [aria-current]")).to_be_in_viewport(ratio=0.9)
    expect(page.locator(".app-nav [aria-current]")).to_be_in_viewport(ratio=0.9)
