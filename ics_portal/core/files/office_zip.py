"""Word, Excel, PowerPoint and OpenDocument files: zips with the right parts inside."""

import posixpath
import zipfile
from dataclasses import dataclass
from pathlib import Path

from ics_portal.core.files.archive import (
    DAMAGED,
    LOCKED,
    open_archive,
    part_stream,
    read_part,
    read_through,
)
from ics_portal.core.files.errors import RefusedFile
from ics_portal.core.files.kinds import ACCEPTED_IN_WORDS, FileKind
from ics_portal.core.files.names import extension_of
from ics_portal.core.files.xml import elements, first_element, local_name

_CONTENT_TYPES = "[Content_Types].xml"
_MIMETYPE = "mimetype"
_MANIFEST = "META-INF/manifest.xml"
_ODF_CONTENT = "content.xml"

MACROS = (
    "This file carries macros (small programs), which the portal does not take. Save it "
    "without them, as .docx, .pptx or .xlsx, and upload that."
)

_MAIN_PARTS = {
    "wordprocessingml.document.main": FileKind.DOCX,
    "wordprocessingml.template.main": FileKind.DOCX,
    "presentationml.presentation.main": FileKind.PPTX,
    "presentationml.slideshow.main": FileKind.PPTX,
    "presentationml.template.main": FileKind.PPTX,
    "spreadsheetml.sheet.main": FileKind.XLSX,
    "spreadsheetml.template.main": FileKind.XLSX,
}
_ROOT_ELEMENTS = {
    FileKind.DOCX: "document",
    FileKind.PPTX: "presentation",
    FileKind.XLSX: "workbook",
}
_ODF_KINDS = {
    "text": FileKind.ODT,
    "text-template": FileKind.ODT,
    "presentation": FileKind.ODP,
    "presentation-template": FileKind.ODP,
    "spreadsheet": FileKind.ODS,
    "spreadsheet-template": FileKind.ODS,
}
_ODF_PREFIX = "application/vnd.oasis.opendocument."
_ODF_INDEXES = ("script-lc.xml", "script-lb.xml")  # lists of macros, perhaps empty ones


@dataclass(frozen=True, slots=True)
class _ContentTypes:
    """What the package says of its own parts."""

    by_part: dict[str, str]
    by_extension: dict[str, str]

    def of(self, part: str) -> str:
        own = self.by_part.get(part.lower())
        return own or self.by_extension.get(extension_of(part)[1:], "")

    @property
    def declared(self) -> set[str]:
        return {*self.by_part.values(), *self.by_extension.values()}


def kind_of_zip(path: Path, *, name: str = "") -> FileKind:
    """Which Office file the archive at ``path`` really is.

    ``name`` is what it was called, for the sentence only. Raises RefusedFile for other
    archives, for damage, passwords, macros and bombs.
    """
    with open_archive(path) as archive:
        parts = set(archive.namelist())
        if _CONTENT_TYPES in parts:
            kind = _office_open_xml(archive, parts)
        elif _MIMETYPE in parts:
            kind = _open_document(archive, parts)
        else:
            raise RefusedFile(_plain_archive(name))
        read_through(archive)
    return kind


def _office_open_xml(archive: zipfile.ZipFile, parts: set[str]) -> FileKind:
    types = _content_types(archive)
    main = _main_part(archive)
    # "…/vnd.ms-excel.sheet.macroEnabled.main+xml", "…wordprocessingml.document.main+xml"
    main_type = types.of(main)
    if "sheet.binary" in main_type:
        raise RefusedFile(
            "This is a binary Excel workbook (.xlsb), which the portal does not take. "
            "Save it as .xlsx and upload that."
        )
    if _has_macros(types, parts):
        raise RefusedFile(MACROS)
    kind = next((kind for end, kind in _MAIN_PARTS.items() if end in main_type), None)
    if kind is None:
        raise RefusedFile(
            "This file is built like an Office file, but it is not a Word document, an "
            f"Excel workbook or a PowerPoint presentation. {_takes()}"
        )
    if main not in parts:
        raise RefusedFile(DAMAGED)
    with part_stream(archive, main) as part:
        if local_name(first_element(part)) != _ROOT_ELEMENTS[kind]:
            raise RefusedFile(DAMAGED)
    return kind


def _content_types(archive: zipfile.ZipFile) -> _ContentTypes:
    content = read_part(archive, _CONTENT_TYPES)
    return _ContentTypes(
        by_part={
            element.get("PartName", "").lstrip("/").lower(): element.get(
                "ContentType", ""
            )
            for element in elements(content, "Override")
        },
        by_extension={
            element.get("Extension", "").lower(): element.get("ContentType", "")
            for element in elements(content, "Default")
        },
    )


def _main_part(archive: zipfile.ZipFile) -> str:
    """The part the package's own relations name as the document."""
    relations = read_part(archive, "_rels/.rels")
    if not relations:
        raise RefusedFile(DAMAGED)
    for relation in elements(relations, "Relationship"):
        if relation.get("Type", "").endswith("/officeDocument"):
            target = str(relation.get("Target", ""))
            return posixpath.normpath(target).lstrip("/")
    raise RefusedFile(DAMAGED)


def _has_macros(types: _ContentTypes, parts: set[str]) -> bool:
    declared = any(
        "macroenabled" in kind.lower() or kind.lower().endswith("vbaproject")
        for kind in types.declared
    )
    return declared or any(part.lower().endswith("vbaproject.bin") for part in parts)


def _open_document(archive: zipfile.ZipFile, parts: set[str]) -> FileKind:
    mime = read_part(archive, _MIMETYPE).decode("ascii", "replace").strip()
    kind = _ODF_KINDS.get(mime.removeprefix(_ODF_PREFIX))
    if kind is None or not mime.startswith(_ODF_PREFIX):
        raise RefusedFile(
            "This file is an archive the portal does not take "
            f"(it calls itself “{mime[:80]}”). {_takes()}"
        )
    manifest = read_part(archive, _MANIFEST)
    if manifest and any(True for _ in elements(manifest, "encryption-data")):
        raise RefusedFile(LOCKED)
    if any(_is_odf_macro(part) for part in parts):
        raise RefusedFile(MACROS)
    if _ODF_CONTENT not in parts:
        raise RefusedFile(DAMAGED)
    with part_stream(archive, _ODF_CONTENT) as part:
        if local_name(first_element(part)) != "document-content":
            raise RefusedFile(DAMAGED)
    return kind


def _is_odf_macro(part: str) -> bool:
    if part.endswith("/"):
        return False
    return part.startswith("Scripts/") or (
        part.startswith("Basic/") and not part.endswith(_ODF_INDEXES)
    )


def _plain_archive(name: str) -> str:
    extension = extension_of(name)
    if extension in ("", ".zip"):
        return (
            "This is a zip archive. Unpack it and upload the papers inside it one by "
            f"one. {_takes()}"
        )
    return (
        f"This file is named {extension}, but inside it is an ordinary zip archive of "
        "other things. Upload the paper itself, saved from the program that made it."
    )


def _takes() -> str:
    return f"The portal takes {ACCEPTED_IN_WORDS}."
