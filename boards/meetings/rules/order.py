"""Sort keys with room between them, so that a move writes one row.

A key orders rows among their siblings: sections of a meeting, items of a section,
sub-items of an item. Keys are never shown and two siblings may even share one (the id
then decides), so nothing has to be unique while rows change places.
"""

from __future__ import annotations

from collections.abc import Sequence

GAP = 1 << 20
"""Room left between neighbours: twenty moves into the same place before a respread."""


def spread(count: int) -> list[int]:
    """Fresh keys for ``count`` siblings, in order."""
    return [GAP * (place_no + 1) for place_no in range(count)]


def keys_between(before: int | None, after: int | None, count: int = 1) -> list[int]:
    """Return ``count`` rising keys strictly between two neighbours' keys.

    ``None`` is the open end. Gives ``[]`` when there is no room left.
    """
    if before is None:
        if after is None:
            return spread(count)
        return [after - GAP * step for step in range(count, 0, -1)]
    if after is None:
        return [before + GAP * step for step in range(1, count + 1)]
    step = (after - before) // (count + 1)
    if step < 1:
        return []
    return [before + step * turn for turn in range(1, count + 1)]


def place(
    siblings: Sequence[tuple[int, int]], newcomers: Sequence[int], position: int
) -> dict[int, int]:
    """Put ``newcomers`` (ids) among ``siblings`` (id and key, in order) at ``position``.

    Returns the keys to write, by id: those of the newcomers alone, or of everybody when
    there was no room and all had to be spread afresh.
    """
    before = siblings[position - 1][1] if position > 0 else None
    after = siblings[position][1] if position < len(siblings) else None
    if keys := keys_between(before, after, len(newcomers)):
        return dict(zip(newcomers, keys, strict=True))
    ids = [sibling for sibling, _ in siblings]
    ids[position:position] = newcomers
    return dict(zip(ids, spread(len(ids)), strict=True))
