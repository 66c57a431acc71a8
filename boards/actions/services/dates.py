"""Due dates: the first is kept with every later one, and the latest rules."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from boards.actions.enums import DuePrecision
from boards.actions.models import Action, ActionDate
from ics_portal.core.audit import create_with_reason
from ics_portal.core.web.words import shortday

if TYPE_CHECKING:
    from boards.actions.rules import Due
    from ics_portal.accounts.actor import Actor


def set_due(action: Action, due: Due) -> bool:
    """Take the date over, unsaved; whether it is another one than before."""
    before = (action.due_on, action.due_text)
    action.due_on, action.due_text = due.day, due.text
    action.due_precision = due.precision
    if due.day is None and not due.text:
        action.due_precision = DuePrecision.NONE
    return before != (action.due_on, action.due_text)


def keep_date(
    action: Action, *, reason: str, actor: Actor, at: datetime
) -> ActionDate | None:
    """Write down the date the action has now."""
    return create_with_reason(
        ActionDate,
        reason or "Due date",
        actor=actor,
        action=action,
        due_on=action.due_on,
        due_precision=action.due_precision,
        due_text=action.due_text,
        reason=reason,
        set_at=at,
        set_by_id=actor.user_id,
        set_by_name=actor.name,
    )


def keep_first_date(action: Action, *, actor: Actor, at: datetime) -> None:
    """Write down the date of an action that came without its dates, such as one that was
    imported before dates were kept; call it before the date changes."""
    if action.dates.exists():
        return
    begun = action.history.order_by("history_date").values_list(
        "history_date", flat=True
    )
    create_with_reason(
        ActionDate,
        "Due date",
        actor=actor,
        action=action,
        due_on=action.due_on,
        due_precision=action.due_precision,
        due_text=action.due_text,
        set_at=min(begun.first() or at, at),
        set_by_id=None,
    )


def due_words(action: Action) -> str:
    """The date as it was typed or printed."""
    return action.due_text or shortday(action.due_on)
