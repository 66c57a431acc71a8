"""The chair reads the draft, marks it, and approves it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from boards.minutes.enums import EntryOrigin, MinutesState
from boards.minutes.models import Minutes, MinutesMark
from boards.minutes.permissions import (
    may_approve_minutes,
    may_draft_minutes,
    may_take_back,
)
from boards.minutes.rules import MINUTES_STATES
from boards.minutes.services.editing import accept
from boards.minutes.services.locks import lock_minutes
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.text import visible
from ics_portal.core.verdicts import require

LONGEST_MARK = 2000


@transaction.atomic
def mark_minutes(
    *, minutes: Minutes, marks: Mapping[int | None, str], actor: Actor, at: datetime
) -> list[MinutesMark]:
    """Keep what the chair marked: words by the id of the entry, or None for the whole."""
    locked = lock_minutes(minutes)
    require(may_approve_minutes(actor, locked))
    return _mark(locked, marks, actor, at)


def _mark(
    minutes: Minutes, marks: Mapping[int | None, str], actor: Actor, at: datetime
) -> list[MinutesMark]:
    known = set(minutes.entries.values_list("pk", flat=True))
    made = []
    for entry_id, typed in marks.items():
        text = visible(typed).strip()
        if not text:
            continue
        if len(text) > LONGEST_MARK:
            raise RuleBroken(
                "MNT-6",
                f"A mark has at most {LONGEST_MARK:,} letters.",
                field=f"mark-{entry_id or 'all'}",
            )
        made.append(
            create_with_reason(
                MinutesMark,
                "Marked by the chair",
                actor=actor,
                minutes=minutes,
                entry_id=entry_id if entry_id in known else None,
                text=text,
                made_at=at,
                made_by_id=actor.user_id,
                made_by_name=actor.name,
            )
        )
    if made:
        record(
            verb="minutes.marked",
            target=minutes,
            actor=actor,
            at=at,
            detail={"marks": len(made)},
        )
    return made


@transaction.atomic
def approve_minutes(
    *,
    minutes: Minutes,
    actor: Actor,
    at: datetime,
    marks: Mapping[int | None, str] | None = None,
) -> Minutes:
    """The chair approves the draft, subject to the marks made with it.

    What nobody had accepted yet is accepted by that. While a mark is open the office can
    still change the words; after the last one is done they stay (MNT-2).
    """
    locked = lock_minutes(minutes)
    require(may_approve_minutes(actor, locked))
    _mark(locked, marks or {}, actor, at)
    accept(locked, list(locked.entries.filter(origin=EntryOrigin.MADE)), actor, at)
    locked.chair_approved_at = at
    locked.chair_approved_by_id = actor.user_id
    return move_to(
        locked,
        MinutesState.CHAIR_APPROVED,
        actor,
        at,
        fields=["chair_approved_at", "chair_approved_by_id"],
    )


@transaction.atomic
def settle_mark(*, mark: MinutesMark, actor: Actor, at: datetime) -> MinutesMark:
    """Say that a mark was done."""
    minutes = lock_minutes(mark.minutes)
    require(may_draft_minutes(actor, minutes.body_id))
    mark = MinutesMark.objects.select_for_update().get(pk=mark.pk)
    if mark.done_at is None:
        mark.done_at, mark.done_by_id = at, actor.user_id
        save_with_reason(
            mark, "Done", actor=actor, update_fields=["done_at", "done_by_id"]
        )
    return mark


@transaction.atomic
def take_back(*, minutes: Minutes, reason: str, actor: Actor, at: datetime) -> Minutes:
    """Make a draft of them again, to put something right before they are accepted."""
    locked = lock_minutes(minutes)
    require(may_take_back(actor, locked))
    reason = visible(reason).strip()
    if not reason:
        raise RuleBroken("MNT-2", "Say why the minutes are taken back.", field="reason")
    locked.chair_approved_at = locked.chair_approved_by_id = None
    return move_to(
        locked,
        MinutesState.DRAFT,
        actor,
        at,
        fields=["chair_approved_at", "chair_approved_by_id"],
        reason=reason,
    )


@transaction.atomic
def mark_as_published(*, minutes: Minutes, actor: Actor, at: datetime) -> Minutes:
    """Approved minutes that are published stand as unconfirmed until they are accepted.

    Called by whoever publishes them; minutes that are agreed stay as they are. A draft
    is not published.
    """
    locked = lock_minutes(minutes)
    require(may_draft_minutes(actor, locked.body_id))
    if locked.state == MinutesState.CHAIR_APPROVED:
        return move_to(locked, MinutesState.UNCONFIRMED, actor, at)
    if locked.state == MinutesState.DRAFT:
        raise RuleBroken(
            "MNT-1", "A draft is not published before the chair has approved it."
        )
    return locked


def move_to(
    minutes: Minutes,
    to: MinutesState,
    actor: Actor,
    at: datetime,
    *,
    fields: list[str] | None = None,
    reason: str = "",
) -> Minutes:
    """Move along the table, keep the fields named, and record it."""
    minutes.state = MINUTES_STATES.move(minutes.state, to)
    save_with_reason(
        minutes,
        reason or str(to.label),
        actor=actor,
        update_fields=["state", *(fields or [])],
    )
    record(
        verb=f"minutes.{to.value}", target=minutes, actor=actor, at=at, reason=reason
    )
    return minutes
