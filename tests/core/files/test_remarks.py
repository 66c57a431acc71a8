"""What an author is told about a file that will print differently from what they see."""

import time

import pytest

from ics_portal.core.files import fonts
from ics_portal.core.files.kinds import FileKind
from ics_portal.core.files.remarks import remarks_on
from tests.core.files import samples

TRACKED = (
    "It still has tracked changes, which print as marks. Accept or reject them and "
    "upload it again."
)
LINKED = (
    "2 pictures are kept outside the file and therefore left out. Insert them into the "
    "document itself."
)


@pytest.fixture(autouse=True)
def installed(monkeypatch):
    """A machine with one typeface."""
    monkeypatch.setattr(fonts, "_installed", lambda: frozenset({"liberation sans"}))


@pytest.fixture
def remarks(tmp_path):
    def on(content: bytes, kind: FileKind) -> tuple[str, ...]:
        return remarks_on(samples.on_disk(tmp_path, content), kind)[1]

    return on


@pytest.fixture
def missing(tmp_path):
    def on(content: bytes, kind: FileKind) -> tuple[str, ...]:
        return remarks_on(samples.on_disk(tmp_path, content), kind)[0]

    return on


def in_word(xml: str) -> bytes:
    return samples.rezipped(
        samples.word(),
        change={
            "word/document.xml": lambda body: body.replace(
                "<w:sectPr", f"{xml}<w:sectPr", 1
            )
        },
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (samples.word(), FileKind.DOCX),
        (samples.slides(), FileKind.PPTX),
        (samples.workbook(), FileKind.XLSX),
        (samples.open_text(), FileKind.ODT),
        (samples.pdf(), FileKind.PDF),
        (samples.picture(), FileKind.PNG),
        (samples.compound_file({"WordDocument": b""}), FileKind.DOC),
        (b"damaged meanwhile", FileKind.DOCX),
    ],
)
def test_of_a_plain_file_there_is_nothing_to_say(remarks, missing, content, kind):
    assert (remarks(content, kind), missing(content, kind)) == ((), ())


@pytest.mark.parametrize("mark", ["ins", "del", "moveFrom", "moveTo"])
def test_tracked_changes_in_word_are_told(remarks, mark):
    document = in_word(f'<w:p><w:{mark} w:id="1"/></w:p>')

    assert remarks(document, FileKind.DOCX) == (TRACKED,)


def test_a_table_grid_or_an_instruction_is_no_tracked_change(remarks):
    document = in_word("<w:p><w:r><w:instrText>DATE</w:instrText></w:r></w:p>")

    assert remarks(document, FileKind.DOCX) == ()


def test_tracked_changes_in_open_text_are_told(remarks):
    document = samples.open_text(
        '<text:tracked-changes><text:changed-region text:id="c"/></text:tracked-changes>'
    )

    assert remarks(document, FileKind.ODT) == (TRACKED,)


def test_hidden_slides_are_counted(remarks):
    deck = samples.rezipped(
        samples.slides("One", "Two", "Three"),
        change={
            f"ppt/slides/slide{number}.xml": lambda xml: xml.replace(
                "<p:sld ", '<p:sld show="0" ', 1
            )
            for number in (1, 3)
        },
    )

    assert remarks(deck, FileKind.PPTX) == ("2 hidden slides are left out.",)


def test_a_hidden_sheet_is_told(remarks):
    book = samples.rezipped(
        samples.workbook(),
        change={
            "xl/workbook.xml": lambda xml: xml.replace(
                'state="visible"', 'state="veryHidden"'
            )
        },
    )

    assert remarks(book, FileKind.XLSX) == ("1 hidden sheet is left out.",)


def test_pictures_kept_elsewhere_are_counted_but_links_are_not(remarks):
    image = f'Type="{samples.RELATIONS}/image" TargetMode="External"'
    link = f'Type="{samples.RELATIONS}/hyperlink" TargetMode="External"'
    document = samples.rezipped(
        samples.word(),
        change={
            "word/_rels/document.xml.rels": lambda xml: xml.replace(
                "</Relationships>",
                f'<Relationship Id="a" {image} Target="http://a.example/1.png"/>'
                f'<Relationship Id="b" {image} Target="file:///C:/2.png"/>'
                f'<Relationship Id="c" {link} Target="http://a.example/"/>'
                "</Relationships>",
            )
        },
    )

    assert remarks(document, FileKind.DOCX) == (LINKED,)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("Pictures/chart.png", 0),
        ("./Object 1", 0),
        ("http://a.example/chart.png", 1),
        ("../chart.png", 1),
        ("/home/chart.png", 1),
    ],
)
def test_only_addresses_outside_an_open_document_count(remarks, address, told):
    document = samples.open_text_with_linked_picture(address)

    assert len(remarks(document, FileKind.ODT)) == told


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ('<w:rFonts w:ascii="Board Sans" w:hAnsi="Board Sans"/>', ("Board Sans",)),
        ('<w:rFonts w:ascii="Arial"/>', ()),
        ('<w:rFonts w:ascii="Liberation Sans"/>', ()),
        ('<w:rFonts w:ascii="Smith &amp; Sons"/>', ("Smith & Sons",)),
    ],
)
def test_a_typeface_that_is_not_here_is_named_unless_one_stands_in(
    missing, run, expected
):
    document = in_word(f"<w:p><w:r><w:rPr>{run}</w:rPr><w:t>x</w:t></w:r></w:p>")

    assert missing(document, FileKind.DOCX) == expected


def test_typefaces_come_from_the_styles_that_are_used_and_from_the_theme(missing):
    styles = (
        '<w:style w:type="paragraph" w:styleId="Used"><w:basedOn w:val="Below"/>'
        '<w:rPr><w:rFonts w:ascii="Upper Sans"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Below"><w:basedOn w:val="Used"/>'
        '<w:rPr><w:rFonts w:asciiTheme="majorHAnsi"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Unused">'
        '<w:rPr><w:rFonts w:ascii="Never Seen"/></w:rPr></w:style>'
    )
    document = samples.rezipped(
        in_word('<w:p><w:pPr><w:pStyle w:val="Used"/></w:pPr></w:p>'),
        change={
            "word/styles.xml": lambda xml: xml.replace(
                "</w:styles>", f"{styles}</w:styles>"
            )
        },
        add={
            "word/theme/theme1.xml": '<a:majorFont><a:latin typeface="Theme Head"/>'
            '</a:majorFont><a:minorFont><a:latin typeface="Arial"/></a:minorFont>'
        },
    )

    assert missing(document, FileKind.DOCX) == ("Theme Head", "Upper Sans")


def test_several_typefaces_are_told_in_one_sentence(remarks):
    runs = "".join(
        f'<w:p><w:r><w:rPr><w:rFonts w:ascii="{name}"/></w:rPr></w:r></w:p>'
        for name in ("Aptos", "Board Sans", "Frutiger")
    )

    assert remarks(in_word(runs), FileKind.DOCX) == (
        (
            "The typefaces Aptos, Board Sans and Frutiger are not on this machine, so another "
            "is used and lines may break elsewhere. To keep the look, save it as PDF and "
            "upload that."
        ),
    )


def test_typefaces_of_slides_sheets_and_open_documents_are_found(missing):
    deck = samples.rezipped(
        samples.slides(),
        change={
            "ppt/slides/slide1.xml": lambda xml: xml.replace(
                "<a:t>", '<a:t><a:latin typeface="Slide Sans"/>', 1
            )
        },
    )
    book = samples.rezipped(
        samples.workbook(),
        change={"xl/styles.xml": lambda xml: xml.replace("Calibri", "Sheet Sans")},
    )
    text = samples.rezipped(
        samples.open_text(),
        add={
            "styles.xml": '<style:font-face style:name="F1" svg:font-family="&apos;Open '
            'Sans&apos;"/><style:text-properties style:font-name="F1"/>'
        },
    )

    assert missing(deck, FileKind.PPTX) == ("Slide Sans",)
    assert missing(book, FileKind.XLSX) == ("Sheet Sans",)
    assert missing(text, FileKind.ODT) == ("Open Sans",)


def test_a_machine_that_cannot_be_asked_about_typefaces_says_nothing(
    missing, monkeypatch
):
    monkeypatch.setattr(fonts, "_installed", frozenset)

    assert missing(in_word('<w:rFonts w:ascii="Board Sans"/>'), FileKind.DOCX) == ()


LONG = 200_000


def crafted(document: bytes, part: str, mark: str) -> bytes:
    """The document with a comment in the part, which holds nothing but the mark."""
    return samples.rezipped(
        document, add={part: f"<!--{mark * (LONG // len(mark))}--><styles/>"}
    )


@pytest.mark.parametrize(
    ("document", "kind", "part", "mark"),
    [
        (samples.word(), FileKind.DOCX, "word/styles.xml", "<w:docDefaults>"),
        (samples.word(), FileKind.DOCX, "word/styles.xml", "<w:style "),
        (samples.word(), FileKind.DOCX, "word/styles.xml", '<w:style w:styleId="a">'),
        (samples.word(), FileKind.DOCX, "word/document.xml", "<w:rFonts "),
        (samples.slides(), FileKind.PPTX, "ppt/slides/slide9.xml", "<p:sld "),
        (samples.workbook(), FileKind.XLSX, "xl/styles.xml", "<fonts "),
        (samples.workbook(), FileKind.XLSX, "xl/workbook.xml", "<sheet "),
        (samples.open_text(), FileKind.ODT, "content.xml", "<draw:image "),
        (
            samples.open_text(),
            FileKind.ODT,
            "styles.xml",
            '<style:font-face style:name="a" ',
        ),
    ],
)  # fmt: skip
def test_no_crafted_file_holds_the_worker_up(remarks, document, kind, part, mark):
    """Nobody stops this reading: it is done by the worker itself, not in the cage."""
    content = crafted(document, part, mark)
    began = time.process_time()

    assert remarks(content, kind) == ()

    assert time.process_time() - began < 2  # each took minutes
