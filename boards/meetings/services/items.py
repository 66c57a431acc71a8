"""Adding items, and what befalls them: removed, deferred, withdrawn, put back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import ProtectedError

from boards.meetings.enums import (
    BEFORE_DECLARATIONS,
    CarriedState,
    ItemFormat,
    ItemState,
    Part,
    StandingItem,
)
from boards.meetings.models import AgendaItem, AgendaSection, CarriedItem, Meeting
from boards.meetings.rules import standing_of
from boards.meetings.rules.states import ITEM_STATES
from boards.meetings.rules.words import clean_reason
from boards.meetings.services.changing import AgendaEdit, changing_agenda
from boards.meetings.services.inserting import (
    ItemDraft,
    Newcomer,
    first_section,
    insert_items,
)
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import (
    bulk_update,
    create_with_reason,
    delete_with_reason,
    save_with_reason,
)
from ics_portal.core.errors import RuleBroken


def add_item(
    *,
    meeting: Meeting,
    title: str,
    actor: Actor,
    at: datetime,
    section: AgendaSection | None = None,
    parent: AgendaItem | None = None,
    after: AgendaItem | None = None,
    owners: Iterable[str] = (),
    purpose_ids: Iterable[int] = (),
    item_format: str = ItemFormat.VERBAL,
    minutes: int | str = 5,
    part: int = Part.ONE,
    private_reason: str = "",
    open_title: str = "",
    party_ids: Iterable[int] = (),
    reason: str = "",
) -> AgendaItem:
    """Add an item at the end of ``section``, or straight ``after`` another item.

    With ``parent`` it becomes a sub-item. Without any of the three it goes to the last
    section. Beside or under another item it shares that item's part. A title such as *Declarations of Interest* makes it that standing item, which
    is put before business. Once numbers are frozen it is a late item, with a letter and
    a ``reason``. Raises RuleBroken naming the field at fault.
    """
    with changing_agenda(meeting=meeting, actor=actor, at=at, reason=reason) as edit:
        beside = after or parent
        if beside is not None:
            row = edit.row(beside.pk)
            part = row["part"]
            private_reason = private_reason or row["private_reason"]
        draft = ItemDraft(
            title=title,
            owners=tuple(owners),
            purpose_ids=tuple(purpose_ids),
            item_format=item_format,
            minutes=minutes,  # type: ignore[arg-type]  # cleaned with the draft
            standing=_standing(edit, title, parent),
            part=part,
            private_reason=private_reason,
            open_title=open_title,
            party_ids=tuple(party_ids),
        )
        newcomer = _place(edit, draft, section, parent, after)
        [item] = insert_items(edit, [newcomer])
        edit.say(lambda outcome: f"Added {outcome.named(item.pk)}.")
    item.refresh_from_db()
    return item


def _standing(edit: AgendaEdit, title: str, parent: AgendaItem | None) -> str:
    standing = standing_of(title)
    taken = {
        row["standing"]
        for row in edit.before.items.values()
        if row["state"] == ItemState.LIVE
    }
    if parent is not None or standing in taken:
        return StandingItem.NONE
    return standing


def _place(
    edit: AgendaEdit,
    draft: ItemDraft,
    section: AgendaSection | None,
    parent: AgendaItem | None,
    after: AgendaItem | None,
) -> Newcomer:
    if after is not None:
        row = edit.row(after.pk)
        return Newcomer(
            draft, row["section_id"], parent_id=row["parent_id"], after_id=after.pk
        )
    if parent is not None:
        row = edit.row(parent.pk)
        if row["parent_id"] is not None:
            raise RuleBroken("MTG-8", "A sub-item cannot have sub-items of its own.")
        return Newcomer(draft, row["section_id"], parent_id=parent.pk)
    order = edit.before.section_order()
    wanted = None if section is None else edit.section(section.pk)
    if draft.standing == StandingItem.DECLARATIONS:
        return Newcomer(draft, _section_for_declarations(edit, wanted))
    return Newcomer(draft, wanted or (order[-1] if order else first_section(edit)))


def _section_for_declarations(edit: AgendaEdit, wanted: int | None) -> int:
    """The section asked for, or the first that holds anything but what may precede."""
    heard = {
        row["section_id"]
        for row in edit.before.items.values()
        if row["state"] == ItemState.LIVE and row["standing"] not in BEFORE_DECLARATIONS
    }
    for section_id in edit.before.section_order():
        if section_id == wanted or section_id in heard:
            return section_id
    return first_section(edit)


def remove_item(
    *, item: AgendaItem, actor: Actor, at: datetime, reason: str = ""
) -> None:
    """Take an item and its sub-items off the agenda for good; undo brings them back.

    Raises RuleBroken once numbers are frozen, and where papers stand under the item.
    """
    with changing_agenda(
        meeting=item.meeting,
        actor=actor,
        at=at,
        reason=reason,
        when_frozen="This agenda has been issued: withdraw the item instead, so that it"
        " keeps its number.",
    ) as edit:
        edit.row(item.pk)
        edit.say(lambda outcome: f"Removed {outcome.named(item.pk)}.")
        pks = [*edit.before.sub_items(item.pk), item.pk]
        _offer_again(edit, pks)
        delete_items(edit, pks)


def delete_items(edit: AgendaEdit, pks: Sequence[int]) -> None:
    """Delete items, sub-items first; RuleBroken where something stands under one."""
    rows = AgendaItem.objects.in_bulk(pks)
    try:
        for pk in pks:
            delete_with_reason(rows[pk], edit.because("Item removed"), actor=edit.actor)
    except ProtectedError as error:
        title = edit.row(pk)["title"]
        raise RuleBroken(
            "MTG-10",
            f"There are papers under “{title}”, so it cannot be removed. Defer it or"
            " withdraw it: the papers then stay where they are.",
        ) from error


def _offer_again(edit: AgendaEdit, pks: Sequence[int]) -> None:
    """A carried item taken as one that is removed is offered again."""
    taken = CarriedItem.objects.select_for_update().filter(taken_as_id__in=pks)
    for carried in taken:
        edit.touch_carried(carried.pk)
        carried.state, carried.taken_as = CarriedState.OFFERED, None
        save_with_reason(carried, "Item removed from the agenda", actor=edit.actor)


def defer_item(
    *,
    item: AgendaItem,
    actor: Actor,
    at: datetime,
    to_meeting: Meeting | None = None,
    reason: str = "",
) -> CarriedItem:
    """Take an item off this agenda and offer it to a later one (AGD-13).

    ``to_meeting`` defaults to the next meeting where that is set. Sub-items go with it.
    """
    with changing_agenda(
        meeting=item.meeting, actor=actor, at=at, reason=reason
    ) as edit:
        row = edit.row(item.pk)
        due = to_meeting or edit.meeting.next_meeting
        check_later(edit.meeting, due)
        _set_state(edit, item.pk, ItemState.DEFERRED)
        carried = create_with_reason(
            CarriedItem,
            edit.because("Item deferred"),
            actor=actor,
            body_id=edit.meeting.body_id,
            title=row["title"],
            deferred_from=edit.meeting,
            deferred_item_id=item.pk,
            due_at_meeting=due,
            reason=edit.reason,
        )
        edit.adds_carried(carried.pk)
        to = f" to {due}" if due else ""
        edit.say(lambda outcome: f"Deferred {outcome.named(item.pk)}{to}.")
    return carried


def check_later(meeting: Meeting, due: Meeting | None) -> None:
    """Raise RuleBroken unless ``due`` is a later meeting of the same body."""
    if due is None:
        return
    if (
        due.body_id != meeting.body_id
        or due.held_on < meeting.held_on
        or due == meeting
    ):
        raise RuleBroken(
            "AGD-13", "Choose a later meeting of the same body.", field="to_meeting"
        )


def withdraw_item(*, item: AgendaItem, actor: Actor, at: datetime, reason: str) -> None:
    """Withdraw an item with a reason; a frozen number stays listed as withdrawn."""
    with changing_agenda(
        meeting=item.meeting, actor=actor, at=at, reason=reason
    ) as edit:
        clean_reason(reason, ask="Say why the item is withdrawn.", rule="MTG-3")
        _set_state(edit, item.pk, ItemState.WITHDRAWN)
        edit.say(lambda outcome: f"Withdrew {outcome.named(item.pk)}.")


def restore_item(
    *, item: AgendaItem, actor: Actor, at: datetime, reason: str = ""
) -> None:
    """Put a deferred or withdrawn item back where it stood.

    Raises RuleBroken when another meeting has taken the deferred item meanwhile.
    """
    with changing_agenda(
        meeting=item.meeting, actor=actor, at=at, reason=reason
    ) as edit:
        parent_id = edit.row(item.pk)["parent_id"]
        if parent_id and edit.row(parent_id)["state"] != ItemState.LIVE:
            raise RuleBroken("MTG-8", "Put the item back before its sub-items.")
        _take_back_offer(edit, item.pk)
        _set_state(edit, item.pk, ItemState.LIVE)
        edit.say(lambda outcome: f"Put back {outcome.named(item.pk)}.")


def _take_back_offer(edit: AgendaEdit, item_id: int) -> None:
    offers = CarriedItem.objects.select_for_update().filter(deferred_item_id=item_id)
    for offer in offers:
        edit.touch_carried(offer.pk)
        if offer.state == CarriedState.TAKEN:
            raise RuleBroken(
                "AGD-13",
                f"“{offer.title}” has been taken on to a later agenda meanwhile.",
            )
        delete_with_reason(
            offer, edit.because("Item put back on the agenda"), actor=edit.actor
        )


def _set_state(edit: AgendaEdit, item_id: int, to: ItemState) -> None:
    """Move an item, and the sub-items that were in the same state, to another state."""
    current = edit.row(item_id)["state"]
    ITEM_STATES.move(current, to)
    pks = [
        item_id,
        *(
            pk
            for pk in edit.before.sub_items(item_id)
            if edit.row(pk)["state"] == current
        ),
    ]
    items = list(AgendaItem.objects.filter(pk__in=pks))
    for item in items:
        item.state = to
        item.state_reason = "" if to == ItemState.LIVE else edit.reason
    bulk_update(
        AgendaItem,
        items,
        ["state", "state_reason"],
        edit.because(f"Item: {to.label.lower()}"),
        actor=edit.actor,
    )
