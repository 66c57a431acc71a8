"""The rows of a cover sheet: recommendations, and the forums a paper went through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import cast

from django.db import transaction
from django.db.models import Max

from boards.papers.models import CoverSheet, Paper, Recommendation, RouteRow
from boards.papers.permissions import may_edit_paper
from boards.papers.rules import read_date, row_keys
from boards.papers.selectors import cover_sheet_of, paper_to_edit
from boards.papers.services.locks import lock_paper
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import (
    bulk_update,
    delete_with_reason,
    save_with_reason,
)
from ics_portal.core.verdicts import require

Row = Recommendation | RouteRow
MODELS: dict[str, type[Row]] = {"rec": Recommendation, "route": RouteRow}


def rows_of(sheet: CoverSheet | None, kind: str) -> list[Row]:
    """The rows of a kind ("rec", "route") in their order."""
    return list(
        cast("Iterable[Row]", MODELS[kind]._default_manager.filter(sheet=sheet))
    )


def save_rows(sheet: CoverSheet, changes: Mapping[str, str], *, actor: Actor) -> None:
    """Store the cells that changed; a row left without a word is dropped (CVR-14)."""
    for kind, model in MODELS.items():
        keys = row_keys(changes, kind)
        if not keys:
            continue
        known = {row.key: row for row in model._default_manager.filter(sheet=sheet)}
        last = model._default_manager.filter(sheet=sheet).aggregate(
            last=Max("position")
        )["last"]
        position = 0 if last is None else last + 1
        for key in keys:
            row = known.get(key)
            if row is None:
                row = model(sheet=sheet, key=key, position=position)
                position += 1
            _fill(row, kind, changes)
            if not is_blank(row):
                save_with_reason(row, "Row typed on the cover sheet", actor=actor)
            elif row.pk is not None:
                delete_with_reason(row, "Row left blank", actor=actor)


def _fill(row: Row, kind: str, changes: Mapping[str, str]) -> None:
    start = f"{kind}-{row.key}-"
    for name, words in changes.items():
        if not name.startswith(start):
            continue
        cell = name.removeprefix(start)
        if cell == "date" and isinstance(row, RouteRow):
            row.date_text, row.discussed_on = words, read_date(words).day
        else:
            setattr(row, cell, words)


def is_blank(row: Row) -> bool:
    """Whether the row says nothing at all."""
    if isinstance(row, Recommendation):
        return not (row.verb or row.text)
    return not (row.forum or row.date_text or row.outcome)


def put_in_order(
    sheet: CoverSheet, kind: str, keys: Sequence[str], *, actor: Actor
) -> None:
    """Put the rows named into this order; others, which the form did not know, stay."""
    model = MODELS[kind]
    rows = rows_of(sheet, kind)
    place = {key: number for number, key in enumerate(keys)}
    named = sorted((r for r in rows if r.key in place), key=lambda r: place[r.key])
    queue = iter(named)
    wanted = [next(queue) if row.key in place else row for row in rows]
    if [row.pk for row in rows] != [row.pk for row in wanted]:
        _number(model, wanted, actor)


def _number(model: type[Row], rows: Iterable[Row], actor: Actor) -> None:
    rows = list(rows)
    for position, row in enumerate(rows):
        row.position = position
    bulk_update(model, rows, ["position"], "Rows put in order", actor=actor)


@transaction.atomic
def move_row(
    *, paper: Paper, kind: str, key: str, up: bool, actor: Actor, at: datetime
) -> None:
    """Swap a row of the sheet with its neighbour; nothing at either end."""
    sheet = _sheet_to_edit(paper, actor)
    model = MODELS[kind]
    rows = rows_of(sheet, kind)
    places = [row.key for row in rows]
    if key not in places:
        return
    place = places.index(key)
    other = place - 1 if up else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
        _number(model, rows, actor)


@transaction.atomic
def remove_row(
    *, paper: Paper, kind: str, key: str, actor: Actor, at: datetime
) -> None:
    """Take a row off the sheet; its history keeps what it said."""
    sheet = _sheet_to_edit(paper, actor)
    row = MODELS[kind]._default_manager.filter(sheet=sheet, key=key).first()
    if row is not None:
        delete_with_reason(row, "Row removed from the cover sheet", actor=actor)


def _sheet_to_edit(paper: Paper, actor: Actor) -> CoverSheet | None:
    lock_paper(paper)
    paper = paper_to_edit(paper.pk)
    require(may_edit_paper(actor, paper))
    return cover_sheet_of(paper)
