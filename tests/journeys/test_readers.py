"""What an issued pack gives to whom."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from ics_portal.core.pdf.walk import walk_pdf
from tests.journeys.installation import Installation
from tests.journeys.issued import LONE_AUTHOR, OPEN_TITLE, PRIVATE_TITLE
from tests.journeys.reading import ReadPack
from tests.journeys.steps import download, new_context, sign_in
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.slow]

CONFIDENTIAL = "How risks were chosen"  # a heading of item 9's paper
PRIVATE = "Terms of the settlement"


@pytest.fixture
def pack_url(places: dict[str, Any]) -> str:
    return f"/meetings/{places['december']}/pack/"


@pytest.mark.browser
def test_a_member_opens_both_parts_of_an_issued_pack(
    chromium: Browser, issued_portal: Installation, tmp_path: Path
) -> None:
    context = new_context(chromium, issued_portal)
    page = context.new_page()
    sign_in(page, "member")

    page.get_by_role("link", name="My packs").first.click()
    expect(page.get_by_role("heading", name="My packs")).to_be_visible()
    offered = [link.inner_text() for link in page.locator("a.app-pack__file").all()]
    first = ReadPack(download(page, "Part 1, members", tmp_path / "1.pdf"))
    second = ReadPack(download(page, "Part 2, private", tmp_path / "2.pdf"))
    context.close()

    assert [words.splitlines()[0] for words in offered] == [
        "Part 1, members",
        "Part 2, private",
    ]
    assert first.labels == [str(n) for n in range(1, len(first.pages) + 1)]
    assert second.labels == [f"P{n}" for n in range(1, len(second.pages) + 1)]
    assert CONFIDENTIAL in "".join(first.pages)
    assert PRIVATE_TITLE in "".join(first.pages)  # on the members' agenda
    assert PRIVATE in "".join(second.pages)
    assert PRIVATE not in "".join(first.pages)
    assert walk_pdf(first.path) == walk_pdf(second.path) == []


def test_the_public_copy_and_other_builds_are_not_for_members(
    issued_portal: Installation, pack_url: str
) -> None:
    member = Visitor(issued_portal).sign_in("member")
    secretary = Visitor(issued_portal).sign_in("secretary")
    office_only = [
        f"{pack_url}1/download/public/",
        f"{pack_url}1/manifest/public/",
        f"{pack_url}2/",
        f"{pack_url}2/progress/",
    ]

    assert [secretary.get(path).status for path in office_only] == [200] * 4
    assert [member.get(path).status for path in office_only] == [404] * 4


def test_the_public_copy_bears_neither_what_is_confidential_nor_part_2(
    issued_portal: Installation, pack_url: str, tmp_path: Path
) -> None:
    secretary = Visitor(issued_portal).sign_in("secretary")
    path = tmp_path / "public.pdf"
    path.write_bytes(secretary.get(f"{pack_url}1/download/public/").content)
    text = "".join(ReadPack(path).pages)
    manifest = secretary.get(f"{pack_url}1/manifest/public/").text

    assert OPEN_TITLE in text
    for words in (PRIVATE_TITLE, PRIVATE, CONFIDENTIAL):
        assert words not in text
        assert words not in manifest


def test_a_program_of_a_members_reads_what_the_member_reads(
    issued_portal: Installation, pack_url: str
) -> None:
    token = Visitor(issued_portal).take_token("member")
    member = Visitor(issued_portal).sign_in("member")

    [pack] = json.loads(token.get("/api/v1/packs/").content)["results"]
    api = f"/api/v1/packs/{pack['id']}/download/"

    for edition in ("members", "private"):
        by_page = member.get(f"{pack_url}1/download/{edition}/")
        by_program = token.get(f"{api}{edition}/")
        assert (by_page.status, by_program.status) == (200, 200)
        assert by_page.content == by_program.content
    assert token.get(f"{api}public/").status == 404


def test_an_author_without_a_seat_sees_the_own_paper_and_no_other(
    issued_portal: Installation, places: dict[str, Any], pack_url: str
) -> None:
    author = Visitor(issued_portal).sign_in(LONE_AUTHOR)
    others = ("report", "private", "preparing", "sent", "asked")
    roads = (
        "",
        "versions/",
        "print/",
        "edit/",
        "versions/1/part/",
        "versions/1/picture/",
    )

    assert author.get(f"/papers/{places['drafted']}/").status == 200
    assert author.get(f"/papers/{places['drafted']}/versions/1/original/").status == 200
    refused = {
        f"{name}{road}": author.get(f"/papers/{places[name]}/{road}").status
        for name in others
        for road in roads
    }
    assert set(refused.values()) == {404}
    listed = author.get("/papers/mine/").text
    assert "Estates strategy" in listed
    assert "Winter plan" not in listed
    assert author.get(f"{pack_url}1/download/members/").status == 404
    agenda = author.get(f"/meetings/{places['december']}/agenda/").text
    assert OPEN_TITLE in agenda
    assert PRIVATE_TITLE not in agenda
