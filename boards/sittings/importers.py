"""Reading a table of those present: pasted, or in the form of the reference data."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from boards.meetings.rules.words import one_line
from ics_portal.core.errors import RuleBroken

MOST_ROWS = 300
HEADINGS = ("name", "job title", "role")


@dataclass(frozen=True, slots=True)
class ReadPerson:
    """One row; ``name`` is empty where the table withholds it."""

    group: str
    job_title: str
    organisations: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class AttendanceReading:
    """What was read, in the order of the table."""

    people: tuple[ReadPerson, ...]
    groups: tuple[str, ...] = field(default=())


def read_attendance(text: str) -> AttendanceReading:
    """Read either form; raises RuleBroken with what is wrong with it."""
    people = _from_json(text) if text.lstrip().startswith("{") else _from_table(text)
    if not people:
        raise RuleBroken("SIT-12", "No person was found in the table.", field="text")
    if len(people) > MOST_ROWS:
        sentence = f"The table has {len(people)} rows; {MOST_ROWS} are the most."
        raise RuleBroken("SIT-12", sentence, field="text")
    groups = tuple(dict.fromkeys(person.group for person in people))
    return AttendanceReading(tuple(people), groups)


def _from_table(text: str) -> list[ReadPerson]:
    group, people = "", []
    for line in text.splitlines():
        cells = [one_line(cell) for cell in line.split("\t")]
        filled = [cell for cell in cells if cell]
        if not filled or filled[0].casefold() in HEADINGS:
            continue
        if len(filled) == 1:
            group = filled[0][:200]
            continue
        title, organisations, name = (*cells, "", "")[:3]
        people.append(ReadPerson(group, title[:300], organisations[:400], name[:200]))
    return people


def _from_json(text: str) -> list[ReadPerson]:
    try:
        return [
            _person(group, row)
            for group in json.loads(text)["groups"]
            for row in group["rows"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise RuleBroken(
            "SIT-12",
            "This is not the form of the reference data: groups with rows, each with a"
            " role and organisations.",
            field="text",
        ) from problem


def _person(group: dict[str, Any], row: dict[str, Any]) -> ReadPerson:
    organisations = row.get("organisations", [])
    if not isinstance(organisations, list):
        raise TypeError
    return ReadPerson(
        group=one_line(str(group.get("group") or ""))[:200],
        job_title=one_line(str(row["role"]))[:300],
        organisations=one_line(", ".join(map(str, organisations)))[:400],
        name=one_line(str(row.get("name") or ""))[:200],
    )
