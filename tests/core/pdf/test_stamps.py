"""Running head and page number: where they stand, and that they cover nothing."""

import subprocess
from dataclasses import dataclass, replace
from itertools import pairwise

import pikepdf
import pytest

from ics_portal.core.pdf import assemble
from ics_portal.core.pdf.geometry import scale_of, sheet_of
from ics_portal.core.pdf.record import PageRecord
from ics_portal.core.pdf.stampfont import encode, stamp_fonts
from tests.core.pdf.checks import pictures
from tests.core.pdf.packs import a_pack, a_plan
from tests.core.pdf.samples import a_scan, pages_of_all_shapes

A4 = (0.0, 0.0, 595.276, 841.89)
BAND = 32.0


@dataclass(frozen=True)
class Word:
    """A word as displayed; points from the top left of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    width: float
    height: float


def words_of(path) -> list[list[Word]]:
    """The words of each page, as poppler places them when the page is shown."""
    done = subprocess.run(
        ["pdftotext", "-bbox", "-cropbox", str(path), "-"],
        capture_output=True,
        text=True,
        check=True,
    )
    pages: list[list[Word]] = []
    size = (0.0, 0.0)
    for line in done.stdout.splitlines():
        if "<page" in line:
            width, height = line.split('"')[1::2]
            size = (float(width), float(height))
            pages.append([])
        elif "<word" in line:
            text = line.split(">")[1].split("<")[0]
            left, top, right, bottom = (float(v) for v in line.split('"')[1::2])
            pages[-1].append(Word(text, left, top, right, bottom, *size))
    return pages


def page(crop=A4, rotate=0, unit=1.0, *, top=False, bottom=False) -> PageRecord:
    return PageRecord(crop, crop, rotate, unit, ink_top=top, ink_bottom=bottom)


@pytest.mark.parametrize(
    ("rotate", "longer"),
    [
        (0, (0, -32, 595.276, 873.89)),
        (90, (-32, 0, 627.276, 841.89)),
        (180, (0, -32, 595.276, 873.89)),
        (270, (-32, 0, 627.276, 841.89)),
    ],
)
def test_a_full_page_gets_a_strip_at_the_top_and_the_foot_as_displayed(rotate, longer):
    sheet = sheet_of(page(rotate=rotate, top=True, bottom=True), stamped=True)

    assert sheet.crop == pytest.approx(longer)
    assert sheet.media == pytest.approx(longer)


@pytest.mark.parametrize(("rotate", "side"), [(0, 3), (90, 0), (180, 1), (270, 2)])
def test_the_strip_of_the_head_is_on_the_side_shown_at_the_top(rotate, side):
    sheet = sheet_of(page(rotate=rotate, top=True), stamped=True)

    moved = [a != b for a, b in zip(sheet.crop, A4, strict=True)]
    assert [place for place, has_moved in enumerate(moved) if has_moved] == [side]


def test_an_unstamped_page_keeps_its_boxes():
    sheet = sheet_of(page(top=True, bottom=True), stamped=False)

    assert sheet.crop == A4


@pytest.mark.parametrize(
    ("record", "scale"),
    [
        (page(), 1.0),
        (page((0.0, 0.0, 841.89, 1190.55)), 1.4143),
        (page((0.0, 0.0, 960.0, 540.0)), 0.9071),
        (page((0.0, 0.0, 200.0, 300.0)), 0.75),
        (page((0.0, 0.0, 14400.0, 14400.0)), 8.0),
        (page(unit=2.0), 1.0),
        (page((0.0, 0.0, 297.638, 420.945), unit=2.0), 0.5),
    ],
)
def test_stamps_grow_and_shrink_with_the_sheet(record, scale):
    assert scale_of(record) == pytest.approx(scale, abs=1e-3)


@pytest.mark.requirement("PCK-01")
def test_every_page_bears_its_number_upright_at_the_foot_on_the_right(tmp_path, store):
    shapes = store(pages_of_all_shapes(tmp_path / "shapes.pdf"), "shapes")

    result = a_pack([shapes], tmp_path / "pack.pdf")

    placed = words_of(result.path)
    assert len(placed) == len(shapes.record.pages)
    for number, (words, record) in enumerate(
        zip(placed, shapes.record.pages, strict=True), 1
    ):
        scale = scale_of(record)
        # Poppler says the size of a page before it is turned.
        width, height = words[0].width, words[0].height
        if record.rotate in (90, 270):
            width, height = height, width
        page_word, label = [w for w in words if w.top > height - BAND * scale][-2:]
        assert (page_word.text, label.text) == ("Page", str(number))
        assert label.right > page_word.right  # upright, not turned
        assert width - label.right == pytest.approx(51 * scale, abs=2)
        heads = [w for w in words if w.bottom < BAND * scale]
        heads.sort(key=lambda word: word.left)
        assert [w.text for w in heads][-2:] == ["Item", "1"]
        assert height - label.bottom > 8 * scale


def test_a_scan_to_the_edge_is_not_covered(tmp_path, store):
    scan = store(a_scan(tmp_path / "scan.pdf"), "scan")
    assert (scan.record.pages[0].ink_top, scan.record.pages[0].ink_bottom) == (
        False,
        False,
    )  # its paper is light grey: nothing but paper is under the stamps

    dark = tmp_path / "dark.pdf"
    with pikepdf.open(scan.source) as pdf:
        first = pdf.pages[0].obj
        drawing = first.Contents.read_bytes() + b" 0.4 g 0 0 595.276 841.89 re f"
        first.Contents = pdf.make_stream(drawing)
        pdf.save(dark)
    stored = store(dark, "dark")

    result = a_pack([stored], tmp_path / "pack.pdf")

    (picture,) = pictures(result.path)
    assert picture.height == pytest.approx(841.89 + 2 * BAND, abs=1)
    grey = (102, 102, 102)
    assert picture.getpixel((5, 5)) == (255, 255, 255)
    assert picture.getpixel((5, 40)) == grey
    assert picture.getpixel((5, picture.height - 40)) == grey
    assert picture.getpixel((5, picture.height - 5)) == (255, 255, 255)


def test_what_was_cropped_off_does_not_come_into_sight_in_the_strip(tmp_path, store):
    source = tmp_path / "paper.pdf"
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    page_object = pdf.pages[0].obj
    page_object.CropBox = pikepdf.Array([0, 100, 595, 742])
    drawing = (
        b"1 0 0 rg 0 0 595 842 re f 1 g 20 120 555 602 re f 0 0 1 rg 30 101 9 9 re f"
    )
    page_object.Contents = pdf.make_stream(drawing)
    pdf.save(source)
    stored = store(source, "paper")
    assert stored.record.pages[0].ink_bottom

    (picture,) = pictures(a_pack([stored], tmp_path / "pack.pdf").path)

    assert picture.height == pytest.approx(642 + 2 * BAND, abs=1)
    assert picture.getpixel((10, picture.height - 10)) == (255, 255, 255)
    assert picture.getpixel((10, 10)) == (255, 255, 255)


def test_words_too_long_for_a_page_are_cut_and_never_overlap(tmp_path, store):
    shapes = store(pages_of_all_shapes(tmp_path / "shapes.pdf"), "shapes")
    long = "Integrated Care System Board meeting in public " * 4

    result = a_pack([shapes], tmp_path / "pack.pdf", header=long)

    for words in words_of(result.path):
        head = sorted((w for w in words if w.bottom < 46), key=lambda w: w.left)
        assert head[-2].text == "Item"
        for before, after in pairwise(head):
            assert before.right < after.left


@pytest.mark.requirement("PCK-02")
def test_a_long_title_gives_way_to_body_date_and_part(tmp_path, store):
    stored = store(a_scan(tmp_path / "scan.pdf"), "scan")
    plan = a_plan([stored], header="ICS Board · 2 December 2020 · Part 2, private")
    titled = replace(
        plan.parts[0], running_item="Item 9 · A long title of a paper " * 5
    )

    result = assemble(replace(plan, parts=(titled,)), tmp_path / "pack.pdf")

    [words] = words_of(result.path)
    head = sorted((w for w in words if w.bottom < BAND), key=lambda w: w.left)
    said = " ".join(word.text for word in head)
    assert said.startswith(
        "ICS Board · 2 December 2020 · Part 2, private Item 9 · A long"
    )
    assert said.endswith("…")
    assert head[-1].right == pytest.approx(595.276 - 51, abs=6)
    for before, after in pairwise(head):
        assert before.right < after.left


def test_a_part_may_go_without_a_stamp(tmp_path, store):
    front = store(a_scan(tmp_path / "scan.pdf"), "scan")
    plan = a_plan([front])
    bare = replace(plan, parts=(replace(plan.parts[0], stamp=False),))

    result = assemble(bare, tmp_path / "pack.pdf")

    assert words_of(result.path) == [[]]
    assert result.page_labels == ("1",)


@pytest.mark.parametrize(
    ("words", "bytes_written"),
    [
        ("Item 7", b"Item 7"),
        ("a · b – c", b"a \xb7 b \x96 c"),
        ("Bwrdd ŵ", b"Bwrdd w"),
        ("日本", b"??"),
        ("line\nbreak", b"line?break"),
    ],
)
def test_letters_outside_the_font_are_replaced(words, bytes_written):
    assert encode(words) == bytes_written


def test_the_font_is_the_same_whatever_the_pack_says():
    fonts = stamp_fonts()

    assert fonts.regular.widths[ord("A")] == 667
    assert fonts.bold.width(b"Page 14", 9) == pytest.approx(34.02)
    assert len(fonts.regular.program) + len(fonts.bold.program) < 60_000
    assert b"fontTools" not in fonts.regular.program
