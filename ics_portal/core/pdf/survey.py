"""What a file says of itself: title, language, bookmarks, and what will be left out."""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from ics_portal.core.pdf.destinations import Destinations
from ics_portal.core.pdf.numbertree import name_tree_items
from ics_portal.core.pdf.record import Box, OutlineNode

OUTLINE_LIMIT = 2000
OUTLINE_DEPTH = 8
TITLE_LIMIT = 300
A4: Box = (0.0, 0.0, 595.276, 841.89)
SMALLEST_SIDE = 3.0
ROTATIONS = (0, 90, 180, 270)


def inherited(page: Dictionary, key: Name) -> Any:
    """A page attribute, from the page or the nodes above it."""
    node: Any = page
    for _ in range(64):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node.get(key)
        node = node.get(Name.Parent)
    return None


def boxes_of(page: Dictionary) -> tuple[Box, Box]:
    """(MediaBox, CropBox), in order and sound; A4 for a page without a usable one."""
    media = _box(inherited(page, Name.MediaBox)) or A4
    crop = _box(inherited(page, Name.CropBox)) or media
    visible = (
        max(media[0], crop[0]),
        max(media[1], crop[1]),
        min(media[2], crop[2]),
        min(media[3], crop[3]),
    )
    return media, visible if _is_usable(visible) else media


def _box(value: Any) -> Box | None:
    if not isinstance(value, Array) or len(value) != 4:
        return None
    try:
        x0, y0, x1, y1 = (round(float(edge), 4) for edge in value)
    except (TypeError, ValueError):
        return None
    box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return box if _is_usable(box) else None


def _is_usable(box: Box) -> bool:
    return box[2] - box[0] >= SMALLEST_SIDE and box[3] - box[1] >= SMALLEST_SIDE


def rotation_of(page: Dictionary) -> int:
    value = inherited(page, Name.Rotate)
    turned = value % 360 if isinstance(value, int) else 0
    return turned if turned in ROTATIONS else 0


def user_unit_of(page: Dictionary) -> float:
    try:
        unit = float(page.get(Name.UserUnit, 1))
    except (TypeError, ValueError):
        return 1.0
    return unit if 0.01 <= unit <= 1000 else 1.0


def title_of(pdf: pikepdf.Pdf) -> str:
    """The file's own title, from its metadata, else its information; "" if none."""
    info = pdf.trailer.get(Name.Info)
    title = info.get(Name.Title) if isinstance(info, Dictionary) else None
    return tidy(str(title)) if isinstance(title, String) else ""


def language_of(pdf: pikepdf.Pdf) -> str:
    lang = pdf.Root.get(Name.Lang)
    return str(lang).strip()[:35] if isinstance(lang, String) else ""


def tidy(words: str) -> str:
    """One line of printable characters, of bounded length."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())[
        :TITLE_LIMIT
    ]


def outline_of(pdf: pikepdf.Pdf, destinations: Destinations) -> tuple[OutlineNode, ...]:
    """The file's bookmarks; those that lead nowhere keep their children only."""
    root = pdf.Root.get(Name.Outlines)
    seen: set[tuple[int, int]] = set()
    if not isinstance(root, Dictionary):
        return ()
    return _level(root, destinations, seen, 1)


def _level(
    parent: Dictionary,
    destinations: Destinations,
    seen: set[tuple[int, int]],
    depth: int,
) -> tuple[OutlineNode, ...]:
    nodes: list[OutlineNode] = []
    item: Any = parent.get(Name.First)
    while isinstance(item, Dictionary) and len(seen) < OUTLINE_LIMIT:
        if item.objgen in seen:
            break
        seen.add(item.objgen)
        children: tuple[OutlineNode, ...] = ()
        if depth < OUTLINE_DEPTH:
            children = _level(item, destinations, seen, depth + 1)
        title = item.get(Name.Title)
        place = destinations.place(_target(item))
        if place is not None and isinstance(title, String) and tidy(str(title)):
            nodes.append(OutlineNode(tidy(str(title)), *place, children))
        else:
            nodes += children
        item = item.get(Name.Next)
    return tuple(nodes)


def _target(item: Dictionary) -> Any:
    action = item.get(Name.A)
    if isinstance(action, Dictionary) and action.get(Name.S) == Name.GoTo:
        return action.get(Name.D)
    return item.get(Name.Dest)


def attachments_in(pdf: pikepdf.Pdf) -> int:
    names = pdf.Root.get(Name.Names)
    if not isinstance(names, Dictionary):
        return 0
    return len(name_tree_items(names.get(Name.EmbeddedFiles)))


def scripts_in(pdf: pikepdf.Pdf) -> int:
    """Scripts and actions that run by themselves, of the file and of its pages."""
    root = pdf.Root
    count = int(_is_action(root.get(Name.OpenAction)))
    count += sum(Name.AA in page.obj for page in pdf.pages)
    count += Name.AA in root
    names = root.get(Name.Names)
    if isinstance(names, Dictionary):
        count += len(name_tree_items(names.get(Name.JavaScript)))
    return count


def _is_action(value: Any) -> bool:
    return isinstance(value, Dictionary) and value.get(Name.S) != Name.GoTo
