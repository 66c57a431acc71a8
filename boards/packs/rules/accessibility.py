"""How accessible a pack is said to be: the sum of its papers' records, never a claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperAccess:
    """What was found in one paper when it came in; ``remedy`` is empty when accessible."""

    item_number: str
    title: str
    accessible: bool
    remedy: str = ""


def accessible_words(accessible: int, papers: int) -> str:
    """``7 of 8 papers accessible``; "" where there is no paper."""
    if not papers:
        return ""
    return f"{accessible} of {papers} paper{'' if papers == 1 else 's'} accessible"


def accessibility_sentences(papers: Iterable[PaperAccess]) -> tuple[str, ...]:
    """What the note on the agenda says: the count, then each paper that falls short.

    "Accessible" means that our checks found no error, which is what is said; it is no
    claim of conformance with a standard.
    """
    listed = list(papers)
    good = sum(paper.accessible for paper in listed)
    if not listed:
        return ()
    first = f"{accessible_words(good, len(listed))}: our checks found no error in "
    first += "them." if good != 1 else "it."
    if not good:
        first = f"{accessible_words(good, len(listed))}."
    rest = (
        f"Item {paper.item_number}, {paper.title}: a screen reader may not be able to "
        "read it. Ask for it in another form."
        for paper in listed
        if not paper.accessible
    )
    return (first, *rest)
