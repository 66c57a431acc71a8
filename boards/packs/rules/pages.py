"""The page plan: which printed numbers each run of pages bears, in each edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from boards.packs.enums import EntryKind
from boards.packs.rules.entries import AGENDA_KEY, Entry

PART_TWO_PREFIX = "P"


@dataclass(frozen=True, slots=True)
class Run:
    """An entry in its place.

    ``first`` is the number of its first page within the part; ``sheets`` the pages the
    file has of it; ``numbers`` the page numbers it takes up, which differs only for a
    sheet that stands for pages left out.
    """

    entry: Entry
    first: int
    sheets: int
    numbers: int
    prefix: str = ""

    @property
    def last(self) -> int:
        return self.first + self.numbers - 1

    @property
    def is_withheld(self) -> bool:
        return self.entry.kind == EntryKind.NOT_PUBLISHED

    @property
    def first_label(self) -> str:
        """As printed on its first sheet; one label on a sheet standing for many."""
        if self.is_withheld:
            return self.words
        return f"{self.prefix}{self.first}"

    @property
    def last_label(self) -> str:
        if self.is_withheld:
            return self.words
        return f"{self.prefix}{self.last}"

    @property
    def words(self) -> str:
        """``45–62``, or ``45`` for a single page."""
        return page_span(self.first, self.last, self.prefix)


@dataclass(frozen=True, slots=True)
class PageSpan:
    """Where the agenda says an item's pages are; no ``key`` where there is no link."""

    words: str
    key: str = ""


def page_span(first: int, last: int, prefix: str = "") -> str:
    """``45–62``; ``P3``; ``P3–P9``."""
    if first == last:
        return f"{prefix}{first}"
    return f"{prefix}{first}–{prefix}{last}"


def page_plan(
    entries: Iterable[Entry],
    pages: Mapping[str, int],
    *,
    prefix: str = "",
    agenda_numbers: int = 0,
) -> tuple[Run, ...]:
    """Number the entries through from 1; the front page is page 1.

    ``pages`` holds the page count of each entry by key. ``agenda_numbers`` reserves that
    many numbers for the agenda where an edition's own needs fewer, so that what follows
    bears the same numbers in every edition.
    """
    runs = []
    first = 1
    for entry in entries:
        sheets = pages[entry.key]
        numbers = sheets
        if entry.key == AGENDA_KEY:
            numbers = max(sheets, agenda_numbers)
        # The reserved numbers are skipped, not printed: a run ends where its pages do.
        runs.append(Run(entry, first, sheets, sheets, prefix))
        first += numbers
    return tuple(runs)


def published(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Part 1 as the public gets it: neighbouring confidential runs of one item become a
    single sheet that bears their numbers. No number that follows moves.

    The sheet knows the item by its public title, and nothing of what it stands for but
    how many pages there are.
    """
    kept: list[Run] = []
    stood_for: dict[int, int] = {}
    for (item_id, confidential), group in groupby(runs, key=_item_and_confidence):
        neighbours = list(group)
        if not confidential or item_id is None:
            kept.extend(neighbours)
            continue
        ordinal = stood_for[item_id] = stood_for.get(item_id, 0) + 1
        kept.append(_sheet_for(neighbours, f"withheld-{item_id}-{ordinal}"))
    return tuple(kept)


def _item_and_confidence(run: Run) -> tuple[int | None, bool]:
    item = run.entry.item
    return (item.item_id if item else None), run.entry.confidential


def _sheet_for(runs: Sequence[Run], key: str) -> Run:
    item = runs[0].entry.item
    title = item.public_title if item else ""
    entry = Entry(key, EntryKind.NOT_PUBLISHED, title, item)
    numbers = runs[-1].last - runs[0].first + 1
    return Run(entry, runs[0].first, 1, numbers, runs[0].prefix)


def spans_of(runs: Iterable[Run]) -> dict[int, tuple[PageSpan, ...]]:
    """What the agenda's page column says of each item, by item id.

    Runs that follow each other are one span, linked to its first page: ``9–16``. Pages
    left out are named in words and lead nowhere.
    """
    by_item: dict[int, list[Run]] = {}
    for run in runs:
        if run.entry.item is not None:
            by_item.setdefault(run.entry.item.item_id, []).append(run)
    return {item_id: _spans(item_runs) for item_id, item_runs in by_item.items()}


def _spans(runs: Sequence[Run]) -> tuple[PageSpan, ...]:
    spans = []
    for is_withheld, group in groupby(runs, key=lambda run: run.is_withheld):
        neighbours = list(group)
        if is_withheld:
            spans.append(PageSpan("not published"))
            continue
        first, last = neighbours[0], neighbours[-1]
        words = page_span(first.first, last.last, first.prefix)
        spans.append(PageSpan(words, first.entry.key))
    return tuple(spans)


def numbers_in_use(runs: Sequence[Run]) -> str:
    """``1 to 62``, for the front page; ``P1`` where there is one page only."""
    if not runs:
        return ""
    first, last = runs[0], runs[-1]
    if first.first == last.last:
        return first.first_label
    return f"{first.prefix}{first.first} to {last.prefix}{last.last}"
