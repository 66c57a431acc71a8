"""The main job, from the agenda to the finished pack, as the board secretary does it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ics_portal.core.pdf.walk import walk_pdf
from tests.browser.chromium import listen_for_faults
from tests.core.pdf.checks import conformance_errors, qpdf_says
from tests.journeys.files import ANNEX_HEADINGS, HEADINGS, pdf_annex, word_paper
from tests.journeys.installation import Installation
from tests.journeys.reading import ReadPack
from tests.journeys.steps import (
    accept,
    add_item,
    ask_for_paper,
    download,
    fill_cover_sheet,
    item_titles,
    move_item_to,
    new_context,
    open_builder,
    open_december,
    refresh_until_built,
    sign_in,
    step_item,
    upload,
    watch_the_build,
)

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.slow]

ITEM = "Winter Resilience"
PAPER = "Winter resilience: what partners will do"
ANNEX = "Capacity by site"
# Words of the confidential papers under items 9 and 12 and of their cover sheets.
SECRET = ("System Assurance Framework & Strategic Risk", "How risks were chosen",
          "Programme Executive Summary Report", "Theme 3")  # fmt: skip


@pytest.fixture(scope="module")
def working_portal(
    demonstration: Path, tmp_path_factory: pytest.TempPathFactory, broker_url: str
) -> Iterator[Installation]:
    """The demonstration with its web server and its worker; each test takes a meeting
    of its own."""
    folder = tmp_path_factory.mktemp("working") / "var"
    portal = Installation.copied(demonstration, folder, broker_url)
    portal.start_worker()
    portal.start_web()
    yield portal
    portal.end()


@pytest.fixture
def secretary(chromium: Browser, working_portal: Installation) -> Iterator[Page]:
    """The secretary's window; script errors fail the test in the end."""
    context: BrowserContext = new_context(chromium, working_portal)
    page = context.new_page()
    faults: list[str] = []
    listen_for_faults(page, faults)
    yield page
    context.close()
    assert faults == []


def test_from_an_agenda_to_a_finished_pack(
    secretary: Page, working_portal: Installation, tmp_path: Path
) -> None:
    page = secretary
    sign_in(page, "secretary")
    open_december(page)

    open_builder(page)
    change_the_agenda(page)
    bring_the_papers(page, tmp_path)
    page.get_by_role("link", name="Pack", exact=True).click()
    working_portal.hold_builds(at=0)
    page.get_by_role("button", name="Build pack").click()
    seen = watch_the_build(page, working_portal)

    assert seen[0] < seen[1] < seen[2] < 100
    members = ReadPack(download(page, "Open the pack", tmp_path / "members.pdf"))
    public = ReadPack(download(page, "Public", tmp_path / "public.pdf"))
    the_members_pack_is_whole(members)
    the_public_copy_leaves_out_what_is_not_public(public, members)


def test_the_same_without_scripts(
    chromium: Browser, working_portal: Installation, tmp_path: Path
) -> None:
    context = new_context(chromium, working_portal, scripts=False)
    page = context.new_page()
    sign_in(page, "secretary")
    page.get_by_role("navigation", name="Main").get_by_text("Meetings").click()
    coming = page.get_by_role("table", name="Meetings to come")
    coming.get_by_role("link").first.click()

    open_builder(page)
    before = item_titles(page)
    add_item(page, ITEM, section="For Information", format_="Verbal", minutes="10")
    in_place = [*before[:4], ITEM, *before[4:]]
    expect_order(page, in_place)
    step_item(page, ITEM, "down", is_heard=False)
    expect_order(page, in_place)  # it is in the next section now
    move_item_to(page, ITEM, f"before 3, {before[2]}")
    expect_order(page, [*before[:2], ITEM, *before[2:]])
    page.get_by_role("link", name="Pack", exact=True).click()
    working_portal.hold_builds(at=0)
    page.get_by_role("button", name="Build pack").click()
    refreshed = refresh_until_built(page, working_portal)
    pack = ReadPack(download(page, "Open the pack", tmp_path / "members.pdf"))
    context.close()

    assert refreshed
    assert re.search(rf"3\s+{ITEM}", pack.page("2"))
    assert walk_pdf(pack.path) == []


def change_the_agenda(page: Page) -> None:
    """Add an item at the end of a section, and move it about until it is there again."""
    before = item_titles(page)
    add_item(page, ITEM, section="For Information", format_="Attached", minutes="10")
    at_the_end = [*before[:13], ITEM, *before[13:]]
    expect_order(page, at_the_end)

    step_item(page, ITEM, "up")
    expect_order(page, [*before[:12], ITEM, *before[12:]])
    move_item_to(page, ITEM, "at the end of For Information")
    expect_order(page, at_the_end)


def expect_order(page: Page, titles: list[str]) -> None:
    expect(page.locator("#agenda [name=title][form]")).to_have_count(len(titles))
    for place, title in enumerate(titles, start=1):
        cell = page.get_by_role("textbox", name=f"Title of item {place}", exact=True)
        expect(cell).to_have_value(title)


def bring_the_papers(page: Page, folder: Path) -> None:
    """One paper with its cover sheet out of Word, one annex that is a PDF already."""
    page.get_by_role("link", name="Papers", exact=True).click()
    ask_for_paper(page, item=ITEM, title=PAPER)
    fill_cover_sheet(page)
    upload(page, word_paper(folder), label="Upload the paper")
    accept(page, PAPER)

    ask_for_paper(page, item=ITEM, title=ANNEX, kind="Annex")
    upload(page, pdf_annex(folder), label="Upload the paper")
    accept(page, ANNEX)


def the_members_pack_is_whole(pack: ReadPack) -> None:
    count = len(pack.pages)
    assert pack.labels == [str(n) for n in range(1, count + 1)]
    every_page_says_where_it_is(pack)
    first = the_agenda_leads_to_the_right_pages(pack)
    the_cover_sheet_is_as_filled_in(pack.page(str(first)) + pack.page(str(first + 1)))
    the_bookmarks_lead_to_sections_items_and_headings(pack, first)
    assert pack.title == "Formal ICS Board, 2 December 2020, part 1"
    assert pack.language == "en-GB"
    assert "<pdfuaid:part>1</pdfuaid:part>" in pack.metadata
    assert pack.title in pack.metadata
    assert walk_pdf(pack.path) == []
    assert conformance_errors(pack.path) == []
    assert qpdf_says(pack.path) == ""


def every_page_says_where_it_is(pack: ReadPack) -> None:
    for label, text in zip(pack.labels[1:], pack.pages[1:], strict=True):
        assert "ICS Board · 2 December 2020 · Part 1" in text
        assert re.search(rf"Version 1\s+Page {label}\s*$", text), label


def the_agenda_leads_to_the_right_pages(pack: ReadPack) -> int:
    """Each link goes to the page that its words and the printed column name; the first
    page of the new item."""
    agenda = [link for link in pack.links if link.words.startswith("Item ")]
    named = {int(re.match(r"Item (\d+)", link.words)[1]): link for link in agenda}  # type: ignore[index]
    assert sorted(named) == [2, 3, 5, 7, 8, 9, 10, 12, 14]
    for number, link in named.items():
        said = re.search(r", page (\d+)$", link.words)
        assert said, link
        assert pack.labels[link.target] == said[1]
        assert f"Item {number} ·" in pack.pages[link.target]
        assert re.search(rf"\b{said[1]}–?\d*\b", pack.pages[link.page])
    return named[14].target + 1


def the_cover_sheet_is_as_filled_in(text: str) -> None:
    words = " ".join(text.split())
    for part in (
        "Head of Urgent Care", "Winter planning team", "24 November 2020",
        "To agree what partners do this winter.", "Demand will rise in January.",
        "approve the plan", "note the costs", "Urgent Care Network", "12 October 2020",
        "Supported", "A and E Delivery Board", "The vice chair of a supplier",
        "Staff sickness may close beds", "R-17",
    ):  # fmt: skip
        assert part in words, part


def the_bookmarks_lead_to_sections_items_and_headings(
    pack: ReadPack, first: int
) -> None:
    marks = dict(pack.bookmarks)
    item = ("For Information", f"14 {ITEM}")
    paper, annex = (*item, PAPER), (*item, ANNEX)

    assert marks[*item, "Cover sheet"] == str(first)
    own = [
        way[len(paper) :]
        for way in marks
        if way[: len(paper)] == paper and way != paper
    ]
    assert [way[-1] for way in own] == list(HEADINGS)
    for way in own:
        assert way[-1] in pack.page(marks[*paper, *way])
    for heading in ANNEX_HEADINGS:
        [way] = [
            way for way in marks if way[: len(annex)] == annex and way[-1] == heading
        ]
        assert heading in pack.page(marks[way])
    start = pack.labels.index(marks[annex])
    own_link = [link for link in pack.links if link.page == start]
    assert [link.target for link in own_link] == [start + 1]


def the_public_copy_leaves_out_what_is_not_public(
    public: ReadPack, members: ReadPack
) -> None:
    text, all_of_it = "\n".join(public.pages), "\n".join(members.pages)
    for words in SECRET:
        assert words in all_of_it
        assert words not in text
    withheld = [label for label in public.labels if "–" in label]
    assert len(withheld) == 2
    for label, number in zip(withheld, (9, 12), strict=True):
        first, last = label.split("–")
        assert f"Pages {first} to {last} are not published" in public.page(label)
        assert f"Item {number}" in public.page(label)
        assert f"Item {number} ·" in members.page(first)
        assert f"Item {number} ·" in members.page(last)
    papers = [way for way, label in public.bookmarks if len(way) == 1][2:]
    start = dict(public.bookmarks)[papers[0]]
    for label in public.labels[public.labels.index(start) :]:
        if label not in withheld:
            assert words_above_the_foot(public.page(label)) == (
                words_above_the_foot(members.page(label))
            )
    assert f"14 {ITEM}" in {way[-1] for way, _ in public.bookmarks}
    assert walk_pdf(public.path) == []


def words_above_the_foot(page: str) -> list[str]:
    return page.rpartition("Version 1")[0].split()
