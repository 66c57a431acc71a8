"""The duties and the milestones that ship with the portal."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from boards.bodies.enums import BodyKind
from boards.duties.enums import Level, Phase, Subject
from boards.duties.rules.facts import Duty, Part
from boards.duties.rules.transition import ShippedMilestone, due_day, mended
from boards.duties.selectors.duties import own_duties

if TYPE_CHECKING:
    from boards.directory.models import IntegratedCareSystem

SHIPPED = Path(__file__).with_name("data") / "duties.json"
MILESTONES = Path(__file__).with_name("data") / "milestones.csv"


@cache
def shipped_duties() -> tuple[Duty, ...]:
    """The duties of data/duties.json, in their order."""
    rows = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return tuple(_duty(row) for row in rows)


def duties_of(system: IntegratedCareSystem, day: date | None = None) -> list[Duty]:
    """The duties that ship and those the system set itself, in force on a day; over all
    time without one."""
    return [*shipped_duties(), *own_duties(system, day)]


def _duty(row: Mapping[str, Any]) -> Duty:
    return Duty(
        key=row["key"],
        title=row["title"],
        asked=row["asked"],
        requirements=tuple(row["requirements"]),
        sources=tuple(row["sources"]),
        level=Level(row["level"]),
        subject=Subject(row["subject"]),
        held_by=BodyKind(row.get("held_by", BodyKind.NHS_BODY_BOARD)),
        document=row.get("document", ""),
        check=row.get("check", ""),
        parts=tuple(
            Part(key=part["key"], words=part["words"], due_on=_day(part))
            for part in row.get("parts", ())
        ),
        owned=row.get("owned", False),
        due_on=_day(row),
    )


def _day(row: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(row["due_on"]) if "due_on" in row else None


@cache
def shipped_milestones() -> tuple[ShippedMilestone, ...]:
    """The milestones of data/milestones.csv, in the published order."""
    return read_milestones(MILESTONES.read_text(encoding="utf-8"))


def read_milestones(text: str) -> tuple[ShippedMilestone, ...]:
    """Milestones out of a table as the sources print them.

    What is known to be misprinted is mended, and the words of the source are kept in
    ``correction`` beside what the table itself says of it (TRN-10).
    """
    return tuple(_milestone(row) for row in csv.DictReader(StringIO(text)))


def _milestone(row: dict[str, str]) -> ShippedMilestone:
    phase, misprinted_phase = mended(row["phase"])
    words, misprinted_words = mended(row["text"])
    notes = (misprinted_phase, misprinted_words, row["correction"])
    return ShippedMilestone(
        code=row["code"],
        programme=row["programme"],
        quarter=row["quarter"],
        phase=Phase(phase.lower()).value,
        text=words,
        due_on=due_day(row["date"], row["quarter"]),
        depends_on=row["depends_on"],
        source=row["source"],
        correction=" ".join(filter(None, notes)),
    )
