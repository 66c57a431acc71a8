"""Minutes that were published elsewhere, read item by item; nothing is guessed.

The shape is that of a table with the columns item, note and action by: either pasted or
a CSV file, with its headings in the first row, or as JSON: ``items`` with ``item``,
``section``, ``title``, ``outcomes``, ``resolution_summary``, ``action_by``.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from io import StringIO
from typing import Any

from boards.minutes.rules import LONGEST, listed, sentence
from boards.minutes.rules.outcomes import NOTHING_RECORDED
from ics_portal.core.text import visible

FIRST_SECTION = "Routine items"
"""Where items stand that are printed before the first heading."""

MOST_OF_A_NUMBER = 3
"""Letters of the number of an item: a longer one would fill an agenda with blank items."""

COLUMNS = {
    **dict.fromkeys(("item", "no", "no.", "number", "item no", "item number"), "item"),
    **dict.fromkeys(("title", "description", "subject"), "title"),
    "section": "section",
    **dict.fromkeys(
        ("note", "notes", "minute", "discussion", "resolution_summary"),
        "resolution_summary",
    ),
    **dict.fromkeys(("outcome", "outcomes", "decision", "resolved"), "outcomes"),
    **dict.fromkeys(("action by", "action_by", "action"), "action_by"),
}
"""The headings a table may have, in small letters, and what stands below them."""

_NUMBERED = re.compile(r"(\d+[a-z]?)[.:)]?\s+(\S.*)", re.S)


class NotMinutes(Exception):
    """The text is no table of minutes; the sentence says what is missing."""


@dataclass(frozen=True, slots=True)
class ImportedItem:
    """One item as printed; ``number`` is without its stop."""

    number: str
    section: str
    title: str
    note: str
    outcomes: tuple[str, ...]
    action_by: str

    @property
    def outcome_words(self) -> str:
        """What became of it, as printed; that nothing was recorded is said too."""
        if not self.outcomes:
            return NOTHING_RECORDED
        return sentence(f"Outcome as published: {listed(self.outcomes)}")


def read_minutes(text: str) -> tuple[ImportedItem, ...]:
    """Read the table; a row broken over two pages is joined again (MIN-19).

    Raises NotMinutes for anything else, naming the item at fault where there is one.
    """
    text = text.lstrip("\ufeff").strip()
    rows = _json_rows(text) if text.startswith(("{", "[")) else _table_rows(text)
    items = _joined(rows)
    numbers = [item.number for item in items]
    for item in items:
        if numbers.count(item.number) > 1:
            raise NotMinutes(f"Item {item.number} is there twice, with others between.")
        _check_lengths(item)
    return tuple(items)


def _json_rows(text: str) -> list[Mapping[str, Any]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise NotMinutes("This is not a table of minutes: it is no JSON.") from problem
    rows = found.get("items") if isinstance(found, dict) else None
    if not isinstance(rows, list) or not rows:
        raise NotMinutes("This is not a table of minutes: it has no items.")
    return [row for row in rows if isinstance(row, dict)]


def _table_rows(text: str) -> list[Mapping[str, Any]]:
    """Rows of a pasted table or a CSV file; the first names the columns."""
    first = text.partition("\n")[0]
    lines = csv.reader(StringIO(text), delimiter="\t" if "\t" in first else ",")
    try:
        cells = [[cell.strip() for cell in line] for line in lines if any(line)]
    except csv.Error as problem:
        raise NotMinutes(f"This table cannot be read: {problem}.") from problem
    heads = (
        [COLUMNS.get(" ".join(name.casefold().split())) for name in cells[:1][0]]
        if cells
        else []
    )
    if "item" not in heads or "resolution_summary" not in heads:
        raise NotMinutes(
            "This is not a table of minutes: its first row must name the columns, among"
            " them Item and Note."
        )
    rows: list[Mapping[str, Any]] = []
    for line in cells[1:]:
        filled = [cell for cell in line if cell]
        if len(filled) == 1 and line[0] and not line[0][0].isdigit():
            rows.append({"heading": line[0]})
        else:
            named = zip(heads, line, strict=False)
            rows.append({name: cell for name, cell in named if name})
    if not rows:
        raise NotMinutes("This is not a table of minutes: it has no items.")
    return [_taken_apart(row) for row in rows]


def _taken_apart(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """“3. Finance report” in the column Item is number and title; outcomes are parted by
    semicolons."""
    made = dict(row)
    if not made.get("title") and (found := _NUMBERED.match(str(made.get("item", "")))):
        made["item"], made["title"] = found.group(1), found.group(2)
    if isinstance(outcomes := made.get("outcomes"), str):
        made["outcomes"] = outcomes.split(";")
    return made


def _check_lengths(item: ImportedItem) -> None:
    longest = (("title", item.title, 300), ("section", item.section, 200))
    for name, words, most in (*longest, ("action by", item.action_by, 300)):
        if len(words) > most:
            raise NotMinutes(f"Item {item.number}: its {name} has over {most} letters.")
    if len(item.note) > LONGEST or len(item.outcome_words) > LONGEST:
        raise NotMinutes(f"Item {item.number} has over {LONGEST:,} letters.")
    if len(item.number) > MOST_OF_A_NUMBER:
        raise NotMinutes(f"“{item.number[:20]}” is no number of an item.")


def _joined(rows: Iterable[Mapping[str, Any]]) -> list[ImportedItem]:
    items: list[ImportedItem] = []
    section = FIRST_SECTION
    for raw in rows:
        if heading := _cell(raw.get("heading")):
            section = heading
            continue
        row = _row(raw, section)
        section = row.section
        goes_on = items and row.number in ("", items[-1].number)
        if goes_on:
            items[-1] = _with_rest(items[-1], row)
        elif row.number and row.title:
            items.append(row)
        else:
            raise NotMinutes(
                f"The item “{row.title or row.number or row.note[:40]}” lacks its number"
                " or its title."
            )
    return items


def _with_rest(item: ImportedItem, rest: ImportedItem) -> ImportedItem:
    return replace(
        item,
        note="\n".join(filter(None, (item.note, rest.note))),
        outcomes=(*item.outcomes, *rest.outcomes),
        action_by=item.action_by or rest.action_by,
    )


def _row(raw: Mapping[str, Any], section: str) -> ImportedItem:
    outcomes = raw.get("outcomes") or ()
    if not isinstance(outcomes, list | tuple):
        outcomes = (outcomes,)
    return ImportedItem(
        number=_cell(raw.get("item")).rstrip("."),
        section=_cell(raw.get("section")) or section,
        title=_cell(raw.get("title")),
        note=_cell(raw.get("resolution_summary")),
        outcomes=tuple(filter(None, (_cell(each) for each in outcomes))),
        action_by=_cell(raw.get("action_by")),
    )


def _cell(value: object) -> str:
    return visible(str(value)).strip() if value is not None else ""
