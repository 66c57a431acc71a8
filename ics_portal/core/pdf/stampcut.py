"""Cut a font to the letters of WinAnsi. Apart, because only this needs fontTools."""

import base64
import io
import zlib
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

from ics_portal.core.pdf.stampfont import FIRST, LAST


def cut_face(path: Path) -> dict[str, Any]:
    """What `stampfont.StampFont` holds, as JSON takes it; equal for equal fonts."""
    codes = range(FIRST, LAST + 1)
    letters = {code: bytes([code]).decode("cp1252", "ignore") for code in codes}
    options = subset.Options(
        glyph_names=False,
        hinting=False,
        layout_features=[],
        name_IDs=[],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    options.drop_tables += ["FFTM", "meta", "PCLT", "DSIG"]
    font = TTFont(path, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(letter) for letter in letters.values() if letter])
    cutter.subset(font)
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    program = out.getvalue()
    units: int = font["head"].unitsPerEm
    by_letter = font.getBestCmap()
    advance = font["hmtx"].metrics

    def scaled(value: float) -> int:
        return round(value * 1000 / units)

    widths = []
    for code in codes:
        glyph = by_letter.get(ord(letters[code])) if letters[code] else None
        widths.append(scaled(advance[glyph][0]) if glyph else 0)
    head, os2, hhea = font["head"], font["OS/2"], font["hhea"]
    return {
        "name": "PGNUMB+" + path.stem,
        "program": base64.b64encode(zlib.compress(program, 9)).decode(),
        "length": len(program),
        "widths": widths,
        "box": [scaled(v) for v in (head.xMin, head.yMin, head.xMax, head.yMax)],
        "ascent": scaled(hhea.ascent),
        "descent": scaled(hhea.descent),
        "cap_height": scaled(getattr(os2, "sCapHeight", 0) or round(0.7 * units)),
    }
