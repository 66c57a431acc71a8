"""What each file is found to be, or the sentence that sends it back."""

import struct
import zipfile
import zlib

import pytest

from ics_portal.core.files.errors import RefusedFile
from ics_portal.core.files.kinds import FileKind
from ics_portal.core.files.sniff import Sniffed, sniff
from tests.core.files import samples

LOCKED = "This file is locked with a password. Upload a copy without one."
DAMAGED = (
    "This file is damaged: parts of it are missing or cannot be read. Open it on your "
    "own machine, save it again and upload the new copy."
)
MACROS = (
    "This file carries macros (small programs), which the portal does not take. Save it "
    "without them, as .docx, .pptx or .xlsx, and upload that."
)
OTHER_KIND = (
    "The portal does not take files of this kind. It takes PDF, Word, PowerPoint, "
    "Excel, OpenDocument (.odt, .odp, .ods) and pictures (JPEG, PNG, TIFF, GIF, WebP, "
    "BMP)."
)
TOO_MANY_PARTS = (
    "This file is made of more than 20,000 parts, far more than a paper needs, so it was "
    "not kept. Save it as PDF and upload that."
)
WORD_CLEAR = struct.pack("<H8xH", 0xA5EC, 0)
WORD_LOCKED = struct.pack("<H8xH", 0xA5EC, 0x0100)
WORKBOOK_CLEAR = struct.pack("<HH2xHH", 0x0809, 2, 0x000A, 0)
WORKBOOK_LOCKED = struct.pack("<HH2xHH", 0x0809, 2, 0x002F, 0)
SLIDES_CLEAR = struct.pack("<12xL", 0xE391C05F)
SLIDES_LOCKED = struct.pack("<12xL", 0xF3D1C4DF)


@pytest.fixture
def refusal(tmp_path):
    """``refusal(content, name)`` is the sentence the content is refused with."""

    def of(content: bytes, name: str = "") -> str:
        with pytest.raises(RefusedFile) as refused:
            sniff(samples.on_disk(tmp_path, content), name=name)
        return refused.value.message

    return of


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (samples.pdf(), FileKind.PDF),
        (b"X-Mailer: gateway\r\n" + samples.pdf(), FileKind.PDF),
        (samples.word(), FileKind.DOCX),
        (samples.slides(), FileKind.PPTX),
        (samples.workbook(), FileKind.XLSX),
        (samples.open_text(), FileKind.ODT),
        (
            samples.open_document(
                "presentation", "<office:presentation></office:presentation>"
            ),
            FileKind.ODP,
        ),
        (
            samples.open_document(
                "spreadsheet", "<office:spreadsheet></office:spreadsheet>"
            ),
            FileKind.ODS,
        ),
        (samples.compound_file({"WordDocument": WORD_CLEAR}), FileKind.DOC),
        (samples.compound_file({"Workbook": WORKBOOK_CLEAR}), FileKind.XLS),
        (samples.compound_file({"Book": WORKBOOK_CLEAR}), FileKind.XLS),
        (
            samples.compound_file(
                {"PowerPoint Document": b"", "Current User": SLIDES_CLEAR}
            ),
            FileKind.PPT,
        ),
        (samples.picture("PNG"), FileKind.PNG),
        (samples.picture("PNG", (3, 2)), FileKind.PNG),
        (samples.picture("JPEG"), FileKind.JPEG),
        (samples.picture("JPEG", (3, 2)), FileKind.JPEG),
        (samples.picture("GIF"), FileKind.GIF),
        (samples.picture("WEBP"), FileKind.WEBP),
        (samples.picture("BMP"), FileKind.BMP),
        (samples.scan(3), FileKind.TIFF),
    ],
)
def test_a_file_is_what_its_content_says_whatever_it_is_called(tmp_path, content, kind):
    found = sniff(samples.on_disk(tmp_path, content), name="minutes.xyz")

    assert found == Sniffed(kind=kind, mime=kind.mime, extension=kind.extension)


def test_the_template_of_a_document_counts_as_the_document(tmp_path):
    template = samples.rezipped(
        samples.word(),
        change={
            "[Content_Types].xml": lambda xml: xml.replace(
                "wordprocessingml.document.main", "wordprocessingml.template.main"
            )
        },
    )

    assert sniff(samples.on_disk(tmp_path, template)).kind is FileKind.DOCX


# --- Nothing, and other things --------------------------------------------------------


def test_an_empty_file_is_said_to_be_empty(refusal):
    assert refusal(b"") == (
        "This file is empty. Check that it opens on your own machine, then upload it "
        "again."
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Dear all,\n", OTHER_KIND),
        (bytes(5000), OTHER_KIND),
        (b"BMW is not a picture", OTHER_KIND),
        (
            b"{\\rtf1 words}",
            "This is a rich text (RTF) document. Save it as .docx or PDF.",
        ),
        (b"MZ\x90\x00", "This is a program. The portal takes papers only."),
        (
            b"\xef\xbb\xbf <!DOCTYPE HTML><p>",
            "This is a web page. Print it to PDF and upload that.",
        ),
        (
            b"\x00\x00\x00\x18ftypheic\x00\x00",
            "This is a HEIC picture. Save it as JPEG and upload that.",
        ),
    ],
)
def test_another_kind_is_refused_naming_what_is_taken(refusal, content, sentence):
    assert refusal(content) == sentence


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("a.docx", "This file is named .docx, but it is not a Word document. "),
        ("a.xlsx", "This file is named .xlsx, but it is not an Excel workbook. "),
        ("a.pdf", "This file is named .pdf, but it is not a PDF. "),
    ],
)
def test_words_called_a_document_are_told_apart_from_one(refusal, name, sentence):
    assert refusal(b"just words", name) == (
        f"{sentence}Open it on your own machine, save it again and upload the new copy."
    )


# --- Zips -------------------------------------------------------------------------------


def test_a_docx_that_is_a_zip_of_something_else_is_refused_as_that(refusal):
    holiday = samples.zipped({"holiday/beach.txt": "sand"})

    assert refusal(holiday, "board paper.docx") == (
        "This file is named .docx, but inside it is an ordinary zip archive of other "
        "things. Upload the paper itself, saved from the program that made it."
    )


def test_a_zip_under_its_own_name_is_to_be_unpacked(refusal):
    assert refusal(samples.zipped({"a.txt": "x"}), "papers.zip").startswith(
        "This is a zip archive. Unpack it and upload the papers inside it one by one. "
    )


def test_an_epub_is_refused_by_the_name_it_gives_itself(refusal):
    book = samples.zipped({"mimetype": "application/epub+zip", "content.xml": "<a/>"})

    assert "“application/epub+zip”" in refusal(book)


def test_an_office_package_that_is_no_document_is_refused(refusal):
    drawing = samples.rezipped(
        samples.word(),
        change={
            "[Content_Types].xml": lambda xml: xml.replace(
                "wordprocessingml.document.main", "ms-visio.drawing.main"
            )
        },
    )

    assert refusal(drawing).startswith("This file is built like an Office file, but ")


def test_a_binary_workbook_is_refused_with_the_way_out(refusal):
    binary = samples.rezipped(
        samples.workbook(),
        change={
            "[Content_Types].xml": lambda xml: xml.replace(
                "spreadsheetml.sheet.main+xml", "sheet.binary.macroEnabled.main"
            )
        },
    )

    assert refusal(binary) == (
        "This is a binary Excel workbook (.xlsb), which the portal does not take. Save "
        "it as .xlsx and upload that."
    )


@pytest.mark.parametrize(
    "damaged",
    [
        samples.word()[:-200],
        samples.word()[:5000],
        samples.rezipped(samples.word(), drop=("word/document.xml",)),
        samples.rezipped(samples.word(), drop=("_rels/.rels",)),
        samples.rezipped(samples.word(), add={"word/document.xml": "<w:document"}),
        samples.rezipped(samples.word(), add={"word/document.xml": "<html/>"}),
        samples.rezipped(samples.word(), add={"[Content_Types].xml": "no xml"}),
        samples.rezipped(samples.open_text(), drop=("content.xml",)),
        samples.rezipped(samples.open_text(), add={"content.xml": "<other/>"}),
    ],
    ids=range(9),
)
def test_an_office_file_with_parts_missing_is_damaged(refusal, damaged):
    assert refusal(damaged) == DAMAGED


def test_one_wrong_byte_inside_a_picture_of_the_document_is_damage(refusal):
    # Stored, not packed: nothing but the checksum could tell.
    packed = bytearray(samples.zipped({}))
    with zipfile.ZipFile(buffer := samples.io.BytesIO(), "w") as archive:
        for name, content in _parts(samples.word()).items():
            archive.writestr(name, content)
        archive.writestr("word/media/chart.bin", b"figures" * 100)
    packed = bytearray(buffer.getvalue())
    packed[packed.index(b"figuresfigures") + 3] ^= 1

    assert refusal(bytes(packed)) == DAMAGED


def test_an_entity_bomb_is_not_expanded(refusal):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = (
        f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]>'
        '<w:document xmlns:w="urn:w">&l9;</w:document>'
    )

    assert refusal(
        samples.rezipped(samples.word(), add={"word/document.xml": bomb})
    ) == (DAMAGED)


# --- Bombs ------------------------------------------------------------------------------


def test_a_zip_bomb_is_refused_by_what_it_declares(refusal, monkeypatch):
    monkeypatch.setattr("ics_portal.core.files.archive.RATIO_LOOKED_AT_FROM", 1_000_000)
    bomb = samples.rezipped(
        samples.word(), add={"word/media/a.bin": bytes(20 * 1024 * 1024)}
    )

    assert refusal(bomb) == (
        f"This file of {len(bomb) / 1024:.0f} KB unpacks to 21 MB, far more than a "
        "paper needs, so it was not kept. Save it as PDF and upload that."
    )


def test_a_part_that_unpacks_to_more_than_it_declares_is_damage(refusal):
    word = samples.rezipped(samples.word(), add={"word/media/a.bin": bytes(300_000)})
    lying = bytearray(word)
    at = -1
    while (at := lying.find(struct.pack("<L", 300_000), at + 1)) >= 0:
        lying[at : at + 4] = struct.pack("<L", 30)

    assert refusal(bytes(lying)) == DAMAGED


def test_a_document_of_too_many_parts_is_refused_before_they_are_listed(
    refusal, monkeypatch
):
    many = samples.rezipped(
        samples.word(), add={f"word/media/{n}.xml": "" for n in range(500)}
    )
    monkeypatch.setattr("ics_portal.core.files.archive.MAX_DIRECTORY_BYTES", 20_000)
    listed = []
    monkeypatch.setattr(zipfile, "ZipFile", listed.append)

    assert refusal(many) == TOO_MANY_PARTS
    assert listed == []


def test_a_document_of_more_parts_than_allowed_is_refused(refusal, monkeypatch):
    monkeypatch.setattr("ics_portal.core.files.archive.MAX_ENTRIES", 12)

    assert refusal(samples.word()) == TOO_MANY_PARTS.replace("20,000", "12")


def test_a_document_saved_as_a_large_archive_is_read_by_its_large_record(
    tmp_path, refusal, monkeypatch
):
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 2)  # makes zipfile write one
    word = bytearray(samples.rezipped(samples.word()))
    size_at = word.rindex(b"PK\x05\x06") + 12
    word[size_at : size_at + 4] = b"\xff\xff\xff\xff"  # "see the large record"

    assert sniff(samples.on_disk(tmp_path, bytes(word))).kind is FileKind.DOCX

    monkeypatch.setattr("ics_portal.core.files.archive.MAX_DIRECTORY_BYTES", 100)
    assert refusal(bytes(word)) == TOO_MANY_PARTS


def test_parts_that_share_their_bytes_are_refused(refusal):
    twice = bytearray(samples.zipped({"mimetype": "a" * 400, "other000": "b" * 400}))
    directory = twice.index(b"PK\x01\x02")
    second = twice.index(b"PK\x01\x02", directory + 4)
    twice[second + 42 : second + 46] = twice[directory + 42 : directory + 46]

    assert refusal(bytes(twice)) == DAMAGED


# --- Passwords and macros -----------------------------------------------------------------


@pytest.mark.parametrize(
    "locked",
    [
        samples.compound_file({"EncryptionInfo": b"", "EncryptedPackage": b""}),
        samples.compound_file({"WordDocument": WORD_LOCKED}),
        samples.compound_file({"Workbook": WORKBOOK_LOCKED}),
        samples.compound_file(
            {"PowerPoint Document": b"", "Current User": SLIDES_LOCKED}
        ),
        samples.open_document(
            "text",
            "<office:text/>",
            manifest_extra="<m:encryption-data m:checksum='x'/>",
        ),
    ],
    ids=["docx", "doc", "xls", "ppt", "odt"],
)
def test_a_password_is_said_with_its_cure(refusal, locked):
    assert refusal(locked) == LOCKED


def test_a_password_on_the_zip_itself_is_said_too(refusal):
    word = bytearray(samples.word())
    at = -1
    while (at := word.find(b"PK\x01\x02", at + 1)) >= 0:
        word[at + 8] |= 1

    assert refusal(bytes(word)) == LOCKED


@pytest.mark.parametrize(
    "with_macros",
    [
        samples.macro_word(),
        samples.rezipped(samples.word(), add={"word/vbaProject.bin": b"x"}),
        samples.compound_file({"WordDocument": WORD_CLEAR, "Macros/VBA/dir": b"x"}),
        samples.compound_file(
            {"Workbook": WORKBOOK_CLEAR, "_VBA_PROJECT_CUR/VBA/dir": b"x"}
        ),
        samples.rezipped(
            samples.open_text(), add={"Basic/Standard/Module1.xml": "<m/>"}
        ),
        samples.rezipped(samples.open_text(), add={"Scripts/python/run.py": "pass"}),
    ],
    ids=["docm", "docm as docx", "doc", "xls", "odt basic", "odt python"],
)
def test_macros_are_refused_under_any_name(refusal, with_macros):
    assert refusal(with_macros, "innocent.docx") == MACROS


def test_an_empty_list_of_macros_is_none(tmp_path):
    plain = samples.rezipped(
        samples.open_text(), add={"Basic/Standard/script-lb.xml": "<library/>"}
    )

    assert sniff(samples.on_disk(tmp_path, plain)).kind is FileKind.ODT


# --- Old Office files -----------------------------------------------------------------


def test_an_outlook_message_is_no_document(refusal):
    message = samples.compound_file({"__properties_version1.0": b"x"})

    assert refusal(message, "fw paper.doc").startswith(
        "This is neither a Word document, an Excel workbook nor a PowerPoint "
    )


@pytest.mark.parametrize("length", [8, 400, 600, 4000])
def test_an_old_file_cut_short_is_damaged(refusal, length):
    whole = samples.compound_file({"WordDocument": WORD_CLEAR})

    assert refusal(whole[:length]) == DAMAGED


# --- Pictures ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_half_a_picture_is_damaged(refusal, kind):
    noise = samples.io.BytesIO()
    samples.Image.effect_noise((200, 150), 90).save(noise, kind)
    whole = noise.getvalue()

    assert refusal(whole[: len(whole) // 2]) == DAMAGED


def test_a_tiff_whose_last_page_was_cut_off_is_damaged(refusal):
    whole = samples.scan(4)

    assert refusal(whole[:-150]) == DAMAGED


def test_a_picture_bomb_is_refused_unopened(refusal):
    side = 30_000
    row = zlib.compress(bytes(1))  # nothing like the 2.7 gigabytes announced

    assert refusal(_png(side, side, row)) == (
        "This picture has more than 100 million dots, the most this portal takes. Save "
        "it smaller: an A4 page needs 2,480 by 3,508."
    )


def test_the_limit_on_dots_is_the_setting_and_not_pillows_own(
    refusal, tmp_path, settings
):
    settings.UPLOAD_MAX_IMAGE_PIXELS = 120_000_000  # Pillow would warn from 89 million
    rows = zlib.compress(b"")

    allowed = sniff(samples.on_disk(tmp_path, _png(10_900, 10_900, rows)))

    assert allowed.kind is FileKind.PNG
    assert "more than 120 million dots" in refusal(_png(11_000, 11_000, rows))


def test_one_large_page_deep_in_a_tiff_is_found(refusal, settings):
    settings.UPLOAD_MAX_IMAGE_PIXELS = 10_000
    pages = [samples.Image.new("L", size) for size in ((50, 50), (50, 50), (400, 400))]
    packed = samples.io.BytesIO()
    pages[0].save(packed, "TIFF", save_all=True, append_images=pages[1:])

    assert "more than 0.01 million dots" in refusal(packed.getvalue())


def test_a_tiff_of_too_many_pages_is_refused_naming_the_limit(refusal, settings):
    settings.UPLOAD_MAX_PAGES = 3

    assert refusal(samples.scan(4, (8, 8))) == (
        "This picture has more than 3 pages, the most this portal takes. Split it and "
        "upload the parts."
    )


def test_a_tiff_of_just_enough_pages_is_taken(tmp_path, settings):
    settings.UPLOAD_MAX_PAGES = 4

    found = sniff(samples.on_disk(tmp_path, samples.scan(4, (8, 8))))

    assert found.kind is FileKind.TIFF


def test_a_tiff_that_unpacks_to_gigabytes_is_refused(refusal, monkeypatch):
    monkeypatch.setattr("ics_portal.core.files.pictures.MAX_UNPACKED_BYTES", 1_000_000)

    assert refusal(samples.scan(3)) == (
        "The pages of this picture unpack to more than 977 KB, so it was not kept. Save "
        "it as PDF and upload that."
    )


def _png(width: int, height: int, rows: bytes) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        checksum = struct.pack(">L", zlib.crc32(name + body))
        return struct.pack(">L", len(body)) + name + body + checksum

    header = struct.pack(">LL5B", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )


def _parts(source: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(samples.io.BytesIO(source)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
