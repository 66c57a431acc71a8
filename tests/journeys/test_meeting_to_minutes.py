"""From an empty meeting to signed minutes and a published page, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.installation import Installation
from tests.journeys.steps import TODAY, accept_and_sign, arrange_today, press, window

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.slow]

ACTION = "Bring the winter plan back with its costs"


@pytest.fixture
def running(
    demonstration: Path, tmp_path_factory: pytest.TempPathFactory, broker_url: str
) -> Iterator[Installation]:
    """The demonstration with its web server, and a worker that publishes."""
    folder = tmp_path_factory.mktemp("sitting") / "var"
    portal = Installation.copied(demonstration, folder, broker_url)
    portal.start_web()
    portal.start_worker()
    yield portal
    portal.end()


def hold(page: Page, meeting: str) -> None:
    """Everybody comes, every item is taken in its order, one is recorded, one asks."""
    page.goto(f"{meeting}run/attendance/")
    press(page, re.compile("Fill"))
    page.goto(f"{meeting}run/")
    press(page, "Open the meeting")
    page.goto(f"{meeting}run/attendance/")
    press(page, re.compile("[Ee]verybody"))
    page.goto(f"{meeting}run/")
    page.locator("a[href*='/run/items/']").first.click()
    press(page, "Begin this item")
    while True:
        page.locator("input[name='outcome-item']").first.check()
        press(page, "Record")
        following = page.get_by_role("button", name=re.compile("^Next item"))
        if following.count() == 0:
            break
        following.first.click()
    page.get_by_label("Action", exact=True).fill(ACTION)
    page.get_by_label("Lead", exact=True).fill("ICS Chief Officer")
    press(page, "Raise")
    expect(page.get_by_text(ACTION).first).to_be_visible()
    page.goto(f"{meeting}run/close/")
    press(page, "Close the meeting")
    expect(page.get_by_text("The meeting is closed.")).to_be_visible()


def a_night_passes(portal: Installation, meeting: str) -> None:
    """The meeting was yesterday: minutes are accepted by one on a later day."""
    number = meeting.split("/")[2]
    code = (
        "from datetime import timedelta; from boards.meetings.models import Meeting;"
        f"found = Meeting.objects.filter(pk={number});"
        "found.update(held_on=found.get().held_on - timedelta(days=1))"
    )
    portal.manage("shell", "--verbosity", "0", "--command", code)


def test_from_an_empty_meeting_to_signed_minutes_and_a_public_page(
    chromium: Browser, running: Installation
) -> None:
    faults: list[str] = []
    secretary = window(chromium, running, "secretary", faults)
    chair = window(chromium, running, "chair", faults)

    meeting = arrange_today(secretary)
    hold(secretary, meeting)

    secretary.goto(f"{meeting}minutes/")
    press(secretary, "Draft the minutes")
    expect(secretary.get_by_text(ACTION).first).to_be_visible()
    expect(secretary.get_by_role("heading", level=1)).to_contain_text("inutes")

    chair.goto(f"{meeting}minutes/approve/")
    press(chair, "Approve the draft")

    secretary.goto(f"{meeting}publish/minutes/")
    press(secretary, "Publish the minutes")
    expect(secretary.get_by_text("Done", exact=True).first).to_be_visible()

    stranger = window(chromium, running, "", faults)
    stranger.goto(f"/public/meetings/ics-board/{TODAY}/minutes/")
    said = stranger.get_by_text(re.compile("nconfirmed"))
    expect(said.locator("visible=true").first).to_be_visible()
    expect(stranger.get_by_text(ACTION).first).to_be_visible()

    a_night_passes(running, meeting)
    accept_and_sign(secretary, chair, meeting)
    stranger.context.close()
    assert faults == []
