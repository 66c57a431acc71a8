"""What every change of the structure shares: lock, days, reason, closing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import F, QuerySet

from boards.bodies.models import Body
from boards.bodies.permissions import may_keep_structure
from boards.bodies.rules import Span
from boards.bodies.rules.days import said, wrong_days
from ics_portal.core.audit.history import save_with_reason
from ics_portal.core.audit.services import record
from ics_portal.core.effective import EffectiveDated
from ics_portal.core.errors import RuleBroken
from ics_portal.core.text import visible
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from boards.directory.models import IntegratedCareSystem
    from ics_portal.accounts.actor import Actor

ONE_DAY = timedelta(days=1)
D = TypeVar("D", bound=EffectiveDated)


def begin(body: Body, actor: Actor) -> None:
    """Ask whether the actor may, and let nobody else change the body meanwhile."""
    require(may_keep_structure(actor, body))
    lock(body)


def lock(*bodies: Body) -> None:
    """Let nobody else change these bodies meanwhile; always in one order.

    Rows that name a body may still be written: two that name each other do not wait for
    one another for ever.
    """
    found = Body.objects.select_for_update(no_key=True).filter(
        pk__in=[one.pk for one in bodies]
    )
    list(found.order_by("pk").values_list("pk"))


def lock_system(system: IntegratedCareSystem) -> None:
    """The same for what concerns a system as a whole."""
    type(system).objects.select_for_update(no_key=True).get(pk=system.pk)


def latest(rows: QuerySet[D]) -> D | None:
    """The row that begins last; one without a first day begins before all others."""
    return rows.order_by(F("starts_on").desc(nulls_last=True), "-pk").first()


def refuse_if(sentence: str, rule_id: str, field: str = "") -> None:
    """Raise RuleBroken where a rule said something."""
    if sentence:
        raise RuleBroken(rule_id, sentence, field=field)


def check_days(starts_on: date | None, ends_on: date | None, what: str) -> None:
    """Nothing ends before it starts (BDY-2)."""
    refuse_if(wrong_days(starts_on, ends_on, what), "BDY-2", "ends_on")


def tidy(text: str) -> str:
    """What was typed, without blanks around and without what cannot be seen."""
    return visible(text).strip()


def check_words(text: str, field: str, sentence: str) -> str:
    """What must have words has some; given back without blanks around (BDY-3)."""
    text = tidy(text)
    refuse_if("" if text else sentence, "BDY-3", field)
    return text


def check_reason(reason: str) -> str:
    """What closes or corrects something says why (BDY-4)."""
    reason = tidy(reason)
    refuse_if("" if reason else "Say why.", "BDY-4", "reason")
    return reason


def check_choice(value: str, choices: Any, field: str, what: str) -> None:
    """A value of a list is one of the list (BDY-3)."""
    if value not in choices.values:
        raise RuleBroken("BDY-3", f"“{value}” is not {what}.", field=field)


def span_of(row: EffectiveDated) -> Span:
    """The days of a row."""
    return Span(starts_on=row.starts_on, ends_on=row.ends_on)


def note(
    verb: str,
    row: Any,
    *,
    actor: Actor,
    at: datetime,
    body: Body | None = None,
    reason: str = "",
    **detail: Any,
) -> None:
    """The audit event of a change, under the body it concerns."""
    record(
        verb=f"bodies.{verb}",
        target=row,
        actor=actor,
        at=at,
        reason=reason,
        detail=detail,
        body_id=body.pk if body else None,
    )


def close(
    row: D,
    *,
    body: Body,
    ends_on: date,
    reason: str,
    what: str,
    verb: str,
    actor: Actor,
    at: datetime,
    noted_under: Body | None = None,
) -> D:
    """Give something its last day. It may be brought forward, never put off: what was
    over stays over. ``what`` begins the sentences ("The seat"). ``body`` is the one whose
    keeper may; the event stands under ``noted_under`` where that is another."""
    begin(body, actor)
    row.refresh_from_db()  # nothing that was saved since it was read is written over
    reason = check_reason(reason)
    end_row(row, ends_on=ends_on, reason=reason, what=what, actor=actor)
    note(verb, row, actor=actor, at=at, body=noted_under or body, reason=reason)
    return row


def end_row(
    row: EffectiveDated, *, ends_on: date, reason: str, what: str, actor: Actor
) -> None:
    """Write the last day of a row that was asked for and locked already."""
    check_days(row.starts_on, ends_on, what)
    if row.ends_on is not None and ends_on > row.ends_on:
        raise RuleBroken(
            "BDY-2",
            f"{what} ends on {said(row.ends_on)} already; it cannot be made longer.",
            field="ends_on",
        )
    row.ends_on = ends_on
    save_with_reason(row, reason, actor=actor)


def give_way(
    before: D | None, starts_on: date, *, what: str, reason: str, actor: Actor
) -> None:
    """End what was in force the day before its successor begins.

    Raises RuleBroken where the successor would not begin after it (BDY-5).
    """
    if before is None:
        return
    if before.starts_on is not None and starts_on <= before.starts_on:
        raise RuleBroken(
            "BDY-5",
            f"{what} begins on {said(before.starts_on)}; the next one begins after that.",
            field="starts_on",
        )
    last_day = starts_on - ONE_DAY
    if before.ends_on is None or before.ends_on > last_day:
        before.ends_on = last_day
        save_with_reason(before, reason, actor=actor)
