"""The page plan: which printed numbers each run of pages bears, in each edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from boards.packs.enums import EntryKind
from boards.packs.rules.entries import AGENDA_KEY, Entry
from ics_portal.core.errors import RuleBroken

PART_TWO_PREFIX = "P"
STANDS_FOR_PAGES = (EntryKind.NOT_PUBLISHED, EntryKind.TOMBSTONE, EntryKind.LEFT_OUT)
"""One sheet of these bears the numbers of all the pages it stands for."""


@dataclass(frozen=True, slots=True)
class Run:
    """An entry in its place.

    ``first`` is the number of its first page within the part; ``sheets`` the pages the
    file has of it; ``numbers`` the page numbers it takes up, which differs only for a
    sheet that stands for pages left out. After issue pages are put in by ``letters``:
    ``prefix`` is then the page they follow and ``first`` counts letters (14a is 1).
    ``over`` counts pages beyond the numbers, lettered after the last of them. ``is_new``
    says that a supplement brings it.
    """

    entry: Entry
    first: int
    sheets: int
    numbers: int
    prefix: str = ""
    letters: bool = False
    over: int = 0
    is_new: bool = False

    @property
    def last(self) -> int:
        return self.first + self.numbers - 1

    @property
    def is_withheld(self) -> bool:
        return self.entry.kind == EntryKind.NOT_PUBLISHED

    @property
    def is_gone(self) -> bool:
        """Whether it is the sheet that stands for pages withdrawn."""
        return self.entry.kind == EntryKind.TOMBSTONE

    @property
    def is_left_out(self) -> bool:
        """Whether it is the sheet of a reader's copy for pages withheld from the reader."""
        return self.entry.kind == EntryKind.LEFT_OUT

    @property
    def stands_for_pages(self) -> bool:
        return self.entry.kind in STANDS_FOR_PAGES

    @property
    def begins(self) -> str:
        """The label of the first page it has or stands for."""
        return self._label(self.first)

    @property
    def ends(self) -> str:
        """The label of the last page it has or stands for."""
        last = self._label(self.last)
        return f"{last}{page_letters(self.over)}" if self.over else last

    @property
    def first_label(self) -> str:
        """As printed on its first sheet; one label on a sheet standing for many."""
        return self.words if self.stands_for_pages else self.begins

    @property
    def last_label(self) -> str:
        return self.words if self.stands_for_pages else self.ends

    @property
    def words(self) -> str:
        """``45–62``, or ``45`` for a single page; ``14a–14c``."""
        return label_span(self.begins, self.ends)

    def goes_on(self, before: Run) -> bool:
        """Whether its first number is the one after another run's last."""
        return (
            (self.prefix, self.letters) == (before.prefix, before.letters)
            and self.first == before.last + 1
            and not before.over
        )

    def _label(self, number: int) -> str:
        return f"{self.prefix}{page_letters(number) if self.letters else number}"


@dataclass(frozen=True, slots=True)
class PageSpan:
    """Where the agenda says an item's pages are; no ``key`` where there is no link."""

    words: str
    key: str = ""


def page_letters(number: int) -> str:
    """1 is a, 26 is z, 27 is aa, 28 is bb: as a PDF's own page list counts."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def label_span(first: str, last: str) -> str:
    """``45–62``; ``14a–14c``; ``P3``."""
    return first if first == last else f"{first}–{last}"


def page_span(first: int, last: int, prefix: str = "") -> str:
    """``45–62``; ``P3``; ``P3–P9``."""
    return label_span(f"{prefix}{first}", f"{prefix}{last}")


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


def published(
    runs: Sequence[Run], redacted: Mapping[str, int] | None = None
) -> tuple[Run, ...]:
    """Part 1 as the public gets it: neighbouring confidential runs of one item become a
    single sheet that bears their numbers. No number that follows moves.

    The sheet knows the item by its public title, and nothing of what it stands for but
    how many pages there are. ``redacted`` gives the pages of each redacted version by
    key: that one stands where the full one does, and a sheet for what it lacks.
    """
    pages = redacted or {}
    kept: list[Run] = []
    stood_for: dict[int, int] = {}

    def sheet(neighbours: Sequence[Run], item_id: int) -> Run:
        ordinal = stood_for[item_id] = stood_for.get(item_id, 0) + 1
        return _sheet_for(neighbours, f"withheld-{item_id}-{ordinal}")

    for neighbours in _neighbours(runs):
        entry = neighbours[0].entry
        item_id = entry.item.item_id if entry.item else None
        if entry.redacted_key in pages:
            shown, rest = _redacted(neighbours[0], pages[entry.redacted_key])
            kept.append(shown)
            kept.extend([sheet([rest], item_id or 0)] if rest else [])
        elif entry.confidential and item_id is not None:
            kept.append(sheet(neighbours, item_id))
        else:
            kept.extend(_for_the_public(run) for run in neighbours)
    return tuple(kept)


def _neighbours(runs: Sequence[Run]) -> Iterable[list[Run]]:
    """Runs told to the public as one: of one item, alike in confidence and numbering."""
    for _, group in groupby(runs, key=_told_as_one):
        together: list[Run] = []
        for run in group:
            if together and not run.goes_on(together[-1]):
                yield together
                together = []
            together.append(run)
        yield together


def _told_as_one(run: Run) -> tuple[object, ...]:
    entry = run.entry
    item_id = entry.item.item_id if entry.item else None
    return item_id, entry.confidential, entry.redacted_key, run.is_new


def _for_the_public(run: Run) -> Run:
    """A tombstone names the item and not what the paper was called."""
    item = run.entry.item
    if not run.is_gone or item is None:
        return run
    return replace(run, entry=replace(run.entry, title=item.public_title))


def _redacted(run: Run, sheets: int) -> tuple[Run, Run | None]:
    """The redacted version in the place of the full one, and what is left of that."""
    if sheets > run.numbers:
        raise RuleBroken(
            "PACK-9",
            f"The redacted version of {run.entry.title} has {sheets} pages and the full"
            f" one has {run.numbers}. It cannot be longer: the numbers of the pages that"
            " follow stay.",
        )
    shown = replace(
        run, entry=run.entry.redacted(), sheets=sheets, numbers=sheets, over=0
    )
    if sheets == run.numbers:
        return shown, None
    left = run.numbers - sheets
    return shown, replace(run, first=run.first + sheets, sheets=left, numbers=left)


def _sheet_for(runs: Sequence[Run], key: str) -> Run:
    first, last = runs[0], runs[-1]
    item = first.entry.item
    entry = Entry(key, EntryKind.NOT_PUBLISHED, item.public_title if item else "", item)
    return replace(
        first,
        entry=entry,
        sheets=1,
        numbers=last.last - first.first + 1,
        over=0,
        # Pages the public never had are not news to it when they are withdrawn.
        is_new=first.is_new and not first.is_gone,
    )


def spans_of(runs: Iterable[Run]) -> dict[int, tuple[PageSpan, ...]]:
    """What the agenda's page column says of each item, by item id.

    Runs that follow each other are one span, linked to its first page: ``9–16``. Pages
    left out are named in words and lead nowhere; pages withdrawn lead to their sheet.
    """
    by_item: dict[int, list[Run]] = {}
    for run in runs:
        if run.entry.item is not None:
            by_item.setdefault(run.entry.item.item_id, []).append(run)
    return {item_id: _spans(item_runs) for item_id, item_runs in by_item.items()}


def _spans(runs: Sequence[Run]) -> tuple[PageSpan, ...]:
    spans: list[PageSpan] = []
    for _, group in groupby(runs, key=_spanned_as_one):
        neighbours = list(group)
        first, last = neighbours[0], neighbours[-1]
        if first.is_withheld:
            spans.append(PageSpan("not published"))
            continue
        words = label_span(first.begins, last.ends)
        if first.is_gone:
            words = f"{words} withdrawn"
        if first.is_left_out:
            # Its numbers are on the front page and the sheet: here they would take a line
            # more, and with it perhaps a page that the others' agenda does not have.
            words = "withheld"
        spans.append(PageSpan(words, first.entry.key))
    return tuple(spans)


def _spanned_as_one(run: Run) -> tuple[object, ...]:
    gone = run.begins if run.is_gone or run.is_left_out else ""
    return run.is_withheld, gone, run.letters and run.prefix


def numbers_in_use(runs: Sequence[Run]) -> str:
    """``1 to 62``, for the front page; ``P1`` where there is one page only."""
    if not runs:
        return ""
    first, last = runs[0].begins, runs[-1].ends
    return first if first == last else f"{first} to {last}"


def joined_spans(runs: Sequence[Run]) -> str:
    """``29–36, 40``: neighbouring runs are one span."""
    begins = [runs[0], *(b for a, b in pairwise(runs) if not b.goes_on(a))]
    ends = [*(a for a, b in pairwise(runs) if not b.goes_on(a)), runs[-1]]
    return ", ".join(
        label_span(first.begins, last.ends)
        for first, last in zip(begins, ends, strict=True)
    )
