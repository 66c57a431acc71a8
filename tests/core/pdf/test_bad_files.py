"""What people upload: each bad file gets a sentence, none a page of program text."""

import io
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from ics_portal.core.pdf import (
    DamagedPdf,
    EmptyPdf,
    EncryptedPdf,
    PdfRefused,
    TooComplicated,
    TooManyPages,
    content,
    normalise_part,
)
from tests.core.pdf.packs import a_pack
from tests.core.pdf.samples import Paper, a_plain_paper, a_tagged_paper


def printed(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


NO_PAGES = printed(pikepdf.new())
PAGES_IN_A_RING = (
    b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    b"2 0 obj\n<</Type/Pages/Count 1/Kids[2 0 R]>>\nendobj\ntrailer<</Root 1 0 R>>"
)


def a_pdf(content_bytes: bytes = b"", **page_keys) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    page = pdf.pages[0].obj
    page.Contents = pdf.make_stream(content_bytes)
    for key, value in page_keys.items():
        page[f"/{key}"] = value
    return pdf


def saved(pdf: pikepdf.Pdf, path, **options):
    pdf.save(path, **options)
    return path


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", EmptyPdf, "This file is empty: it has no content at all."),
        (
            b"PK\x03\x04 a zip file",
            DamagedPdf,
            "This is not a PDF, whatever its name says.",
        ),
        (b"%PDF-1.7\nand nothing else", DamagedPdf, "This PDF is damaged"),
        (PAGES_IN_A_RING, PdfRefused, ""),
    ],
)
def test_files_that_are_no_papers(tmp_path, data, error, words):
    source, out = tmp_path / "paper.pdf", tmp_path / "out.pdf"
    source.write_bytes(data)

    with pytest.raises(error) as refused:
        normalise_part(source, out, key="paper", page_limit=10)

    assert str(refused.value).startswith(words)
    assert list(tmp_path.iterdir()) == [source]


def test_a_truncated_file_is_repaired_or_refused_in_words(tmp_path, record_of):
    whole = a_plain_paper(tmp_path / "whole.pdf", pages=3).read_bytes()
    outcomes = set()
    for length in range(200, len(whole), 997):
        source = tmp_path / "cut.pdf"
        source.write_bytes(whole[:length])
        try:
            record = record_of(source)
        except PdfRefused as refused:
            outcomes.add(str(refused)[:20])
        else:
            outcomes.add(record.findings[0].rule)

    assert outcomes <= {"OPEN-REPAIRED", "This PDF is damaged ", "This PDF has no page"}
    assert "This PDF is damaged " in outcomes


def test_a_slightly_damaged_file_is_repaired_and_told(tmp_path, record_of):
    source = a_plain_paper(tmp_path / "paper.pdf")
    data = source.read_bytes()
    source.write_bytes(data.replace(b"startxref", b"startxxxx"))

    record = record_of(source)

    assert [finding.rule for finding in record.findings] == ["OPEN-REPAIRED"]
    assert record.pages[0].text_length == len("Plaintext1")


def test_a_password_is_asked_of_nobody(tmp_path, store):
    source = a_plain_paper(tmp_path / "open.pdf")
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(source) as pdf:
        saved(pdf, locked, encryption=pikepdf.Encryption(user="a", owner="b"))

    with pytest.raises(EncryptedPdf, match="Upload a copy without"):
        store(locked, "locked")


def test_a_file_protected_against_changes_only_is_taken_and_told(tmp_path, store):
    source = a_plain_paper(tmp_path / "open.pdf", words="Protected words")
    guarded = tmp_path / "guarded.pdf"
    with pikepdf.open(source) as pdf:
        saved(pdf, guarded, encryption=pikepdf.Encryption(user="", owner="b"))

    stored = store(guarded, "guarded")

    assert [finding.rule for finding in stored.record.findings] == ["OPEN-PROTECTED"]
    with pikepdf.open(stored.path) as part:
        assert not part.is_encrypted
        content_bytes = b"".join(s.read_bytes() for s in part.pages[0].obj.Contents)
        assert b"Protected words" in content_bytes


def test_too_many_pages_names_the_limit(tmp_path):
    source = a_plain_paper(tmp_path / "paper.pdf", pages=4)

    with pytest.raises(TooManyPages) as refused:
        normalise_part(source, tmp_path / "out.pdf", key="paper", page_limit=3)

    assert str(refused.value) == (
        "This file has 4 pages. The most this portal takes is 3. "
        "Split it into several papers."
    )


def test_a_file_that_lies_about_its_pages_is_refused_before_they_are_counted(tmp_path):
    pdf = a_pdf()
    pdf.Root.Pages.Count = 9_000_000
    source = saved(pdf, tmp_path / "paper.pdf")
    data = source.read_bytes().replace(b"/Count 1 ", b"/Count 9000000 ")
    source.write_bytes(data)

    with pytest.raises(PdfRefused):
        normalise_part(source, tmp_path / "out.pdf", key="paper", page_limit=100)


def test_content_that_inflates_without_end_is_refused(tmp_path, record_of, monkeypatch):
    monkeypatch.setattr(content, "CONTENT_LIMIT", 100_000)
    pdf = a_pdf()
    packed = zlib.compress(b"0 0 m " * 100_000)
    pdf.pages[0].obj.Contents = pdf.make_stream(packed, Filter=Name.FlateDecode)

    with pytest.raises(TooComplicated, match="Page 1 holds more drawing"):
        record_of(saved(pdf, tmp_path / "paper.pdf"))


@pytest.mark.parametrize(
    "drawing",
    [
        b"q q q",
        b"Q Q Q",
        b"/Span BMC /P <</MCID 0>> BDC q",
        b"BT /F1 12 Tf (open text",
        b"BT (a) Tj",
        b"[ 1 2 3",
        b"<< /A [ (",
        b"q BI /W 2 /H 2 /BPC 8 /CS /G ID abc",
        b"EMC EMC Q",
        b"\xff\xfe\x00 rubbish ) ] >>",
        b"1 0 0 RG " * 50 + b"<414",
    ],
)
def test_a_page_left_in_any_state_still_takes_its_stamp(tmp_path, store, drawing):
    source = saved(a_pdf(drawing), tmp_path / "paper.pdf")

    result = a_pack([store(source, "paper")], tmp_path / "pack.pdf")

    with pikepdf.open(result.path) as pack:
        shown = pikepdf.parse_content_stream(pack.pages[0], "BDC Tj")
        assert [bytes(i.operands[0]) for i in shown if str(i.operator) == "Tj"][-1] == (
            b"Page 1"
        )


@pytest.mark.parametrize(
    "keys",
    [
        {"MediaBox": Array([0, 0, 0, 0])},
        {"MediaBox": String("no box")},
        {"MediaBox": Array([600, 800, 0, 0])},
        {"CropBox": Array([2000, 2000, 3000, 3000])},
        {"CropBox": Array([0, 0, 1])},
        {"Rotate": 45},
        {"Rotate": String("a")},
        {"UserUnit": 0},
        {"UserUnit": String("large")},
        {"Resources": Array()},
        {"Annots": Dictionary()},
        {"Annots": Array([1, String("x"), Dictionary()])},
        {"StructParents": String("x")},
    ],
)
def test_page_values_that_make_no_sense_are_set_right(tmp_path, store, keys):
    source = saved(a_pdf(b"0 0 9 9 re f", **keys), tmp_path / "paper.pdf")

    result = a_pack([store(source, "paper")], tmp_path / "pack.pdf")

    with pikepdf.open(result.path) as pack:
        x0, y0, x1, y1 = (float(edge) for edge in pack.pages[0].cropbox)
        assert x1 - x0 > 100
        assert y1 - y0 > 100


def test_trees_that_run_in_circles_come_to_an_end(tmp_path, store):
    paper = Paper()
    page = paper.page()
    first = paper.element("Sect")
    second = paper.element("P", first)
    paper.say(page, "Round", second)
    second.K.append(first)
    bookmark = paper.pdf.make_indirect(
        Dictionary(Title=String("Again"), Dest=Array([paper.obj(page), Name.Fit]))
    )
    bookmark.Next = bookmark
    bookmark.First = bookmark
    paper.pdf.Root.Outlines = Dictionary(First=bookmark, Last=bookmark)
    names = paper.pdf.make_indirect(Dictionary())
    names.Kids = Array([names])
    paper.pdf.Root.Names = Dictionary(Dests=names)
    paper.root.RoleMap = Dictionary(A=Name.B, B=Name.A)
    paper.element("A")
    source = paper.save(tmp_path / "paper.pdf")

    record = store(source, "paper").record

    assert [node.title for node in record.outline] == ["Again"]
    assert "ROLE-CIRCLE" in {finding.rule for finding in record.findings}


def test_a_key_that_could_break_an_id_is_refused(tmp_path):
    source = a_tagged_paper(tmp_path / "paper.pdf")

    with pytest.raises(ValueError, match="Not a key"):
        normalise_part(source, tmp_path / "out.pdf", key="a.b", page_limit=10)


def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch):
    source = a_tagged_paper(tmp_path / "paper.pdf")

    class Full(io.BytesIO):
        def write(self, data):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(
        "ics_portal.core.pdf.partmaker.PartWriter.write_waiting",
        lambda self, region: Full().write(b""),
    )
    with pytest.raises(OSError, match="No space left"):
        normalise_part(source, tmp_path / "out.pdf", key="paper", page_limit=10)

    assert list(tmp_path.iterdir()) == [source]
