"""Bringing a printed log into the portal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from boards.actions.enums import ENDED_STATES
from boards.actions.importers import Doubt, LogReading, LogRow
from boards.actions.models import Action, ActionDate, ActionUpdate
from boards.actions.permissions import may_import_actions
from boards.bodies.models import Body
from ics_portal.core.audit import bulk_create, bulk_update, record
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor

_DUE = ("due_on", "due_text", "due_precision")
_FIELDS = ("title", "lead", "state", "raised_on", *_DUE)
REASON = "Imported from the log"


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """How many actions an import added, changed and found as they were."""

    added: int
    changed: int
    unchanged: int
    doubts: tuple[Doubt, ...]


@transaction.atomic
def import_log(
    *, body: Body, reading: LogReading, actor: Actor, at: datetime
) -> ImportOutcome:
    """Bring the body's log to what was read. Importing the same log again does nothing.

    An action is known by its code. Progress notes are added, never taken away. An action
    a meeting has closed stays closed: only a meeting opens it again.
    """
    require(may_import_actions(actor, body))
    codes = [row.code for row in reading.rows]
    known = {
        action.code: action
        for action in Action.objects.select_for_update()
        .filter(body=body, code__in=codes)
        .prefetch_related("updates", "dates")
    }
    before = {code: _due(action) for code, action in known.items()}
    new = [_new(body, row) for row in reading.rows if row.code not in known]
    changed = [
        known[row.code]
        for row in reading.rows
        if row.code in known and _bring_up(known[row.code], row)
    ]
    bulk_create(Action, new, REASON, actor=actor)
    bulk_update(Action, changed, _FIELDS, REASON, actor=actor)
    moved = [one for one in changed if _due(one)[0] != before[one.code][0]]
    _keep_dates(new, moved, before, actor=actor, at=at)
    noted = _add_notes(body, reading, known, actor)
    outcome = ImportOutcome(
        added=len(new),
        changed=len({action.code for action in changed} | (noted & set(known))),
        unchanged=len(set(known) - {a.code for a in changed} - noted),
        doubts=reading.doubts,
    )
    record(
        verb="actions.imported",
        target=body,
        actor=actor,
        at=at,
        body_id=body.pk,
        detail={
            "added": outcome.added,
            "changed": outcome.changed,
            "doubts": len(outcome.doubts),
        },
    )
    return outcome


def _new(body: Body, row: LogRow) -> Action:
    return Action(
        body=body, code=row.code, **{name: getattr(row, name) for name in _FIELDS}
    )


def _due(action: Action) -> tuple[date | None, str, str]:
    return action.due_on, action.due_text, action.due_precision


def _keep_dates(
    new: list[Action],
    moved: list[Action],
    before: dict[str, tuple[date | None, str, str]],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Keep the first date of what is new; of what moved, the one it had as well."""

    def row(
        action: Action, due: tuple[date | None, str, str], reason: str
    ) -> ActionDate:
        return ActionDate(
            action=action,
            **dict(zip(_DUE, due, strict=True)),
            reason=reason,
            set_at=at,
            set_by_id=actor.user_id,
            set_by_name=actor.name,
        )

    rows = [row(action, _due(action), "") for action in new]
    for action in moved:
        if not action.dates.all():
            rows.append(row(action, before[action.code], ""))
        rows.append(row(action, _due(action), REASON))
    bulk_create(ActionDate, rows, REASON, actor=actor)


def _bring_up(action: Action, row: LogRow) -> bool:
    """Take over what the row says; whether anything was different."""
    names = [
        name
        for name in _FIELDS
        if not (name == "state" and action.state in ENDED_STATES)
    ]
    different = [n for n in names if getattr(action, n) != getattr(row, n)]
    for name in different:
        setattr(action, name, getattr(row, name))
    return bool(different)


def _add_notes(
    body: Body, reading: LogReading, known: dict[str, Action], actor: Actor
) -> set[str]:
    """Add the notes that are not there yet; the codes of the actions they are of."""
    codes = [row.code for row in reading.rows]
    ids = dict(
        Action.objects.filter(body=body, code__in=codes).values_list("code", "pk")
    )
    notes = []
    noted = set()
    for row in reading.rows:
        action = known.get(row.code)
        there = {note.text for note in action.updates.all()} if action else set()
        for text in row.updates:
            if text not in there:
                notes.append(ActionUpdate(action_id=ids[row.code], text=text))
                noted.add(row.code)
    bulk_create(ActionUpdate, notes, REASON, actor=actor)
    return noted
