"""Annotations of an upload: links kept and mended, markings kept, the rest left out.

Nothing that runs, plays or opens another file survives. Links inside the paper are
made explicit, so that they still lead to their page in a pack.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from ics_portal.core.pdf.destinations import Destinations
from ics_portal.core.pdf.names import names

MARKINGS = names(
    "/FreeText /Line /Square /Circle /Polygon /PolyLine /Highlight /Underline "
    "/Squiggly /StrikeOut /Stamp /Caret /Ink /Watermark"
)
KEPT_KEYS = names(
    "/Type /Subtype /Rect /Contents /F /AP /AS /Border /BS /C /CA /QuadPoints "
    "/StructParent /H /DA /DS /Q /L /LE /IC /Vertices /InkList /RD /Sy /IT /BE "
    "/Name /OC /Lang"
)
MEDIA = names("/Movie /Sound /Screen /RichMedia /3D")
SAFE_SCHEMES = ("http://", "https://", "mailto:", "tel:")
# Addresses that only our own contents pages may hold; `assemble` turns them into
# links to a page.
PACK_ADDRESS = "https://pack.invalid/"

INVISIBLE, HIDDEN, PRINT, NO_VIEW = 1, 2, 4, 32


@dataclass(slots=True)
class AnnotationCounts:
    """What was met among the annotations, for the uploader to be told."""

    scripts: int = 0
    attachments: int = 0
    comments: int = 0
    media: int = 0


def annotations_of(page: Dictionary) -> Iterator[Dictionary]:
    annots = page.get(Name.Annots)
    if isinstance(annots, Array):
        for annotation in annots:
            if isinstance(annotation, Dictionary) and Name.Subtype in annotation:
                yield annotation


def clean_annotations(
    pdf: pikepdf.Pdf,
    page: Dictionary,
    destinations: Destinations,
    *,
    own_pages: bool,
    counts: AnnotationCounts,
) -> list[Dictionary]:
    """The annotations a page keeps, cleaned in place; widgets are not among them.

    ``own_pages`` lets contents links pass. The page's /Annots and /Tabs are set.
    """
    kept: list[Dictionary] = []
    for annotation in annotations_of(page):
        kind = str(annotation.Subtype)
        flags = _flags(annotation)
        if kind == "/Widget":
            continue  # drawn already, and counted by `forms`
        if Name.AA in annotation:
            counts.scripts += 1
        if kind in ("/Text", "/Popup"):
            counts.comments += kind == "/Text"
        elif kind == "/FileAttachment":
            counts.attachments += 1
        elif kind in MEDIA:
            counts.media += 1
        elif kind == "/Link":
            _clean_link(annotation, destinations, own_pages=own_pages, counts=counts)
            kept.append(_pruned(pdf, annotation, page))
        elif kind in MARKINGS and not flags & (HIDDEN | NO_VIEW):
            kept.append(_pruned(pdf, annotation, page))
    if kept:
        page.Annots = Array(kept)
        page.Tabs = Name.S
    else:
        for key in (Name.Annots, Name.Tabs):
            if key in page:
                del page[key]
    return kept


def _flags(annotation: Dictionary) -> int:
    flags = annotation.get(Name.F)
    return flags if isinstance(flags, int) else 0


def _pruned(pdf: pikepdf.Pdf, annotation: Dictionary, page: Dictionary) -> Dictionary:
    if not annotation.is_indirect:
        annotation = pdf.make_indirect(annotation)
    for key in list(annotation.keys()):
        if key not in KEPT_KEYS and key not in ("/Dest", "/A"):
            del annotation[key]
    annotation.F = (_flags(annotation) | PRINT) & ~(INVISIBLE | HIDDEN | NO_VIEW)
    annotation.P = page
    return annotation


def _clean_link(
    annotation: Dictionary,
    destinations: Destinations,
    *,
    own_pages: bool,
    counts: AnnotationCounts,
) -> None:
    """Leave exactly one of /Dest (explicit) and /A (an address), or neither."""
    target = annotation.get(Name.Dest)
    action = annotation.get(Name.A)
    uri = None
    if isinstance(action, Dictionary):
        kind = action.get(Name.S)
        if kind == Name.GoTo:
            target = action.get(Name.D)
        elif kind == Name.URI:
            uri = action.get(Name.URI)
        elif kind is not None and kind != Name.Named:
            counts.scripts += 1
        if Name.Next in action:
            counts.scripts += 1
    explicit = destinations.explicit(target)
    for key in (Name.Dest, Name.A):
        if key in annotation:
            del annotation[key]
    if explicit is not None:
        annotation.Dest = explicit
    elif isinstance(uri, String) and _may_keep(str(uri), own_pages=own_pages):
        annotation.A = Dictionary(Type=Name.Action, S=Name.URI, URI=uri)


def _may_keep(uri: str, *, own_pages: bool) -> bool:
    if uri.startswith(PACK_ADDRESS):
        return own_pages
    return uri.lower().startswith(SAFE_SCHEMES)


def appearance_streams(annotation: Dictionary) -> Iterator[Stream]:
    """Every stream under /AP, whatever its state."""
    appearances = annotation.get(Name.AP)
    if not isinstance(appearances, Dictionary):
        return
    for value in dict(appearances.items()).values():
        if isinstance(value, Stream):
            yield value
        elif isinstance(value, Dictionary):
            inner: dict[str, Any] = dict(value.items())
            yield from (v for v in inner.values() if isinstance(v, Stream))
