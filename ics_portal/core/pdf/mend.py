"""What WeasyPrint leaves undone in its PDF/UA output, done before anything is stored.

Each repair is of our own pages, where we know what was meant; an uploaded paper is
never given header scopes or link words it did not have.
"""

import io
import re
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from ics_portal.core.pdf.numbertree import number_tree_items
from ics_portal.core.pdf.xmp import xmp_packet

ObjGen = tuple[int, int]
# As WeasyPrint writes it: its text is in hexadecimal strings, so the words of a page
# cannot be taken for this.
MARKED = re.compile(rb"/[A-Za-z0-9]+\s+<</MCID (\d+)>>\s+BDC")


def mend_rendered(made: bytes, *, title: str, lang: str) -> bytes:
    """The same pages with header scopes, title, language and metadata put right."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        tree = _mend_tree(pdf.Root.StructTreeRoot)
        _drop_annotations(pdf, tree.doubled)
        _make_margins_artifacts(pdf, tree.reached)
        pdf.Root.Lang = String(lang)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        pdf.docinfo.Title = String(title)
        metadata = xmp_packet(title=title, lang=lang, claims_ua=True)
        pdf.Root.Metadata = pdf.make_stream(
            metadata, Type=Name.Metadata, Subtype=Name.XML
        )
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, min_version="1.7")
    return out.getvalue()


@dataclass(slots=True)
class _Tree:
    """What was met: the elements that the tree reaches, and annotations that stand
    inside a link which has one of its own."""

    reached: set[ObjGen] = field(default_factory=set)
    doubled: set[ObjGen] = field(default_factory=set)


def _mend_tree(root: Any) -> _Tree:
    """Set /Scope on each TH; take a second annotation out of each link.

    WeasyPrint makes one for every element inside a link (``<a>Back <b>up</b></a>``),
    in an element that is no Link.
    """
    tree = _Tree()
    waiting: list[tuple[Any, bool, bool]] = [(k, False, False) for k in _kids(root)]
    while waiting:
        element, in_head, in_link = waiting.pop()
        tree.reached.add(element.objgen)
        role = element.S
        if role == Name.TH:
            _scope(element, in_head=in_head)
        kept = []
        for kid in _kids(element):
            is_element = isinstance(kid, Dictionary) and Name.S in kid
            if is_element:
                head = role == Name.THead or (in_head and role != Name.TBody)
                waiting.append((kid, head, in_link or role == Name.Link))
            elif in_link and role != Name.Link and isinstance(kid, Dictionary):
                tree.doubled.add(kid.Obj.objgen)
                continue
            kept.append(kid)
        element.K = Array(kept)
    return tree


def _scope(header: Dictionary, *, in_head: bool) -> None:
    attributes = header.get(Name.A)
    if not isinstance(attributes, Dictionary):
        attributes = header.A = Dictionary(O=Name.Table)
    if Name.Scope not in attributes:
        attributes.Scope = Name.Column if in_head else Name.Row


def _drop_annotations(pdf: pikepdf.Pdf, doubled: set[ObjGen]) -> None:
    for page in pdf.pages if doubled else ():
        annotations = list(page.obj.get(Name.Annots, Array()))
        kept = [a for a in annotations if a.objgen not in doubled]
        if len(kept) < len(annotations):
            page.obj.Annots = Array(kept)


def _kids(element: Dictionary) -> list[Any]:
    kids = element.get(Name.K)
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _make_margins_artifacts(pdf: pikepdf.Pdf, kept: set[ObjGen]) -> None:
    """Running heads in page margins are tagged, but by elements that hang nowhere."""
    entries = number_tree_items(pdf.Root.StructTreeRoot.ParentTree)
    for page in pdf.pages:
        elements = entries.get(int(page.obj.get(Name.StructParents, -1)))
        if not isinstance(elements, Array):
            continue
        orphans = {
            str(number).encode()
            for number, element in enumerate(elements)
            if element is not None and element.objgen not in kept
        }
        if not orphans:
            continue

        def as_artifact(found: re.Match[bytes], orphans: set[bytes] = orphans) -> bytes:
            if found[1] not in orphans:
                return found[0]
            return b"/Artifact\n<</Type/Pagination>>\nBDC"

        content = page.obj.Contents
        content.write(MARKED.sub(as_artifact, content.read_bytes()))
        for number in orphans:
            elements[int(number)] = None
