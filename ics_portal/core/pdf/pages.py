"""Page labels as printed and as the PDF's page list shows them: one arithmetic.

Pure: no PDF is opened here. Letters follow ISO 32000-1, 12.4.2: after ``z`` comes
``aa``, then ``bb`` (not ``ab``), so that what is stamped equals what a reader's
"go to page" box accepts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class LabelStyle(StrEnum):
    """How the number of a label is written; the values are the PDF's own."""

    DECIMAL = "D"
    ROMAN = "r"
    LETTERS = "a"
    PREFIX_ONLY = ""


@dataclass(frozen=True, slots=True)
class LabelRun:
    """The labels of consecutive pages of one part, from ``from_page`` (0 = its first).

    ``LabelRun(start=14)`` gives 14, 15, 16; ``LabelRun(LabelStyle.LETTERS, "14")``
    gives 14a, 14b; ``LabelRun(LabelStyle.PREFIX_ONLY, "45-62")`` gives 45-62 on
    every page it covers, as a sheet does that stands for pages left out.
    """

    style: LabelStyle = LabelStyle.DECIMAL
    prefix: str = ""
    start: int = 1
    from_page: int = 0


def letters(number: int) -> str:
    """1 is a, 26 is z, 27 is aa, 28 is bb."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def roman(number: int) -> str:
    written = ""
    for value, sign in ROMAN:
        count, number = divmod(number, value)
        written += sign * count
    return written


def label(run: LabelRun, offset: int) -> str:
    """The label ``offset`` pages into the run."""
    number = run.start + offset
    if run.style is LabelStyle.DECIMAL:
        return f"{run.prefix}{number}"
    if run.style is LabelStyle.ROMAN:
        return run.prefix + roman(number)
    if run.style is LabelStyle.LETTERS:
        return run.prefix + letters(number)
    return run.prefix


def labels(runs: Sequence[LabelRun], page_count: int) -> list[str]:
    """The label of each page of a part.

    ``runs`` begin at page 0 and are in order; several runs carry a paper that grew
    by a page after its pack was issued (7, 8, then 8a). Raises ValueError if the
    first page has no run.
    """
    if not runs or runs[0].from_page != 0:
        raise ValueError("The first page of a part has no label.")
    written = []
    current = 0
    for page in range(page_count):
        while current + 1 < len(runs) and runs[current + 1].from_page <= page:
            current += 1
        run = runs[current]
        written.append(label(run, page - run.from_page))
    return written


def consecutive(
    page_counts: Iterable[int], *, start: int = 1, prefix: str = ""
) -> list[LabelRun]:
    """One decimal run for each part, numbered through: the plan of a new pack.

    ``prefix`` is "P" for part 2, whose pages are P1, P2 and so on.
    """
    runs = []
    for count in page_counts:
        runs.append(LabelRun(LabelStyle.DECIMAL, prefix, start))
        start += count
    return runs


def inserted_after(last_label: str, *, start: int = 1) -> LabelRun:
    """The run of a late paper behind the page labelled ``last_label``: 14a, 14b.

    ``start`` goes on from letters that were already given (4 after 14c).
    """
    return LabelRun(LabelStyle.LETTERS, last_label, start)
