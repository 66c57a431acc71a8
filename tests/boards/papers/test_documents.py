"""The printed cover sheet, read as words and as PDF."""

import io
import re

import pikepdf
import pypdf
import pytest

from boards.papers.documents import cover_sheet_document
from boards.papers.selectors import paper_to_edit, sheet_for_print_of
from boards.papers.services import choose_form, import_cover_sheet, save_template
from boards.papers.stock import TEN_HEADINGS_FORM
from ics_portal.core.pdf import normalise_part, render_pdf
from tests.boards.papers.services.test_imports import a_sheet
from tests.factories.papers import NOW


def printed(paper) -> bytes:
    return render_pdf(cover_sheet_document(sheet_for_print_of(paper_to_edit(paper.pk))))


def words(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture
def found(board, paper):
    import_cover_sheet(
        paper=paper, data=a_sheet(confidential="Yes"), actor=board.secretary, at=NOW
    )
    return paper


@pytest.mark.requirement("CVR-01")
@pytest.mark.requirement("CVR-04")
@pytest.mark.requirement("CVR-05")
@pytest.mark.requirement("CVR-11")
def test_the_printed_sheet_says_what_the_form_says(found):
    text = words(printed(found))

    for sentence in (
        "ICS Programme Executive Summary Report",
        "agenda item 1",
        "Date of meeting 2 December 2020",
        "Presented by ICS Executive Director of Finance",
        "Authors Head of ICS PMO, ICS Programme Teams",
        "Confidential Yes",
        "Purpose of the paper To note progress.",
        "The ICS Board is asked to: note the position bless the plan",
        "SLE Nov-2020 Noted",
        "FAC 19 November 2020",
        "Left blank by the author.",
        "More than one box is ticked on the sheet as it was received.",
    ):
        assert sentence in text


@pytest.mark.requirement("CVR-07")
def test_each_tick_prints_in_its_column(found):
    text = words(printed(found))

    ticks = dict(
        re.findall(
            r"(\w+) (?:impact assessment completed|risks unclear) ((?:✓ ?)*)", text
        )
    )
    assert {key: value.count("✓") for key, value in ticks.items()} == {
        "Quality": 1,
        "Equality": 1,
        "Privacy": 0,
        "Financial": 1,
        "Associated": 2,
    }


def test_the_same_sheet_gives_the_same_bytes(found):
    assert printed(found) == printed(found)


def test_the_printed_sheet_is_accessible_and_carries_its_title(found, tmp_path):
    source = tmp_path / "sheet.pdf"
    source.write_bytes(printed(found))

    record = normalise_part(
        source, tmp_path / "part.pdf", key="sheet", page_limit=10, own_pages=True
    )

    assert (record.accessible, record.findings) == (True, ())
    assert record.title == "ICS Programme Executive Summary Report, cover sheet"
    assert record.lang == "en-GB"


def test_the_margins_are_left_to_the_stamps(found, tmp_path):
    source = tmp_path / "sheet.pdf"
    source.write_bytes(printed(found))

    record = normalise_part(
        source, tmp_path / "part.pdf", key="sheet", page_limit=10, own_pages=True
    )

    assert not any(page.ink_top or page.ink_bottom for page in record.pages)


def test_fonts_are_inside_and_nothing_is_fetched(found):
    with pikepdf.open(io.BytesIO(printed(found))) as pdf:
        fonts = [
            font
            for page in pdf.pages
            for font in page.Resources.Font.as_dict().values()
        ]
        embedded = [
            "/FontFile2" in kid.FontDescriptor or "/FontFile3" in kid.FontDescriptor
            for font in fonts
            for kid in font.get("/DescendantFonts", [font])
        ]

    assert embedded
    assert all(embedded)


@pytest.mark.requirement("CVR-19")
def test_the_other_form_prints_its_ten_headings(board, paper):
    template = save_template(
        body=board.body,
        name=TEN_HEADINGS_FORM.name,
        fields=TEN_HEADINGS_FORM.fields,
        actor=board.secretary,
        at=NOW,
    )
    choose_form(paper=paper, template=template, actor=board.author, at=NOW)

    text = words(printed(paper))

    headings = re.findall(r"\b(\d{1,2}\.0) [A-Z]", text)
    assert headings == [f"{number}.0" for number in range(1, 11)]
    assert "Implications Question" not in text


def test_words_of_a_person_are_never_markup(board, paper):
    paper.title = "<script>alert(1)</script> & co"
    paper.save()

    assert "<script>alert(1)</script> & co" in words(printed(paper))
