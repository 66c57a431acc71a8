"""Number trees and name trees read whole, whatever shape a writer gave them."""

from typing import Any

from pikepdf import Array, Dictionary, Name, Object, String

# A tree that is deeper, or visits a node twice, is damaged or hostile.
DEPTH_LIMIT = 64


def number_tree_items(root: Object | None) -> dict[int, Any]:
    """Every entry of a number tree; later duplicates win. A missing tree is empty."""
    found: dict[int, Any] = {}
    for key, value in _pairs(root, Name.Nums):
        if isinstance(key, int):
            found[key] = value
    return found


def name_tree_items(root: Object | None) -> dict[bytes, Any]:
    """Every entry of a name tree by the bytes of its name."""
    found: dict[bytes, Any] = {}
    for key, value in _pairs(root, Name.Names):
        if isinstance(key, String):
            found[bytes(key)] = value
    return found


def _pairs(root: Object | None, leaf: Name) -> list[tuple[Any, Any]]:
    pairs: list[tuple[Any, Any]] = []
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, int]] = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        if not isinstance(node, Dictionary) or depth > DEPTH_LIMIT:
            continue
        if node.is_indirect:
            if node.objgen in seen:
                continue
            seen.add(node.objgen)
        entries = node.get(leaf)
        if isinstance(entries, Array):
            values = list(entries)
            pairs += zip(values[::2], values[1::2], strict=False)
        kids = node.get(Name.Kids)
        if isinstance(kids, Array):
            waiting += [(kid, depth + 1) for kid in reversed(list(kids))]
    return pairs
