"""Who changed what, when and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Model

from ics_portal.core.web.words import shortday

NOT_TOLD = frozenset({"id", "user", "person", "slug"})
"""Fields that say nothing to a reader, or are the page's own subject."""

SHOWN = 100
"""How many changes a page shows."""


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
    several things; each is compared with the row before it of its own. The names of what a
    row points to are today's. Constant in queries.
    """
    read = [
        (what, sorted(rows, key=lambda row: (row.id, row.history_id)))
        for what, rows in histories
    ]
    every = [row for _, rows in read for row in rows]
    held = _held(every)
    names = _names(every, held)
    found: list[tuple[int, Change]] = []
    for what, rows in read:
        for _, own in groupby(rows, key=lambda row: row.id):
            found += _of_one(what, list(own), names, held)
    found.sort(key=lambda each: (each[1].at, each[0]), reverse=True)
    return [change for _, change in found]


_Names = dict[type[Model], dict[Any, str]]
_Held = defaultdict[tuple[str, int], list[Any]]


def _names(rows: list[Any], held: _Held) -> _Names:
    """Today's name of everything the rows point to, by model and id."""
    ids: defaultdict[type[Model], set[Any]] = defaultdict(set)
    for row in rows:
        for field in row.tracked_fields:
            if field.is_relation and field.name not in NOT_TOLD:
                ids[field.related_model].add(getattr(row, field.attname))
        for field in row._history_m2m_fields:
            ids[field.related_model] |= set(held[_key(row, field)])
    return {
        model: {
            pk: str(one)
            for pk, one in model._default_manager.in_bulk(list(some - {None})).items()
        }
        for model, some in ids.items()
    }


def _key(row: Any, field: Any) -> tuple[str, int]:
    return f"{type(row).__name__}.{field.name}", row.history_id


def _held(rows: list[Any]) -> _Held:
    """What each many-to-many field held when each history row was written: ids, by
    field and history row, in one query for each field."""
    held: _Held = defaultdict(list)
    for model in {type(row) for row in rows}:
        own = {row.history_id: row for row in rows if type(row) is model}
        for field in next(iter(own.values()))._history_m2m_fields:
            column = f"{field.m2m_reverse_field_name()}_id"
            kept = getattr(model, field.name).model.objects.filter(history__in=own)
            for history_id, pk in kept.values_list("history_id", column):
                held[_key(own[history_id], field)].append(pk)
    return held


def _of_one(
    what: str, rows: list[Any], names: _Names, held: _Held
) -> Iterator[tuple[int, Change]]:
    before: dict[str, tuple[str, str]] = {}
    for row in rows:
        now = _values(row, names, held)
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
        change = Change(
            at=row.history_date,
            who=user.name if user else "",
            why=row.history_change_reason or "",
            what=what,
            is_first=is_first,
            fields=fields,
        )
        yield row.history_id, change


def _values(row: Any, names: _Names, held: _Held) -> dict[str, tuple[str, str]]:
    """Label and words of every field of a history row, by the field's name."""
    words: dict[str, tuple[str, str]] = {}
    for field in row.tracked_fields:
        if field.name in NOT_TOLD:
            continue
        value = getattr(row, field.attname)
        if field.is_relation:
            value = names[field.related_model].get(value)
        elif field.choices and value:
            value = dict(field.flatchoices).get(value, value)
        words[field.name] = (_label(field), _as_words(value))
    for field in row._history_m2m_fields:
        known = names[field.related_model]
        shown = sorted(known.get(pk, "") for pk in held[_key(row, field)])
        words[field.name] = (_label(field), ", ".join(shown))
    return words


def _label(field: Any) -> str:
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def _as_words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return shortday(value)
    return str(value)
