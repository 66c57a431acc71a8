"""Moving items: to a named place, one step up or down, into and out of sub-items."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from boards.meetings.models import AgendaItem
from boards.meetings.rules import agenda_order, place
from boards.meetings.services.changing import AgendaEdit, Outcome, changing_agenda
from boards.meetings.services.state import Row
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import bulk_update
from ics_portal.core.errors import RuleBroken

ISSUED = (
    "This agenda has been issued: items keep their places and numbers. Withdraw an item,"
    " or add a late one."
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item is to stand; at the end where ``before_id`` is None."""

    section_id: int
    parent_id: int | None = None
    before_id: int | None = None


def move_item(
    *,
    item: AgendaItem,
    actor: Actor,
    at: datetime,
    before_id: int | None = None,
    after_id: int | None = None,
    section_id: int | None = None,
    parent_id: int | None = None,
) -> None:
    """Put an item before or after another, at the end of a section, or under an item.

    The first of ``before_id``, ``after_id``, ``parent_id`` and ``section_id`` that is
    given counts. Next to a sub-item it becomes a sub-item of the same item; next to an
    item, or in a section, an item of its own. Its sub-items go with it. Raises RuleBroken
    when the place has gone, lies in the other part, or comes before the declarations.
    """
    with changing_agenda(
        meeting=item.meeting, actor=actor, at=at, when_frozen=ISSUED
    ) as edit:
        edit.row(item.pk)
        if before_id is not None or after_id is not None:
            to = _beside(edit, item.pk, before_id, after_id)
        elif parent_id is not None:
            to = Place(_there(edit, parent_id)["section_id"], parent_id)
        else:
            to = Place(edit.section(section_id))
        _put(edit, item.pk, to)


def step_item(*, item: AgendaItem, step: int, actor: Actor, at: datetime) -> None:
    """Move an item one place up (-1) or down (1), across section headings too.

    A sub-item stays among its fellows. Raises RuleBroken at either end.
    """
    with changing_agenda(
        meeting=item.meeting, actor=actor, at=at, when_frozen=ISSUED
    ) as edit:
        row = edit.row(item.pk)
        fellows = _fellows(edit, item.pk)
        to = _next_place(edit, item.pk, fellows, step)
        if to is None and row["parent_id"] is None:
            to = _next_section(edit, row["section_id"], step)
        if to is None:
            where = "first" if step < 0 else "last"
            raise RuleBroken("MTG-2", f"“{row['title']}” is already {where}.")
        _put(edit, item.pk, to)


def drop_item(
    *,
    item: AgendaItem,
    actor: Actor,
    at: datetime,
    above_id: int | None = None,
    below_id: int | None = None,
    above_section_id: int | None = None,
) -> None:
    """Put an item where it was dropped: between the rows ``above_id`` and ``below_id``.

    Straight under a section's heading ``above_section_id`` is given instead of
    ``above_id``. Dropped among sub-items a sub-item joins them, while an item of its own
    lands behind them. Dropping an item on itself changes nothing.
    """
    with changing_agenda(
        meeting=item.meeting, actor=actor, at=at, when_frozen=ISSUED
    ) as edit:
        row = edit.row(item.pk)
        own = {item.pk, *edit.before.sub_items(item.pk)}
        if above_id in own or below_id in own:
            return
        is_sub = row["parent_id"] is not None
        _put(
            edit,
            item.pk,
            _drop_place(edit, is_sub, above_id, below_id, above_section_id),
        )


def _drop_place(
    edit: AgendaEdit,
    is_sub: bool,
    above_id: int | None,
    below_id: int | None,
    above_section_id: int | None,
) -> Place:
    above = None if above_id is None else _there(edit, above_id)
    below = None if below_id is None else _there(edit, below_id)
    if below is not None and below["parent_id"] is not None:
        if is_sub:
            return Place(below["section_id"], below["parent_id"], below_id)
        return _beside(edit, 0, None, below["parent_id"])
    if is_sub and above is not None and above["parent_id"] is not None:
        return Place(above["section_id"], above["parent_id"])
    if above is None:
        section_id = edit.section(above_section_id)
        under = below is not None and below["section_id"] == section_id
        return Place(section_id, None, below_id if under else None)
    top_id = above["parent_id"] or above_id
    return _beside(edit, 0, None, top_id)


def _there(edit: AgendaEdit, item_id: int) -> Row:
    row = edit.before.items.get(item_id)
    if row is None:
        raise RuleBroken(
            "MTG-9",
            "The item you wanted to move it to is no longer on the agenda. The agenda"
            " below is the present one.",
            field="place",
        )
    return row


def _beside(
    edit: AgendaEdit, item_id: int, before_id: int | None, after_id: int | None
) -> Place:
    beside_id = before_id if before_id is not None else after_id
    if beside_id is None or beside_id == item_id:
        raise RuleBroken("MTG-9", "Choose another place.", field="place")
    row = _there(edit, beside_id)
    section_id, parent_id = row["section_id"], row["parent_id"]
    if before_id is not None:
        return Place(section_id, parent_id, before_id)
    siblings = edit.before.siblings(
        section_id=section_id, parent_id=parent_id, without=item_id
    )
    ids = [pk for pk, _ in siblings]
    following = ids[ids.index(beside_id) + 1 :]
    return Place(section_id, parent_id, following[0] if following else None)


def _fellows(edit: AgendaEdit, item_id: int) -> list[int]:
    """The items heard beside this one, itself among them, in agenda order."""
    row = edit.row(item_id)
    return [
        placed.item_id
        for placed in agenda_order(edit.before.placed())
        if placed.parent_id == row["parent_id"]
        and (placed.is_live or placed.item_id == item_id)
        and edit.before.items[placed.item_id]["section_id"] == row["section_id"]
        and placed.part == row["part"]
    ]


def _next_place(
    edit: AgendaEdit, item_id: int, fellows: Sequence[int], step: int
) -> Place | None:
    row = edit.row(item_id)
    here = fellows.index(item_id)
    there = here + step
    if not 0 <= there < len(fellows):
        return None
    if step < 0:
        return Place(row["section_id"], row["parent_id"], fellows[there])
    return _beside(edit, item_id, None, fellows[there])


def _next_section(edit: AgendaEdit, section_id: int, step: int) -> Place | None:
    order = edit.before.section_order()
    there = order.index(section_id) + step
    if not 0 <= there < len(order):
        return None
    if step < 0:
        return Place(order[there])
    siblings = edit.before.siblings(section_id=order[there], parent_id=None)
    return Place(order[there], None, siblings[0][0] if siblings else None)


def _put(edit: AgendaEdit, item_id: int, to: Place) -> None:
    row = edit.row(item_id)
    subs = edit.before.sub_items(item_id)
    _keep_shape(edit, item_id, subs, to)
    siblings = edit.before.siblings(
        section_id=to.section_id, parent_id=to.parent_id, without=item_id
    )
    ids = [pk for pk, _ in siblings]
    position = len(ids) if to.before_id is None else ids.index(to.before_id)
    keys = place(siblings, [item_id], position)
    pks = {item_id, *keys}
    if to.section_id != row["section_id"]:
        pks |= set(subs)
    items = list(AgendaItem.objects.filter(pk__in=pks))
    for moved in items:
        moved.sort_key = keys.get(moved.pk, moved.sort_key)
        if moved.pk == item_id:
            moved.section_id, moved.parent_id = to.section_id, to.parent_id
        elif moved.pk in subs:
            moved.section_id = to.section_id
    bulk_update(
        AgendaItem,
        items,
        ["sort_key", "section_id", "parent_id"],
        "Item moved",
        actor=edit.actor,
    )
    edit.say(moved_sentence(item_id))


def _keep_shape(edit: AgendaEdit, item_id: int, subs: Sequence[int], to: Place) -> None:
    if to.parent_id is None:
        beside = edit.before.items.get(to.before_id or 0)
    else:
        beside = edit.before.items[to.parent_id]
        if beside["parent_id"] is not None or to.parent_id == item_id:
            raise RuleBroken(
                "MTG-8", "A sub-item cannot have sub-items of its own.", field="place"
            )
        if subs:
            raise RuleBroken(
                "MTG-8",
                "An item with sub-items cannot itself become a sub-item.",
                field="place",
            )
    if beside is not None and beside["part"] != edit.row(item_id)["part"]:
        raise RuleBroken(
            "MTG-5",
            "That place is in the other part of the agenda. Change the part on the"
            " item's own page, where the reason is asked for.",
            field="place",
        )


def moved_sentence(item_id: int) -> Callable[[Outcome], str]:
    """``ICP Core Narrative is now item 8, was 7.``"""

    def tell(outcome: Outcome) -> str:
        title = outcome.title(item_id)
        old, new = outcome.old_numbers.get(item_id), outcome.numbers.get(item_id)
        if new is None:
            return f"{title} has moved."
        if old != new:
            was = f", was {old}" if old else ""
            return f"{title} is now item {new}{was}."
        section_id = outcome.after.items[item_id]["section_id"]
        section = outcome.after.sections[section_id]["title"]
        return f"{title} is still item {new}, now under {section}."

    return tell
