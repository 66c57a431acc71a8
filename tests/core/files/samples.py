"""Real files of every kind, good and bad, made on the spot."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pptx
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pptx.util import Inches

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word(text: str = "The board is asked to note this report.") -> bytes:
    document = docx.Document()
    document.core_properties.title = "Finance report"
    document.add_heading("Finance report", level=1)
    document.add_paragraph(text)
    document.add_heading("Next steps", level=2)
    table = document.add_table(rows=2, cols=2)
    for number, cell in enumerate(table._cells):
        cell.text = f"cell {number}"
    return _saved(document)


def slides(*titles: str) -> bytes:
    deck = pptx.Presentation()
    for title in titles or ("Month 7",):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "Run rate and recovery"
    return _saved(deck)


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows or (("Plan", 120), ("Actual", 118)):
        book.active.append(row)
    return _saved(book)


def open_text(body: str = "<text:p>Terms of reference</text:p>") -> bytes:
    return open_document("text", f"<office:text>{body}</office:text>")


def open_document(kind: str, body: str, *, manifest_extra: str = "") -> bytes:
    mime = f"application/vnd.oasis.opendocument.{kind}"
    namespaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("draw", "drawing"),
            ("svg", "svg-compatible"),
        )
    )
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return zipped(
        {
            "mimetype": mime,
            "content.xml": (
                f"<office:document-content {namespaces} "
                'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
                f"<office:body>{body}</office:body></office:document-content>"
            ),
            "META-INF/manifest.xml": (
                f'<m:manifest xmlns:m="{manifest}" m:version="1.2">'
                f'<m:file-entry m:full-path="/" m:media-type="{mime}"/>'
                f'<m:file-entry m:full-path="content.xml" m:media-type="text/xml">'
                f"{manifest_extra}</m:file-entry></m:manifest>"
            ),
        }
    )


def pdf(pages: int = 1) -> bytes:
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(595, 842))
        packed = io.BytesIO()
        made.save(packed)
    return packed.getvalue()


def picture(
    kind: str = "PNG",
    size: tuple[int, int] = (60, 40),
    *,
    mode: str = "RGB",
    colour: object = "red",
    **options: object,
) -> bytes:
    packed = io.BytesIO()
    Image.new(mode, size, colour).save(packed, kind, **options)
    return packed.getvalue()


def scan(pages: int, size: tuple[int, int] = (620, 877)) -> bytes:
    """A TIFF of several pages, A4 at 75 dpi, each a little darker than the last."""
    frames = [Image.new("L", size, 250 - page) for page in range(pages)]
    packed = io.BytesIO()
    frames[0].save(
        packed,
        "TIFF",
        save_all=True,
        append_images=frames[1:],
        compression="tiff_deflate",
        dpi=(75, 75),
    )
    return packed.getvalue()


def corners(size: tuple[int, int] = (40, 20)) -> Image.Image:
    """Red top left, green top right, blue bottom left, white bottom right."""
    width, height = size
    image = Image.new("RGB", size, "white")
    half = (width // 2, height // 2)
    for colour, at in (
        ("red", (0, 0)),
        ("green", (half[0], 0)),
        ("blue", (0, half[1])),
    ):
        image.paste(Image.new("RGB", half, colour), at)
    return image


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def rezipped(
    source: bytes,
    *,
    change: Mapping[str, Callable[[str], str]] | None = None,
    add: Mapping[str, str | bytes] | None = None,
    drop: tuple[str, ...] = (),
) -> bytes:
    """The archive with some parts changed, added or left out."""
    parts: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        for name in archive.namelist():
            if name not in drop:
                parts[name] = archive.read(name)
    for name, edit in (change or {}).items():
        parts[name] = edit(bytes(parts[name]).decode())
    return zipped({**parts, **(add or {})})


def macro_word() -> bytes:
    """What Word saves as .docm, under any name."""
    return rezipped(
        word(),
        change={
            "[Content_Types].xml": lambda xml: xml.replace(
                "officedocument.wordprocessingml.document.main",
                "ms-word.document.macroEnabled.main",
            ).replace(
                "application/vnd.openxmlformats-ms-word", "application/vnd.ms-word"
            )
        },
        add={"word/vbaProject.bin": b"\xcc\x61"},
    )


def word_with_linked_picture(address: str) -> bytes:
    document = docx.Document()
    document.add_paragraph("Before the picture")
    document.add_picture(io.BytesIO(picture()), width=Inches(1))
    return rezipped(
        _saved(document),
        change={
            "word/document.xml": lambda xml: xml.replace("r:embed=", "r:link="),
            "word/_rels/document.xml.rels": lambda xml: xml.replace(
                'Target="media/image1.png"', f'Target="{address}" TargetMode="External"'
            ),
        },
    )


def slides_with_linked_picture(address: str) -> bytes:
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_picture(
        io.BytesIO(picture()), 0, 0
    )
    return rezipped(
        _saved(deck),
        change={
            "ppt/slides/slide1.xml": lambda xml: xml.replace("r:embed=", "r:link="),
            "ppt/slides/_rels/slide1.xml.rels": lambda xml: xml.replace(
                'Target="../media/image1.png"',
                f'Target="{address}" TargetMode="External"',
            ),
        },
    )


def open_text_with_linked_picture(address: str) -> bytes:
    return open_text(
        "<text:p>Before the picture"
        '<draw:frame draw:name="f" svg:width="5cm" svg:height="5cm" '
        'text:anchor-type="as-char">'
        f'<draw:image xlink:href="{address}" xlink:type="simple" xlink:show="embed" '
        'xlink:actuate="onLoad"/></draw:frame></text:p>'
    )


def open_text_with_linked_section(address: str) -> bytes:
    return open_text(
        '<text:section text:name="S">'
        f'<text:section-source xlink:href="{address}" xlink:type="simple"/>'
        "<text:p>kept words</text:p></text:section>"
    )


def open_sheet_with_linked_table(address: str) -> bytes:
    return open_document(
        "spreadsheet",
        '<office:spreadsheet><table:table table:name="A">'
        f'<table:table-source xlink:type="simple" xlink:href="{address}" '
        'table:filter-name="Text - txt - csv (StarCalc)" table:mode="copy-all"/>'
        '<table:table-row><table:table-cell office:value-type="string">'
        "<text:p>kept words</text:p></table:table-cell></table:table-row>"
        "</table:table></office:spreadsheet>",
    )


def upload(content: bytes, name: str = "paper.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def on_disk(folder: Path, content: bytes, name: str = "paper") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _saved(made: object) -> bytes:
    packed = io.BytesIO()
    made.save(packed)
    return packed.getvalue()


# --- OLE compound files ---------------------------------------------------------------

_SECTOR = 512
_IN_FAT_FROM = 4096
_END, _FREE, _FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_STORAGE, _STREAM, _ROOT = 1, 2, 5


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file ([MS-CFB], version 3) with these streams.

    A name with strokes lies in storages: ``Macros/VBA/dir``. Each stream is padded to
    4,096 bytes, which spares us the second table for small ones.
    """
    entries: list[dict[str, object]] = [
        {"name": "Root Entry", "kind": _ROOT, "kids": []}
    ]
    bodies = []
    at = {"": 0}
    sector = 0
    for path, content in streams.items():
        *storages, _ = path.split("/")
        parent = 0
        for depth in range(len(storages)):
            place = "/".join(storages[: depth + 1])
            if place not in at:
                at[place] = _added(entries, parent, storages[depth], _STORAGE)
            parent = at[place]
        body = content.ljust(_IN_FAT_FROM, b"\0")
        body = body.ljust(-(-len(body) // _SECTOR) * _SECTOR, b"\0")
        number = _added(entries, parent, path.rpartition("/")[2], _STREAM)
        entries[number].update(start=sector, size=max(len(content), _IN_FAT_FROM))
        bodies.append(body)
        sector += len(body) // _SECTOR
    fat = []
    for body in bodies:
        length = len(body) // _SECTOR
        fat += [*range(len(fat) + 1, len(fat) + length), _END]
    directory = b"".join(_directory_entry(entry) for entry in entries)
    directory = directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0")
    directory_at = len(fat)
    length = len(directory) // _SECTOR
    fat += [*range(len(fat) + 1, len(fat) + length), _END]
    fat_at = len(fat)
    fat.append(_FAT_SECTOR)
    assert len(fat) <= _SECTOR // 4, "one sector of table is enough for a sample"
    fat += [_FREE] * (_SECTOR // 4 - len(fat))
    header = struct.pack(
        "<8s16s5H6x9L",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        bytes(16),
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, directory_at, 0, _IN_FAT_FROM, _END, 0, _END, 0),
    )
    header += struct.pack("<109L", fat_at, *[_FREE] * 108)
    return header + b"".join(bodies) + directory + struct.pack("<128L", *fat)


def _added(entries: list[dict[str, object]], parent: int, name: str, kind: int) -> int:
    entries.append({"name": name, "kind": kind, "kids": []})
    number = len(entries) - 1
    kids = entries[parent]["kids"]
    if kids:
        entries[kids[-1]]["right"] = number
    kids.append(number)
    return number


def _directory_entry(entry: dict[str, object]) -> bytes:
    name = entry["name"].encode("utf-16-le") + b"\0\0"
    kids = entry["kids"]
    return struct.pack(
        "<64sHBBLLL16sL8s8sLQ",
        name,
        len(name),
        entry["kind"],
        1,
        _FREE,
        entry.get("right", _FREE),
        kids[0] if kids else _FREE,
        bytes(16),
        0,
        bytes(8),
        bytes(8),
        entry.get("start", _END if entry["kind"] == _ROOT else 0),
        entry.get("size", 0),
    )
