"""The two fonts of the running head and the page number: fixed, embedded, small.

They are cut once from Liberation Sans as installed, to all of WinAnsi and never to
the words of one pack: a font made from a pack's own text would tell a reader which
letters stood on the pages that were left out. Glyph names are dropped likewise.
"""

import base64
import functools
import hashlib
import json
import os
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from ics_portal.core.pdf.errors import FontMissing
from ics_portal.core.pdf.record import ENGINE

FOLDER = Path("/usr/share/fonts/truetype/liberation")
FACES = {"regular": "LiberationSans-Regular.ttf", "bold": "LiberationSans-Bold.ttf"}
FIRST, LAST = 32, 255


@dataclass(frozen=True, slots=True)
class StampFont:
    """One face: the packed font program, and the width of each code, in thousandths."""

    name: str
    program: bytes
    length: int
    widths: tuple[int, ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int

    def width(self, encoded: bytes, size: float) -> float:
        """How wide WinAnsi-encoded words are at ``size`` points, in points."""
        return sum(map(self.widths.__getitem__, encoded)) * size / 1000


@dataclass(frozen=True, slots=True)
class StampFonts:
    """Both faces, and a digest of them for the pack's identity."""

    regular: StampFont
    bold: StampFont
    digest: str


def encode(words: str) -> bytes:
    """Words in WinAnsi. A letter it lacks loses its accent, or becomes "?"."""
    if words.isprintable():
        try:
            return words.encode("cp1252")
        except UnicodeEncodeError:
            pass
    out = bytearray()
    for letter in words:
        for attempt in (letter, unicodedata.normalize("NFKD", letter)[:1]):
            try:
                code = attempt.encode("cp1252")
            except UnicodeEncodeError:
                continue
            if code and code[0] >= FIRST and code[0] != 0x7F:
                out += code
                break
        else:
            out += b"?"
    return bytes(out)


@functools.cache
def stamp_fonts() -> StampFonts:
    """Made at first use and kept under VAR_DIR. Raises FontMissing."""
    sources = {face: FOLDER / name for face, name in FACES.items()}
    missing = [path for path in sources.values() if not path.is_file()]
    if missing:
        raise FontMissing(
            f"The font {missing[0].name} is not installed, so pages cannot be "
            "numbered. Install the Debian package fonts-liberation."
        )
    digest = hashlib.sha256(b"%d" % ENGINE)
    for path in sources.values():
        digest.update(path.read_bytes())
    kept = Path(settings.VAR_DIR) / "pdf" / f"stamp-{digest.hexdigest()[:24]}.json"
    if kept.is_file():
        faces = json.loads(kept.read_text())
    else:
        # Cut once a machine, so its tools are not kept in every worker's memory.
        from ics_portal.core.pdf.stampcut import cut_face  # noqa: PLC0415

        faces = {face: cut_face(path) for face, path in sources.items()}
        _keep(kept, faces)
    return StampFonts(
        unpack(faces["regular"]), unpack(faces["bold"]), digest.hexdigest()
    )


def unpack(plain: dict[str, Any]) -> StampFont:
    values = dict(plain)
    values["program"] = base64.b64decode(plain["program"])
    values["widths"] = (0,) * FIRST + tuple(plain["widths"])
    values["box"] = tuple(plain["box"])
    return StampFont(**values)


def _keep(path: Path, faces: dict[str, Any]) -> None:
    """Written beside and moved: two workers may do this at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w") as file:
        json.dump(faces, file)
    Path(beside).replace(path)


def font_objects(font: StampFont, numbers: tuple[int, int, int]) -> dict[int, bytes]:
    """The font, its descriptor and its program as objects with the given numbers."""
    own, descriptor, program = numbers
    widths = b" ".join(b"%d" % width for width in font.widths[FIRST:])
    box = b" ".join(b"%d" % edge for edge in font.box)
    name = font.name.encode()
    return {
        own: b"<</Type/Font/Subtype/TrueType/BaseFont/%s/FirstChar %d/LastChar %d"
        b"/Encoding/WinAnsiEncoding/FontDescriptor %d 0 R/Widths[%s]>>"
        % (name, FIRST, LAST, descriptor, widths),
        descriptor: b"<</Type/FontDescriptor/FontName/%s/Flags 32/FontBBox[%s]"
        b"/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV 80"
        b"/FontFile2 %d 0 R>>"
        % (name, box, font.ascent, font.descent, font.cap_height, program),
        program: b"<</Filter/FlateDecode/Length %d/Length1 %d>>\nstream\n"
        % (len(font.program), font.length)
        + font.program
        + b"\nendstream",
    }
