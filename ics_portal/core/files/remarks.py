"""What prints differently from what the author may expect, read from the Office file."""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ics_portal.core.files.archive import open_archive, read_part
from ics_portal.core.files.errors import RefusedFile
from ics_portal.core.files.fonts import fonts_missing, fonts_used
from ics_portal.core.files.kinds import FileKind
from ics_portal.core.files.xml import elements

_MOST_PARTS_READ = 1000
_TRACKED_IN_WORD = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo) ")
_TRACKED_IN_ODT = b"<text:changed-region"
# A "<" ends every tag, or tags without an end would be read to the end of the file each.
_HIDDEN_SLIDE = re.compile(rb'<p:sld\b[^<>]*\bshow="(?:0|false)"')
_HIDDEN_SHEET = re.compile(rb'<sheet\b[^<>]*\bstate="(?:hidden|veryHidden)"')
_ODF_PICTURE = re.compile(rb'<draw:image\b[^<>]*\bxlink:href="([^"]*)"')
_ELSEWHERE = re.compile(rb"[a-zA-Z][a-zA-Z0-9+.-]*:|/|\.\./")


def remarks_on(path: Path, kind: FileKind) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fonts that are not on this machine, and sentences for the author.

    Both empty for kinds that are not zips, and for what cannot be read: remarks are a
    help and never stop a conversion.
    """
    finders = _FINDERS.get(kind)
    if finders is None:
        return (), ()
    try:
        with open_archive(path) as archive:
            missing = fonts_missing(fonts_used(archive, kind))
            found = [sentence for find in finders if (sentence := find(archive))]
    except RefusedFile:
        return (), ()
    if missing:
        found.append(_about_fonts(missing))
    return missing, tuple(found)


def _about_fonts(missing: tuple[str, ...]) -> str:
    names = _listed(missing)
    one = len(missing) == 1
    return (
        f"The {'typeface' if one else 'typefaces'} {names} "
        f"{'is' if one else 'are'} not on this machine, so another is used and lines "
        "may break elsewhere. To keep the look, save it as PDF and upload that."
    )


def _tracked_in_word(archive: zipfile.ZipFile) -> str:
    tracked = _TRACKED_IN_WORD.search(read_part(archive, "word/document.xml"))
    return _TRACKED if tracked else ""


def _tracked_in_odt(archive: zipfile.ZipFile) -> str:
    return _TRACKED if _TRACKED_IN_ODT in read_part(archive, "content.xml") else ""


_TRACKED = (
    "It still has tracked changes, which print as marks. Accept or reject them and "
    "upload it again."
)


def _hidden_slides(archive: zipfile.ZipFile) -> str:
    slides = _parts(archive, "ppt/slides/slide", ".xml")
    hidden = sum(1 for part in slides if _HIDDEN_SLIDE.search(part))
    return f"{_counted(hidden, 'hidden slide')} left out." if hidden else ""


def _hidden_sheets(archive: zipfile.ZipFile) -> str:
    hidden = len(_HIDDEN_SHEET.findall(read_part(archive, "xl/workbook.xml")))
    return f"{_counted(hidden, 'hidden sheet')} left out." if hidden else ""


def _linked_in_office(archive: zipfile.ZipFile) -> str:
    linked = sum(
        1
        for part in _parts(archive, "", ".rels")
        for relation in elements(part, "Relationship")
        if relation.get("TargetMode") == "External"
        and relation.get("Type", "").endswith("/image")
    )
    return _about_links(linked)


def _linked_in_odf(archive: zipfile.ZipFile) -> str:
    addresses = _ODF_PICTURE.findall(read_part(archive, "content.xml"))
    return _about_links(sum(1 for address in addresses if _ELSEWHERE.match(address)))


def _about_links(linked: int) -> str:
    if not linked:
        return ""
    return (
        f"{_counted(linked, 'picture')} kept outside the file and therefore left out. "
        "Insert them into the document itself."
    )


def _parts(archive: zipfile.ZipFile, start: str, end: str) -> Iterator[bytes]:
    names = [
        name
        for name in archive.namelist()
        if name.startswith(start) and name.endswith(end)
    ]
    for name in names[:_MOST_PARTS_READ]:
        yield read_part(archive, name)


def _counted(number: int, thing: str) -> str:
    return f"1 {thing} is" if number == 1 else f"{number:,} {thing}s are"


def _listed(names: Iterable[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


_Finder = Callable[[zipfile.ZipFile], str]
_FINDERS: dict[FileKind, tuple[_Finder, ...]] = {
    FileKind.DOCX: (_tracked_in_word, _linked_in_office),
    FileKind.PPTX: (_hidden_slides, _linked_in_office),
    FileKind.XLSX: (_hidden_sheets, _linked_in_office),
    FileKind.ODT: (_tracked_in_odt, _linked_in_odf),
    FileKind.ODP: (_linked_in_odf,),
    FileKind.ODS: (_linked_in_odf,),
}
