"""What a pack writes into the holes of one stored part."""

from functools import lru_cache

from pikepdf import String

from ics_portal.core.pdf.errors import StalePart
from ics_portal.core.pdf.geometry import Sheet, box, sheet_of
from ics_portal.core.pdf.holes import Hole
from ics_portal.core.pdf.linking import ContentsLinks
from ics_portal.core.pdf.placing import Layout, Placed
from ics_portal.core.pdf.plan import AssemblyPlan
from ics_portal.core.pdf.record import PageRecord
from ics_portal.core.pdf.stamp import Stamper, StampWords, page_words
from ics_portal.core.pdf.stampfont import StampFonts


class Filling:
    """Everything that is particular to one part in one pack."""

    def __init__(
        self,
        plan: AssemblyPlan,
        layout: Layout,
        placed: Placed,
        links: ContentsLinks,
    ) -> None:
        self._plan = plan
        self._layout = layout
        self._placed = placed
        stamped = placed.plan.stamp
        # A page that is not stamped has room for its reader's name nevertheless.
        self._is_marked = stamped or plan.name_room
        sheets = lru_cache(sheet_of)
        self.sheets: list[Sheet] = [
            sheets(_shape(page), stamped=stamped) for page in placed.plan.record.pages
        ]
        self._boxes = lru_cache(_boxes)
        self._links = [links.printed(*link) for link in placed.stored.facts["links"]]
        self._by_kind = {
            Hole.PARENT_KEY: self.parent_key,
            Hole.FONT: self.fonts,
            Hole.STAMP: self.stamp,
            Hole.BOXES: self.boxes,
            Hole.DOCUMENT: self.top,
            Hole.LINK: self.link,
            Hole.PAGES_PARENT: self.pages_parent,
        }

    def __call__(self, kind: int, value: int) -> bytes:
        fill = self._by_kind.get(Hole(kind))
        if fill is None:
            raise StalePart(f"A stored part has a hole of an unknown kind, {kind}.")
        return fill(value)

    def parent_key(self, value: int) -> bytes:
        if not self._placed.with_tags:
            return b""
        name = b"/StructParents %d" if value & 1 else b"/StructParent %d"
        return name % (self._placed.parent_base + (value >> 1))

    def fonts(self, _: int) -> bytes:
        if not self._is_marked:
            return b""
        prefix = self._placed.stored.facts["font"].encode()
        regular, bold = self._layout.regular, self._layout.bold
        return b"/%sR %d 0 R/%sB %d 0 R" % (prefix, regular, prefix, bold)

    def stamp(self, page: int) -> bytes:
        if not self._is_marked:
            return b""
        return b" %d 0 R" % (self._placed.first_stamp + page)

    def boxes(self, page: int) -> bytes:
        return self._boxes(self.sheets[page])

    def link(self, index: int) -> bytes:
        return self._links[index]

    def pages_parent(self, _: int) -> bytes:
        return b"/Parent %d 0 R" % self._layout.pages

    def top(self, _: int) -> bytes:
        """The part's top element, as one Part of the pack's document."""
        lang = self._placed.stored.facts["lang"]
        top = b"/S/Part/P %d 0 R/T%s" % (
            self._layout.document,
            String(self._placed.plan.title).unparse(),
        )
        if lang and lang != self._plan.lang:
            top += b"/Lang" + String(lang).unparse()
        return top

    def stamps(self, fonts: StampFonts) -> dict[int, bytes]:
        """The stamps of all pages by object number; none for an unstamped part. What is
        left for a reader's name stands last in each."""
        if not self._is_marked:
            return {}
        placed, plan = self._placed, self._placed.plan
        stamper = Stamper(fonts, placed.stored.facts["font"])
        words = StampWords(
            head_left=self._plan.header if plan.header is None else plan.header,
            head_right=plan.running_item or plan.item_label,
            foot_left=self._plan.footer if plan.footer is None else plan.footer,
        )
        stamps = {}
        pages = zip(placed.labels, self.sheets, strict=True)
        for number, (label, sheet) in enumerate(pages, placed.first_stamp):
            content = b""
            if plan.stamp:
                content = stamper.content(words, page_words(label), sheet)
            if self._plan.name_room:
                content += stamper.watermark(sheet)
            stamps[number] = content
        return stamps


def _boxes(sheet: Sheet) -> bytes:
    return b"/MediaBox%s/CropBox%s" % (box(sheet.media), box(sheet.crop))


def _shape(page: PageRecord) -> PageRecord:
    """The page with only what its sheet depends on: equal pages share one sheet."""
    return PageRecord(
        page.media,
        page.crop,
        page.rotate,
        page.user_unit,
        ink_top=page.ink_top,
        ink_bottom=page.ink_bottom,
    )
