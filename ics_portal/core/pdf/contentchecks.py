"""Whether all that a tagged page shows is known to its tags, links included."""

from collections.abc import Iterable
from typing import Any

from pikepdf import Dictionary, Name, Stream, String

from ics_portal.core.pdf.content import ContentScan, properties_of, scan
from ics_portal.core.pdf.pageprep import PreparedPage
from ics_portal.core.pdf.record import Finding, Level
from ics_portal.core.pdf.structure import Element, Structure

FORM_DEPTH = 8
ObjGen = tuple[int, int]
# (words or pictures, lines) are painted outside every mark.
Loose = tuple[bool, bool]


def check_content(pages: list[PreparedPage], tree: Structure) -> list[Finding]:
    """Findings over all pages of a tagged file, one a rule."""
    loose, lines, silent, nested = [], [], [], []
    looked: dict[ObjGen, Loose] = {}
    for number, page in enumerate(pages, start=1):
        claimed = tree.page_marks.get(number - 1, {})
        words, paths = _loose_paint(page.scan, page.resources, looked, 0)
        if words:
            loose.append(number)
        elif paths:
            lines.append(number)
        if page.scan.mcids - claimed.keys():
            silent.append(number)
        if page.scan.nested:
            nested.append(number)
    told = (
        ("CONTENT-UNTAGGED", loose, "something that no tag mentions"),
        ("CONTENT-SILENT", silent, "something whose tag is not in the reading order"),
        ("CONTENT-NESTED", nested, "something marked as both text and decoration"),
        ("LINES-UNTAGGED", lines, "lines or shades that no tag mentions"),
    )
    found = [
        Finding(
            rule,
            # Office programs leave backgrounds and rules unmarked; nothing is lost.
            Level.WARNING if on is lines else Level.ERROR,
            f"{_pages(on)} {words}.",
            tuple(on[:20]),
        )
        for rule, on, words in told
        if on
    ]
    return found + _check_annotations(pages, tree)


def _pages(numbers: list[int]) -> str:
    return "1 page shows" if len(numbers) == 1 else f"{len(numbers)} pages show"


def _loose_paint(
    found: ContentScan, resources: Any, looked: dict[ObjGen, Loose], depth: int
) -> Loose:
    """What is painted outside every mark; forms are looked into, each once."""
    words, paths = bool(found.loose), bool(found.loose_paths)
    xobjects = (
        resources.get(Name.XObject) if isinstance(resources, Dictionary) else None
    )
    if not isinstance(xobjects, Dictionary):
        return words, paths
    for name, marked in found.drawn:
        drawn = xobjects.get(name)
        if marked or not isinstance(drawn, Stream):
            continue
        if drawn.get(Name.Subtype) != Name.Form or depth > FORM_DEPTH:
            words = True
            continue
        inner = looked.get(drawn.objgen)
        if inner is None:
            own = drawn.get(Name.Resources)
            scanned = scan(drawn, properties_of(own))
            inner = _loose_paint(scanned, own, looked, depth + 1)
            looked[drawn.objgen] = inner
        words, paths = words or inner[0], paths or inner[1]
    return words, paths


def _check_annotations(pages: list[PreparedPage], tree: Structure) -> list[Finding]:
    unplaced: list[int] = []
    undescribed: list[int] = []
    fields: list[int] = []
    for number, page in enumerate(pages, start=1):
        marks = tree.page_marks.get(number - 1, {})
        for annotation in page.annotations:
            owner = tree.object_owners.get(annotation.objgen)
            wanted = "Link" if annotation.Subtype == Name.Link else "Annot"
            if owner is None or owner.role != wanted:
                unplaced.append(number)
            if not _is_described(annotation):
                undescribed.append(number)
        last = page.first_field_mark + len(page.fields)
        if any(mark not in marks for mark in range(page.first_field_mark, last)):
            fields.append(number)
    told = (
        ("LINK-TAG", unplaced, "link or marking", "outside the reading order."),
        ("LINK-WORDS", undescribed, "link or marking", "without words of its own."),
        ("FIELD-TAG", fields, "form field", "outside the reading order."),
    )
    return [
        Finding(
            rule,
            Level.ERROR,
            f"{len(on)} {noun if len(on) == 1 else _plural(noun)} {ending}",
            tuple(sorted(set(on))[:20]),
        )
        for rule, on, noun, ending in told
        if on
    ]


def _plural(noun: str) -> str:
    return " or ".join(f"{word}s" for word in noun.split(" or "))


def _is_described(annotation: Dictionary) -> bool:
    if "/@link" in annotation:
        return True  # the pack gives it its words
    words = annotation.get(Name.Contents)
    return isinstance(words, String) and bool(str(words).strip())


def pages_described(tree: Structure) -> set[int]:
    """Indexes of pages all of whose tagged content has words written by a person."""
    described: set[int] = set()
    for index, marks in tree.page_marks.items():
        if marks and all(_has_words(element) for element in marks.values()):
            described.add(index)
    return described


def _has_words(element: Element) -> bool:
    at: Element | None = element
    while at is not None:
        if (at.text(Name.Alt) or at.text(Name.ActualText)).strip():
            return True
        at = at.parent
    return False


def links_without_words(pages: Iterable[PreparedPage]) -> list[tuple[int, Dictionary]]:
    """(page index, annotation) of each link that says nothing of itself."""
    return [
        (index, annotation)
        for index, page in enumerate(pages)
        for annotation in page.annotations
        if annotation.Subtype == Name.Link and not _is_described(annotation)
    ]
