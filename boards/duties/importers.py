"""The duties and the milestones that ship with the portal."""

from __future__ import annotations

import csv
import json
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path

from boards.duties.enums import Phase
from boards.duties.rules.duties import Duty
from boards.duties.rules.transition import ShippedMilestone, due_day, mended

SHIPPED = Path(__file__).with_name("data") / "duties.json"
MILESTONES = Path(__file__).with_name("data") / "milestones.csv"


@cache
def shipped_duties() -> tuple[Duty, ...]:
    """The duties of data/duties.json, in their order."""
    return tuple(
        Duty(
            key=row["key"],
            title=row["title"],
            asked=row["asked"],
            requirements=tuple(row["requirements"]),
            sources=tuple(row["sources"]),
            document=row["document"],
            due_on=date.fromisoformat(row["due_on"]) if "due_on" in row else None,
        )
        for row in json.loads(SHIPPED.read_text(encoding="utf-8"))
    )


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
