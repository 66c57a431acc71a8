"""Every main page of the demonstration as its readers see it, in a real browser.

One portal for all, after the pack of 2 December was issued (tests/journeys/issued.py).
Tests that change something do so in the meeting ahead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import DESK, NARROWEST, PHONE, listen_for_faults
from tests.journeys.installation import Installation
from tests.journeys.steps import new_context, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MEETING = "/meetings/{december}/"
AHEAD = "/meetings/{ahead}/"
EDIT = f"{AHEAD}agenda/edit/"
NOBODY = "nobody"  # the public does not sign in
PUBLIC = "/public/meetings/ics-board/2020-11-04/"
ITEM = f"{EDIT}items/{{item}}/"

PAGES = {
    "secretary": (
        "/",
        "/meetings/",
        "/meetings/new/",
        MEETING,
        f"{MEETING}edit/",
        f"{MEETING}agenda/",
        f"{MEETING}agenda/edit/",
        f"{MEETING}agenda/items/{{issued_item}}/",
        f"{MEETING}papers/",
        f"{MEETING}minutes/",
        f"{MEETING}minutes/part-2/",
        f"{MEETING}minutes/edit/",
        f"{MEETING}minutes/import/",
        f"{MEETING}pack/",
        f"{MEETING}pack/1/",
        f"{MEETING}pack/2/",
        AHEAD,
        EDIT,
        f"{EDIT}paste/",
        f"{EDIT}sections/{{section}}/",
        f"{AHEAD}agenda/items/{{item}}/",
        f"{ITEM}move/",
        f"{ITEM}presenters/",
        f"{ITEM}defer/",
        f"{ITEM}withdraw/",
        f"{ITEM}remove/",
        f"{AHEAD}papers/",
        f"{AHEAD}papers/new/",
        f"{AHEAD}pack/",
        f"{AHEAD}pack/1/",
        f"{AHEAD}pack/1/issue/",
        "/meetings/{empty}/agenda/edit/",
        "/papers/{report}/",
        "/papers/{report}/edit/",
        "/papers/{report}/review/",
        "/papers/{sent}/review/",
        "/papers/{report}/versions/",
        "/papers/{report}/redacted/",
        "/papers/{report}/withdraw/",
        "/papers/{report}/deadline/",
        "/papers/{drafted}/edit/?add=rec",
        "/papers/{preparing}/edit/",
        "/actions/",
        "/actions/mine/",
        "/actions/ICSB200902-01/",
        "/account/notices/",
        "/decisions/",
        "/decisions/new/",
        "/decisions/new/?meeting={december}",
        "/decisions/rounds/",
        "/decisions/rounds/new/",
        "/decisions/rounds/{round}/",
        "/decisions/seal/",
        "/decisions/seal/new/",
        f"{MEETING}run/",
        f"{MEETING}run/items/{{issued_item}}/",
        f"{MEETING}run/items/{{issued_item}}/rulings/",
        f"{MEETING}run/attendance/",
        f"{MEETING}run/attendance/add/",
        f"{MEETING}run/attendance/import/",
        f"{MEETING}run/private/",
        f"{MEETING}run/script/",
        f"{MEETING}run/close/",
        "/meetings/attendance/",
        f"{MEETING}run/items/{{issued_item}}/outcomes/",
        f"{MEETING}run/items/{{issued_item}}/outcomes/record/",
        "/interests/",
        "/interests/people/",
        "/interests/people/{person}/",
        "/interests/{interest}/",
        "/interests/{interest}/decide/",
        "/interests/returns/ics-board/",
        "/interests/returns/ics-board/open/",
        "/system/",
        "/system/?on=2020-12-02",
        "/system/list/",
        "/system/findings/",
        "/system/duties/",
        "/system/duties/?on=2022-07-01&state=not_known&level=expected",
        "/system/duties/place_services/?on=2022-07-01",
        "/system/duties/place_services/fylde-coast/?on=2022-07-01",
        "/system/duties/accountable_officers/integrated-care-board/",
        "/system/duties/due_diligence/integrated-care-board/evidence/new/?part=staff",
        "/system/duties/due_diligence/integrated-care-board/owners/new/",
        "/system/local-duties/new/",
        "/system/transition/",
        "/system/transition/?on=2022-04-01",
        "/system/workstreams/",
        "/system/involvement/",
        "/system/compare/?a=2022-06-30&b=2022-07-01",
        "/system/bodies/integrated-care-board/",
        "/system/bodies/west-lancs/",
        "/system/bodies/pennine-lancashire/scheme/",
        "/system/bodies/fylde-coast/scheme/?on=2020-01-01",
        "/system/bodies/integrated-care-board/rules/",
        "/system/routes/",
        "/system/systems/1/",
        "/system/oversight/",
        "/system/oversight/?on=2022-07-01",
        "/system/oversight/the-system/",
        "/system/maturity/",
        "/system/bodies/pennine-lancashire/maturity/",
        "/system/organisations/",
        "/system/people/",
        "/interests/register/",
        "/interests/register/{slug}/",
        "/interests/register/{slug}/?record=1",
        "/interests/register/{slug}/gifts/?on=2020-12-02",
        "/interests/register/{slug}/breaches/record/",
        "/interests/gifts/",
        "/interests/gifts/new/",
        "/interests/gifts/limits/",
        f"{MEETING}publish/",
        f"{MEETING}publish/papers/",
        f"{MEETING}publish/notice/",
        f"{MEETING}publish/{{publication}}/withdraw/",
        f"{MEETING}pack/supplement/",
        f"{MEETING}pack/1/copies/",
        f"{MEETING}pack/1/copies/{{copy}}/",
        f"{MEETING}questions/",
        f"{MEETING}conflicts/",
        "/settings/public-site/",
        "/jobs/{job}/",
        "/account/password/",
        "/meetings/0/",
    ),
    "member": (
        "/",
        "/meetings/",
        MEETING,
        f"{MEETING}agenda/",
        f"{MEETING}agenda/items/{{issued_item}}/",
        f"{MEETING}papers/",
        f"{MEETING}minutes/",
        f"{MEETING}pack/",
        AHEAD,
        f"{AHEAD}agenda/",
        f"{AHEAD}papers/",
        f"{AHEAD}pack/",
        "/papers/{report}/",
        "/packs/",
        "/actions/",
        "/interests/",
        "/interests/new/",
        "/interests/{interest}/",
        "/interests/{interest}/change/",
        "/interests/{interest}/end/",
        "/meetings/new/",
    ),
    "author": (
        "/",
        "/papers/mine/",
        "/papers/{drafted}/",
        "/papers/{drafted}/edit/",
        "/papers/{drafted}/versions/",
        "/papers/{asked}/edit/",
        f"{AHEAD}papers/",
        f"{AHEAD}papers/new/",
    ),
    NOBODY: (
        "/public/",
        "/public/meetings/",
        PUBLIC,
        f"{PUBLIC}minutes/",
        f"{PUBLIC}ask/",
        "/public/decisions/",
        "/public/about/",
        "/public/governance/",
        "/public/publication-scheme/",
        "/public/accessibility/",
        "/public/nothing-here/",
        "/public/registers/?q=shares",
        "/public/registers/{slug}/interests/?on=2099-01-01",
        "/public/registers/{slug}/breaches/",
    ),
    "governance": (
        "/interests/settings/ics-board/",
        "/interests/settings/ics-board/standing/",
        "/system/oversight/",
        "/system/oversight/rate/",
        "/system/oversight/act/",
        "/system/maturity/scale/",
        "/system/bodies/pennine-lancashire/maturity/add/",
    ),
}
SEEN_BY = [(who, path) for who, paths in PAGES.items() for path in paths]
# Made on the way by the worker's part of the portal, or opened in the reader.
ALIKE = 4
FILES = re.compile(r"/(download|manifest|print|picture|part|original)/")


Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def faults() -> list[str]:
    """What went wrong in a script of any window, or broke the security policy."""
    return []


@pytest.fixture(scope="session")
def windows(
    chromium: Browser, issued_portal: Installation, faults: list[str]
) -> Iterator[dict[str, Page]]:
    """A window of each reader, who signed in once by hand."""
    opened: dict[str, Page] = {}
    for who in PAGES:
        page = new_context(chromium, issued_portal).new_page()
        listen_for_faults(page, faults)
        if who != NOBODY:
            sign_in(page, who)
        opened[who] = page
    yield opened
    for page in opened.values():
        page.context.close()


@pytest.fixture
def visit(
    windows: dict[str, Page], places: dict[str, Any], faults: list[str]
) -> Iterator[Visit]:
    """``visit("secretary", "/meetings/{ahead}/")`` gives the loaded page; script errors
    and breaches of the security policy fail the test in the end."""
    faults.clear()

    def open_(who: str, path: str) -> Page:
        page = windows[who]
        set_size(page, DESK)
        page.goto(path.format(**places))
        return page

    yield open_
    assert faults == []


@pytest.mark.parametrize(("who", "path"), SEEN_BY)
def test_axe_objects_to_nothing_and_nothing_scrolls_sideways(
    who: str,
    path: str,
    visit: Visit,
    axe: Callable[[Page], list[str]],
    sideways: Callable[[Page], int],
) -> None:
    page = visit(who, path)

    found = {"desk": axe(page)}
    set_size(page, PHONE)
    found |= {"phone": axe(page), "phone, pixels too wide": sideways(page)}
    set_size(page, NARROWEST)
    found |= {"narrowest, pixels too wide": sideways(page)}

    assert found == {
        "desk": [],
        "phone": [],
        "phone, pixels too wide": 0,
        "narrowest, pixels too wide": 0,
    }


def set_size(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


@pytest.mark.parametrize("who", ["secretary", "member", "author"])
def test_every_link_leads_to_a_page_and_no_two_pages_have_one_title(
    who: str, visit: Visit
) -> None:
    """Walk from the home page through the links there are: of pages that differ in their
    rows alone, the first ``ALIKE`` met."""
    page = visit(who, "/")
    origin = page.url.rstrip("/")
    waiting, seen = ["/"], {"/"}
    of_a_kind: Counter[str] = Counter()
    titles: dict[str, list[str]] = {}
    broken: list[tuple[int, str, str]] = []
    came_from = {"/": ""}
    while waiting:
        path = waiting.pop()
        answer = page.request.get(path)
        if answer.status != 200:
            broken.append((answer.status, path, came_from[path]))
            continue
        if "text/html" not in answer.headers["content-type"]:
            continue
        html = answer.text()
        [title] = re.findall(r"<title>\s*(.*?)\s*</title>", html, re.DOTALL)
        here = urlsplit(answer.url).path  # where a redirection led
        if here == path:
            titles.setdefault(title, []).append(path)
        for href in re.findall(r'<a [^>]*href="([^"]+)"', html):
            there = urldefrag(
                urljoin(f"{origin}{here}", href.replace("&amp;", "&"))
            ).url
            if not there.startswith(origin):
                continue
            link = there.removeprefix(origin) or "/"
            if link.startswith("/system/"):
                # Every day and every order of a list is a query of its own.
                link = urlsplit(link).path
            if link not in seen and not FILES.search(link):
                seen.add(link)
                of_a_kind[kind := kind_of(link)] += 1
                if of_a_kind[kind] > ALIKE:
                    continue
                came_from[link] = path
                waiting.append(link)

    assert broken == []
    assert {title: paths for title, paths in titles.items() if len(paths) > 1} == {}
    assert len(titles) > 10


def kind_of(link: str) -> str:
    """The route of an address with the names of what it asks; no address is its own."""
    parts = urlsplit(link)
    try:
        route = resolve(parts.path).route
    except Resolver404:
        return link
    return f"{route}?{'&'.join(sorted(parse_qs(parts.query)))}"


def test_the_agenda_is_built_and_reordered_by_keyboard_alone(visit: Visit) -> None:
    page = visit("secretary", EDIT)
    said = page.locator("#app-polite")

    page.get_by_role("textbox", name="Add an item").focus()
    page.keyboard.type("Winter pressures")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Added item")
    expect(page.get_by_role("textbox", name="Add an item")).to_be_focused()
    page.keyboard.type("Capital plan")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Capital plan")
    added = titles_of(page)
    up = page.get_by_role("button", name=re.compile("^Move item .*Capital plan up$"))
    up.focus()
    page.keyboard.press("Enter")

    expect(said).to_contain_text("Capital plan is now item")
    expect(up).to_be_focused()
    before, after = (
        added.index("Winter pressures"),
        titles_of(page).index("Capital plan"),
    )
    assert after == before
    page.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Undone:")
    assert titles_of(page) == added


def titles_of(page: Page) -> list[str]:
    """The items of the builder, in order."""
    return [cell.input_value() for cell in page.locator("[name=title][form]").all()]
