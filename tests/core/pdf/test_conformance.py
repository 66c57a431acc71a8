"""A pack of accessible parts is as accessible as they are."""

import pikepdf
import pytest
from pdfua import validate

from ics_portal.core.pdf.render import render_html
from tests.core.pdf.checks import (
    conformance_errors,
    faults_of,
    qpdf_says,
    rendering_differences,
)
from tests.core.pdf.packs import a_pack
from tests.core.pdf.pages import contents_page
from tests.core.pdf.samples import (
    a_plain_paper,
    a_scan,
    a_tagged_paper,
    an_odd_paper,
    pages_of_all_shapes,
)


@pytest.fixture
def front(tmp_path, store):
    """A contents page that links to items 2 and 3."""
    path = tmp_path / "front.pdf"
    rows = [("2", "Quality report", "2"), ("3", "Finance report", "4")]
    path.write_bytes(render_html(contents_page(rows), title="Agenda").pdf)
    return store(path, "front", own_pages=True)


def test_printed_pages_pass_by_themselves(covers):
    assert conformance_errors(covers[0]) == []
    assert [f.message for f in validate(str(covers[0])).findings] == []


@pytest.mark.slow
@pytest.mark.requirement("PCK-01")
def test_a_pack_of_printed_and_word_papers_passes_every_check(
    front, covers, word_paper, store, tmp_path
):
    parts = [front, *(store(path, path.stem) for path in covers)]
    parts.append(store(word_paper, "word"))
    assert [part.record.remedy for part in parts] == ["", "", "", ""]

    result = a_pack(parts, tmp_path / "pack.pdf")

    assert result.claims_ua
    assert qpdf_says(result.path) == ""
    assert faults_of(result, parts) == set()
    assert conformance_errors(result.path) == []
    assert [f.message for f in validate(str(result.path)).findings] == []


@pytest.mark.slow
def test_a_pack_of_odd_papers_passes_every_check(front, covers, store, tmp_path):
    parts = [front, *(store(path, path.stem) for path in covers)]
    for number, (house, colour) in enumerate((("P", "Underline"), ("Div", "Overline"))):
        path = an_odd_paper(tmp_path / f"odd{number}.pdf", house=house, colour=colour)
        parts.append(store(path, f"odd-{number}"))

    result = a_pack(parts, tmp_path / "pack.pdf")

    assert result.claims_ua
    assert qpdf_says(result.path) == ""
    assert conformance_errors(result.path) == []


@pytest.mark.slow
def test_an_untagged_paper_is_left_untagged_and_the_claim_is_withheld(
    covers, store, tmp_path
):
    parts = [
        store(covers[0], "cover"),
        store(a_scan(tmp_path / "scan.pdf", pages=3), "scan"),
        store(a_plain_paper(tmp_path / "plain.pdf"), "plain"),
    ]

    result = a_pack(parts, tmp_path / "pack.pdf")

    assert not result.claims_ua
    assert [entry.accessible for entry in result.entries].count(True) == 1
    assert parts[1].record.remedy == (
        "3 pages are pictures without text. Ask for the Word file."
    )
    with pikepdf.open(result.path) as pack:
        assert b"pdfuaid" not in pack.Root.Metadata.read_bytes()
        assert pack.Root.MarkInfo.Marked is True
        scanned = pack.pages[2].obj
        assert "/StructParents" not in scanned
        stream = b"".join(part.read_bytes() for part in scanned.Contents)
        assert b"Figure" not in stream
    # A page each of the scan and the plain paper, and nothing else.
    assert sorted(e.split()[0] for e in conformance_errors(result.path)) == (
        ["DOC-012"] + ["TAG-001"] * 4
    )


@pytest.mark.slow
def test_every_page_is_its_papers_page_outside_the_stamp(store, tmp_path):
    parts = [
        store(pages_of_all_shapes(tmp_path / "shapes.pdf"), "shapes"),
        store(a_scan(tmp_path / "scan.pdf", pages=2), "scan"),
        store(a_scan(tmp_path / "margin.pdf", margin=True), "margin"),
        store(a_tagged_paper(tmp_path / "tagged.pdf", pages=2), "tagged"),
    ]

    result = a_pack(parts, tmp_path / "pack.pdf")

    differing = [
        label for label, differs in rendering_differences(result, parts) if differs
    ]
    assert differing == []
