"""One chain: a declared interest meets an item, the paper is withheld, the chair rules,
the reader's copy is right, leaving and return are recorded, and the signed minutes say so.

The meeting of 2 December 2020 from the member's declaration to the signed minutes.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.installation import Installation
from tests.journeys.reading import ReadPack
from tests.journeys.steps import (
    accept_and_sign,
    build_and_issue,
    pack_of,
    press,
    printed_minutes,
    window,
)

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.slow]

TRUST = "Blackpool Teaching Hospitals NHS Foundation Trust"
NATURE = "Sells scanners to the trust through a firm of mine"
ITEM = "Finance Report"
PAPER = "ICS Finance Report"
MEMBER = "Lay Member"
# The ruling's own words, and when the member went and came back.
RULED = (
    NATURE,
    f"{MEMBER} leave for the whole of the item",
    f"{MEMBER} left the meeting at 10:40 and returned at 10:55.",
)


@pytest.fixture
def running(portal: Installation) -> Installation:
    portal.start_web()
    portal.start_worker()
    return portal


def declare(member: Page) -> None:
    """Two steps: what it is, then what the public will see of it."""
    member.goto("/interests/new/")
    member.get_by_label("Financial", exact=True).check()
    member.get_by_label("Organisation", exact=True).select_option(label=TRUST)
    member.get_by_label("Nature of the interest").fill(NATURE)
    member.get_by_label("From (optional)").fill("2019-04-01")
    member.get_by_label("Day it arose or changed").fill("2019-04-01")
    press(member, "See what the public will see")
    expect(member.get_by_text(NATURE).first).to_be_visible()
    press(member, "Declare it")
    expect(member.get_by_text(NATURE).first).to_be_visible()


def concern(secretary: Page, meeting: str) -> str:
    """Say on the item's page whom it concerns; gives the item's id."""
    secretary.goto(f"{meeting}agenda/")
    secretary.get_by_role("link", name=ITEM).first.click()
    found = re.search(r"/items/(\d+)/", secretary.url)
    assert found is not None
    secretary.get_by_text("Organisations concerned").first.click()
    secretary.get_by_label(TRUST, exact=True).check()
    press(secretary, "Save")
    secretary.wait_for_load_state()
    return found[1]


def sit(secretary: Page, meeting: str, item: str) -> None:
    """Everybody is there; the member leaves for the item and returns after it."""
    secretary.goto(f"{meeting}run/attendance/")
    press(secretary, re.compile("Fill"))
    secretary.goto(f"{meeting}run/")
    press(secretary, "Open the meeting")
    secretary.goto(f"{meeting}run/attendance/")
    press(secretary, re.compile("[Ee]verybody"))
    secretary.goto(f"{meeting}run/items/{item}/")
    press(secretary, "Begin this item")
    moves(secretary, "leaves", "10:40")
    secretary.goto(f"{meeting}run/items/{item}/")
    secretary.locator("input[name^='outcome-']").first.check()
    press(secretary, "Record")
    moves(secretary, "returns", "10:55")
    secretary.goto(f"{meeting}run/close/")
    secretary.get_by_label("Time").fill("11:30")
    press(secretary, "Close the meeting")
    expect(secretary.get_by_text("The meeting is closed.")).to_be_visible()


def moves(secretary: Page, act: str, time: str) -> None:
    form = secretary.locator("form.app-run__move").first
    form.get_by_label("Who").select_option(label=MEMBER)
    form.get_by_label("What happens").select_option(act)
    form.get_by_label("Time").fill(time)
    press(form, "Record")
    secretary.wait_for_load_state()


def read_what_was_ruled(page: Page) -> None:
    minutes = page.locator("main")
    for words in RULED:
        expect(minutes).to_contain_text(words)


@pytest.mark.requirement("DOI-07")
@pytest.mark.requirement("DOI-12")
@pytest.mark.requirement("DOI-13")
@pytest.mark.requirement("DOI-14")
def test_an_interest_meets_an_item_and_the_minutes_say_what_came_of_it(
    chromium: Browser, running: Installation, tmp_path: Path
) -> None:
    faults: list[str] = []
    member, secretary, chair = (
        window(chromium, running, who, faults)
        for who in ("member", "secretary", "chair")
    )
    declare(member)
    secretary.goto("/meetings/")
    secretary.get_by_role("link", name="Wednesday 2 December 2020").click()
    meeting = re.search(r"/meetings/\d+/", secretary.url)[0]  # type: ignore[index]
    item = concern(secretary, meeting)

    # The two meet by themselves, and the chair sees why.
    chair.goto(f"{meeting}conflicts/")
    expect(chair.get_by_text(NATURE).first).to_be_visible()
    expect(chair.get_by_text(re.compile("waits for a ruling"))).to_be_visible()
    chair.get_by_role("link", name=re.compile("Rule")).first.click()
    chair.get_by_label("Leaves for the whole item").check()
    chair.get_by_label("Withhold the papers of this item from the person").check()
    press(chair, "Record the ruling")
    expect(chair.get_by_text(re.compile(f"Ruled on {MEMBER}"))).to_be_visible()

    build_and_issue(secretary, meeting)

    # The member's copy has every page but those, and one that says so.
    whole = ReadPack(pack_of(chair, meeting, tmp_path / "chair.pdf"))
    pages = [label for way, label in whole.bookmarks if way[-1] == PAPER]
    assert pages
    copy = ReadPack(pack_of(member, meeting, tmp_path / "member.pdf"))
    assert set(whole.labels) - set(copy.labels) != set()
    assert PAPER not in " ".join(copy.pages)
    assert [text for text in copy.pages if "withheld" in text]

    sit(secretary, meeting, item)
    secretary.goto(f"{meeting}minutes/")
    press(secretary, "Draft the minutes")
    read_what_was_ruled(secretary)
    chair.goto(f"{meeting}minutes/approve/")
    press(chair, "Approve the draft")

    # The next meeting accepts them, and what is signed says the same.
    accept_and_sign(secretary, chair, meeting)
    read_what_was_ruled(chair)
    signed = printed_minutes(chair, meeting, tmp_path / "minutes.pdf")
    printed = " ".join(" ".join(ReadPack(signed).pages).split())
    assert [words for words in (*RULED, "Signed by") if words not in printed] == []
    assert faults == []
