"""Packs for tests: stored parts put into a plan, and what comes out of it."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ics_portal.core.pdf import (
    AssemblyPlan,
    AssemblyResult,
    LabelRun,
    PartRecord,
    PlannedPart,
    assemble,
)
from ics_portal.core.pdf.pages import consecutive


@dataclass(frozen=True)
class Stored:
    """A paper as uploaded, as stored, and what is known of it."""

    source: Path
    path: Path
    record: PartRecord

    @property
    def key(self) -> str:
        return self.record.key


def planned(stored: Stored, number: int, run: LabelRun, **changes: Any) -> PlannedPart:
    title = stored.record.title or f"Paper {number}"
    part = PlannedPart(
        path=stored.path,
        record=stored.record,
        key=stored.key,
        title=title,
        labels=(run,),
        bookmarks=("Business", f"{number} {title}"),
        item_key=str(number),
        item_label=f"Item {number}",
    )
    return replace(part, **changes)


def a_plan(parts: list[Stored], **changes: Any) -> AssemblyPlan:
    """The parts as items 1, 2, 3 with their pages numbered through."""
    runs = consecutive(part.record.page_count for part in parts)
    made = tuple(
        planned(part, number, run)
        for number, (part, run) in enumerate(zip(parts, runs, strict=True), 1)
    )
    return AssemblyPlan(
        **{
            "title": "Board pack",
            "parts": made,
            "header": "Board · 2 December 2020 · Part 1",
            **changes,
        }
    )


def a_pack(parts: list[Stored], out: Path, **changes: Any) -> AssemblyResult:
    return assemble(a_plan(parts, **changes), out)
