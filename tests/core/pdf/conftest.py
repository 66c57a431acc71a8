import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from ics_portal.core.pdf import PartRecord, normalise_part
from ics_portal.core.pdf.render import render_html
from tests.core.pdf.packs import Stored
from tests.core.pdf.pages import cover_sheet

PAGE_LIMIT = 200


@pytest.fixture
def store(tmp_path: Path) -> Callable[..., Stored]:
    """``store(path, "key")`` normalises a paper beside it."""

    def keep(source: Path, key: str, *, own_pages: bool = False) -> Stored:
        out = tmp_path / f"{key}.stored.pdf"
        record = normalise_part(
            source, out, key=key, page_limit=PAGE_LIMIT, own_pages=own_pages
        )
        return Stored(source, out, record)

    return keep


@pytest.fixture
def record_of(store) -> Callable[[Path], PartRecord]:
    return lambda source: store(source, "paper").record


@pytest.fixture(scope="session")
def covers(tmp_path_factory) -> list[Path]:
    """Two cover sheets from one template, as the portal prints them."""
    folder = tmp_path_factory.mktemp("covers")
    made = []
    for number, title in enumerate(("Quality report", "Finance report")):
        path = folder / f"cover{number}.pdf"
        path.write_bytes(render_html(cover_sheet(title), title=title).pdf)
        made.append(path)
    return made


@pytest.fixture(scope="session")
def word_paper(tmp_path_factory) -> Path:
    """A Word paper as LibreOffice turns it into a tagged PDF."""
    folder = tmp_path_factory.mktemp("word")
    source = folder / "paper.docx"
    document = Document()
    document.core_properties.title = "Workforce report"
    document.core_properties.language = "en-GB"
    document.add_heading("Workforce report", 1)
    document.add_paragraph("The system has fewer vacancies than a year ago.")
    document.add_heading("Figures", 2)
    table = document.add_table(rows=2, cols=2)
    head = table.rows[0]._tr.get_or_add_trPr()
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    head.append(mark)
    for row, words in zip(
        table.rows, (("Trust", "Vacancies"), ("North", "12")), strict=True
    ):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.save(source)
    return as_pdf(source, folder)


def as_pdf(source: Path, folder: Path) -> Path:
    """LibreOffice's own tagged export, or a skip where it is not installed."""
    options = (
        'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"},'
        '"UseTaggedPDF":{"type":"boolean","value":"true"},'
        '"ExportBookmarks":{"type":"boolean","value":"true"}}'
    )
    command = [
        "soffice",
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
    ]
    command += ["--convert-to", options, "--outdir", str(folder), str(source)]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    except FileNotFoundError:
        pytest.skip("LibreOffice is not installed")
    return source.with_suffix(".pdf")
