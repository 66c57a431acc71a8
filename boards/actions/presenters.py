"""An action as a page, a file or the pack prints it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.utils.timezone import localdate

from boards.actions.enums import ENDED_STATES, ActionState
from boards.actions.models import Action, ActionDate, ActionUpdate
from boards.actions.permissions import is_private, may_see_action
from boards.actions.rules import (
    AGES,
    UNKNOWN_AGE,
    Standing,
    age_band,
    is_due_at,
    slip_words,
    standing,
    standing_words,
)
from boards.meetings.enums import Part
from boards.meetings.permissions import PRIVATE_ROLES
from ics_portal.core.web.words import longday, shortday

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor

# The chip beside each standing: kind and words stay together, colour comes third.
_CHIPS = {
    Standing.OVERDUE: "bad",
    Standing.SOON: "warn",
    Standing.MOVED: "warn",
    Standing.NO_DATE: "quiet",
    Standing.ON_TRACK: "ok",
    Standing.CLOSED: "info",
}
CSV_HEADER = (
    *("Code", "Body", "Action", "Responsible lead", "Status", "Raised on", "Due"),
    *("Due on", "Earlier dates", "Standing", "Progress update"),
)


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action. ``due_words`` is the date as printed in the log it came from;
    ``earlier`` are the dates it had before. ``updates`` begin with their day."""

    code: str
    title: str
    lead: str
    state_words: str
    due_words: str
    standing_words: str
    chip: str
    updates: tuple[str, ...]
    body: str = ""
    earlier: tuple[str, ...] = ()
    slip: str = ""
    is_due: bool = False
    is_private: bool = False
    href: str = ""
    id: int = 0
    item_id: int | None = None

    @property
    def chip_words(self) -> str:
        """Words for the chip of any row; the colour is never alone."""
        return self.standing_words or (
            self.state_words if self.chip == "info" else "On track"
        )


@dataclass(frozen=True, slots=True)
class ActionLogPages:
    """The log as the pack sets it: ``lead`` is the line under the heading; ``withheld``
    counts the rows that a reader's copy is without."""

    heading: str
    lead: str
    rows: tuple[ActionRow, ...]
    withheld: int = 0

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        return cls(
            heading=plain["heading"],
            lead=plain["lead"],
            rows=tuple(_row_from(row) for row in plain["rows"]),
            withheld=plain.get("withheld", 0),
        )


def _row_from(plain: Mapping[str, Any]) -> ActionRow:
    """A row of a log that was kept, by an earlier edition of the portal perhaps."""
    names = {field.name for field in fields(ActionRow)}
    known: dict[str, Any] = {k: value for k, value in plain.items() if k in names}
    for name in ("updates", "earlier"):
        known[name] = tuple(known.get(name, ()))
    return ActionRow(**known)


def action_row(action: Action, *, on: date, that_day: str = "Due today") -> ActionRow:
    """The action as it stands on a day. Updates, dates and item are read with it."""
    ended = action.state in ENDED_STATES
    dates = list(action.dates.all())
    facts: dict[str, Any] = {
        "due_on": action.due_on,
        "is_closed": ended,
        "on": on,
        "moved": max(len(dates) - 1, 0),
    }
    return ActionRow(
        code=action.code,
        title=action.title,
        lead=action.lead,
        state_words=_state_words(action),
        due_words=due_words(action),
        standing_words=standing_words(that_day=that_day, **facts),
        chip=_CHIPS[standing(**facts)],
        updates=tuple(update_words(update) for update in action.updates.all()),
        body=str(action.body),
        earlier=tuple(due_words(each) for each in dates[:-1]),
        slip=slip_words(dates[0].due_on, action.due_on) if dates else "",
        is_due=not ended and is_due_at(action.due_on, held_on=on),
        is_private=is_private(action),
        href=action.get_absolute_url(),
        id=action.pk,
        item_id=action.item_id,
    )


def due_words(dated: Action | ActionDate) -> str:
    """The date as typed or printed."""
    return dated.due_text or shortday(dated.due_on)


def update_words(update: ActionUpdate) -> str:
    """An update with its day and author, as far as it has them (LOG-07)."""
    signed = [
        shortday(update.noted_on) if update.noted_on else "",
        update.noted_by_name,
    ]
    head = ", ".join(part for part in signed if part)
    return f"{head}: {update.text}" if head else update.text


def _state_words(action: Action) -> str:
    words = str(ActionState(action.state).label)
    if action.closed_on is not None:
        return f"{words} {shortday(action.closed_on)}"
    return words


def action_log(actions: Iterable[Action], *, body: str, on: date) -> ActionLogPages:
    """The log of a body as it stands on the day of the meeting, which is not now: the
    pack must come out the same whenever it is made."""
    rows = tuple(
        action_row(action, on=on, that_day="Due at this meeting") for action in actions
    )
    ended = sum(row.chip == "info" for row in rows)
    count = len(rows) - ended
    counted = f"{count} outstanding action{'' if count == 1 else 's'}"
    if ended:
        counted += f", {ended} ended since the last meeting"
    return ActionLogPages(
        heading="Action log",
        lead=f"{body} · {counted}, as at the meeting of {shortday(on)}",
        rows=rows,
    )


def csv_row(action: Action, *, on: date) -> tuple[object, ...]:
    """The action as a file has it; its columns begin with those of the log (LOG-01)."""
    row = action_row(action, on=on)
    return (
        row.code,
        row.body,
        row.title,
        row.lead,
        row.state_words,
        action.raised_on,
        row.due_words,
        action.due_on,
        "; ".join(row.earlier),
        row.chip_words,
        "\n".join(row.updates),
    )


def age_report(actions: Sequence[Action], *, on: date) -> list[tuple[str, int]]:
    """How many open actions there are of each age; bands without any are left out."""
    counts = Counter(
        age_band(action.raised_on, on=on)
        for action in actions
        if action.state not in ENDED_STATES
    )
    bands = [*(words for words, _ in AGES), UNKNOWN_AGE]
    return [(band, counts[band]) for band in bands if counts[band]]


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date the action had, the latest first; ``set_words`` say by whom and when."""

    due_words: str
    reason: str
    set_words: str


@dataclass(frozen=True, slots=True)
class ActionPage:
    """One action. Meeting and item are empty where the reader may not know them."""

    row: ActionRow
    lead_person: str
    raised: str
    raised_href: str
    item: str
    item_href: str
    closed_at: str
    closed_href: str
    end_reason: str
    superseded_by: str
    superseded_href: str
    dates: tuple[DateLine, ...]
    updates: tuple[tuple[str, str], ...]
    is_ended: bool
    is_proposed: bool


def action_page(action: Action, actor: Actor, *, on: date) -> ActionPage:
    """The page of an action, as far as this reader may know what is around it: a lead
    from outside reads the action, not the meeting."""
    raised, closed = action.raised_at_meeting, action.closed_at_meeting
    item, by = action.item, action.superseded_by
    of_body = action.body_id in actor.body_ids()
    if item is not None and not (
        of_body and (item.part == Part.ONE or _reads_private(actor, action))
    ):
        item = None
    if by is not None and not may_see_action(actor, by):
        by = None
    return ActionPage(
        row=action_row(action, on=on),
        lead_person=str(action.lead_person or ""),
        raised=longday(raised.held_on if raised else action.raised_on),
        raised_href=raised.get_absolute_url() if raised and of_body else "",
        item=item.title if item else "",
        item_href=item.get_absolute_url() if item else "",
        closed_at=longday(closed.held_on) if closed else "",
        closed_href=closed.get_absolute_url() if closed and of_body else "",
        end_reason=action.end_reason,
        superseded_by=by.code if by else "",
        superseded_href=by.get_absolute_url() if by else "",
        dates=_date_lines(action),
        updates=_update_lines(action),
        is_ended=action.state in ENDED_STATES,
        is_proposed=action.state == ActionState.PROPOSED,
    )


def _reads_private(actor: Actor, action: Action) -> bool:
    return actor.holds_any(*PRIVATE_ROLES, body_id=action.body_id)


def _date_lines(action: Action) -> tuple[DateLine, ...]:
    return tuple(
        DateLine(
            due_words=due_words(each) or "No date",
            reason=each.reason,
            set_words=", ".join(
                filter(None, (shortday(localdate(each.set_at)), each.set_by_name))
            ),
        )
        for each in reversed(action.dates.all())
    )


def _update_lines(action: Action) -> tuple[tuple[str, str], ...]:
    """Head and text of each, the latest first; what has no day came with the log."""
    lines = []
    for update in reversed(action.updates.all()):
        when = shortday(update.noted_on) if update.noted_on else "From the printed log"
        head = ", ".join(filter(None, (when, update.noted_by_name)))
        lines.append((head, update.text))
    return tuple(lines)
