"""Reading an agenda pasted from Word or Excel: nothing is guessed silently.

Each cell that could not be read for certain is listed with its printed text, for a person
to settle before anything is added.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from boards.meetings.enums import ItemFormat
from boards.meetings.rules import MAX_MINUTES, join_owners
from boards.meetings.rules.words import one_line
from ics_portal.core.errors import RuleBroken

MAX_CHARACTERS = 400_000
MAX_ROWS = 500
MAX_COLUMNS = 60
USUAL_MINUTES = 5
COLUMNS = ("number", "title", "owners", "purposes", "item_format", "minutes")

_HEADINGS = {
    "number": ("no", "number", "ref", "#", "item no", "item number", "no of item"),
    "title": ("description", "title", "subject", "agenda item", "topic", "item"),
    "owners": ("owner", "owners", "lead", "led by", "presenter", "presented by", "who"),
    "purposes": ("action", "purpose", "decision", "for"),
    "item_format": ("format", "paper", "papers", "enclosure", "enc", "type"),
    "minutes": ("min", "mins", "minutes", "time", "duration", "timing", "timings"),
}
_FORMATS = {
    ItemFormat.VERBAL: ("verbal", "oral", "v"),
    ItemFormat.ATTACHED: (
        "attached",
        "enclosed",
        "enclosure",
        "enc",
        "paper",
        "report",
    ),
    ItemFormat.PRESENTATION: ("presentation", "slides", "pres"),
    ItemFormat.TO_FOLLOW: ("to follow", "tf", "late"),
}
_NUMBER = re.compile(r"\d{1,3}(\.\d{1,2})?\s*([a-z])?[.)]?", re.IGNORECASE)
_SUB_NUMBER = re.compile(r"\d{1,3}(\s*[a-z]|\.\d{1,2})[.)]?", re.IGNORECASE)
_LEADING_NUMBER = re.compile(
    r"(\d{1,3}(?:\.\d{1,2})?[a-z]?[.)]?)\s+(\S.*)", re.IGNORECASE | re.DOTALL
)
_MINUTES = re.compile(r"(\d{1,3})\s*(?:m|min|mins|minutes?)?\.?", re.IGNORECASE)
_SPAN = re.compile(r"(\d{1,2})[:.](\d{2})\s*(?:-|–|to)\s*(\d{1,2})[:.](\d{2})")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as it was read; ``doubts`` says of a field what was printed and is unclear.

    ``purposes`` are ids as text, ``minutes`` text, so that a form can show them.
    """

    section: str
    title: str
    owners: str = ""
    purposes: str = ""
    item_format: str = ItemFormat.VERBAL
    minutes: str = str(USUAL_MINUTES)
    is_sub_item: bool = False
    doubts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadTable:
    """What was read of a pasted table."""

    rows: tuple[ReadRow, ...]

    @property
    def doubt_count(self) -> int:
        """How many cells need a person."""
        return sum(len(row.doubts) for row in self.rows)


def read_table(text: str, *, purposes: Mapping[str, int]) -> ReadTable:
    """Read a pasted table: tabs between cells, or HTML with a table in it.

    ``purposes`` maps the body's words to their ids. Raises RuleBroken with what to do
    when nothing can be read.
    """
    cells = _cells(text) if len(text) <= MAX_CHARACTERS else []
    if len(text) > MAX_CHARACTERS or _is_no_agenda(cells):
        raise RuleBroken(
            "MTG-7",
            "This is too much to be an agenda: paste the table alone.",
            field="table",
        )
    if not cells:
        raise RuleBroken(
            "MTG-7",
            "Paste the rows of an agenda: copy the table in Word or Excel first.",
            field="table",
        )
    columns, body = _columns(cells, purposes)
    rows = list(_rows(body, columns, purposes))
    if not rows:
        raise RuleBroken(
            "MTG-7", "No row with a title was found in what you pasted.", field="table"
        )
    return ReadTable(tuple(rows))


def _is_no_agenda(cells: list[list[str]]) -> bool:
    """Whether it is so long or so wide that looking at each column would take minutes."""
    return len(cells) > MAX_ROWS or any(len(row) > MAX_COLUMNS for row in cells)


def _cells(text: str) -> list[list[str]]:
    rows = _from_html(text) if "<table" in text.lower() else _from_tabs(text)
    return [row for row in rows if any(row)]


def _from_tabs(text: str) -> list[list[str]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return [[_tidy(cell) for cell in line] for line in _lines_of(text)]


def _lines_of(text: str) -> list[list[str]]:
    # Excel puts a cell that holds a line end into quotes; a stray quote is no such cell.
    if '"' in text and not text.count('"') % 2:
        # A cell longer than the reader takes was not quoted by Excel either.
        with contextlib.suppress(csv.Error):
            return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    return [line.split("\t") for line in text.split("\n")]


def _tidy(cell: str) -> str:
    """One line for each paragraph, without blanks about it."""
    return "\n".join(filter(None, map(one_line, cell.split("\n"))))


class _TableParser:
    """Collects the cells of the first table; paragraphs and breaks end a line.

    It is told of tags and text by libxml2, whose time grows with the length of the
    text alone; the parser of the standard library needs minutes for a crafted one.
    """

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.cell: list[str] | None = None
        self.hidden = 0
        self.tables = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "table":
            self.tables += 1
        elif tag in {"style", "script", "head"}:
            self.hidden += 1
        elif tag == "tr" and self.tables:
            self._end_cell()
            self.rows.append([])
        elif tag in {"td", "th"} and self.rows:
            self._end_cell()
            self.cell = []
        elif tag in {"br", "p", "div", "li"} and self.cell is not None:
            self.cell.append("\n")

    def end(self, tag: str) -> None:
        if tag in {"td", "th", "tr", "table"}:
            self._end_cell()
        elif tag in {"style", "script", "head"}:
            self.hidden = max(0, self.hidden - 1)

    def data(self, data: str) -> None:
        if self.cell is not None and not self.hidden:
            # A line end in the source of a page is a blank, not an end of line.
            self.cell.append(data.replace("\r", " ").replace("\n", " "))

    def close(self) -> list[list[str]]:
        self._end_cell()
        return self.rows

    def _end_cell(self) -> None:
        if self.cell is not None:
            self.rows[-1].append(_tidy("".join(self.cell)))
            self.cell = None


def _from_html(text: str) -> list[list[str]]:
    parser = etree.HTMLParser(target=_TableParser(), encoding="utf-8", no_network=True)
    # Neither half a character nor a NUL is text; libxml2 would stop at either.
    content = text.replace("\x00", "").encode("utf-8", "replace")
    rows: list[list[str]] = etree.fromstring(content, parser)
    return rows


def _columns(
    cells: list[list[str]], purposes: Mapping[str, int]
) -> tuple[dict[str, int], list[list[str]]]:
    """Which column holds what, and the rows without the heading row."""
    for place, row in enumerate(cells[:5]):
        named = _named_columns(row)
        if "title" in named and len(named) > 1:
            return named, cells[place + 1 :]
    return _likely_columns(cells, purposes), cells


def _named_columns(row: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    words = [cell.casefold().strip(" .:\n") for cell in row]
    for name, known in _HEADINGS.items():
        places = [words.index(word) for word in known if word in words]
        free = [place for place in places if place not in found.values()]
        if free:
            found[name] = free[0]
    # "Item | Description": there the first is the number.
    for place, word in enumerate(words):
        if word == "item" and place not in found.values() and "number" not in found:
            found["number"] = place
    return found


def _likely_columns(
    cells: list[list[str]], purposes: Mapping[str, int]
) -> dict[str, int]:
    """Columns told by what most of their cells look like."""
    width = max(map(len, cells))
    if width == 1:
        return {"title": 0}
    full = [row for row in cells if sum(map(bool, row)) > 1] or cells
    columns = [
        [row[place] if place < len(row) else "" for row in full]
        for place in range(width)
    ]
    left = dict(enumerate(columns))
    found: dict[str, int] = {}

    def claim(name: str, fits: Callable[[str], bool]) -> None:
        for place, values in left.items():
            said = [value for value in values if value]
            if said and sum(map(fits, said)) * 2 > len(said):
                found[name] = place
                del left[place]
                return

    claim("number", lambda value: bool(_NUMBER.fullmatch(value)))
    claim("minutes", lambda value: _minutes(value) is not None)
    claim("item_format", lambda value: _format(value) is not None)
    claim("purposes", lambda value: bool(_purposes(value, purposes)))
    longest = max(left, key=lambda place: sum(map(len, left[place])), default=None)
    if longest is not None:
        found["title"] = longest
        del left[longest]
    claim("owners", bool)
    return found


def _rows(
    body: list[list[str]], columns: Mapping[str, int], purposes: Mapping[str, int]
) -> Iterable[ReadRow]:
    section = ""
    numbered = _has_numbers(body, columns)
    for row in body:
        cells = {
            name: row[place] if place < len(row) else ""
            for name, place in columns.items()
        }
        said = [cell for cell in row if cell]
        number, title = _number_and_title(cells)
        if len(said) == 1 and not number and (numbered or len(columns) > 1):
            section = one_line(said[0])
            continue
        if one_line(title):
            yield _row(section, number, title, cells, purposes)


def _has_numbers(body: list[list[str]], columns: Mapping[str, int]) -> bool:
    if set(columns) != {"title"}:
        return False
    return any(_LEADING_NUMBER.fullmatch(row[0]) for row in body if row)


def _number_and_title(cells: Mapping[str, str]) -> tuple[str, str]:
    number, title = cells.get("number", ""), cells.get("title", "")
    if not _NUMBER.fullmatch(number):
        number = ""
    if not number and (match := _LEADING_NUMBER.fullmatch(title)):
        number, title = match.groups()
    return number, title


def _row(
    section: str,
    number: str,
    title: str,
    cells: Mapping[str, str],
    purposes: Mapping[str, int],
) -> ReadRow:
    doubts: dict[str, str] = {}

    def read(name: str, value: str | None, proposed: str) -> str:
        printed = one_line(cells.get(name, ""))
        if printed and value is None:
            doubts[name] = printed
        return proposed if value is None else value

    ids = _purposes(cells.get("purposes", ""), purposes)
    minutes = _minutes(cells.get("minutes", ""))
    return ReadRow(
        section=section,
        title=one_line(title),
        owners=join_owners(
            filter(None, map(str.strip, re.split(r"[/\n]", cells.get("owners", ""))))
        ),
        purposes=read(
            "purposes", ",".join(str(pk) for pk in sorted(ids)) if ids else None, ""
        ),
        item_format=read(
            "item_format", _format(cells.get("item_format", "")), ItemFormat.VERBAL
        ),
        minutes=read(
            "minutes", None if minutes is None else str(minutes), str(USUAL_MINUTES)
        ),
        is_sub_item=bool(_SUB_NUMBER.fullmatch(number)),
        doubts=doubts,
    )


def _minutes(text: str) -> int | None:
    """Minutes from ``10``, ``10 mins`` or a span such as ``10:00-10:15``."""
    text = one_line(text)
    if match := _SPAN.fullmatch(text):
        start_hour, start, end_hour, end = map(int, match.groups())
        minutes = (end_hour - start_hour) * 60 + end - start
    elif match := _MINUTES.fullmatch(text):
        minutes = int(match.group(1))
    else:
        return None
    return minutes if 1 <= minutes <= MAX_MINUTES else None


def _format(text: str) -> str | None:
    said = one_line(text).casefold().strip(" .")
    for known, words in _FORMATS.items():
        if said in words or said.startswith(tuple(f"{word} " for word in words[:1])):
            return known.value
    return None


def _purposes(text: str, purposes: Mapping[str, int]) -> set[int]:
    """The ids of the purposes named, or none at all if any word is not known."""
    said = re.split(r"[/,;&\n]|\band\b", text.casefold())
    found: set[int] = set()
    for words in filter(None, map(str.strip, said)):
        known = _purpose(words.removeprefix("for ").removeprefix("to "), purposes)
        if known is None:
            return set()
        found.add(known)
    return found


def _purpose(said: str, purposes: Mapping[str, int]) -> int | None:
    """``approval`` and ``approving`` are *Approve*: the word without its ending."""
    for word, pk in purposes.items():
        stem = word.casefold().rstrip("ey")
        if said == word.casefold() or (len(stem) > 2 and said.startswith(stem)):
            return pk
    return None
