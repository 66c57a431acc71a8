"""What must not be found in what the public or a reader gets (pdf-assembly 6)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from boards.packs.rules.snapshot import PaperThen, Snapshot

SHORTEST = 6
"""Shorter words say nothing by themselves and stand in every text."""


def forbidden_markers(
    snapshot: Snapshot, file_names: Mapping[int, Iterable[str]], *, allowed: str
) -> list[str]:
    """Titles, file names and permanent keys of what the public does not get.

    ``file_names`` gives those of each paper's files by paper id; ``allowed`` is what the
    public agenda says, since a word that stands there tells nothing.
    """
    part_two = {item.item_id for item in snapshot.items_of(2)}
    found = [item.title for item in snapshot.items_of(2) if item.open_title]
    for paper in snapshot.papers:
        private = paper.item_id in part_two
        if private or (paper.confidential and paper.public_version_id is None):
            found += [paper.title, *_sheet_titles(paper)]
        if private or paper.confidential or paper.public_version_id is not None:
            found += file_names.get(paper.paper_id, ())
    return _unheard(found, allowed)


def withheld_markers(
    snapshot: Snapshot,
    item_ids: Collection[int],
    file_names: Mapping[int, Iterable[str]],
    *,
    listed: Iterable[str] = (),
    allowed: str,
) -> list[str]:
    """Titles and file names of the papers, and titles of the actions, that are left out of
    a reader's copy, and what the office ``listed`` of the items; an item's own title
    stands on its agenda, and may."""
    found: list[str] = list(listed)
    for paper in snapshot.papers:
        if paper.item_id in item_ids:
            found += [paper.title, *_sheet_titles(paper)]
            found += file_names.get(paper.paper_id, ())
    for row in (snapshot.private_log or {}).get("rows", ()):
        if row.get("item_id") in item_ids:
            found.append(row["title"])
    return _unheard(found, allowed)


def _unheard(found: Iterable[str], allowed: str) -> list[str]:
    told = allowed.casefold()
    return [
        marker
        for marker in dict.fromkeys(found)
        if len(marker) >= SHORTEST and marker.casefold() not in told
    ]


def _sheet_titles(paper: PaperThen) -> list[str]:
    return (
        [str(paper.sheet["title"])] if paper.sheet and paper.sheet.get("title") else []
    )


def allowed_text(words: Iterable[Mapping[str, Any]]) -> str:
    """Everything that is said in the public words, one after the other."""
    return "\n".join(text for plain in words for text in _texts(plain))


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
