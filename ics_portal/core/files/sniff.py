"""What a file is, by its content. Its name only serves to word a refusal."""

from dataclasses import dataclass
from pathlib import Path

from ics_portal.core.files.errors import RefusedFile
from ics_portal.core.files.kinds import ACCEPTED_IN_WORDS, Family, FileKind
from ics_portal.core.files.names import extension_of
from ics_portal.core.files.office_old import MARK as COMPOUND_FILE
from ics_portal.core.files.office_old import kind_of_compound_file
from ics_portal.core.files.office_zip import kind_of_zip
from ics_portal.core.files.pictures import check_picture

EMPTY = (
    "This file is empty. Check that it opens on your own machine, then upload it again."
)

_HEAD_BYTES = 2048
_PDF = b"%PDF-"
_PDF_WITHIN = 1024  # as readers allow: mail gateways put lines before it
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"GIF87a", FileKind.GIF),
    (b"GIF89a", FileKind.GIF),
    (b"II*\x00", FileKind.TIFF),
    (b"MM\x00*", FileKind.TIFF),
)
_KNOWN_BUT_NOT_TAKEN = (
    (b"{\\rtf", "a rich text (RTF) document. Save it as .docx or PDF"),
    (b"MZ", "a program. The portal takes papers only"),
    (b"\x7fELF", "a program. The portal takes papers only"),
    (b"Rar!", "a RAR archive. Unpack it and upload the papers inside it one by one"),
    (b"7z\xbc\xaf", "a 7z archive. Unpack it and upload the papers one by one"),
    (b"\x1f\x8b", "a compressed (gzip) file. Unpack it and upload what is inside"),
    (b"<!doctype html", "a web page. Print it to PDF and upload that"),
    (b"<html", "a web page. Print it to PDF and upload that"),
    (b"%!ps", "a PostScript file. Save it as PDF and upload that"),
)
_HEIF_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"hevc")


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What the content turned out to be."""

    kind: FileKind
    mime: str
    extension: str


def sniff(path: Path, *, name: str = "") -> Sniffed:
    """Find out what the file at ``path`` is.

    ``name`` is what it was called. Raises RefusedFile, with a sentence that says what to
    do, for an empty or damaged file, a password on an Office file, macros, a bomb, and
    every kind that is not taken. The inside of a PDF is left to the PDF engine.
    """
    with path.open("rb") as source:
        head = source.read(_HEAD_BYTES)
    if not head:
        raise RefusedFile(EMPTY)
    kind = _kind(path, head, name)
    if kind.family is Family.IMAGE:
        check_picture(path, kind)
    return Sniffed(kind=kind, mime=kind.mime, extension=kind.extension)


def _kind(path: Path, head: bytes, name: str) -> FileKind:
    if head.startswith(_ZIP):
        return kind_of_zip(path, name=name)
    if head.startswith(COMPOUND_FILE):
        return kind_of_compound_file(path)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return FileKind.WEBP
    if head.startswith(b"BM") and head[6:10] == b"\x00\x00\x00\x00":
        return FileKind.BMP
    for mark, kind in _PICTURES:
        if head.startswith(mark):
            return kind
    if _PDF in head[:_PDF_WITHIN]:
        return FileKind.PDF
    raise RefusedFile(_not_taken(head, name))


def _not_taken(head: bytes, name: str) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for mark, words in _KNOWN_BUT_NOT_TAKEN:
        if start.startswith(mark.lower()):
            return f"This is {words}."
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return "This is a HEIC picture. Save it as JPEG and upload that."
    extension = extension_of(name)
    claimed = next((kind for kind in FileKind if extension in kind.extensions), None)
    if claimed is not None:
        article = "an" if claimed.label[0] in "EO" else "a"
        return (
            f"This file is named {extension}, but it is not {article} {claimed.label}. "
            "Open it on your own machine, save it again and upload the new copy."
        )
    return f"The portal does not take files of this kind. It takes {ACCEPTED_IN_WORDS}."
