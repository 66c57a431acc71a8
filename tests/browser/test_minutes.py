"""The minutes in a real browser: rich text under the security policy, saved as it is
typed; without scripts; and nothing axe objects to."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect

from boards.meetings.enums import MeetingState
from boards.minutes.models import MinuteEntry, Minutes
from boards.minutes.services import accept_entries, approve_minutes
from boards.sittings.models import Outcome
from tests.boards.minutes.conftest import AFTER, Sitting, sitting, told
from tests.browser.conftest import DESK, NARROWEST, PHONE
from tests.factories.meetings import MeetingFactory
from tests.factories.minutes import MinuteEntryFactory, MinutesMarkFactory

__all__ = ["sitting", "told"]

pytestmark = pytest.mark.django_db(transaction=True)

SAVED = re.compile(r"^Saved \d\d:\d\d:\d\d$")

# The browser tells of a moved cursor a moment after the key, and the editor then asks anew
# what stands there. No hand is quick enough to press the next key before that.
SETTLED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))"

Open = Callable[..., Page]


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture
def open_minutes(open_page: Any, told: Sitting) -> Open:
    def open_(tail: str = "", who: str = "secretary", **options: Any) -> Page:
        user = get_user_model().objects.get(pk=getattr(told, who).user_id)
        where = f"/meetings/{told.meeting.pk}/minutes/{tail}"
        page: Page = open_page(where, user=user, **options)
        return page

    return open_


def discussion_of(page: Page, title: str) -> Any:
    return page.get_by_role("textbox", name=re.compile(f"Discussion of item .*{title}"))


def test_rich_text_is_typed_saved_and_there_again(
    open_minutes: Open,
    told: Sitting,
) -> None:
    minutes = told.drafted()
    MinuteEntryFactory(
        minutes=minutes,
        item=told.strategy,
        key=f"discussion:{told.strategy.pk}",
        text="<p>Left <strong>alone</strong></p>",
        origin="typed",
    )
    page = open_minutes("edit/")
    discussion_of(page, "Finance report").click()
    page.keyboard.type("The year was ")
    page.evaluate(SETTLED)
    page.keyboard.press("Control+b")
    page.keyboard.type("hard")
    page.keyboard.press("Control+b")
    expect(page.locator("[data-save-state]")).to_have_text(SAVED)
    page.reload()

    expect(discussion_of(page, "Finance report").locator("strong")).to_have_text("hard")
    kept = {
        entry.item_id: entry for entry in MinuteEntry.objects.filter(kind="discussion")
    }
    assert kept[told.finance.pk].text == "<p>The year was <strong>hard</strong></p>"
    assert kept[told.strategy.pk].text == "<p>Left <strong>alone</strong></p>"
    assert kept[told.strategy.pk].history.count() == 1


def test_lists_have_a_button_and_a_keyboard_reaches_it(
    open_minutes: Open,
    told: Sitting,
) -> None:
    told.drafted()
    page = open_minutes("edit/")
    tools = page.get_by_role("group", name=re.compile("Finance report"))
    discussion_of(page, "Finance report").click()
    tools.get_by_role("button", name="Bullets").click()
    page.keyboard.type("First")
    page.keyboard.press("Enter")
    page.keyboard.type("Second")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()

    assert MinuteEntry.objects.get(kind="discussion").text == (
        "<ul><li>First</li><li>Second</li></ul>"
    )
    expect(tools.get_by_role("button")).to_have_text(
        ["Bold", "Italic", "Bullets", "Numbers", "Undo", "Redo"]
    )


def test_it_works_without_scripts(
    open_minutes: Open,
    told: Sitting,
) -> None:
    told.drafted()
    page = open_minutes("edit/", scripts=False)
    discussion_of(page, "Finance report").fill("One\n\nTwo")
    page.get_by_role("button", name=re.compile("Accept: The meeting closed")).click()

    assert MinuteEntry.objects.get(kind="discussion").text == "<p>One</p><p>Two</p>"
    assert MinuteEntry.objects.get(key="closed").origin == "accepted"


def test_axe_objects_to_no_page_of_the_minutes(
    open_minutes: Open,
    told: Sitting,
    axe: Any,
    sideways: Any,
) -> None:
    found = {}

    def look(name: str, page: Page) -> None:
        for width, height in (DESK, PHONE, NARROWEST):
            page.set_viewport_size({"width": width, "height": height})
            found[name, width] = (sideways(page), axe(page))

    look("none", open_minutes())
    minutes = told.drafted()
    accept_entries(minutes=minutes, keys=None, actor=told.secretary, at=AFTER)
    Outcome.objects.filter(item=told.finance).update(words="the good news")
    told.drafted()
    MinutesMarkFactory(minutes=minutes)
    page = open_minutes("edit/")
    page.locator("summary").first.click()
    look("edit", page)
    look("approve", open_minutes("approve/", "chair"))
    minutes.marks.all().delete()
    approve_minutes(minutes=Minutes.objects.get(), actor=told.chair, at=AFTER)
    look("read", open_minutes("", "member"))
    look("locked", open_minutes("edit/"))
    look("take back", open_minutes("take-back/"))
    MeetingFactory(
        body=told.body,
        held_on=AFTER.date().replace(month=12, day=16),
        state=MeetingState.HELD,
    )
    page = open_minutes("confirm/")
    page.get_by_label("Correction 1: instead of").fill("ten")
    page.get_by_role("button", name="Record that they were accepted").click()
    look("confirm", page)

    assert found == {key: (0, []) for key in found}
    assert len(found) == 21
