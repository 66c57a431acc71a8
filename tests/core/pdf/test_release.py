"""The check before a file goes out finds what was left behind, wherever it was left."""

import pikepdf
import pytest

from ics_portal.core.pdf import release_check
from ics_portal.core.pdf.render import render_html

SECRET = "Xanthippe settlement"


@pytest.fixture
def clean(tmp_path):
    path = tmp_path / "clean.pdf"
    html = '<html lang="en"><title>Open</title><h1>Open</h1><p>Nothing here.</p></html>'
    path.write_bytes(render_html(html, title="Open").pdf)
    return path


def spoil(path, how):
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        how(pdf)
        pdf.save(path)


def test_a_clean_file_may_go(clean):
    assert release_check(clean, [SECRET, b"paper-12-1", ""]) == []


def in_metadata(pdf):
    pdf.docinfo["/Keywords"] = SECRET


def in_an_orphan_stream(pdf):
    # Pikepdf drops what nothing leads to, so the page leads to it by a key of no use.
    pdf.pages[0].obj["/PieceInfo"] = pdf.make_stream(f"({SECRET}) Tj".encode())


def in_utf16(pdf):
    pdf.Root["/Lang"] = pikepdf.String("é " + SECRET)


def in_a_name(pdf):
    pdf.pages[0].obj["/" + SECRET.replace(" ", "")] = 1


@pytest.mark.requirement("PUB-03")
@pytest.mark.parametrize("how", [in_metadata, in_an_orphan_stream, in_utf16])
def test_a_title_left_in_any_object_is_found(clean, how):
    spoil(clean, how)
    assert SECRET in {fault.marker for fault in release_check(clean, [SECRET])}


def test_a_permanent_key_in_a_name_is_found(clean):
    spoil(clean, in_a_name)
    assert release_check(clean, [SECRET.replace(" ", "")])


def test_a_title_in_the_text_is_found_though_broken_over_lines(tmp_path):
    path = tmp_path / "text.pdf"
    html = '<html lang="en"><title>T</title><h1>T</h1><p>XANTHIPPE<br>Settlement</p>'
    path.write_bytes(render_html(html, title="T").pdf)
    found = release_check(path, [SECRET])
    assert [fault.where for fault in found] == ["the text of its pages"]


@pytest.mark.parametrize(
    ("key", "marker"), [("/OpenAction", "OpenAction"), ("/AF", "AF")]
)
def test_what_a_file_of_ours_never_brings_is_found(clean, key, marker):
    spoil(clean, lambda pdf: pdf.Root.__setitem__(key, pikepdf.Array([])))
    assert marker in {fault.marker for fault in release_check(clean, [])}


def test_attachments_and_older_revisions_are_found(clean):
    def attach(pdf):
        pdf.Root["/Names"] = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary())

    spoil(clean, attach)
    clean.write_bytes(clean.read_bytes() + b"\n%%EOF\n")
    markers = {fault.marker for fault in release_check(clean, [])}
    assert {"EmbeddedFiles", "an older revision"} <= markers


def test_a_page_outside_the_pages_is_found(clean):
    def hide(pdf):
        page = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Page))
        pdf.Root["/Hidden"] = page

    spoil(clean, hide)
    assert "a page" in {fault.marker for fault in release_check(clean, [])}
