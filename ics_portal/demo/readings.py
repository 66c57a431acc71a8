"""The published facts the demonstration is told from, as they stand in ``data/``."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data")


@cache
def december_agenda() -> dict[str, Any]:
    """The agenda of 2 December 2020: ``meeting``, ``sections``, ``items``, next meeting."""
    agenda: dict[str, Any] = _json("agenda-2020-12-02.json")
    return agenda


@cache
def november_minutes() -> dict[str, Any]:
    """What the minutes of 4 November 2020 say of 13 of their 15 items."""
    minutes: dict[str, Any] = _json("minutes-2020-11-04.json")
    return minutes


@cache
def cover_sheets() -> dict[int, dict[str, Any]]:
    """The published cover sheets that are known, by agenda item."""
    sheets = _json("cover-sheets.json")["cover_sheets"]
    return {sheet["agenda_item"]: sheet for sheet in sheets}


def action_log() -> str:
    """The action log as CSV text."""
    return (DATA / "action-log.csv").read_text(encoding="utf-8")


def organisations() -> list[dict[str, str]]:
    """Organisations, sectors and forums named in the sources."""
    with (DATA / "organisations.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _json(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))
