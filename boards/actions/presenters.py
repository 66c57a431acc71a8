"""An action as a page, or the pack, prints it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from boards.actions.enums import ENDED_STATES, ActionState
from boards.actions.models import Action
from boards.actions.rules import Standing, standing, standing_words
from ics_portal.core.web.words import shortday

# The chip beside each standing: kind and words stay together, colour comes third.
_CHIPS = {
    Standing.OVERDUE: "bad",
    Standing.SOON: "warn",
    Standing.NO_DATE: "quiet",
    Standing.ON_TRACK: "ok",
    Standing.CLOSED: "info",
}


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action. ``due_words`` is the date as printed in the log it came from."""

    code: str
    title: str
    lead: str
    state_words: str
    due_words: str
    standing_words: str
    chip: str
    updates: tuple[str, ...]
    body: str = ""


@dataclass(frozen=True, slots=True)
class ActionLogPages:
    """The log as the pack sets it: ``lead`` is the line under the heading."""

    heading: str
    lead: str
    rows: tuple[ActionRow, ...]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        return cls(
            heading=plain["heading"],
            lead=plain["lead"],
            rows=tuple(
                ActionRow(**{**row, "updates": tuple(row["updates"])})
                for row in plain["rows"]
            ),
        )


def action_row(action: Action, *, on: date, that_day: str = "Due today") -> ActionRow:
    """The action as it stands on a day. ``updates`` are read with the action."""
    due_on = action.due_on
    ended = action.state in ENDED_STATES
    return ActionRow(
        code=action.code,
        title=action.title,
        lead=action.lead,
        state_words=str(ActionState(action.state).label),
        due_words=action.due_text or shortday(action.due_on),
        standing_words=standing_words(
            due_on=due_on, is_closed=ended, on=on, that_day=that_day
        ),
        chip=_CHIPS[standing(due_on=due_on, is_closed=ended, on=on)],
        updates=tuple(update.text for update in action.updates.all()),
        body=str(action.body),
    )


def action_log(actions: Iterable[Action], *, body: str, on: date) -> ActionLogPages:
    """The log of a body as it stands on the day of the meeting, which is not now: the
    pack must come out the same whenever it is made."""
    rows = tuple(
        action_row(action, on=on, that_day="Due at this meeting") for action in actions
    )
    count = f"{len(rows)} outstanding action{'' if len(rows) == 1 else 's'}"
    return ActionLogPages(
        heading="Action log",
        lead=f"{body} · {count}, as at the meeting of {shortday(on)}",
        rows=rows,
    )
