"""Walk a finished pack's structure and say what does not agree with itself.

Public checkers miss nine of the twenty-one ways to spoil a merge; this walk sees
what they do not: whether each mark is reached once, and whether the tree found from
the top and the tree found from the page are the same. It costs several times the
assembly, so it is run by tests, and by a build that means to claim accessibility.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from ics_portal.core.pdf.annotations import annotations_of
from ics_portal.core.pdf.content import ContentScan, properties_of, scan
from ics_portal.core.pdf.numbertree import name_tree_items, number_tree_items
from ics_portal.core.pdf.resources import Reached, reach
from ics_portal.core.pdf.roles import STANDARD

ObjGen = tuple[int, int]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One disagreement: its kind (a word the tests go by), where, and what."""

    kind: str
    where: str
    words: str


# A page of a paper without tags: not a fault of the merge, but told.
UNTAGGED = "untagged-page"


@dataclass(slots=True)
class _Walked:
    """What the tree says, gathered from the top down."""

    marks: dict[tuple[ObjGen, int], list[ObjGen]] = field(default_factory=dict)
    objects: dict[ObjGen, ObjGen] = field(default_factory=dict)
    ids: Counter[bytes] = field(default_factory=Counter)
    headers: list[tuple[ObjGen, bytes]] = field(default_factory=list)


def walk_pdf(path: Path) -> list[Fault]:
    """Every fault found, sorted; [] for a sound pack. Untagged pages are listed as
    ``untagged-page`` where the file has tags at all."""
    with pikepdf.open(path) as pdf:
        return sorted(_Walk(pdf).run())


class _Walk:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._root: Any = pdf.Root.get(Name.StructTreeRoot)
        self._pages = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}
        self._seen = _Walked()
        self._annotations: set[ObjGen] = set()
        for page in pdf.pages:
            self._annotations |= {a.objgen for a in annotations_of(page.obj)}
        names: Any = pdf.Root.get(Name.Names)
        dests = names.get(Name.Dests) if isinstance(names, Dictionary) else None
        self._named = name_tree_items(dests)

    def run(self) -> Iterator[Fault]:
        yield from self._destinations()
        if not isinstance(self._root, Dictionary):
            return
        yield from self._tree()
        yield from self._ids()
        parents = number_tree_items(self._root.get(Name.ParentTree))
        if not parents:
            yield Fault("parent-tree", "file", "There is no parent tree.")
        keys: Counter[int] = Counter()
        for number, page in enumerate(self._pdf.pages, 1):
            yield from self._page(number, page, parents, keys)
        for key, count in keys.items():
            if count > 1:
                yield Fault("parent-key", "file", f"Key {key} is used {count} times.")

    def _tree(self) -> Iterator[Fault]:
        roles: Any = self._root.get(Name.RoleMap)
        classes: Any = self._root.get(Name.ClassMap)
        reached: set[ObjGen] = set()
        waiting: list[tuple[Any, Any]] = [
            (kid, self._root) for kid in _listed(self._root.get(Name.K))
        ]
        while waiting:
            element, parent = waiting.pop()
            where = f"element {element.objgen[0]}"
            if element.objgen in reached:
                yield Fault("element-twice", where, "It hangs in two places.")
                continue
            reached.add(element.objgen)
            own = element.get(Name.P)
            if not isinstance(own, Dictionary) or own.objgen != parent.objgen:
                yield Fault("parent", where, "/P is not the element that holds it.")
            role = str(element.S)[1:]
            if role not in STANDARD and not _mapped(roles, role):
                yield Fault("role", where, f"{role} is not mapped to a standard type.")
            for name in _listed(element.get(Name.C)):
                if not isinstance(classes, Dictionary) or str(name) not in classes:
                    yield Fault("class", where, f"Class {name} is not defined.")
            page = element.get(Name.Pg)
            if page is not None and page.objgen not in self._pages:
                yield Fault("page", where, "/Pg is not a page of this file.")
            self._note(element)
            for kid in _listed(element.get(Name.K)):
                if isinstance(kid, Dictionary) and Name.S in kid:
                    waiting.append((kid, element))
                else:
                    yield from self._leaf(element, kid, page, where)

    def _note(self, element: Dictionary) -> None:
        own_id = element.get(Name.ID)
        if isinstance(own_id, String):
            self._seen.ids[bytes(own_id)] += 1
        for attributes in _listed(element.get(Name.A)):
            if isinstance(attributes, Dictionary):
                self._seen.headers += [
                    (element.objgen, bytes(header))
                    for header in _listed(attributes.get(Name.Headers))
                ]

    def _leaf(
        self, element: Dictionary, kid: Any, page: Any, where: str
    ) -> Iterator[Fault]:
        """A mark or an object that an element holds."""
        if isinstance(kid, int):
            holder: Any = page
            mark = kid
        elif not isinstance(kid, Dictionary):
            yield Fault("kid", where, "It holds something that is not content.")
            return
        elif Name.Obj in kid:
            yield from self._object(element, kid.Obj, where)
            return
        else:
            holder = kid.get(Name.Stm) or kid.get(Name.Pg) or page
            mark = int(kid.get(Name.MCID, -1))
        if holder is None:
            yield Fault("page", where, "Its content is on no page.")
            return
        claims = self._seen.marks.setdefault((holder.objgen, mark), [])
        claims.append(element.objgen)
        if len(claims) > 1:
            yield Fault("mark-twice", where, f"Mark {mark} has two elements.")

    def _object(self, element: Dictionary, obj: Any, where: str) -> Iterator[Fault]:
        if not isinstance(obj, Dictionary | Stream):
            yield Fault("object", where, "It refers to an object that is not there.")
            return
        self._seen.objects[obj.objgen] = element.objgen
        is_annotation = isinstance(obj, Dictionary)
        if is_annotation and obj.objgen not in self._annotations:
            yield Fault("object", where, "Its annotation is on no page.")

    def _ids(self) -> Iterator[Fault]:
        found = self._seen
        for own_id, count in found.ids.items():
            if count > 1:
                yield Fault("id", "file", f"The id {own_id!r} is used {count} times.")
        for objgen, header in found.headers:
            if header not in found.ids:
                where = f"element {objgen[0]}"
                yield Fault("header", where, f"No cell has the id {header!r}.")
        tree: Any = self._root.get(Name.IDTree)
        if tree is None:
            return
        listed = name_tree_items(tree)
        if listed.keys() != found.ids.keys():
            yield Fault("id-tree", "file", "The id tree does not list the ids.")
        names = [bytes(n) for leaf in _leaves(tree) for n in list(leaf.Names)[::2]]
        if names != sorted(names):
            yield Fault("id-tree", "file", "The id tree is not in order.")

    def _page(
        self,
        number: int,
        page: pikepdf.Page,
        parents: dict[int, Any],
        keys: Counter[int],
    ) -> Iterator[Fault]:
        where = f"page {number}"
        try:
            found = scan(page, properties_of(page.obj.get(Name.Resources)))
        except (pikepdf.PdfError, TypeError, ValueError):
            yield Fault("content", where, "Its content cannot be read.")
            return
        yield from _balance(found, where)
        key = page.obj.get(Name.StructParents)
        if key is None:
            yield Fault(UNTAGGED, where, "Nothing on it is tagged.")
        elif isinstance(key, int):
            keys[key] += 1
        yield from self._marks(page.obj, found, key, parents, where)
        reached = Reached()
        resources = page.obj.get(Name.Resources)
        if isinstance(resources, Dictionary):
            reach(resources, reached)
        for stream in reached.xobjects.values():
            own = stream.get(Name.StructParents)
            if stream.get(Name.Subtype) != Name.Form or own is None:
                continue
            inner = scan(stream, properties_of(stream.get(Name.Resources)))
            yield from self._marks(stream, inner, own, parents, where + ", form")
        yield from self._annotation_keys(page.obj, parents, keys, where)

    def _marks(
        self,
        holder: Any,
        found: ContentScan,
        key: Any,
        parents: dict[int, Any],
        where: str,
    ) -> Iterator[Fault]:
        """From the page's side: each mark must lead to the element that holds it."""
        entry = parents.get(key) if isinstance(key, int) else None
        elements = list(entry) if isinstance(entry, Array) else []
        for mark in sorted(found.mcids):
            claims = self._seen.marks.get((holder.objgen, mark), [])
            if not claims:
                # The marks of a paper without tags stay in its content, unused.
                if key is not None:
                    yield Fault("mark", where, f"No element holds mark {mark}.")
                continue
            element = elements[mark] if mark < len(elements) else None
            if element is None or element.objgen != claims[0]:
                words = (
                    f"The parent tree does not lead from mark {mark} to its element."
                )
                yield Fault("parent-tree", where, words)

    def _annotation_keys(
        self,
        page: Dictionary,
        parents: dict[int, Any],
        keys: Counter[int],
        where: str,
    ) -> Iterator[Fault]:
        annotations = list(annotations_of(page))
        if annotations and page.get(Name.Tabs) != Name.S:
            yield Fault("tabs", where, "Its links are not in the order of the tags.")
        for annotation in annotations:
            owner = self._seen.objects.get(annotation.objgen)
            key = annotation.get(Name.StructParent)
            if isinstance(key, int):
                keys[key] += 1
            element = parents.get(key) if isinstance(key, int) else None
            if owner is None and key is None:
                continue
            if element is None or element.objgen != owner:
                yield Fault("annotation", where, "A link is not known to its element.")

    def _destinations(self) -> Iterator[Fault]:
        """Links, bookmarks and names must lead to pages that are in the file."""
        for name, target in self._named.items():
            if not self._lands(target):
                yield Fault("destination", "file", f"The name {name!r} leads nowhere.")
        for number, page in enumerate(self._pdf.pages, 1):
            for annotation in annotations_of(page.obj):
                target = annotation.get(Name.Dest)
                if target is not None and not self._lands(target):
                    yield Fault(
                        "destination", f"page {number}", "A link leads nowhere."
                    )
        waiting: list[Any] = [self._pdf.Root.get(Name.Outlines)]
        while waiting:
            item = waiting.pop()
            if not isinstance(item, Dictionary):
                continue
            if Name.Dest in item and not self._lands(item.Dest):
                yield Fault("destination", "bookmarks", f"{item.Title} leads nowhere.")
            waiting += [item.get(Name.First), item.get(Name.Next)]

    def _lands(self, target: Any) -> bool:
        if isinstance(target, String):
            target = self._named.get(bytes(target))
        return (
            isinstance(target, Array)
            and len(target) > 0
            and isinstance(target[0], Dictionary)
            and target[0].objgen in self._pages
        )


def _balance(found: ContentScan, where: str) -> Iterator[Fault]:
    if found.open_marks:
        yield Fault("open-mark", where, "Marked content is not closed.")
    if found.nested:
        yield Fault("nested-mark", where, "Tagged content and an artifact are mixed.")
    if found.pushes or found.pops:
        yield Fault("graphics-state", where, "Graphics states are not balanced.")


def _mapped(roles: Any, role: str) -> bool:
    seen: set[str] = set()
    while isinstance(roles, Dictionary) and role not in seen:
        seen.add(role)
        target = roles.get(f"/{role}")
        if not isinstance(target, Name):
            return False
        role = str(target)[1:]
        if role in STANDARD:
            return True
    return False


def _leaves(node: Any) -> Iterator[Any]:
    if Name.Names in node:
        yield node
    for kid in _listed(node.get(Name.Kids)):
        yield from _leaves(kid)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]
