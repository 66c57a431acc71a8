"""Who changed what, when and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Model

NOT_TOLD = frozenset({"id", "user"})
"""Fields that say nothing to a reader."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, as words; empty for nothing."""

    label: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Change:
    """One act. ``who`` is empty where the portal itself did it; ``what`` names the thing
    changed, where it is not the subject of the page."""

    at: datetime
    who: str
    why: str
    what: str
    is_first: bool
    fields: tuple[FieldChange, ...]


def latest_change_id(instance: Model) -> int:
    """The id of the newest history row: a form remembers it, so that a change made
    meanwhile is noticed. 0 where there is none."""
    history: Any = instance.history  # type: ignore[attr-defined]
    newest = history.order_by("-history_id").values_list("history_id", flat=True)
    return newest.first() or 0


def changes_of(*histories: tuple[str, Iterable[Any]]) -> list[Change]:
    """The changes of several rows, the latest first.

    Each history is ``(what, queryset of history rows)``. Rows of one history may belong to
    several things; each is compared with the row before it of its own. Constant in
    queries: the people who acted are read with each history.
    """
    found: list[tuple[int, Change]] = []
    for what, rows in histories:
        ordered = sorted(rows, key=lambda row: (row.id, row.history_id))
        for _, own in groupby(ordered, key=lambda row: row.id):
            found += _of_one(what, list(own))
    found.sort(key=lambda each: (each[1].at, each[0]), reverse=True)
    return [change for _, change in found]


def _of_one(what: str, rows: list[Any]) -> Iterator[tuple[int, Change]]:
    before: dict[str, tuple[str, str]] = {}
    for row in rows:
        now = _values(row)
        fields = tuple(
            FieldChange(label, before.get(name, ("", ""))[1], value)
            for name, (label, value) in now.items()
            if value != before.get(name, ("", ""))[1]
        )
        is_first = not before
        before = now
        if not fields:
            continue  # a row that was saved as it was
        user = row.history_user
        yield (
            row.history_id,
            Change(
                at=row.history_date,
                who=user.name if user else "",
                why=row.history_change_reason or "",
                what=what,
                is_first=is_first,
                fields=fields,
            ),
        )


def _values(row: Any) -> dict[str, tuple[str, str]]:
    """Label and words of every field of a history row, by the field's name."""
    words: dict[str, tuple[str, str]] = {}
    for field in row.tracked_fields:
        if field.name in NOT_TOLD:
            continue
        label = str(field.verbose_name)
        label = label[:1].upper() + label[1:]
        if field.is_relation:
            words[field.name] = (label, str(getattr(row, field.name) or ""))
            continue
        value = getattr(row, field.attname)
        if field.choices and value:
            value = dict(field.flatchoices).get(value, value)
        words[field.name] = (label, _as_words(value))
    return words


def _as_words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value)
