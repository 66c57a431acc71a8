"""Whoever builds a long agenda stays where they are: the page, the focus, the way back."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from boards.bodies.selectors import actor_for
from boards.meetings import services
from boards.meetings.models import AgendaItem, Meeting
from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 40


@pytest.fixture
def secretary() -> Any:
    return someone_signed_up(
        BodyFactory(name="ICS Board"), Role.SECRETARY, name="Board Secretary"
    )


@pytest.fixture
def meeting(secretary: Any) -> Meeting:
    """One section with so many items that the page is longer than the window."""
    actor = actor_for(secretary, timezone.localdate())
    (body_id,) = actor.roles_by_body
    meeting = MeetingFactory(body_id=body_id)
    by: Any = {"actor": actor, "at": timezone.now()}
    section = services.add_section(meeting=meeting, title="Business", **by)
    for number in range(1, MANY + 1):
        services.add_item(
            meeting=meeting,
            section=section,
            title=f"Subject {number}",
            owners=["Chair"],
            **by,
        )
    return meeting


@pytest.fixture
def page(meeting: Meeting, secretary: Any, open_page: Any) -> Page:
    opened: Page = open_page(f"/meetings/{meeting.pk}/agenda/edit/", user=secretary)
    return opened


def arrow(page: Page, meeting: Meeting, title: str, way: str) -> Any:
    item = AgendaItem.objects.get(meeting=meeting, title=title)
    return page.locator(f"#move-{item.pk}-{way}")


def said(page: Page, words: str) -> None:
    expect(page.locator("#agenda-status")).to_contain_text(words)


def test_an_arrow_leaves_the_page_where_it_was(page, meeting):
    button = arrow(page, meeting, "Subject 8", "down")
    button.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 0
    foot = page.evaluate("document.documentElement.scrollHeight - innerHeight")
    assert before < foot - 100

    button.click()
    said(page, "Subject 8 is now item 9, was 8.")

    expect(button).to_be_focused()
    assert page.evaluate("scrollY") == before
    assert button.evaluate("it => it.getBoundingClientRect().top") < 900


def test_tab_out_of_a_changed_cell_goes_to_the_next_thing_in_the_row(page, meeting):
    item = AgendaItem.objects.get(meeting=meeting, title="Subject 4")
    minutes = page.locator(f"#form-{item.pk}-minutes")
    minutes.fill("25")
    minutes.press("Tab")
    said(page, "minutes changed")

    expect(page.locator(f"#form-{item.pk}-part")).to_be_focused()


def test_every_link_of_the_table_keeps_the_focus_through_an_answer(page):
    without = page.locator("#agenda-place a:not([id])").evaluate_all(
        "links => links.map(link => link.outerHTML)"
    )

    assert without == []


def test_undo_is_in_sight_far_down_and_keeps_the_focus_near(page, meeting):
    arrow(page, meeting, "Subject 16", "up").click()
    said(page, "Subject 16 is now item 15, was 16.")
    assert page.evaluate("scrollY") > 0
    undo = page.get_by_role("button", name="Undo: ")
    expect(undo).to_be_in_viewport()

    undo.press("Enter")
    said(page, "Undone: Subject 16 is now item 15, was 16.")
    before = page.get_by_role("button", name=f"Undo the one before: Added item {MANY}")
    expect(before).to_be_focused()

    before.press("Enter")
    said(page, f"Undone: Added item {MANY}, Subject {MANY}.")


def test_nothing_that_has_the_focus_stands_under_the_line_that_stays(page, meeting):
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    arrow(page, meeting, f"Subject {MANY}", "up").focus()
    hidden = []
    for _ in range(90):
        page.keyboard.press("Shift+Tab")
        place = page.evaluate(
            """() => {
              const it = document.activeElement.getBoundingClientRect();
              const line = document.getElementById("agenda-status");
              const inside = line.contains(document.activeElement);
              const bar = line.getBoundingClientRect();
              return [inside, bar.top <= 0 && it.top < bar.bottom && it.bottom > bar.top,
                document.activeElement.id];
            }"""
        )
        if place[1] and not place[0]:
            hidden.append(place[2])

    assert hidden == []


def test_on_paper_a_long_agenda_begins_on_the_page_of_its_heading(
    meeting, secretary, open_page, tmp_path: Path
):
    page = open_page(f"/meetings/{meeting.pk}/agenda/", user=secretary)

    page.pdf(path=tmp_path / "agenda.pdf", format="A4")
    first, second, *_ = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "agenda.pdf", "-"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split("\f")

    assert re.search(r"\bSubject 1\b", first)
    assert re.search(r"\bSubject \d+\b", second)
    assert all("Description" in each for each in (first, second))  # heads repeat


def test_a_missing_owner_is_cured_in_its_cell(page, meeting):
    item = AgendaItem.objects.get(meeting=meeting, title="Subject 30")
    owners = page.locator(f"#form-{item.pk}-owners")
    owners.fill("")
    owners.press("Tab")
    said(page, "owner changed")

    page.get_by_role("link", name="Name one: Item 30 has no owner.").click()

    expect(owners).to_be_focused()
    expect(owners).to_be_in_viewport()
