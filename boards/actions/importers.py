"""The log as a spreadsheet, read row by row; what is doubtful is listed, not guessed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO

from boards.actions.enums import ActionState, DuePrecision
from boards.actions.rules import raised_on, read_due, split_updates
from ics_portal.core.text import visible

COLUMNS = ("item_code", "title", "responsible_lead_role", "status", "due_date")

_STATES = {state.label.lower(): state for state in ActionState} | {
    "complete": ActionState.PROPOSED,
    "completed": ActionState.PROPOSED,
    "ongoing": ActionState.IN_PROGRESS,
}


class NotALog(Exception):
    """The text is not the action log's CSV; the sentence names what is missing."""


@dataclass(frozen=True, slots=True)
class LogRow:
    """One action as the log prints it; the code is kept whatever its pattern."""

    code: str
    title: str
    lead: str
    state: ActionState
    due_on: date | None
    due_text: str
    raised_on: date | None
    updates: tuple[str, ...]
    due_precision: DuePrecision = DuePrecision.NONE


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell a person must look at. ``row`` counts from 2, as a spreadsheet shows it."""

    row: int
    column: str
    printed: str
    words: str


@dataclass(frozen=True, slots=True)
class LogReading:
    """What a file holds. A row without a code or a title is in no way an action."""

    rows: tuple[LogRow, ...]
    doubts: tuple[Doubt, ...]


def read_log(text: str) -> LogReading:
    """Read the log's CSV with its header row. Raises NotALog if columns are missing."""
    reader = csv.DictReader(StringIO(text.lstrip("\ufeff")))
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise NotALog(
            "This is not an action log: it has no column " + ", ".join(missing) + "."
        )
    return read_rows(reader)


def read_rows(cells: Iterable[Mapping[str, str | None]]) -> LogReading:
    """The same from rows already taken apart, such as ``csv.DictReader`` gives."""
    rows: dict[str, LogRow] = {}
    doubts: list[Doubt] = []
    for number, raw in enumerate(cells, start=2):
        cell = {key: visible(value or "").strip() for key, value in raw.items() if key}
        row = _read_row(number, cell, doubts)
        if row is None:
            continue
        if row.code in rows:
            doubts.append(
                Doubt(number, "item_code", row.code, "The code is there twice.")
            )
            continue
        rows[row.code] = row
    return LogReading(tuple(rows.values()), tuple(doubts))


def _read_row(
    number: int, cell: Mapping[str, str], doubts: list[Doubt]
) -> LogRow | None:
    code, title = cell.get("item_code", ""), cell.get("title", "")
    if not code or not title:
        if any(cell.values()):
            column = "item_code" if not code else "title"
            doubts.append(Doubt(number, column, "", "The row has no code or no title."))
        return None
    due = read_due(cell.get("due_date", ""))
    if not due.is_clear:
        doubts.append(Doubt(number, "due_date", due.text, "This is not a date."))
    printed_state = cell.get("status", "")
    state = _STATES.get(printed_state.lower())
    if state is None and printed_state:
        doubts.append(Doubt(number, "status", printed_state, "No such status."))
    day = raised_on(code)
    if day is None:
        words = "The code does not name a meeting. It is kept as it is."
        doubts.append(Doubt(number, "item_code", code, words))
    return LogRow(
        code=code,
        title=title,
        lead=cell.get("responsible_lead_role", ""),
        state=state or ActionState.OPEN,
        due_on=due.day,
        due_text=due.text,
        due_precision=due.precision,
        raised_on=day,
        updates=split_updates(cell.get("progress_update", "")),
    )
