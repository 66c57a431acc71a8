"""The kinds of file the portal takes, and what each needs to become PDF."""

from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """What turns a file into PDF: nothing, an Office module, or the picture printer."""

    PDF = "pdf"
    WRITER = "writer"
    IMPRESS = "impress"
    CALC = "calc"
    IMAGE = "image"


class FileKind(StrEnum):
    """A kind of file as found by its content. The value is the usual extension."""

    PDF = "pdf"
    DOCX = "docx"
    PPTX = "pptx"
    XLSX = "xlsx"
    DOC = "doc"
    PPT = "ppt"
    XLS = "xls"
    ODT = "odt"
    ODP = "odp"
    ODS = "ods"
    JPEG = "jpg"
    PNG = "png"
    TIFF = "tif"
    GIF = "gif"
    WEBP = "webp"
    BMP = "bmp"

    @property
    def mime(self) -> str:
        return _FACTS[self].mime

    @property
    def extension(self) -> str:
        """The usual extension, with its dot."""
        return f".{self.value}"

    @property
    def extensions(self) -> tuple[str, ...]:
        """Every extension a file of this kind may rightly bear, in lower case."""
        return (self.extension, *_FACTS[self].also)

    @property
    def label(self) -> str:
        """As in "this is a Word document"."""
        return _FACTS[self].label

    @property
    def family(self) -> Family:
        return _FACTS[self].family

    @property
    def needs_office(self) -> bool:
        return self.family in (Family.WRITER, Family.IMPRESS, Family.CALC)

    @classmethod
    def of_mime(cls, mime: str) -> "FileKind | None":
        """The kind stored under this content type, or None for one we never store."""
        return _BY_MIME.get(mime)


@dataclass(frozen=True, slots=True)
class _Facts:
    label: str
    mime: str
    family: Family
    also: tuple[str, ...] = ()


_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"

_FACTS: dict[FileKind, _Facts] = {
    FileKind.PDF: _Facts("PDF", "application/pdf", Family.PDF),
    FileKind.DOCX: _Facts(
        "Word document",
        f"{_OOXML}.wordprocessingml.document",
        Family.WRITER,
        (".dotx",),
    ),
    FileKind.PPTX: _Facts(
        "PowerPoint presentation",
        f"{_OOXML}.presentationml.presentation",
        Family.IMPRESS,
        (".ppsx", ".potx"),
    ),
    FileKind.XLSX: _Facts(
        "Excel workbook", f"{_OOXML}.spreadsheetml.sheet", Family.CALC, (".xltx",)
    ),
    FileKind.DOC: _Facts(
        "Word 97 document", "application/msword", Family.WRITER, (".dot",)
    ),
    FileKind.PPT: _Facts(
        "PowerPoint 97 presentation",
        "application/vnd.ms-powerpoint",
        Family.IMPRESS,
        (".pps", ".pot"),
    ),
    FileKind.XLS: _Facts(
        "Excel 97 workbook", "application/vnd.ms-excel", Family.CALC, (".xlt",)
    ),
    FileKind.ODT: _Facts("OpenDocument text", f"{_ODF}.text", Family.WRITER, (".ott",)),
    FileKind.ODP: _Facts(
        "OpenDocument presentation", f"{_ODF}.presentation", Family.IMPRESS, (".otp",)
    ),
    FileKind.ODS: _Facts(
        "OpenDocument spreadsheet", f"{_ODF}.spreadsheet", Family.CALC, (".ots",)
    ),
    FileKind.JPEG: _Facts(
        "JPEG picture", "image/jpeg", Family.IMAGE, (".jpeg", ".jpe", ".jfif")
    ),
    FileKind.PNG: _Facts("PNG picture", "image/png", Family.IMAGE),
    FileKind.TIFF: _Facts("TIFF picture", "image/tiff", Family.IMAGE, (".tiff",)),
    FileKind.GIF: _Facts("GIF picture", "image/gif", Family.IMAGE),
    FileKind.WEBP: _Facts("WebP picture", "image/webp", Family.IMAGE),
    FileKind.BMP: _Facts("BMP picture", "image/bmp", Family.IMAGE, (".dib",)),
}
_BY_MIME = {facts.mime: kind for kind, facts in _FACTS.items()}

ACCEPTED_IN_WORDS = (
    "PDF, Word, PowerPoint, Excel, OpenDocument (.odt, .odp, .ods) and pictures "
    "(JPEG, PNG, TIFF, GIF, WebP, BMP)"
)
ACCEPT_ATTRIBUTE = ",".join(
    extension for kind in FileKind for extension in kind.extensions
)
"""For ``<input type="file" accept="…">``: a help to the person, never a check."""
