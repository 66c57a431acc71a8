"""Declaring an interest, ticking organisations and the bars of a page, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ics_portal.accounts.actor import Role
from tests.browser.conftest import DESK, PHONE, Open
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.directory import OrganisationFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db(transaction=True)

Axe = Callable[[Page], list[str]]
Sideways = Callable[[Page], int]


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


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_both_steps_of_declaring_are_clean_with_errors_and_without(
    open_page: Open, body: Any, axe: Axe, sideways: Sideways, size: tuple[int, int]
) -> None:
    member = someone_signed_up(body, Role.MEMBER)
    page = open_page("/interests/new/", user=member, size=size)

    page.get_by_role("button", name="See what the public will see").click()
    expect(page.get_by_text("Choose the type of the interest.").first).to_be_visible()
    assert (axe(page), sideways(page)) == ([], 0)

    page.get_by_label("Financial", exact=True).check()
    page.get_by_label("Its name, if it is not in the list").fill("Example Care Ltd")
    page.get_by_label("Nature of the interest").fill("Director")
    page.get_by_label("Day it arose or changed").fill("2020-01-06")
    page.get_by_role("button", name="See what the public will see").click()
    expect(page.get_by_text("Step 2 of 2")).to_be_visible()
    expect(page.get_by_text("More than 28 days have passed.")).to_be_visible()
    assert (axe(page), sideways(page)) == ([], 0)


@pytest.fixture
def item(body: Any) -> Any:
    for number in range(60):
        OrganisationFactory(name=f"Practice {number:02}")
    OrganisationFactory(name="Coast Trust")
    return AgendaItemFactory(section__meeting=MeetingFactory(body=body))


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_organisations_are_narrowed_while_one_types(
    open_page: Open,
    body: Any,
    item: Any,
    axe: Axe,
    sideways: Sideways,
    size: tuple[int, int],
) -> None:
    secretary = someone_signed_up(body, Role.SECRETARY)
    page = open_page(item.get_absolute_url(), user=secretary, size=size)
    page.get_by_text("Organisations concerned").first.click()
    find = page.get_by_label("Find an organisation")
    boxes = page.locator(".app-ticks .nhsuk-checkboxes__item:visible")
    page.get_by_label("Practice 07").check()

    find.fill("coast")
    find.press("Enter")

    expect(boxes).to_have_text(
        ["Coast Trust", "Practice 07"]
    )  # none moves under a finger
    said = "1 with “coast” in the name, besides 1 ticked."
    expect(page.locator(".app-ticks [role=status]")).to_have_text(said)
    assert (axe(page), sideways(page)) == ([], 0)
    page.get_by_label("Coast Trust").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    names = item.parties.values_list("organisation__name", flat=True)
    assert set(names) == {"Practice 07", "Coast Trust"}


def test_without_scripts_the_form_comes_back_narrowed(
    open_page: Open, body: Any, item: Any
) -> None:
    secretary = someone_signed_up(body, Role.SECRETARY)
    page = open_page(item.get_absolute_url(), user=secretary, scripts=False)
    page.get_by_text("Organisations concerned").first.click()
    page.get_by_label("Practice 07").check()
    page.get_by_label("Title", exact=True).fill("Another title")

    page.get_by_label("Find an organisation").fill("coast")
    page.get_by_label("Find an organisation").press("Enter")

    boxes = page.locator(".app-ticks .nhsuk-checkboxes__item:visible")
    expect(boxes).to_have_text(["Practice 07", "Coast Trust"])
    page.get_by_label("Coast Trust").check()
    page.get_by_label("Title", exact=True).press("Enter")  # looks again
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    item.refresh_from_db()
    assert (item.title, item.parties.count()) == ("Another title", 2)
