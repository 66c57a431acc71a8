"""Pages looked at with poppler's tools, and what happens when they cannot be."""

import subprocess

import pytest
from PIL import Image

from ics_portal.core.pdf import first_page_picture, look, text_per_page
from ics_portal.core.pdf.look import ALL_INKED, PageInk, ink_per_page
from ics_portal.core.pdf.record import PageRecord
from tests.core.pdf.samples import a_plain_paper, pages_of_all_shapes

A4 = (0.0, 0.0, 595.276, 841.89)
PAGE = PageRecord(A4, A4)


@pytest.fixture
def paper(tmp_path):
    return a_plain_paper(tmp_path / "paper.pdf", pages=2)


@pytest.fixture
def tool_is(tmp_path, monkeypatch):
    """Put a script of the shell in the place of both tools."""

    def use(script: str) -> None:
        folder = tmp_path / "bin"
        folder.mkdir()
        for name in ("pdftoppm", "pdftotext"):
            (folder / name).write_text(f"#!/bin/sh\n{script}\n")
            (folder / name).chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    return use


def test_the_first_page_becomes_a_picture(paper, tmp_path):
    out = tmp_path / "first.png"

    assert first_page_picture(paper, out, width=300)

    with Image.open(out) as picture:
        assert picture.size == (300, 425)
        assert picture.convert("L").getextrema()[0] < 128  # there are words on it


def test_the_picture_may_be_called_anything(paper, tmp_path):
    out = tmp_path / "first.picture"

    assert first_page_picture(paper, out)
    assert out.is_file()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken"])
def test_no_picture_of_a_broken_file(tmp_path, content):
    path = tmp_path / "broken.pdf"
    path.write_bytes(content)

    assert not first_page_picture(path, tmp_path / "first.png")
    assert list(tmp_path.iterdir()) == [path]


def test_the_text_of_each_page(paper):
    texts = text_per_page(paper, 2)

    assert [text.strip() for text in texts] == ["Plain text 1", "Plain text 2"]


def test_a_tool_that_hangs_is_ended(paper, tool_is, monkeypatch, tmp_path):
    tool_is("exec sleep 60")
    monkeypatch.setattr(look, "PICTURE_SECONDS", 0.2)

    assert text_per_page(paper, 2, seconds=0.2) == ["", ""]
    assert not first_page_picture(paper, tmp_path / "first.png")
    assert ink_per_page(paper, [PAGE, PAGE], seconds=0.2) == [ALL_INKED, ALL_INKED]


def test_a_tool_that_dies_half_way_leaves_the_rest_as_printed_on(paper, tool_is):
    tool_is(
        "printf 'P5\\n4 4\\n255\\n'; head -c 16 /dev/zero; printf 'P5\\n4 4\\n255\\nxx'"
    )

    inks = ink_per_page(paper, [PAGE, PAGE, PAGE])

    assert inks == [PageInk(top=True, bottom=True, blank=False), ALL_INKED, ALL_INKED]


def test_without_the_tools_pages_count_as_printed_on(paper, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    assert text_per_page(paper, 1) == [""]
    assert ink_per_page(paper, [PAGE]) == [ALL_INKED]
    assert not first_page_picture(paper, tmp_path / "first.png")


def test_limits_are_set_where_the_system_has_them(monkeypatch):
    limited = look.limited_command(["pdftotext"], seconds=5)
    assert limited[1:] == ["--as=1073741824", "--cpu=6", "pdftotext"]
    done = subprocess.run(
        look.limited_command(["sh", "-c", "ulimit -v"], seconds=5),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == str(2**20)

    monkeypatch.setenv("PATH", "")
    assert look.limited_command(["pdftotext"], seconds=5) == ["pdftotext"]


def test_ink_is_seen_where_it_stands_on_the_screen(tmp_path, store):
    pages = store(pages_of_all_shapes(tmp_path / "shapes.pdf"), "shapes").record.pages

    inked = {
        number: (page.ink_top, page.ink_bottom)
        for number, page in enumerate(pages)
        if page.ink_top or page.ink_bottom
    }
    assert inked == {14: (False, True)}  # the one with words at its foot
    assert not any(page.blank for page in pages)


@pytest.mark.parametrize(
    ("shade", "is_ink"),
    [(255, False), (235, False), (201, False), (199, True), (0, True)],
)
def test_grey_paper_is_paper_and_dark_is_ink(shade, is_ink):
    assert look._is_inked(Image.new("L", (50, 10), shade)) is is_ink


def test_one_dark_dot_is_ink():
    band = Image.new("L", (50, 10), 250)
    band.putpixel((20, 5), 200)

    assert look._is_inked(band)
