"""The pack's bookmarks: section, item, paper, and each paper's own under it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pikepdf import String

from ics_portal.core.pdf.geometry import number
from ics_portal.core.pdf.plan import PlannedPart
from ics_portal.core.pdf.record import OutlineNode

# Deeper levels are shut when the pack is opened, so that the list can be read.
OPEN_LEVELS = 2


@dataclass(slots=True)
class Bookmark:
    """One bookmark; ``page`` is the pack's page index, ``top`` in that page's own
    units or None for the whole page."""

    title: str
    page: int
    top: float | None = None
    kids: list["Bookmark"] = field(default_factory=list)


def bookmark_tree(parts: list[tuple[PlannedPart, int]]) -> list[Bookmark]:
    """The tree for parts with their first pages; neighbours share their headings."""
    top: list[Bookmark] = []
    for part, first in parts:
        level = top
        for title in part.bookmarks:
            if not level or level[-1].title != title:
                level.append(Bookmark(title, first))
            level = level[-1].kids
        own = Bookmark(part.title, first)
        own.kids = _from_record(_below_its_title(part), first)
        level.append(own)
    return top


def _below_its_title(part: PlannedPart) -> tuple[OutlineNode, ...]:
    """The paper's own bookmarks; where it begins with its title, those under that, so
    that the title is not said twice."""
    outline = part.record.outline
    begins_with_one = len(outline) == 1 and outline[0].page == 0
    if begins_with_one and _alike(outline[0].title) == _alike(part.title):
        return outline[0].children
    return outline


def _alike(title: str) -> str:
    return " ".join(title.split()).casefold()


def _from_record(nodes: tuple[OutlineNode, ...], first: int) -> list[Bookmark]:
    return [
        Bookmark(n.title, first + n.page, n.top, _from_record(n.children, first))
        for n in nodes
    ]


def print_bookmarks(
    tree: list[Bookmark], first_number: int, page_numbers: list[int]
) -> dict[int, bytes]:
    """All objects of the outline by number; the first is its root.

    ``page_numbers`` are the object numbers of the pack's pages.
    """
    numbers = {id(mark): n for n, mark in enumerate(_all(tree), first_number + 1)}
    printed = {
        first_number: b"<</Type/Outlines%s>>" % _span(tree, numbers, level=0),
    }

    def print_level(level: list[Bookmark], parent: int, depth: int) -> None:
        for place, mark in enumerate(level):
            own = numbers[id(mark)]
            entry = b"<</Title%s/Parent %d 0 R" % (
                String(mark.title).unparse(),
                parent,
            )
            if place:
                entry += b"/Prev %d 0 R" % numbers[id(level[place - 1])]
            if place + 1 < len(level):
                entry += b"/Next %d 0 R" % numbers[id(level[place + 1])]
            view = b"/Fit" if mark.top is None else (
                b"/XYZ null %s null" % number(mark.top)
            )  # fmt: skip
            entry += b"/Dest[%d 0 R%s]" % (page_numbers[mark.page], view)
            printed[own] = entry + _span(mark.kids, numbers, level=depth) + b">>"
            print_level(mark.kids, own, depth + 1)

    print_level(tree, first_number, 1)
    return printed


def count_bookmarks(tree: list[Bookmark]) -> int:
    return sum(1 for _ in _all(tree))


def _all(tree: list[Bookmark]) -> Iterator[Bookmark]:
    for mark in tree:
        yield mark
        yield from _all(mark.kids)


def _span(kids: list[Bookmark], numbers: dict[int, int], *, level: int) -> bytes:
    """/First, /Last and /Count; the count is negative where the level is shut."""
    if not kids:
        return b""
    shown = _shown(kids, level)
    return b"/First %d 0 R/Last %d 0 R/Count %d" % (
        numbers[id(kids[0])],
        numbers[id(kids[-1])],
        shown if level < OPEN_LEVELS else -len(kids),
    )


def _shown(kids: list[Bookmark], level: int) -> int:
    """How many bookmarks are seen below, in what is open."""
    if level + 1 >= OPEN_LEVELS:
        return len(kids)
    return len(kids) + sum(_shown(kid.kids, level + 1) for kid in kids)
