"""A meeting, its agenda and its decisions as they stood at a past moment.

Read from the histories of the rows: nothing is kept twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model

from boards.bodies.models import Body, Purpose
from boards.directory.models import Person
from boards.meetings.models import (
    AgendaItem,
    AgendaSection,
    Decision,
    ItemOwner,
    ItemPurpose,
    Meeting,
)
from boards.meetings.selectors.agenda import (
    AgendaReading,
    owners_of,
    purposes_of,
    put_together,
)

M = TypeVar("M", bound=Model)


def _as_of(model: type[M], at: datetime, **which: Any) -> list[M]:
    """The rows as they stood then, in the model's order; removed ones are not there.

    ``which`` may name only fields that never change in the life of a row: it is asked
    of each step of the history.
    """
    history: Any = model.history  # type: ignore[attr-defined]
    steps = (
        history.filter(history_date__lte=at, **which)
        .latest_of_each()
        .order_by("history_date", "history_id")
    )
    # Two steps of one row at the very same moment: the one written last stands.
    last = {step.id: step for step in steps}
    return [step.instance for step in last.values() if step.history_type != "-"]


def meeting_at(meeting: Meeting, at: datetime) -> Meeting | None:
    """The particulars of a meeting as they were; None where it was not arranged yet."""
    rows = _as_of(Meeting, at, id=meeting.pk)
    if not rows:
        return None
    then = rows[0]
    then.body = _one_as_of(Body, then.body_id, at)
    then.chair = _one_as_of(Person, then.chair_id, at)
    then.next_meeting = _one_as_of(Meeting, then.next_meeting_id, at)
    return then


def _one_as_of(model: type[M], pk: int | None, at: datetime) -> M | None:
    """A row it pointed at, as it was; as it is today where its history begins later."""
    if pk is None:
        return None
    rows = _as_of(model, at, id=pk)
    return rows[0] if rows else model._default_manager.get(pk=pk)


def agenda_at(then: Meeting, at: datetime) -> AgendaReading:
    """The agenda as it was, for a meeting as it was; six queries whatever its length."""
    items = _as_of(AgendaItem, at, meeting_id=then.pk)
    sections = _as_of(AgendaSection, at, meeting_id=then.pk)
    ids = [item.pk for item in items]
    named = _as_of(ItemPurpose, at, item_id__in=ids)
    words = Purpose.objects.in_bulk({row.purpose_id for row in named})
    for row in named:
        row.purpose = words[row.purpose_id]
    owners = _as_of(ItemOwner, at, item_id__in=ids)
    return put_together(
        then,
        sections=sorted(sections, key=lambda row: (row.sort_key, row.pk)),
        rows=items,
        purposes=purposes_of(
            sorted(named, key=lambda row: (row.purpose.position, row.pk))
        ),
        owners=owners_of(sorted(owners, key=lambda row: (row.position, row.pk))),
    )


def private_now(meeting: Meeting) -> dict[int, str]:
    """The items that are in part 2 today, with what the public agenda calls them."""
    rows = AgendaItem.objects.filter(meeting=meeting, part=2)
    return {row.pk: row.open_title or row.title for row in rows}


def decisions_at(readable: Sequence[Decision], at: datetime) -> list[Decision]:
    """Of decisions that may be read today, those there were then, worded as then.

    One about another item then is left out: that one may have been of part 2.
    """
    now = {each.pk: each for each in readable}
    then = _as_of(Decision, at, id__in=list(now))
    return sorted(
        (each for each in then if each.item_id == now[each.pk].item_id),
        key=lambda each: each.number,
    )
