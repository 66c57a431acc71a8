"""Page boxes as a reader sees them: turned, cropped, and with room for the stamps."""

from dataclasses import dataclass

from ics_portal.core.pdf.record import Box, PageRecord

A4_SHORT = 595.276
# A stamp grows with the sheet, so that an A3 plan printed on A4 can still be read,
# and shrinks a little on a small one.
SMALLEST, LARGEST = 0.75, 8.0
# How far the running head and the page number reach into the page, in points on A4.
BAND = 32.0

Matrix = tuple[float, float, float, float, float, float]
# Where the page's own up, right, down and left come to lie, by its rotation: the
# side of the box (x0, y0, x1, y1) that is at the top and at the bottom on screen.
TOP_SIDE = {0: 3, 90: 0, 180: 1, 270: 2}
BOTTOM_SIDE = {0: 1, 90: 2, 180: 3, 270: 0}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as it will be shown: boxes to write, size on screen, and the matrix
    from screen units (points of the stamp, origin bottom left) to the page's own."""

    media: Box
    crop: Box
    width: float
    height: float
    scale: float
    matrix: Matrix


def scale_of(page: PageRecord) -> float:
    """How large stamps are on this page; 1 on A4. In the page's own units."""
    short = min(page.crop[2] - page.crop[0], page.crop[3] - page.crop[1])
    scale = max(SMALLEST, min(LARGEST, page.user_unit * short / A4_SHORT))
    return scale / page.user_unit


def sheet_of(page: PageRecord, *, stamped: bool) -> Sheet:
    """The page's boxes, longer by a white strip where a stamp would cover something.

    Only the visible box moves outward, and the other as far as it must: nothing that
    was cropped off comes into sight, because stored pages clip to their old box.
    """
    scale = scale_of(page)
    crop = list(page.crop)
    if stamped:
        strip = BAND * scale
        for inked, sides in ((page.ink_top, TOP_SIDE), (page.ink_bottom, BOTTOM_SIDE)):
            if inked:
                side = sides[page.rotate]
                crop[side] += strip if side >= 2 else -strip
    media = (
        min(page.media[0], crop[0]),
        min(page.media[1], crop[1]),
        max(page.media[2], crop[2]),
        max(page.media[3], crop[3]),
    )
    x0, y0, x1, y1 = crop
    turned = page.rotate in (90, 270)
    across, up = (y1 - y0, x1 - x0) if turned else (x1 - x0, y1 - y0)
    s = scale
    matrix: Matrix = {
        0: (s, 0.0, 0.0, s, x0, y0),
        90: (0.0, s, -s, 0.0, x1, y0),
        180: (-s, 0.0, 0.0, -s, x1, y1),
        270: (0.0, -s, s, 0.0, x0, y1),
    }[page.rotate]
    return Sheet(media, (x0, y0, x1, y1), across / s, up / s, s, matrix)


def number(value: float) -> bytes:
    """A length as PDF writes it: at most three decimals, none where none is needed."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return b"0" if text in ("-0", "") else text.encode()


def box(values: Box) -> bytes:
    return b"[" + b" ".join(number(v) for v in values) + b"]"
