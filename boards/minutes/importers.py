"""Minutes that were published elsewhere, read item by item; nothing is guessed.

The shape is that of a table with the columns item, note and action by, as JSON: ``items``
with ``item``, ``section``, ``title``, ``outcomes``, ``resolution_summary``, ``action_by``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from boards.minutes.rules import listed, sentence
from boards.minutes.rules.outcomes import NOTHING_RECORDED
from ics_portal.core.text import visible

FIRST_SECTION = "Routine items"
"""Where items stand that are printed before the first heading."""


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

    Raises NotMinutes for anything else.
    """
    try:
        found = json.loads(text)
    except ValueError as problem:
        raise NotMinutes("This is not a table of minutes: it is no JSON.") from problem
    rows = found.get("items") if isinstance(found, dict) else None
    if not isinstance(rows, list) or not rows:
        raise NotMinutes("This is not a table of minutes: it has no items.")
    return tuple(_joined(row for row in rows if isinstance(row, dict)))


def _joined(rows: Iterable[Mapping[str, Any]]) -> list[ImportedItem]:
    items: list[ImportedItem] = []
    section = FIRST_SECTION
    for raw in rows:
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
