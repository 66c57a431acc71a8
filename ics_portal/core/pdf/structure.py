"""The structure tree of an upload, rebuilt so that a pack only renumbers it.

Types are standard ones, ids and classes carry the part's permanent key, every
element hangs from one top element, and what pointed at pages or annotations that
are not in the file is gone. The parent tree is made anew from the elements, because
a reader goes by both and they must agree.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from ics_portal.core.pdf.content import properties_of, scan
from ics_portal.core.pdf.forms import FlatField
from ics_portal.core.pdf.names import names
from ics_portal.core.pdf.roles import RoleMap

ObjGen = tuple[int, int]
KEPT_KEYS = names("/Type /S /P /ID /Pg /K /A /C /T /Lang /Alt /E /ActualText")
HEADINGS = frozenset(("H", "H1", "H2", "H3", "H4", "H5", "H6"))


@dataclass(slots=True, eq=False)
class Element:
    """One element, as rebuilt. ``content`` counts the marks it holds itself, and
    ``pages`` are the page indexes of those; ``objects`` what it refers to by OBJR."""

    obj: Dictionary
    role: str
    parent: "Element | None"
    kids: list["Element"] = field(default_factory=list)
    content: int = 0
    pages: set[int] = field(default_factory=set)
    objects: list[ObjGen] = field(default_factory=list)

    def text(self, key: Name) -> str:
        value = self.obj.get(key)
        return str(value) if isinstance(value, String) else ""

    def descendants(self) -> Iterable["Element"]:
        waiting = list(reversed(self.kids))
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(element.kids)


@dataclass(slots=True)
class Structure:
    """The rebuilt tree. ``page_marks`` are, by page index, the elements by mark id;
    ``stream_marks`` the same for form XObjects; ``object_owners`` the element of each
    annotation or XObject referred to. ``top.kids`` is empty for a file without tags."""

    top: Element
    roles: RoleMap
    page_marks: dict[int, dict[int, Element]] = field(default_factory=dict)
    stream_marks: dict[ObjGen, dict[int, Element]] = field(default_factory=dict)
    object_owners: dict[ObjGen, Element] = field(default_factory=dict)
    ids: dict[bytes, Element] = field(default_factory=dict)
    classes: dict[str, Any] = field(default_factory=dict)
    repeated_ids: int = 0
    repeated_marks: int = 0
    lost_pages: int = 0
    lost_objects: int = 0
    lost_headers: int = 0

    @property
    def has_content(self) -> bool:
        return bool(self.page_marks or self.stream_marks or self.object_owners)

    def elements(self) -> Iterable[Element]:
        return self.top.descendants()


@dataclass(slots=True)
class Surroundings:
    """What the tree may point at: pages by object, the marks that their content
    opens, annotations kept, fields drawn (with their page and the mark id given to
    them), XObjects that pages draw."""

    pages: dict[ObjGen, int]
    page_objects: list[Dictionary]
    page_marks: list[set[int]]
    annotations: set[ObjGen]
    fields: dict[ObjGen, tuple[int, int, FlatField]]
    xobjects: set[ObjGen]


class StructureBuilder:
    """Rebuilds one file's tree, in place where it can."""

    def __init__(self, pdf: pikepdf.Pdf, key: str, surroundings: Surroundings) -> None:
        self._pdf = pdf
        self._prefix = key.encode() + b"."
        self._near = surroundings
        self._root: Any = pdf.Root.StructTreeRoot
        self._mended_attributes: set[ObjGen] = set()
        self._with_headers: list[Dictionary] = []
        self._stream_scans: dict[ObjGen, set[int]] = {}

    def build(self) -> Structure:
        roles = RoleMap(self._root)
        tree = Structure(self._top(roles), roles)
        seen: set[ObjGen] = {tree.top.obj.objgen}
        waiting: list[tuple[Element, Any]] = [(tree.top, None)]
        while waiting:
            element, page = waiting.pop()
            page = self._page_of(element, page, tree)
            kids = self._kids(element, page, tree, seen)
            waiting += [(kid, page) for kid in reversed(kids)]
            self._attributes(element, tree)
        self._number_headings(tree)
        self._classes(tree)
        self._drop_lost_headers(tree)
        return tree

    def _top(self, roles: RoleMap) -> Element:
        """The one element that the pack makes a Part of: theirs, or one around all."""
        roots = [k for k in _listed(self._root.get(Name.K)) if _is_element(k)]
        only = roots[0] if len(roots) == 1 else None
        if only is not None and roles.standard(str(only.S)[1:]) == "Document":
            obj = only if only.is_indirect else self._pdf.make_indirect(only)
        else:
            obj = self._pdf.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name.Document, K=Array(roots))
            )
        return Element(obj, "Document", None)

    def _page_of(self, element: Element, inherited: Any, tree: Structure) -> Any:
        page = element.obj.get(Name.Pg)
        if page is None:
            return inherited
        if isinstance(page, Dictionary) and page.objgen in self._near.pages:
            return page
        tree.lost_pages += 1
        del element.obj[Name.Pg]
        return inherited

    def _kids(
        self, element: Element, page: Any, tree: Structure, seen: set[ObjGen]
    ) -> list[Element]:
        """Rewrite /K of one element; return the child elements still to be read."""
        written: list[Any] = []
        found: list[Element] = []
        for kid in _listed(element.obj.get(Name.K)):
            if isinstance(kid, int):
                if self._claim(element, page, kid, tree):
                    element.obj.Pg = page
                    written.append(kid)
            elif not isinstance(kid, Dictionary):
                continue
            elif kid.get(Name.Type) == Name.MCR or Name.MCID in kid:
                mark = self._mark(element, kid, page, tree)
                if mark is not None:
                    written.append(mark)
            elif kid.get(Name.Type) == Name.OBJR or (
                Name.Obj in kid and Name.S not in kid
            ):
                reference = self._object(element, kid, page, tree)
                if reference is not None:
                    written.append(reference)
            elif _is_element(kid):
                child = self._child(element, kid, tree, seen)
                if child is not None:
                    found.append(child)
                    written.append(child.obj)
        element.obj.K = Array(written)
        element.kids = found
        return found

    def _child(
        self, parent: Element, kid: Dictionary, tree: Structure, seen: set[ObjGen]
    ) -> Element | None:
        if not kid.is_indirect:
            kid = self._pdf.make_indirect(kid)
        if kid.objgen in seen:
            return None
        seen.add(kid.objgen)
        namespace = kid.get(Name.NS)
        role = tree.roles.standard(
            str(kid.S)[1:], namespace if isinstance(namespace, Dictionary) else None
        )
        kid.Type = Name.StructElem
        kid.S = Name(f"/{role}")
        kid.P = parent.obj
        for key in list(kid.keys()):
            if key not in KEPT_KEYS:
                del kid[key]
        return Element(kid, role, parent)

    def _claim(self, element: Element, page: Any, mcid: int, tree: Structure) -> bool:
        if page is None or mcid < 0:
            tree.lost_pages += 1
            return False
        number = self._near.pages[page.objgen]
        if mcid not in self._near.page_marks[number]:
            return False
        marks = tree.page_marks.setdefault(number, {})
        if mcid in marks:
            tree.repeated_marks += 1
            return False
        marks[mcid] = element
        element.content += 1
        element.pages.add(number)
        return True

    def _mark(
        self, element: Element, mark: Dictionary, page: Any, tree: Structure
    ) -> Any:
        mcid = mark.get(Name.MCID)
        own = mark.get(Name.Pg)
        if isinstance(own, Dictionary):
            page = own if own.objgen in self._near.pages else None
        stream = mark.get(Name.Stm)
        if not isinstance(mcid, int):
            return None
        if stream is None:
            if not self._claim(element, page, mcid, tree):
                return None
            return Dictionary(Type=Name.MCR, MCID=mcid, Pg=page)
        if not isinstance(stream, Stream) or stream.objgen not in self._near.xobjects:
            tree.lost_objects += 1
            return None
        if mcid not in self._marks_in(stream):
            return None
        marks = tree.stream_marks.setdefault(stream.objgen, {})
        if mcid in marks:
            tree.repeated_marks += 1
            return None
        marks[mcid] = element
        element.content += 1
        rebuilt = Dictionary(Type=Name.MCR, MCID=mcid, Stm=stream)
        if page is not None:
            rebuilt.Pg = page
            element.pages.add(self._near.pages[page.objgen])
        return rebuilt

    def _marks_in(self, stream: Stream) -> set[int]:
        if stream.objgen not in self._stream_scans:
            properties = properties_of(stream.get(Name.Resources))
            self._stream_scans[stream.objgen] = scan(stream, properties).mcids
        return self._stream_scans[stream.objgen]

    def _object(
        self, element: Element, reference: Dictionary, page: Any, tree: Structure
    ) -> Any:
        obj = reference.get(Name.Obj)
        own = reference.get(Name.Pg)
        if isinstance(own, Dictionary) and own.objgen in self._near.pages:
            page = own
        if not isinstance(obj, Dictionary | Stream):
            return None
        drawn = self._near.fields.get(obj.objgen)
        if drawn is not None:
            return self._field(element, drawn, tree)
        known = self._near.annotations | self._near.xobjects
        if obj.objgen not in known or obj.objgen in tree.object_owners:
            tree.lost_objects += 1
            return None
        tree.object_owners[obj.objgen] = element
        element.objects.append(obj.objgen)
        rebuilt = Dictionary(Type=Name.OBJR, Obj=obj)
        if page is not None:
            rebuilt.Pg = page
        return rebuilt

    def _field(
        self, element: Element, drawn: tuple[int, int, FlatField], tree: Structure
    ) -> Any:
        """A field that is now drawn: its element holds a mark and says its kind."""
        number, mcid, flat = drawn
        page = self._near.page_objects[number]
        self._near.page_marks[number].add(mcid)
        if not self._claim(element, page, mcid, tree):
            return None
        attributes = Dictionary(O=Name.PrintField, Role=Name(f"/{flat.role}"))
        if flat.tooltip:
            attributes.Desc = String(flat.tooltip)
        present = _listed(element.obj.get(Name.A))
        element.obj.A = Array([*present, attributes])
        return Dictionary(Type=Name.MCR, MCID=mcid, Pg=page)

    def _attributes(self, element: Element, tree: Structure) -> None:
        obj = element.obj
        own_id = obj.get(Name.ID)
        if isinstance(own_id, String):
            prefixed = self._prefix + bytes(own_id)
            if prefixed in tree.ids:
                tree.repeated_ids += 1
                del obj[Name.ID]
            else:
                tree.ids[prefixed] = element
                obj.ID = String(prefixed)
        elif own_id is not None:
            del obj[Name.ID]
        for attributes in _listed(obj.get(Name.A)):
            self._prefix_headers(attributes)
        classes = [n for n in _listed(obj.get(Name.C)) if isinstance(n, Name)]
        if classes:
            obj.C = Array([self._class_name(name) for name in classes])
        elif Name.C in obj:
            del obj[Name.C]

    def _prefix_headers(self, attributes: Any) -> None:
        """Header cells are found by id, so ids and references change together."""
        if not isinstance(attributes, Dictionary) or Name.Headers not in attributes:
            return
        if attributes.is_indirect:
            if attributes.objgen in self._mended_attributes:
                return
            self._mended_attributes.add(attributes.objgen)
        self._with_headers.append(attributes)
        attributes.Headers = Array(
            [
                String(self._prefix + bytes(header))
                for header in _listed(attributes.Headers)
                if isinstance(header, String)
            ]
        )

    def _drop_lost_headers(self, tree: Structure) -> None:
        for attributes in self._with_headers:
            named = list(attributes.get(Name.Headers) or [])
            kept = [header for header in named if bytes(header) in tree.ids]
            if len(kept) < len(named):
                tree.lost_headers += len(named) - len(kept)
                attributes.Headers = Array(kept)

    def _class_name(self, name: Name) -> Name:
        return Name(f"/{self._prefix.decode()}{str(name)[1:]}")

    def _classes(self, tree: Structure) -> None:
        declared = self._root.get(Name.ClassMap)
        if not isinstance(declared, Dictionary):
            return
        for name, value in declared.items():
            for attributes in _listed(value):
                self._prefix_headers(attributes)
            tree.classes[str(self._class_name(Name(name)))] = value

    def _number_headings(self, tree: Structure) -> None:
        """/H becomes H1 to H6 by how many headed sections it lies in.

        A pack that mixes /H and /H1 fails although each paper passes by itself.
        """
        for element in list(tree.elements()):
            if element.role != "H":
                continue
            level = 1
            ancestor = element.parent.parent if element.parent else None
            while ancestor is not None:
                level += any(kid.role in HEADINGS for kid in ancestor.kids)
                ancestor = ancestor.parent
            element.obj.S = Name(f"/H{min(level, 6)}")
        for element in tree.elements():
            element.role = str(element.obj.S)[1:]


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def _is_element(value: Any) -> bool:
    return isinstance(value, Dictionary) and isinstance(value.get(Name.S), Name)
