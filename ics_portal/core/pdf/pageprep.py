"""Each page of an upload made ready: its own resources, balanced, clean, and clipped.

Afterwards a pack can append a stamp to any page without reading its content: what
the page opened is closed, whatever it was.
"""

from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from ics_portal.core.pdf.annotations import (
    AnnotationCounts,
    annotations_of,
    appearance_streams,
    clean_annotations,
)
from ics_portal.core.pdf.content import (
    PAPER_LIMIT,
    ContentScan,
    check_size,
    contents_of,
    properties_of,
    scan,
)
from ics_portal.core.pdf.destinations import Destinations
from ics_portal.core.pdf.errors import DamagedPdf, TooComplicated
from ics_portal.core.pdf.forms import FlatField, flatten_fields
from ics_portal.core.pdf.geometry import box, number
from ics_portal.core.pdf.holes import Hole, Marker
from ics_portal.core.pdf.names import names
from ics_portal.core.pdf.record import Box
from ics_portal.core.pdf.resources import Reached, ResourceCopier, reach, reach_stream
from ics_portal.core.pdf.survey import (
    boxes_of,
    inherited,
    rotation_of,
    user_unit_of,
)

KEPT_KEYS = names(
    "/Type /Parent /Rotate /Resources /Contents /Annots /UserUnit /Group /Tabs "
    "/BleedBox /TrimBox /ArtBox"
)
PROBE_TAG = "/IcsProbe"
PROBE = b"q 1 0 0 1 0 0 cm /IcsProbe <</Type/Pagination>> BDC BT (x) Tj ET EMC Q\n"


@dataclass(slots=True)
class PreparedPage:
    """One page and what was learnt of it. ``fields`` are drawn after its content,
    under the mark ids from ``first_field_mark`` on; those that no tag names are
    drawn without a mark."""

    obj: Dictionary
    media: Box
    crop: Box
    rotate: int
    user_unit: float
    resources: Dictionary
    streams: list[Stream]
    scan: ContentScan
    first_field_mark: int
    fields: list[FlatField] = field(default_factory=list)
    annotations: list[Dictionary] = field(default_factory=list)


class PagePreparer:
    """Prepares the pages of one file. Made before any page is changed, because pages
    inherit from nodes that later go."""

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        pages: list[Dictionary],
        destinations: Destinations,
        marker: Marker,
        *,
        own_pages: bool,
    ) -> None:
        self._pdf = pdf
        self._destinations = destinations
        self._marker = marker
        self._own_pages = own_pages
        self._shared: dict[bytes, Stream] = {}
        self._drawn = 0
        self._inherited = [
            (boxes_of(p), rotation_of(p), inherited(p, Name.Resources)) for p in pages
        ]
        self._pages = pages
        self.font_prefix = self._free_font_prefix()
        self._copier = ResourceCopier(pdf, self._mark_fonts)
        self.counts = AnnotationCounts()
        self.reached = Reached()

    def prepare(self) -> list[PreparedPage]:
        return [self._prepare(n, page) for n, page in enumerate(self._pages)]

    def _prepare(self, index: int, page: Dictionary) -> PreparedPage:
        (media, crop), rotate, resources = self._inherited[index]
        has_fields = any(a.Subtype == Name.Widget for a in annotations_of(page))
        page.Resources = self._copier.copy(resources, own=has_fields)
        fields = flatten_fields(page, "IcsField") if has_fields else []
        streams = contents_of(page)
        self._drawn += check_size(index + 1, streams)
        if self._drawn > PAPER_LIMIT:
            raise TooComplicated(
                "The pages of this file hold more drawing than can be printed. Ask for "
                "them as pictures, or split the file into several papers."
            )
        page.Contents = Array(streams)
        found = scan(pikepdf.Page(page), properties_of(page.Resources))
        prepared = PreparedPage(
            page,
            media,
            crop,
            rotate,
            user_unit_of(page),
            page.Resources,
            streams,
            found,
            max(found.mcids, default=-1) + 1,
            fields,
        )
        reach(page.Resources, self.reached)
        prepared.annotations = clean_annotations(
            self._pdf,
            page,
            self._destinations,
            own_pages=self._own_pages,
            counts=self.counts,
        )
        for annotation in prepared.annotations:
            for stream in appearance_streams(annotation):
                reach_stream(stream, self.reached)
        self._rewrite(index, prepared)
        return prepared

    def _rewrite(self, index: int, prepared: PreparedPage) -> None:
        page = prepared.obj
        for key in list(page.keys()):
            if key not in KEPT_KEYS:
                del page[key]
        page.Type = Name.Page
        if prepared.rotate:
            page.Rotate = prepared.rotate
        elif Name.Rotate in page:
            del page[Name.Rotate]
        boxes = b"/MediaBox%s/CropBox%s" % (box(prepared.media), box(prepared.crop))
        page["/@boxes"] = self._marker.name(Hole.BOXES, index, boxes)

    def close(self, index: int, prepared: PreparedPage, claimed: set[int]) -> None:
        """Put together the content: opened, as it was, closed, fields, stamp.

        ``claimed`` are the marks of fields that the tags name.
        """
        page, found = prepared.obj, prepared.scan
        x0, y0, x1, y1 = prepared.crop
        edges = b" ".join(number(v) for v in (x0, y0, x1 - x0, y1 - y0))
        before = self._stream(b"q %s re W n%s\n" % (edges, b" q" * found.pushes))
        after = self._stream(self._closing(prepared, claimed))
        page.Contents = Array([before, *prepared.streams, after])
        if not self._is_balanced(page):
            # Content that ends within a string or an array would swallow what
            # follows: print it anew from what was understood of it.
            page.Contents = Array(prepared.streams)
            tokens = pikepdf.parse_content_stream(pikepdf.Page(page))
            again = self._pdf.make_stream(pikepdf.unparse_content_stream(tokens))
            page.Contents = Array([before, again, after])
            if not self._is_balanced(page):
                raise DamagedPdf(
                    f"The drawing of page {index + 1} is damaged and could not be "
                    "mended. Save the file as PDF again and upload the new one."
                )
        page.Contents.append(self._marker.name(Hole.STAMP, index, b""))

    def _closing(self, prepared: PreparedPage, claimed: set[int]) -> bytes:
        found = prepared.scan
        closing = b"\n" + b"ET " * found.open_text + b"EMC " * found.open_marks
        closing += b"Q " * (found.pops + 1) + b"\n"
        for mark, flat in enumerate(prepared.fields, start=prepared.first_field_mark):
            if mark in claimed:
                closing += b"/Form <</MCID %d>> BDC\n%s\nEMC\n" % (mark, flat.draw)
            else:
                closing += flat.draw + b"\n"
        return closing

    def _is_balanced(self, page: Dictionary) -> bool:
        """Whether a stamp behind this content would be read as one."""
        contents = list(page.Contents)
        page.Contents = Array([*contents, self._stream(PROBE)])
        try:
            again = scan(pikepdf.Page(page), properties_of(page.Resources))
        except (pikepdf.PdfError, TypeError, ValueError):
            return False
        finally:
            page.Contents = Array(contents)
        return again.last_tag == PROBE_TAG and not (
            again.pushes or again.pops or again.open_marks or again.open_text
        )

    def _stream(self, content: bytes) -> Stream:
        if content not in self._shared:
            self._shared[content] = self._pdf.make_stream(content)
        return self._shared[content]

    def _mark_fonts(self, fonts: Dictionary) -> None:
        fonts["/@font"] = self._marker.name(Hole.FONT, 0, b"")

    def _free_font_prefix(self) -> str:
        """A name for the stamp's fonts that no page uses: a pack may be uploaded as
        a paper of the next one."""
        used: set[str] = set()
        for _, _, resources in self._inherited:
            fonts = (
                resources.get(Name.Font) if isinstance(resources, Dictionary) else None
            )
            if isinstance(fonts, Dictionary):
                used.update(fonts.keys())
        turn = 0
        while any(name.startswith(f"/IcsStamp{turn}") for name in used):
            turn += 1
        return f"IcsStamp{turn}"
