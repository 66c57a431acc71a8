"""Which typefaces an Office file asks for, and which of them this machine has not."""

import html
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from functools import lru_cache

from ics_portal.core.files.archive import read_part
from ics_portal.core.files.kinds import FileKind

_ANSWER_SECONDS = 10
_MOST_SLIDES_READ = 300

# Set in Liberation, Carlito or Caladea, which have the same widths; or symbols, which
# LibreOffice brings itself.
_STOOD_IN_FOR = frozenset(
    {
        "arial",
        "arial narrow",
        "calibri",
        "calibri light",
        "cambria",
        "courier",
        "courier new",
        "helvetica",
        "opensymbol",
        "starsymbol",
        "symbol",
        "times",
        "times new roman",
        "webdings",
        "wingdings",
        "wingdings 2",
        "wingdings 3",
    }
)
# The text is a stranger's and read outside the cage: nothing here may look at the same
# stretch of it twice. A "<" ends every tag, so that tags without an end cost nothing.
_WORD_STYLE = re.compile(rb"<w:style\b([^<>]*)>")
_WORD_STYLE_ID = re.compile(rb'w:styleId="([^"]*)"')
_WORD_STYLE_USED = re.compile(rb'<w:(?:pStyle|rStyle|tblStyle) w:val="([^"]*)"')
_WORD_BASED_ON = re.compile(rb'<w:basedOn w:val="([^"]*)"')
_WORD_FONT = re.compile(rb'<w:rFonts\b[^<>]*?\bw:ascii="([^"]+)"')
_WORD_THEME_FONT = re.compile(rb'<w:rFonts\b[^<>]*?\bw:asciiTheme="(major|minor)')
_THEME_FONT = rb'<a:%sFont>\s*<a:latin typeface="([^"]+)"'
_SLIDE_FONT = re.compile(rb'<a:latin typeface="([^"+][^"]*)"')
_SHEET_FONT = re.compile(rb'<name val="([^"]+)"')
_ODF_FONT_USED = re.compile(rb'style:font-name="([^"]+)"')
_ODF_FONT_FACE = re.compile(
    rb'<style:font-face style:name="([^"]+)"[^<>]*svg:font-family="([^"]+)"'
)


def fonts_used(archive: zipfile.ZipFile, kind: FileKind) -> set[str]:
    """The names of the typefaces the document's own text asks for.

    Read from the styles that are used, not from the file's list of fonts, which names
    many that nothing is set in.
    """
    found = {
        FileKind.DOCX: _in_word,
        FileKind.PPTX: _in_slides,
        FileKind.XLSX: _in_sheets,
    }.get(kind, _in_open_document)(archive)
    return {
        html.unescape(name.decode("utf-8", "replace")).strip("' ") for name in found
    }


def fonts_missing(used: set[str]) -> tuple[str, ...]:
    """Those that are not installed and have no stand-in of the same widths, sorted.

    Empty where the machine cannot be asked (no ``fc-list``).
    """
    installed = _installed()
    if not installed:
        return ()
    return tuple(
        sorted(
            name
            for name in used
            if name.lower() not in installed and name.lower() not in _STOOD_IN_FOR
        )
    )


@lru_cache(maxsize=1)
def _installed() -> frozenset[str]:
    fc_list = shutil.which("fc-list")
    if fc_list is None:
        return frozenset()
    try:
        answer = subprocess.run(  # noqa: S603 -- a fixed command
            [fc_list, "--format=%{family}\n"],
            capture_output=True,
            text=True,
            timeout=_ANSWER_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    lines = answer.stdout.lower().splitlines()
    return frozenset(name.strip() for line in lines for name in line.split(","))


def _in_word(archive: zipfile.ZipFile) -> Iterator[bytes]:
    document = read_part(archive, "word/document.xml")
    styles = read_part(archive, "word/styles.xml")
    defaults = _between(styles, b"<w:docDefaults>", b"</w:docDefaults>")
    known, usual = _word_styles(styles)
    waiting = {*_WORD_STYLE_USED.findall(document), *usual}
    used = {}
    while waiting:
        name = waiting.pop()
        if name in known and name not in used:
            used[name] = known[name]
            waiting.update(_WORD_BASED_ON.findall(known[name]))
    text = b"".join((document, defaults, *used.values()))
    yield from _WORD_FONT.findall(text)
    theme = read_part(archive, "word/theme/theme1.xml")
    for part in set(_WORD_THEME_FONT.findall(text)):
        yield from re.findall(_THEME_FONT % part, theme)


def _word_styles(styles: bytes) -> tuple[dict[bytes, bytes], set[bytes]]:
    """What is inside each style, by its id, and the ids of those used unasked."""
    known, usual = {}, set()
    for style in styles.split(b"</w:style>"):
        opening = _WORD_STYLE.search(style)
        named = opening and _WORD_STYLE_ID.search(opening[1])
        if opening and named:
            known[named[1]] = style[opening.end() :]
            if b'w:default="1"' in opening[1]:
                usual.add(named[1])
    return known, usual


def _between(text: bytes, opening: bytes, closing: bytes) -> bytes:
    """What stands between the first of each; nothing where one is missing."""
    inside, ended, _ = text.partition(opening)[2].partition(closing)
    return inside if ended else b""


def _in_slides(archive: zipfile.ZipFile) -> Iterator[bytes]:
    theme = read_part(archive, "ppt/theme/theme1.xml")
    for part in (b"major", b"minor"):
        yield from re.findall(_THEME_FONT % part, theme)
    slides = [
        name for name in archive.namelist() if name.startswith("ppt/slides/slide")
    ]
    for name in slides[:_MOST_SLIDES_READ]:
        yield from _SLIDE_FONT.findall(read_part(archive, name))


def _in_sheets(archive: zipfile.ZipFile) -> Iterator[bytes]:
    fonts = _between(read_part(archive, "xl/styles.xml"), b"<fonts", b"</fonts>")
    yield from _SHEET_FONT.findall(fonts)


def _in_open_document(archive: zipfile.ZipFile) -> Iterator[bytes]:
    text = read_part(archive, "content.xml") + read_part(archive, "styles.xml")
    faces = dict(_ODF_FONT_FACE.findall(text))
    for name in _ODF_FONT_USED.findall(text):
        yield faces.get(name, name)
