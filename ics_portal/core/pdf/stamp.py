"""What is printed on every page of a pack: running head, item, page number.

The page number bears no total, because a total moves with every late paper and
would change pages that people already quote. All of it is an artifact: a screen
reader passes it by, and says the page label instead.
"""

from dataclasses import dataclass, replace

from ics_portal.core.pdf.geometry import Sheet, number
from ics_portal.core.pdf.stampfont import StampFont, StampFonts, encode

# In points on A4, from the edges of the sheet.
SIDE = 51.0  # 18 mm, as our own pages have it
HEAD_BASELINE = 19.8  # from the top: 7 mm
FOOT_BASELINE = 17.0  # from the bottom: 6 mm
GAP = 12.0
# How much of its line the left may fill before it is shortened, if both do not fit: a
# long title gives way to body, date and part, and nothing is printed over a page number.
HEAD_SHARE, FOOT_SHARE = 0.6, 0.0
# Where a reader's name goes, under the foot and inside its strip; so many bytes of it.
NAME_BASELINE = 7.0
NAME_ROOM = 80
WATERMARK = b"/Artifact<</Type/Pagination/Subtype/Watermark>>BDC\n"
GREY = b"0.29 0.38 0.42 rg"
BLACK = b"0.13 0.17 0.19 rg"
EN_DASH = "\u2013"


@dataclass(frozen=True, slots=True)
class StampWords:
    """What is the same on all pages of a part; any may be empty."""

    head_left: str = ""
    head_right: str = ""
    foot_left: str = ""


@dataclass(frozen=True, slots=True)
class Face:
    """A font as a page's resources name it, with the size and ink it is used in."""

    name: bytes
    font: StampFont
    size: float
    ink: bytes

    def width(self, text: bytes) -> float:
        return self.font.width(text, self.size)

    def cut(self, text: bytes, room: float) -> bytes:
        """The text, shortened with an ellipsis to fit; b"" if nothing fits."""
        if self.width(text) <= room:
            return text
        ellipsis = encode("…")
        while text and self.width(text + ellipsis) > room:
            text = text[:-1]
        return text.rstrip() + ellipsis if text else b""

    def show(self, text: bytes, x: float, y: float) -> bytes:
        escaped = text.replace(b"\\", b"\\\\").replace(b"(", b"\\(")
        return b"%s BT /%s %s Tf %s %s Td (%s) Tj ET\n" % (
            self.ink,
            self.name,
            number(self.size),
            number(x),
            number(y),
            escaped.replace(b")", b"\\)"),
        )


def page_words(label: str) -> str:
    """ "Page 14"; a label that stands for several pages says "Pages 45 to 62"."""
    first, dash, last = label.partition(EN_DASH)
    return f"Pages {first} to {last}" if dash else f"Page {label}"


class Stamper:
    """Prints the stamps of one part, whose resources name the fonts ``prefix`` R, B."""

    def __init__(self, fonts: StampFonts, prefix: str) -> None:
        regular, bold = (prefix + "R").encode(), (prefix + "B").encode()
        self._small = Face(regular, fonts.regular, 7.5, GREY)
        self._page = Face(bold, fonts.bold, 9.0, BLACK)
        # Pages of one shape and one part differ in their number only.
        self._fixed: dict[tuple[StampWords, Sheet], bytes] = {}

    def content(self, words: StampWords, page: str, sheet: Sheet) -> bytes:
        """The operators to append to a page that has closed all it opened.

        ``page`` is "Page 14".
        """
        fixed = self._fixed.get((words, sheet))
        if fixed is None:
            fixed = self._fixed[words, sheet] = self._start(words, sheet)
        foot = self._line(
            words.foot_left,
            page,
            self._page,
            sheet,
            FOOT_BASELINE,
            FOOT_SHARE,
            b"Footer/Attached[/Bottom]",
        )
        return b"%s%sQ\n" % (fixed, foot)

    def watermark(self, sheet: Sheet) -> bytes:
        """Room for a reader's name, which is written over the spaces later."""
        face = replace(self._small, size=6.5)
        shown = face.show(b" " * NAME_ROOM, SIDE, NAME_BASELINE)
        matrix = b" ".join([number(v) for v in sheet.matrix])
        return b"q %s cm\n%s%sEMC\nQ\n" % (matrix, WATERMARK, shown)

    def _start(self, words: StampWords, sheet: Sheet) -> bytes:
        matrix = b" ".join([number(v) for v in sheet.matrix])
        head = self._line(
            words.head_left,
            words.head_right,
            self._small,
            sheet,
            sheet.height - HEAD_BASELINE,
            HEAD_SHARE,
            b"Header/Attached[/Top]",
        )
        return b"q %s cm\n%s" % (matrix, head)

    def _line(
        self,
        left: str,
        right: str,
        right_face: Face,
        sheet: Sheet,
        y: float,
        share: float,
        kind: bytes,
    ) -> bytes:
        """Words at both sides of a line, as an artifact; the left is sure of its share."""
        room = sheet.width - 2 * SIDE
        at_left, at_right = encode(left), encode(right)
        if left and right:
            wanted = room - GAP - right_face.width(right_face.cut(at_right, room))
            at_left = self._small.cut(at_left, max(wanted, share * room))
            room -= self._small.width(at_left) + GAP if at_left else 0.0
        elif left:
            at_left = self._small.cut(at_left, room)
        at_right = right_face.cut(at_right, room)
        shown = b""
        if at_left:
            shown += self._small.show(at_left, SIDE, y)
        if at_right:
            x = sheet.width - SIDE - right_face.width(at_right)
            shown += right_face.show(at_right, x, y)
        if not shown:
            return b""
        return b"/Artifact<</Type/Pagination/Subtype/%s>>BDC\n%sEMC\n" % (kind, shown)
