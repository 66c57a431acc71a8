"""The finished PDF: what a reader, a printer and a screen reader get."""

import re
import subprocess
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from boards.packs.enums import PackState
from boards.packs.models import Pack
from boards.packs.services import start_build
from ics_portal.core.pdf.walk import walk_pdf
from tests.core.pdf.checks import conformance_errors, qpdf_says
from tests.factories.packs import PRESS, december, run_job_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack() -> Pack:
    story = december()
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    run_job_of(pack)
    pack.refresh_from_db()
    assert pack.state == PackState.BUILT, pack.failure
    return pack


def path_of(pack: Pack, edition: str) -> Path:
    return Path(
        pack.files.select_related("stored").get(edition=edition).stored.file.path
    )


def text_of(path: Path, page: int) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", "-f", str(page), "-l", str(page), str(path), "-"],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def bookmarks(path: Path) -> list[tuple[int, str, int]]:
    """Depth, words and page index of each bookmark."""
    reader = PdfReader(path)
    found: list[tuple[int, str, int]] = []

    def gather(nodes: list, depth: int) -> None:
        for node in nodes:
            if isinstance(node, list):
                gather(node, depth + 1)
            else:
                page = reader.get_destination_page_number(node)
                found.append((depth, str(node.title), page))

    gather(reader.outline, 0)
    return found


def links(path: Path) -> list[tuple[int, str, int]]:
    """Page index, words for a screen reader and target page index of each link."""
    with pikepdf.open(path) as pdf:
        numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
        return [
            (n, str(note.Contents), numbers[note.Dest[0].objgen])
            for n, page in enumerate(pdf.pages)
            for note in page.obj.get("/Annots", [])
            if note.get("/Subtype") == "/Link"
        ]


@pytest.mark.requirement("PCK-01")
def test_page_labels_are_the_printed_numbers(pack):
    assert PdfReader(path_of(pack, "members")).page_labels == [
        str(n) for n in range(1, 17)
    ]
    assert PdfReader(path_of(pack, "private")).page_labels == [
        "P1", "P2", "P3", "P4", "P5",
    ]  # fmt: skip
    assert PdfReader(path_of(pack, "public")).page_labels == [
        "1", "2", "3–5", "6", "7", "8", "9", "10", "11", "12", "13", "14–16",
    ]  # fmt: skip


@pytest.mark.requirement("PCK-02")
def test_every_page_but_the_front_says_body_day_part_item_and_page(pack):
    path = path_of(pack, "members")

    assert "Page" not in text_of(path, 1).replace("Pages", "")
    for page, item in [
        (2, "Agenda"),
        (3, "Item 2 · cover sheet"),
        (5, "Item 2 · Zirconium framework"),
        (9, "Item 3 · Action log"),
        (16, "Item 5 · Quicksilver summary"),
    ]:
        text = text_of(path, page)
        assert "ICS Board · 2 December 2020 · Part 1" in text
        assert item in text
        assert "Version 1" in text
        assert re.search(rf"Page {page}\s*$", text.rstrip("\f\n"))


def test_the_page_numbers_name_no_total(pack):
    for page in range(2, 17):
        assert " of 16" not in text_of(path_of(pack, "members"), page)


def test_a_sheet_not_published_says_which_pages_it_stands_for(pack):
    text = text_of(path_of(pack, "public"), 3)

    assert "Pages 3 to 5 are not published" in text
    assert "Item 2, Strategic Assurance Framework." in text
    assert text.rstrip("\f\n").endswith("Pages 3 to 5")


@pytest.mark.requirement("PCK-03")
def test_the_agenda_links_each_item_to_its_first_page_and_says_so(pack):
    assert links(path_of(pack, "members")) == [
        (1, "Item 2 Strategic Assurance Framework: Cover sheet, page 3", 2),
        (1, "Item 3 Minutes and Actions: Minutes of 4 November, page 6", 5),
        (1, "Item 4 Finance Report: Cover sheet, page 10", 9),
        (1, "Item 5 High Level Programme Summary: Quicksilver summary, page 14", 13),
    ]
    assert links(path_of(pack, "public")) == [
        (1, "Item 3 Minutes and Actions: Minutes of 4 November, page 6", 3),
        (1, "Item 4 Finance Report: Cover sheet, page 10", 7),
    ]


@pytest.mark.requirement("PCK-03")
def test_the_agenda_prints_the_pages_that_there_are(pack):
    members = text_of(path_of(pack, "members"), 2)
    public = text_of(path_of(pack, "public"), 2)

    assert re.search(r"2\s+Strategic Assurance.*\s3–5\n", members)
    assert re.search(r"4\s+Finance Report.*\s10–13\n", members)
    assert re.search(r"6\s+Xanthippe settlement.*\sP3–P5\n", members)
    assert re.search(r"2\s+Strategic Assurance.*\snot published\n", public)
    assert re.search(r"4\s+Finance Report.*\s10–13\n", public)
    assert re.search(r"6\s+A staff matter\s*\n", public)


def test_bookmarks_lead_by_section_and_item_to_each_paper_and_its_own_outline(pack):
    found = bookmarks(path_of(pack, "members"))

    assert found[:7] == [
        (0, "Front page", 0),
        (0, "Agenda", 1),
        (0, "Performance and Outcomes", 2),
        (1, "2 Strategic Assurance Framework", 2),
        (2, "Cover sheet", 2),
        (2, "Zirconium framework", 3),
        (3, "Zirconium framework 1", 3),
    ]
    assert (1, "4 Finance Report", 9) in found
    assert (2, "Finance annex", 12) in found


def test_title_language_and_date_are_those_of_the_pack(pack):
    with pikepdf.open(path_of(pack, "members")) as pdf:
        assert str(pdf.docinfo.Title) == "Formal ICS Board, 2 December 2020, part 1"
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo.CreationDate) == "D:20201127160500+00'00'"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.Root.PageMode) == "/UseOutlines"


def test_every_font_is_embedded(pack):
    for edition in ("members", "private", "public"):
        done = subprocess.run(
            ["pdffonts", str(path_of(pack, edition))],
            capture_output=True,
            text=True,
            check=True,
        )
        rows = done.stdout.splitlines()[2:]
        assert rows
        for row in rows:
            assert re.search(r"\syes\s+yes\s+(yes|no)\s+\d+", row), row


@pytest.mark.slow
def test_a_pack_of_accessible_papers_passes_every_check_and_states_it(pack):
    for edition in ("members", "private", "public"):
        path = path_of(pack, edition)
        file = pack.files.get(edition=edition)
        assert qpdf_says(path) == ""
        assert walk_pdf(path) == []
        assert conformance_errors(path) == []
        assert file.claims_ua
        assert file.manifest["file"]["structure_faults"] == []
        with pikepdf.open(path) as pdf:
            assert b"<pdfuaid:part>1<" in pdf.Root.Metadata.read_bytes()


def test_a_fault_in_the_tags_is_kept_in_the_manifest_and_not_claimed_away(
    monkeypatch,
):
    from boards.packs.services import assembly  # noqa: PLC0415 -- patched by name
    from ics_portal.core.pdf.walk import Fault  # noqa: PLC0415

    monkeypatch.setattr(assembly, "walk_pdf", lambda path: [Fault("parent", "1", "x")])
    story = december()
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    run_job_of(pack)

    file = pack.files.get(edition="members")
    assert file.claims_ua is False
    assert file.manifest["file"]["structure_faults"] == ["parent"]
    with pikepdf.open(path_of(pack, "members")) as pdf:
        assert b"pdfuaid:part" not in pdf.Root.Metadata.read_bytes()


@pytest.mark.requirement("PCK-04")
def test_a_long_table_repeats_its_head_and_breaks_no_row():
    story = december()
    for number in range(40):
        story.item(
            f"Item {number} with words enough for two lines in its own column",
            owner="Executive Director of Strategy and Partnerships " * 2,
        )
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    run_job_of(pack)

    path = path_of(pack, "members")
    pages = pack.entries.get(edition="members", key="agenda").page_count
    texts = [text_of(path, page) for page in range(2, 2 + pages)]
    assert pages > 2
    for text in texts[:-1]:
        assert re.search(r"Item\s+Description\s+Owner\s+Action\s+Format\s+Page", text)
    numbers = [
        int(found)
        for text in texts
        for found in re.findall(r"^ ?(\d+)\s+\S", text, flags=re.MULTILINE)
    ]
    assert numbers == sorted(numbers)
    assert set(range(1, 47)) <= set(numbers)
