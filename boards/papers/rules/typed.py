"""What was typed into a cover sheet, made tidy field by field before it is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from boards.papers.enums import ConflictsAnswer, Implication, SheetFieldKind
from boards.papers.rules.sheet import FIXED, Stop, written_too_late
from boards.papers.rules.template import BUILT_IN, SheetField, instructions_of
from boards.papers.rules.wording import (
    lines_of,
    one_line,
    read_date,
    tidy,
    without_instructions,
)

YES = "yes"
ROW = re.compile(r"(rec|route)-([a-z0-9]{1,16})-([a-z]+)")
CELLS = {"rec": ("verb", "text"), "route": ("forum", "date", "outcome")}
# Letters a column holds; paragraphs have no limit of their own.
LIMITS = {
    "title": 300,
    "risk_reference": 100,
    "verb": 40,
    "forum": 200,
    "date": 60,
    "outcome": 300,
    "name": 200,
}
LONGEST_TEXT = 100_000


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Fields fit to be kept, and what is wrong with the others."""

    fields: Mapping[str, str]
    problems: tuple[Stop, ...]


def clean_typed(
    typed: Mapping[str, str], fields: Sequence[SheetField], *, meeting_on: date
) -> Cleaned:
    """Tidy what was typed; instruction text is taken out (CVR-10).

    Names the form does not have are dropped. The order is kept, since it is the order
    of the rows. Only what no draft may hold is a problem: an empty title, a day that
    does not exist or is after the meeting (CVR-15), an unknown choice, too many letters.
    """
    instructions = instructions_of(fields)
    kinds = {each.key: each.kind for each in fields}
    cleaned: dict[str, str] = {}
    problems: list[Stop] = []
    for name, raw in typed.items():
        if len(raw) > LONGEST_TEXT:
            problems.append(_too_long(name, len(raw), LONGEST_TEXT))
            continue
        value = _clean(name, raw, kinds, instructions)
        if value is None:
            continue
        if stop := _problem(name, value, meeting_on):
            problems.append(stop)
        else:
            cleaned[name] = _as_stored(name, value)
    return Cleaned(cleaned, tuple(problems))


def _clean(
    name: str,
    raw: str,
    kinds: Mapping[str, SheetFieldKind],
    instructions: Sequence[str],
) -> str | None:
    """The value tidied for its kind; None for a name that the form does not have."""
    if match := ROW.fullmatch(name):
        if match[3] not in CELLS[match[1]]:
            return None
        plain = tidy(raw) if match[3] == "text" else one_line(raw)
        return without_instructions(plain, instructions)
    if name in {"authors", "contributors"}:
        return "\n".join(lines_of(raw))
    if name in {"confidential", "not_discussed_elsewhere"}:
        return YES if raw == YES else ""
    if name in {"title", "written_on", "conflicts", "risk_reference"}:
        return one_line(raw)
    if name in {"confidential_reason", "conflicts_text", "risk_description"}:
        return without_instructions(raw, instructions)
    if name.startswith("implication_"):
        known = name.removeprefix("implication_") in Implication.values
        return one_line(raw) if known else None
    key = name.removeprefix("answer_")
    if key not in kinds or (key == name) != (key in BUILT_IN):
        return None
    kept = without_instructions(raw, instructions)
    match kinds[key]:
        case SheetFieldKind.LINE:
            return one_line(kept)
        case SheetFieldKind.LIST:
            return "\n".join(lines_of(kept))
        case SheetFieldKind.TEXT:
            return kept
    return None


def _problem(name: str, value: str, meeting_on: date) -> Stop | None:
    if name == "title" and not value:
        return Stop("title", "Enter the title of the paper", "CVR-01")
    if name == "written_on" and value:
        day = read_date(value).day
        if day is None:
            return Stop(
                name,
                "Enter the date of writing as a day that exists, such as 24/11/2020",
                "CVR-15",
            )
        return written_too_late(day, meeting_on)
    if name == "conflicts" and value not in ConflictsAnswer.values:
        return Stop(name, "Conflicts of interest: choose one of the two", "CVR-06")
    if name.startswith("implication_") and value not in FIXED:
        question = Implication(name.removeprefix("implication_"))
        asked = question.label.rstrip("?")
        return Stop(
            name,
            f"{asked}: choose Yes, No or N/A",
            "CVR-07",
            "Choose Yes, No or N/A",
        )
    return _length_problem(name, value)


def _length_problem(name: str, value: str) -> Stop | None:
    match = ROW.fullmatch(name)
    limit = LIMITS.get(match[3] if match else name)
    longest = len(value)
    if name in {"authors", "contributors"}:
        limit = LIMITS["name"]
        longest = max(map(len, value.split("\n")))
    if limit is None or longest <= limit:
        return None
    return _too_long(name, longest, limit)


def _too_long(name: str, length: int, limit: int) -> Stop:
    return Stop(name, f"Shorten this to {limit:,} letters; it has {length:,}", "CVR-01")


def _as_stored(name: str, value: str) -> str:
    if name == "written_on" and value:
        day = read_date(value).day
        return day.isoformat() if day else ""
    return value


def form_key(name: str) -> str:
    """The field of the form that a typed name belongs to, or the name of a heading."""
    if match := ROW.fullmatch(name):
        return "recommendations" if match[1] == "rec" else "route"
    if name == "not_discussed_elsewhere":
        return "route"
    for start in ("implication", "conflicts", "risk"):
        if name.startswith(start):
            return "implications" if start == "implication" else start
    return name.removeprefix("answer_")


def in_page_order(
    stops: Sequence[Stop], fields: Sequence[SheetField], typed: Mapping[str, str]
) -> list[Stop]:
    """Faults in the order in which their fields stand on the page.

    ``typed`` gives the order of the rows. Of two faults of one field the first is kept.
    """
    places = [
        *("title", "authors", "contributors", "written_on"),
        *(each.key for each in fields),
        *("confidential", "confidential_reason", "file", "note"),
    ]
    rows = {kind: row_keys(typed, kind) for kind in CELLS}
    inside = [
        *("conflicts", "conflicts_text"),
        *(f"implication_{question}" for question in Implication),
        *("risk_description", "risk_reference"),
    ]

    def place(stop: Stop) -> tuple[int, int, int]:
        key = form_key(stop.field)
        part = places.index(key) if key in places else len(places)
        if match := ROW.fullmatch(stop.field):
            kind, row, cell = match.groups()
            known = rows[kind].index(row) if row in rows[kind] else len(rows[kind])
            return part, 1 + known, CELLS[kind].index(cell)
        if stop.field in inside:
            return part, inside.index(stop.field), 0
        # A heading comes before its rows, what stands under them after.
        under = stop.field != key and key == "route"
        return part, len(typed) + 1 if under else 0, 0

    first: dict[str, Stop] = {}
    for stop in stops:
        first.setdefault(stop.field, stop)
    return sorted(first.values(), key=place)


def row_keys(typed: Mapping[str, str], kind: str) -> list[str]:
    """Keys of the rows of a kind ("rec", "route") in the order they were sent."""
    matches = (ROW.fullmatch(name) for name in typed)
    return list(dict.fromkeys(m[2] for m in matches if m and m[1] == kind))
