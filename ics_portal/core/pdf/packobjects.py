"""The objects that are the pack's own: catalog, tree roots, names, metadata."""

from collections.abc import Iterable
from datetime import datetime

from pikepdf import String

from ics_portal.core.pdf.bookmarks import (
    bookmark_tree,
    count_bookmarks,
    print_bookmarks,
)
from ics_portal.core.pdf.labels import page_labels
from ics_portal.core.pdf.linking import ContentsLinks
from ics_portal.core.pdf.ownobjects import class_map, layer_properties
from ics_portal.core.pdf.packwriter import PackWriter
from ics_portal.core.pdf.placing import Layout
from ics_portal.core.pdf.plan import AssemblyPlan
from ics_portal.core.pdf.stampfont import StampFonts, font_objects
from ics_portal.core.pdf.xmp import PRODUCER, xmp_packet


def put_own_objects(
    plan: AssemblyPlan,
    layout: Layout,
    links: ContentsLinks,
    fonts: StampFonts,
    writer: PackWriter,
) -> int:
    """Write all of them; return the number of /Info, for the trailer.

    Nothing is taken from a part's own catalog or metadata but what is named here.
    """
    put_fonts(fonts, layout, writer)
    writer.put(
        layout.pages,
        b"<</Type/Pages/Count %d/Kids[%s]>>"
        % (len(layout.page_objects), _refs(p.pages_node for p in layout.parts)),
    )
    put_structure(layout, writer)
    starts = [(p.plan, p.entry.first_page) for p in layout.parts]
    tree = bookmark_tree(starts)
    outline = writer.reserve(count_bookmarks(tree) + 1)
    for number, entry in print_bookmarks(tree, outline, layout.page_objects).items():
        writer.put(number, entry)
    metadata = writer.reserve()
    packet = xmp_packet(
        title=plan.title, lang=plan.lang, claims_ua=plan.claims_ua, at=plan.pdf_date
    )
    writer.put_stream(metadata, packet, b"/Type/Metadata/Subtype/XML")
    catalog = (
        b"<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R/Outlines %d 0 R"
        b"/PageMode/UseOutlines/ViewerPreferences<</DisplayDocTitle true>>"
        % (layout.pages, metadata, outline),
        b"/Lang" + String(plan.lang).unparse(),
        b"/PageLabels" + page_labels(starts),
        b"/Names<</Dests%s>>" % _destinations(layout, links, writer),
        layers(layout),
        marked(layout),
        b">>",
    )
    writer.put(layout.catalog, b"".join(catalog))
    info = writer.reserve()
    writer.put(info, _info(plan.title, plan.pdf_date))
    return info


def put_fonts(fonts: StampFonts, layout: Layout, writer: PackWriter) -> None:
    for face, first in ((fonts.regular, layout.regular), (fonts.bold, layout.bold)):
        for number, printed in font_objects(
            face, (first, first + 1, first + 2)
        ).items():
            writer.put(number, printed)


def put_structure(layout: Layout, writer: PackWriter) -> None:
    """The pack's Document over the parts, and the trees that find its elements."""
    tagged = list(layout.tagged())
    if not tagged:
        for number in (layout.document, layout.structure, layout.parents):
            writer.put(number, b"null")
        return
    tops = _refs(p.base + p.stored.facts["top"] for p in tagged)
    writer.put(
        layout.document,
        b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (layout.structure, tops),
    )
    rows = [
        b"%d %d 0 R" % (placed.parent_base + key, number)
        for placed in tagged
        for key, number in enumerate(placed.here("parents"))
    ]
    writer.put(layout.parents, b"<</Nums[%s]>>" % b" ".join(rows))
    root = b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R" % (
        layout.document,
        layout.parents,
    )
    root += b"/ParentTreeNextKey %d" % layout.parent_keys
    # Each part's ids begin with its own key, so its leaf holds one stretch of names.
    leaves = sorted(leaf for p in tagged if (leaf := p.leaf("ids")))
    if leaves:
        root += b"/IDTree<</Kids[%s]>>" % _refs(number for _, number in leaves)
    classes = {
        name: placed.base + number
        for placed in tagged
        for name, number in placed.stored.facts["classes"].items()
    }
    if classes:
        root += b"/ClassMap<<%s>>" % class_map(classes)
    writer.put(layout.structure, root + b">>")


def _destinations(layout: Layout, links: ContentsLinks, writer: PackWriter) -> bytes:
    """A name tree: our own names for items, then each part's leaf, in order.

    Ours begin with "entry-" or "item-" and theirs with "p.", so they do not mingle.
    """
    own = sorted(links.named().items())
    rows = [
        b"%s[%d 0 R/Fit]" % (String(name).unparse(), layout.page_objects[page])
        for name, page in own
    ]
    first, last = (String(own[place][0]).unparse() for place in (0, -1))
    leaf = writer.reserve()
    writer.put(leaf, b"<</Limits[%s%s]/Names[%s]>>" % (first, last, b"".join(rows)))
    theirs = sorted(found for p in layout.parts if (found := p.leaf("dests")))
    return b"<</Kids[%s]>>" % _refs([leaf, *(number for _, number in theirs)])


def layers(layout: Layout) -> bytes:
    """Every part's layers, those that were off still off."""
    every = [number for p in layout.parts for number in p.here("layers")]
    off = [number for p in layout.parts for number in p.here("off")]
    return layer_properties(every, off) if every else b""


def marked(layout: Layout) -> bytes:
    if not layout.parent_keys:
        return b""
    return b"/StructTreeRoot %d 0 R/MarkInfo<</Marked true>>" % layout.structure


def _info(title: str, at: datetime | None) -> bytes:
    info = b"<</Title%s/Producer(%s)" % (String(title).unparse(), PRODUCER.encode())
    if at is not None:
        moment = pdf_date(at)
        info += b"/CreationDate(%s)/ModDate(%s)" % (moment, moment)
    return info + b">>"


def pdf_date(at: datetime) -> bytes:
    """D:20201202100000+00'00' for an aware moment."""
    offset = at.strftime("%z")
    return f"D:{at:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'".encode()


def _refs(numbers: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)
