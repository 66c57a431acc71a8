"""Attach the rebuilt structure to its pages: parent keys, ids, classes, languages."""

from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from ics_portal.core.pdf.holes import Hole, Marker
from ics_portal.core.pdf.pageprep import PreparedPage
from ics_portal.core.pdf.resources import Reached
from ics_portal.core.pdf.structure import (
    Structure,
    StructureBuilder,
    Surroundings,
)

PARENT_KEYS = (Name.StructParents, Name.StructParent)


@dataclass(slots=True)
class Tagging:
    """What the tags of a part are to its writer. ``parents`` are the values of the
    parent tree by key, from 0; ``ids`` the leaf of the id tree with its limits."""

    tree: Structure
    parents: list[Object] = field(default_factory=list)
    ids: Dictionary | None = None
    id_limits: tuple[bytes, bytes] = (b"", b"")
    tagged_pages: int = 0


def is_tagged(pdf: pikepdf.Pdf) -> bool:
    """Both a structure tree and the statement that it is meant."""
    info = pdf.Root.get(Name.MarkInfo)
    return (
        isinstance(pdf.Root.get(Name.StructTreeRoot), Dictionary)
        and isinstance(info, Dictionary)
        and info.get(Name.Marked) is True
    )


def rebuild_tags(
    pdf: pikepdf.Pdf, pages: list[PreparedPage], reached: Reached, key: str
) -> Structure:
    """The structure of a tagged file, rebuilt; see `structure`."""
    fields = {}
    for index, page in enumerate(pages):
        for mark, flat in enumerate(page.fields, start=page.first_field_mark):
            fields[flat.annotation] = (index, mark, flat)
    surroundings = Surroundings(
        pages={page.obj.objgen: n for n, page in enumerate(pages)},
        page_objects=[page.obj for page in pages],
        page_marks=[page.scan.mcids for page in pages],
        annotations={a.objgen for page in pages for a in page.annotations},
        fields=fields,
        xobjects=set(reached.xobjects),
    )
    return StructureBuilder(pdf, key, surroundings).build()


def forget_parent_keys(pages: list[PreparedPage], reached: Reached) -> None:
    """Drop every old key: they count in a tree that is made anew, or is gone."""
    carriers: list[Any] = [*reached.xobjects.values()]
    for page in pages:
        carriers += [page.obj, *page.annotations]
    for carrier in carriers:
        for name in PARENT_KEYS:
            if name in carrier:
                del carrier[name]


def attach(
    pdf: pikepdf.Pdf,
    tree: Structure,
    pages: list[PreparedPage],
    marker: Marker,
    *,
    lang: str,
) -> Tagging:
    """Give pages, forms and annotations their keys, and the top element its hole."""
    made = Tagging(tree)

    def give_key(carrier: Any, name: str, value: Object) -> None:
        key = len(made.parents)
        made.parents.append(value)
        default = f"/{name} {key}".encode()
        plural = int(name == "StructParents")
        carrier["/@sp"] = marker.name(Hole.PARENT_KEY, key * 2 + plural, default)

    for index, marks in sorted(tree.page_marks.items()):
        if marks:
            made.tagged_pages += 1
            give_key(pages[index].obj, "StructParents", _by_mark(pdf, marks))
    for objgen, marks in sorted(tree.stream_marks.items()):
        give_key(pdf.get_object(objgen), "StructParents", _by_mark(pdf, marks))
    for objgen, element in sorted(tree.object_owners.items()):
        carrier: Any = pdf.get_object(objgen)
        # A form that is both marked inside and referred to whole keeps its marks.
        if not isinstance(carrier, Stream) or "/@sp" not in carrier:
            give_key(carrier, "StructParent", element.obj)
    _id_leaf(pdf, made)
    _open_top(tree.top.obj, marker, lang)
    return made


def _by_mark(pdf: pikepdf.Pdf, marks: dict[int, Any]) -> Object:
    elements = [
        marks[mark].obj if mark in marks else None for mark in range(max(marks) + 1)
    ]
    return pdf.make_indirect(Array(elements))


def _id_leaf(pdf: pikepdf.Pdf, made: Tagging) -> None:
    if not made.tree.ids:
        return
    names: list[Any] = []
    for own_id, element in sorted(made.tree.ids.items()):
        names += [String(own_id), element.obj]
    first, last = bytes(names[0]), bytes(names[-2])
    made.ids = pdf.make_indirect(
        Dictionary(Limits=Array([String(first), String(last)]), Names=Array(names))
    )
    made.id_limits = (first, last)


def _open_top(top: Dictionary, marker: Marker, lang: str) -> None:
    own = top.get(Name.Lang)
    spoken = str(own) if isinstance(own, String) else lang
    for key in ("/S", "/P", "/T", "/Lang", "/ID"):
        if key in top:
            del top[key]
    default = b"/S/Document/P 2 0 R"
    if spoken:
        default += b"/Lang" + String(spoken).unparse()
    top.Type = Name.StructElem
    top["/@top"] = marker.name(Hole.DOCUMENT, 0, default)
