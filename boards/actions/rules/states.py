"""Which state an action may go to. Only a meeting closes one."""

from __future__ import annotations

from datetime import date

from boards.actions.enums import ActionState
from ics_portal.core.errors import RuleBroken
from ics_portal.core.state import Transitions, document

_OPEN, _IN_PROGRESS = ActionState.OPEN, ActionState.IN_PROGRESS
_PROPOSED = ActionState.PROPOSED
_ENDS = {ActionState.CLOSED, ActionState.SUPERSEDED}

ACTION_STATES = document(
    Transitions(
        name="action",
        noun="action",
        rule_id="LOGB-3",
        start=_OPEN,
        moves={
            _OPEN: frozenset({_IN_PROGRESS, _PROPOSED, *_ENDS}),
            _IN_PROGRESS: frozenset({_PROPOSED, *_ENDS}),
            _PROPOSED: frozenset({_IN_PROGRESS, *_ENDS}),
            ActionState.CLOSED: frozenset({_OPEN}),
            ActionState.SUPERSEDED: frozenset({_OPEN}),
        },
    )
)


def check_closing_day(
    held_on: date, *, raised_on: date | None, today: date, field: str = "meeting"
) -> None:
    """Raise RuleBroken (LOGB-4) unless the meeting has been held, or is held today, and
    not before the action was raised."""
    if held_on > today:
        raise RuleBroken(
            "LOGB-4",
            "This meeting is still to come. An action is closed when the meeting agrees.",
            field=field,
        )
    if raised_on is not None and held_on < raised_on:
        raise RuleBroken(
            "LOGB-4",
            "This meeting was before the action was raised. Choose a later one.",
            field=field,
        )
