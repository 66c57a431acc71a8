"""The duties that ship with the portal."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

from boards.duties.rules.duties import Duty

SHIPPED = Path(__file__).with_name("data") / "duties.json"


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
