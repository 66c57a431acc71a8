"""The two forms the portal knows from the start, as data a body may copy and change."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class StockForm:
    """A form as its file has it: ``fields`` is what a template stores."""

    name: str
    fields: list[dict[str, Any]]


def _form(file_name: str) -> StockForm:
    path = Path(__file__).with_name(file_name)
    return StockForm(**json.loads(path.read_text(encoding="utf-8")))


ICS_FORM = _form("ics_form.json")
"""The cover sheet of the integrated care system (CVR-01 to CVR-18)."""

TEN_HEADINGS_FORM = _form("ten_headings_form.json")
"""A council's report with ten numbered headings (CVR-19)."""
