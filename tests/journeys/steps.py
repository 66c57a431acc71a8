"""What people do in the portal, step by step, as journeys tell it."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Locator,
    Page,
    expect,
)

from ics_portal.demo.people import PASSWORD
from tests.browser.chromium import listen_for_faults
from tests.journeys.installation import Installation

# Guards against hanging, in milliseconds; never a measure.
MILLISECONDS = 60_000
CONVERSION = 300_000
TODAY = f"{datetime.now(ZoneInfo('Europe/London')):%Y-%m-%d}"


def new_context(
    chromium: Browser,
    portal: Installation,
    *,
    size: tuple[int, int] = (1280, 900),
    scripts: bool = True,
    **options: Any,
) -> BrowserContext:
    """A visit to the portal in a browser that knows nobody yet."""
    context = chromium.new_context(
        base_url=portal.address,
        java_script_enabled=scripts,
        locale="en-GB",
        timezone_id="Europe/London",
        viewport={"width": size[0], "height": size[1]},
        **options,
    )
    context.set_default_timeout(MILLISECONDS)
    return context


def sign_in(page: Page, who: str) -> None:
    """Sign in as somebody of the demonstration: the part before the @, or all of it."""
    email = who if "@" in who else f"{who}@demo.example"
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def open_december(page: Page) -> None:
    """From wherever one is to the meeting of 2 December 2020."""
    page.get_by_role("navigation", name="Main").get_by_role(
        "link", name="Meetings"
    ).click()
    page.get_by_role("link", name="Wednesday 2 December 2020").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Board")


def open_builder(page: Page) -> None:
    """From a meeting's page to its agenda builder, with all its scripts."""
    page.get_by_role("link", name="Build the agenda").click()
    expect(page.get_by_role("textbox", name="Add an item")).to_be_visible()
    page.wait_for_load_state()


def item_titles(page: Page) -> list[str]:
    """The items of the builder, in order."""
    return [cell.input_value() for cell in page.locator("[name=title][form]").all()]


def add_item(
    page: Page, title: str, *, section: str, format_: str, minutes: str
) -> None:
    """Fill the quick row and press Enter: in the section, after all it has."""
    form = page.locator("#quick-add")
    form.get_by_label("Section").select_option(section)
    form.get_by_label("Format").select_option(format_)
    form.get_by_label("Min").fill(minutes)
    form.get_by_role("textbox", name="Add an item").fill(title)
    form.get_by_role("textbox", name="Add an item").press("Enter")
    there = re.compile(rf"^Details of item \w+, {re.escape(title)}$")
    expect(page.get_by_role("link", name=there)).to_be_visible()


def step_item(page: Page, title: str, direction: str, *, is_heard: bool = True) -> None:
    """Press one of the item's arrows, and hear where it is now."""
    page.get_by_role(
        "button", name=re.compile(rf"^Move item \w+, {re.escape(title)} {direction}$")
    ).click()
    if is_heard:
        expect(page.locator("#app-polite")).to_contain_text(f"{title} is now item")


def move_item_to(page: Page, title: str, place: str) -> None:
    """The way without arrows: choose the place from a list."""
    page.get_by_role(
        "link", name=re.compile(rf"^Move to… another place: .*{re.escape(title)}$")
    ).click()
    page.get_by_label("Put it").select_option(place)
    page.get_by_role("button", name="Move the item").click()


def ask_for_paper(page: Page, *, item: str, title: str, kind: str = "Paper") -> None:
    """From the list of papers: ask for one, and open it to change it."""
    page.get_by_role("link", name="Add a paper", exact=True).click()
    choice = page.get_by_label("Agenda item")
    number = choice.locator("option", has_text=item).inner_text()
    choice.select_option(number)
    page.get_by_label("Title of the paper").fill(title)
    page.get_by_role("radio", name=kind, exact=True).check()
    page.get_by_label("Authors").fill("Head of Urgent Care")
    page.get_by_role("button", name="Ask for this paper").click()
    page.get_by_role("link", name=title, exact=True).click()
    page.get_by_role("link", name="Change", exact=True).click()
    expect(page.get_by_label("Upload the paper")).to_be_visible()
    page.wait_for_load_state()


def fill_cover_sheet(page: Page) -> None:
    """Every field of the sheet, then Save."""
    page.get_by_label("Authors").fill("Head of Urgent Care")
    page.get_by_label("Contributors").fill("Winter planning team")
    page.get_by_label("Date of writing").fill("2020-11-24")
    page.get_by_label("Purpose of the paper").fill(
        "To agree what partners do this winter."
    )
    page.get_by_label("Executive summary").fill("Demand will rise in January.")
    fill_rows(page)
    page.get_by_role("radio", name="Identified", exact=True).check()
    page.get_by_label("Whose, with whom, and how").fill("The vice chair of a supplier")
    for question, answer in (
        ("Quality impact assessment completed", "Yes"),
        ("Equality impact assessment completed", "Yes"),
        ("Privacy impact assessment completed", "N/A"),
        ("Financial impact assessment completed", "No"),
        ("Associated risks", "Yes"),
        ("Are associated risks detailed on the ICS risk register?", "No"),
    ):
        page.get_by_role("radio", name=f"{question}: {answer}", exact=True).check()
    page.get_by_label("Description of the risks").fill("Staff sickness may close beds")
    page.get_by_label("Risk reference").fill("R-17")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()


def fill_rows(page: Page) -> None:
    """Two recommendations and two forums."""
    page.get_by_role("button", name="Add a recommendation").click()
    for number, verb, words in ((1, "approve", "the plan"), (2, "note", "the costs")):
        page.get_by_label(f"Verb of recommendation {number}").select_option(verb)
        page.get_by_label(f"Words of recommendation {number}").fill(words)
    page.get_by_role("button", name="Add a forum").click()
    for number, forum, day, outcome in (
        (1, "Urgent Care Network", "12 October 2020", "Supported"),
        (2, "A and E Delivery Board", "November 2020", "Noted"),
    ):
        page.get_by_label(f"Meeting of forum {number}").fill(forum)
        page.get_by_label(f"Date of forum {number}").fill(day)
        page.get_by_label(f"Outcome of forum {number}").fill(outcome)


def upload(page: Page, path: Path, *, label: str) -> None:
    """Send a file and wait, on the page as it is, until it is ready for the pack."""
    page.get_by_label(label).set_input_files(path)
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(page.get_by_text(f"{path.name} was uploaded as version 1")).to_be_visible()
    expect(
        page.get_by_role("link", name=re.compile("^Open the file as it will print"))
    ).to_be_visible(timeout=CONVERSION)


def accept(page: Page, title: str) -> None:
    """Send the paper and accept it for the pack; ends on the list of papers."""
    page.get_by_role("button", name="Send to the board secretary").click()
    page.get_by_role("link", name="Review", exact=True).click()
    page.get_by_role("button", name="Accept for the pack").click()
    expect(page.get_by_text(f"{title} is accepted for the pack.")).to_be_visible()


def watch_the_build(page: Page, portal: Installation) -> list[int]:
    """Where the bar stood each time the held build was let go on a little, on one and
    the same page; ends with the finished pack."""
    page.evaluate("window.isTheSamePage = true")
    bar = page.get_by_role("progressbar")
    seen = [int(bar.get_attribute("value") or "")]
    for entries in (4, 8):
        portal.hold_builds(at=entries)
        moved = page.wait_for_function(
            "(was) => { const bar = document.querySelector('progress');"
            " return window.isTheSamePage && bar?.value > was && bar.value; }",
            arg=seen[-1],
            timeout=CONVERSION,
        )
        seen.append(int(moved.json_value()))
    portal.let_builds_go()
    expect(page.get_by_role("link", name="Open the pack")).to_be_visible(
        timeout=CONVERSION
    )
    return seen


def refresh_until_built(page: Page, portal: Installation) -> int:
    """Press Refresh, as one does without scripts, until the pack is there; how often.
    The build is held until it was pressed once."""
    refreshed = 0
    opened = page.get_by_role("link", name="Open the pack")
    give_up = time.monotonic() + CONVERSION / 1000
    while time.monotonic() < give_up:
        # The page also loads itself again every few seconds, perhaps in between.
        with suppress(Error):
            if opened.is_visible():
                break
            page.get_by_role("link", name="Refresh", exact=True).click(timeout=2000)
            refreshed += 1
            portal.let_builds_go()
        page.wait_for_timeout(200)
    expect(opened).to_be_visible()
    return refreshed


def download(page: Page, words: str, path: Path) -> Path:
    """Follow a link to a file in the browser, and keep what comes."""
    with page.expect_download() as coming:
        page.get_by_role("link", name=words).first.click(modifiers=["Alt"])
    coming.value.save_as(path)
    return path


def window(
    chromium: Browser, portal: Installation, who: str, faults: list[str]
) -> Page:
    """A window of somebody who signed in, or of the public where ``who`` is empty."""
    page = new_context(chromium, portal).new_page()
    listen_for_faults(page, faults)
    if who:
        sign_in(page, who)
    return page


def press(page: Page | Locator, name: str | re.Pattern[str]) -> None:
    """Press the first button of that name."""
    page.get_by_role("button", name=name).first.click()


def build_and_issue(page: Page, meeting: str) -> None:
    """From the pack's page: build it, wait for the worker, give it to its readers."""
    page.goto(f"{meeting}pack/")
    press(page, re.compile("^Build"))
    expect(page.get_by_role("link", name="Open the pack")).to_be_visible(
        timeout=CONVERSION
    )
    page.get_by_role("link", name=re.compile("^Issue")).first.click()
    press(page, re.compile("^Issue"))
    expect(page.get_by_text(re.compile("[Ii]ssued")).first).to_be_visible()


def pack_of(page: Page, meeting: str, path: Path) -> Path:
    """The pack this person is given, kept as a file."""
    page.goto(f"{meeting}pack/")
    link = page.locator("main a[href*='/download/members/'], main a[href*='/copy/']")
    answer = page.request.get(link.first.get_attribute("href") or "")
    assert answer.status == 200
    path.write_bytes(answer.body())
    return path


def arrange_today(page: Page) -> str:
    """A meeting of today from the usual agenda; gives its address."""
    page.goto("/meetings/new/")
    page.get_by_label("Body").select_option(label="ICS Board")
    page.get_by_label("Formal", exact=True).check()
    page.get_by_label("Date").fill(TODAY)
    page.get_by_label("Start", exact=True).fill("00:01")
    page.get_by_label("End", exact=True).fill("23:59")
    page.get_by_label("Place or platform").fill("Town hall")
    page.get_by_label("Person in the chair").select_option(label="Independent Chair")
    press(page, "Arrange the meeting")
    page.wait_for_url(re.compile(r"/meetings/\d+/agenda"))
    found = re.search(r"/meetings/\d+/", page.url)
    assert found is not None
    return found[0]


def accept_and_sign(secretary: Page, chair: Page, meeting: str) -> None:
    """The next meeting of the body, today, agrees the minutes, and the chair signs."""
    later = arrange_today(secretary)
    secretary.goto(f"{later}run/")
    press(secretary, "Open the meeting")
    secretary.goto(f"{meeting}minutes/confirm/")
    press(secretary, "Record that they were accepted")
    chair.goto(f"{meeting}minutes/sign/")
    # Not the first button that begins so: that one signs out.
    chair.get_by_role("button", name="Sign", exact=True).click()
    expect(chair.get_by_text("You signed the minutes.")).to_be_visible()


def printed_minutes(page: Page, meeting: str, path: Path) -> Path:
    """The PDF of the minutes, asked for until the worker has it, kept as a file."""
    give_up = time.monotonic() + CONVERSION / 1000
    while time.monotonic() < give_up:
        answer = page.request.get(f"{meeting}minutes/print/")
        if answer.headers["content-type"] == "application/pdf":
            path.write_bytes(answer.body())
            return path
        page.wait_for_timeout(500)
    raise AssertionError("The minutes were never printed.")
