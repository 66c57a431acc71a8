"""What the lead and the office say of an action between meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from boards.actions.enums import ActionState
from boards.actions.models import Action, ActionUpdate
from boards.actions.permissions import may_keep_action, may_update_action
from boards.actions.rules import (
    ACTION_STATES,
    LEAD,
    TITLE,
    clean_line,
    clean_words,
    typed_due,
)
from boards.actions.services.dates import (
    due_words,
    keep_date,
    keep_first_date,
    set_due,
)
from boards.bodies.services.seen import mark_of
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from boards.directory.models import Person
    from ics_portal.accounts.actor import Actor

CHANGED = (
    "Somebody changed this action after you opened the form. Look at both, then save"
    " again if yours is still right."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """An update. ``proposes`` closure, which the meeting then agrees or not; ``due`` is
    another date as typed, None to leave it, with the reason it needs."""

    text: str
    proposes: bool = False
    due: str | None = None
    due_reason: str = ""
    noted_on: date | None = None


@transaction.atomic
def update_action(
    *,
    action: Action,
    progress: Progress,
    seen: str | None = None,
    actor: Actor,
    at: datetime,
) -> Action:
    """Add an update with day and author; an open action is in progress from then on.

    ``seen`` is the mark of ``action_words`` the form showed. Raises RuleBroken (LOGB-1,
    2, 3, 6) and EditConflict.
    """
    locked = locked_action(action)
    require(may_update_action(actor, locked))
    text = clean_words(progress.text, ask="Say what has happened.", field="text")
    require_seen(locked, seen, mine=text)
    if locked.is_ended:
        ACTION_STATES.move(locked.state, ActionState.IN_PROGRESS)
    noted_on = progress.noted_on or localdate(at)
    if noted_on > localdate(at):
        raise RuleBroken("LOGB-2", "Choose today or a day before.", field="noted_on")
    if progress.due is not None:
        _revise(locked, progress.due, progress.due_reason, actor=actor, at=at)
    if progress.proposes:
        if locked.state != ActionState.PROPOSED:
            locked.state = ACTION_STATES.move(locked.state, ActionState.PROPOSED)
    elif locked.state == ActionState.OPEN:
        locked.state = ACTION_STATES.move(locked.state, ActionState.IN_PROGRESS)
    save_with_reason(locked, "Update noted", actor=actor)
    note = create_with_reason(
        ActionUpdate,
        "Update noted",
        actor=actor,
        action=locked,
        text=text,
        noted_on=noted_on,
        noted_by_name=actor.name,
    )
    record(
        verb="actions.closure_proposed" if progress.proposes else "actions.updated",
        target=locked,
        actor=actor,
        at=at,
        detail={"update_id": note.pk, "moved": progress.due is not None},
    )
    return locked


def propose_closure(*, action: Action, text: str, actor: Actor, at: datetime) -> Action:
    """Say that it is done; it stays open until the meeting agrees (LOGB-3)."""
    return update_action(
        action=action, progress=Progress(text=text, proposes=True), actor=actor, at=at
    )


@transaction.atomic
def revise_date(
    *, action: Action, due: str, reason: str, actor: Actor, at: datetime
) -> Action:
    """Give an action another date, with the reason; the earlier ones are kept (LOGB-6)."""
    locked = locked_action(action)
    require(may_update_action(actor, locked))
    if locked.is_ended:
        ACTION_STATES.move(locked.state, ActionState.IN_PROGRESS)
    _revise(locked, due, reason, actor=actor, at=at)
    save_with_reason(locked, "Due date revised", actor=actor)
    record(verb="actions.date_revised", target=locked, actor=actor, at=at)
    return locked


def _revise(
    action: Action, due: str, reason: str, *, actor: Actor, at: datetime
) -> None:
    read = typed_due(due)
    if (read.day, read.precision) == (action.due_on, action.due_precision):
        sentence = "This is the date it has. Enter another one, or leave it as it is."
        raise RuleBroken("LOGB-6", sentence, field="due")
    reason = clean_words(reason, ask="Say why the date is revised.", field="due_reason")
    keep_first_date(action, actor=actor, at=at)
    set_due(action, read)
    keep_date(action, reason=reason, actor=actor, at=at)


@transaction.atomic
def change_action(
    *,
    action: Action,
    title: str,
    lead: str,
    lead_person: Person | None = None,
    seen: str | None = None,
    actor: Actor,
    at: datetime,
) -> Action:
    """Put the words of an action right, or name another lead; the code stays."""
    locked = locked_action(action)
    require(may_keep_action(actor, locked))
    title = clean_line(title, ask="Say what is to be done.", field="title", most=TITLE)
    lead = clean_line(lead, ask="Say who leads it, by role.", field="lead", most=LEAD)
    person = f" ({lead_person})" if lead_person else ""
    require_seen(locked, seen, mine=f"Action: {title}\nLead: {lead}{person}")
    fields = {"title": title, "lead": lead, "lead_person": lead_person}
    changed = sorted(k for k, value in fields.items() if getattr(locked, k) != value)
    if not changed:
        return locked
    for name, value in fields.items():
        setattr(locked, name, value)
    save_with_reason(locked, "Action changed", actor=actor)
    # The fields alone: what is said of a part 2 item stays out of the audit trail.
    detail = {"changed": changed}
    record(verb="actions.changed", target=locked, actor=actor, at=at, detail=detail)
    return locked


def action_words(action: Action) -> str:
    """What a form about an action shows of it, a line for each thing."""
    person = f" ({action.lead_person})" if action.lead_person else ""
    latest = action.updates.order_by("pk").last()
    lines = (
        ("Action", action.title),
        ("Lead", f"{action.lead}{person}"),
        ("State", str(ActionState(action.state).label)),
        ("Due", due_words(action)),
        ("Latest update", latest.text if latest else ""),
    )
    return "\n".join(f"{label}: {words}" for label, words in lines if words)


def require_seen(action: Action, seen: str | None, *, mine: str) -> None:
    """Raise EditConflict if the action is no longer what the form showed."""
    theirs = action_words(action)
    if seen is not None and mark_of(theirs) != seen:
        raise EditConflict(CHANGED, field="", mine=mine, theirs=theirs)


def locked_action(action: Action) -> Action:
    """The action as it is now, while nobody else changes it."""
    Action.objects.select_for_update(no_key=True).get(pk=action.pk)
    return Action.objects.select_related("body", "lead_person", "item").get(
        pk=action.pk
    )
