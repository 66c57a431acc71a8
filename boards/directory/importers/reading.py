"""The text of a file, or what was pasted, taken apart into rows."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

from boards.directory.importers import ods
from boards.directory.importers.rows import (
    ReadOrganisation,
    read_cells,
    without_doubles,
)
from ics_portal.core.errors import RuleBroken

MOST_ROWS = 5_000
MOST_BYTES = 2_000_000

COLUMNS = (
    "name",
    "kind",
    "ods_code",
    "ons_code",
    "starts_on",
    "ends_on",
    "services",
    "systems",
)
"""Our own table: one header row, any order. ``name`` and ``kind`` must be there; several
services or systems in one cell are parted by semicolons."""

NEEDED = ("name", "kind")

_ALSO = {
    "organisation": "name",
    "organisation_name": "name",
    "type": "kind",
    "ods": "ods_code",
    "organisation_code": "ods_code",
    "ons": "ons_code",
    "opened": "starts_on",
    "open_date": "starts_on",
    "opened_on": "starts_on",
    "closed": "ends_on",
    "close_date": "ends_on",
    "closed_on": "ends_on",
    "service": "services",
    "system": "systems",
}

SHIPPED = {"icbs-2022": "integrated-care-boards-2022.csv"}
_DATA = Path(__file__).resolve().parents[1] / "data"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds. ``ignored`` are columns that are not ours and were not read."""

    rows: tuple[ReadOrganisation, ...]
    is_ods: bool = False
    ignored: tuple[str, ...] = ()


def shipped_table(key: str) -> str:
    """The text of a table that comes with the portal. Raises KeyError for another."""
    return (_DATA / SHIPPED[key]).read_text("utf-8")


def decoded(content: bytes, *, size: int | None = None) -> str:
    """A file's bytes as text: UTF-8, else the letters Excel writes on Windows.

    ``size`` is the file's, in bytes, where not all of it was read.

    Raises RuleBroken (DIR-7) for a file that is larger than we read, or is no text.
    """
    size = len(content) if size is None else size
    if size > MOST_BYTES:
        raise _refused(
            f"The file has {size / 1e6:.1f} MB. Take {MOST_BYTES / 1e6:.0f} MB"
            " or fewer at a time."
        )
    for letters in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(letters)
        except UnicodeDecodeError:
            continue
    raise _refused("This file is no text. Save the table as CSV and choose that file.")


def tidy_text(text: str) -> str:
    """The text as it is kept between the steps: a browser changes line ends."""
    return "\n".join(text.removeprefix("\ufeff").splitlines()).strip("\n")


def read_organisations(text: str) -> Reading:
    """Read our own table or an ODS data file; which of them, its first row says.

    Raises RuleBroken (DIR-7) where nothing can be read: no row, no header, a column
    missing or there twice, too many rows, a file that is no table.
    """
    text = tidy_text(text)
    if len(text.encode()) > MOST_BYTES:
        raise _refused(f"Paste {MOST_BYTES / 1e6:.0f} MB or fewer at a time.")
    if "\0" in text or text.startswith("PK"):
        raise _refused(
            "This file is no text. Save the table as CSV and choose that file."
        )
    lines = _taken_apart(text)
    if not lines:
        raise _refused("There is no row to read. Paste a table or choose a file.")
    if len(lines) > MOST_ROWS + 1:
        raise _refused(
            f"Take {MOST_ROWS:,} rows or fewer at a time; these are {len(lines):,}."
        )
    if ods.has_the_layout(lines[0][1]):
        rows = [ods.read_record(number, cells) for number, cells in lines]
        return Reading(without_doubles(rows), is_ods=True)
    return _our_own(lines)


def _taken_apart(text: str) -> list[tuple[int, list[str]]]:
    """Number and cells of each row that is not empty; numbers as a spreadsheet has them."""
    first = text.split("\n", 1)[0]
    between = "\t" if "\t" in first and "," not in first else ","
    if ";" in first and "," not in first and "\t" not in first:
        between = ";"
    try:
        taken = list(csv.reader(StringIO(text), delimiter=between, strict=True))
    except csv.Error as problem:
        raise _refused(
            "The table cannot be taken apart: a quotation mark is opened and not closed,"
            " or a cell is too long."
        ) from problem
    return [
        (n, cells)
        for n, cells in enumerate(taken, start=1)
        if any(map(str.strip, cells))
    ]


def _our_own(lines: list[tuple[int, list[str]]]) -> Reading:
    header = [_column(words) for words in lines[0][1]]
    missing = [name for name in NEEDED if name not in header]
    if missing:
        several = "s" if len(missing) > 1 else ""
        raise _refused(
            f"The table has no column{several} {' and '.join(missing)}. Its first row"
            f" names the columns: {', '.join(COLUMNS)}."
        )
    twice = sorted(
        {name for name in header if name in COLUMNS and header.count(name) > 1}
    )
    if twice:
        raise _refused(f"The column {twice[0]} is there twice. Keep one of them.")
    if len(lines) == 1:
        raise _refused("The table has a heading and no row below it.")
    ignored = tuple(
        words.strip()
        for words, name in zip(lines[0][1], header, strict=True)
        if name not in COLUMNS and words.strip()
    )
    rows = [_row(number, header, cells) for number, cells in lines[1:]]
    return Reading(without_doubles(rows), ignored=ignored)


def _row(number: int, header: Sequence[str], cells: Sequence[str]) -> ReadOrganisation:
    by_name = {
        name: cell.strip()
        for name, cell in zip(header, cells, strict=False)
        if name in COLUMNS
    }
    row = read_cells(number, by_name)
    if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
        doubt = (
            f"It has {len(cells)} cells and the heading {len(header)}: a comma inside a"
            " cell needs quotation marks around it."
        )
        return replace(row, doubts=(*row.doubts, doubt))
    return row


def _column(words: str) -> str:
    name = "_".join(words.replace("-", " ").replace("_", " ").lower().split())
    return _ALSO.get(name, name)


def _refused(sentence: str) -> RuleBroken:
    return RuleBroken("DIR-7", sentence, field="table")
