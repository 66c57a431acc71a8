"""Items deferred from earlier meetings: offered until taken, deferred again or dropped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from boards.bodies.models import Body
from boards.meetings.enums import CarriedState, ItemFormat, Part
from boards.meetings.models import (
    AgendaItem,
    AgendaSection,
    CarriedItem,
    DecisionRound,
    Meeting,
)
from boards.meetings.permissions import may_arrange_meeting
from boards.meetings.rules import clean_title
from boards.meetings.rules.states import CARRIED_STATES
from boards.meetings.rules.words import clean_reason
from boards.meetings.selectors import read_agenda
from boards.meetings.services.changing import AgendaEdit, changing_agenda
from boards.meetings.services.closing import section_for_business
from boards.meetings.services.inserting import (
    ItemDraft,
    Newcomer,
    first_section,
    insert_items,
)
from boards.meetings.services.items import check_later
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require


@transaction.atomic
def carry_item(
    *,
    body: Body,
    title: str,
    actor: Actor,
    at: datetime,
    deferred_from: Meeting | None = None,
    deferred_from_text: str = "",
    due_at_meeting: Meeting | None = None,
    deferred_item: AgendaItem | None = None,
    reason: str = "",
) -> CarriedItem:
    """Note an item to offer to a later agenda, whether the portal holds the earlier one
    or not. One deferred at its meeting stays on that agenda, with its number."""
    require(may_arrange_meeting(actor, body))
    carried = create_with_reason(
        CarriedItem,
        "Deferred item noted",
        actor=actor,
        body=body,
        title=clean_title(title),
        deferred_from=deferred_from,
        deferred_item=deferred_item,
        deferred_from_text=deferred_from_text.strip()[:200],
        due_at_meeting=due_at_meeting,
        reason=reason.strip(),
    )
    record(verb="item_carried", target=carried, actor=actor, at=at, reason=reason)
    return carried


@transaction.atomic
def refer_item(
    *, item: AgendaItem, body: Body, to: Body, reason: str, actor: Actor, at: datetime
) -> CarriedItem:
    """Offer an item to the next agenda of the body it was referred to.

    Of an item of part 2 the other body's office hears the open title alone.
    """
    require(may_arrange_meeting(actor, body))
    is_private = item.part == Part.TWO
    title = (item.open_title or "An item referred in private") if is_private else ""
    carried = create_with_reason(
        CarriedItem,
        "Item referred",
        actor=actor,
        body=to,
        title=title or item.title,
        deferred_from=item.meeting,
        deferred_from_text=f"Referred by {body}"[:200],
        reason="" if is_private else reason.strip(),
    )
    record(verb="item_referred", target=carried, actor=actor, at=at)
    return carried


@transaction.atomic
def take_back_carried(
    *, carried: CarriedItem, body: Body, reason: str, actor: Actor, at: datetime
) -> None:
    """Take an offer back, where what was written down of the item has changed.

    Raises RuleBroken once a later agenda has taken it.
    """
    require(may_arrange_meeting(actor, body))
    row = CarriedItem.objects.select_for_update().get(pk=carried.pk)
    if row.state == CarriedState.TAKEN:
        raise RuleBroken(
            "AGD-13",
            f"“{row.title}” has been taken on to a later agenda meanwhile.",
            field="kind",
        )
    if row.state == CarriedState.DROPPED:
        return
    row.state = CARRIED_STATES.move(row.state, CarriedState.DROPPED)
    row.reason = reason
    save_with_reason(row, reason, actor=actor)
    record(verb="item_no_longer_carried", target=row, actor=actor, at=at, reason=reason)


def take_carried_item(
    *,
    meeting: Meeting,
    carried: CarriedItem,
    actor: Actor,
    at: datetime,
    section: AgendaSection | None = None,
    owners: Iterable[str] = (),
    reason: str = "",
) -> AgendaItem:
    """Put a carried item on this agenda, as it stood where it was deferred.

    ``section`` defaults to the section of the same title, or else to the one above the
    close (MTG-11). Raises RuleBroken when another agenda has taken it meanwhile.
    """
    with changing_agenda(meeting=meeting, actor=actor, at=at, reason=reason) as edit:
        row = _lock(edit, carried)
        CARRIED_STATES.move(row.state, CarriedState.TAKEN)
        draft, old_section = _as_it_stood(row, tuple(owners))
        section_id = (
            edit.section(section.pk)
            if section is not None
            else section_like(edit, old_section)
        )
        newcomer = Newcomer(draft, section_id, above_closing=True)
        [item] = insert_items(edit, [newcomer])
        row.state, row.taken_as = CarriedState.TAKEN, item
        save_with_reason(row, edit.because("Taken on to an agenda"), actor=actor)
        edit.say(lambda outcome: f"Added {outcome.named(item.pk)}.")
    item.refresh_from_db()
    return item


def defer_carried_again(
    *,
    meeting: Meeting,
    carried: CarriedItem,
    reason: str,
    actor: Actor,
    at: datetime,
    to_meeting: Meeting | None = None,
) -> None:
    """Leave a carried item off this agenda too, and offer it to a later meeting."""
    with changing_agenda(meeting=meeting, actor=actor, at=at, reason=reason) as edit:
        clean_reason(reason, ask="Say why it is deferred again.", rule="AGD-13")
        due = to_meeting or edit.meeting.next_meeting
        check_later(edit.meeting, due)
        row = _lock(edit, carried)
        row.deferred_from, row.deferred_from_text = edit.meeting, ""
        row.due_at_meeting, row.reason = due, edit.reason
        save_with_reason(row, edit.because("Deferred again"), actor=actor)
        to = f" to {due}" if due else ""
        edit.say(f"Deferred {row.title} again{to}.")


def drop_carried_item(
    *,
    meeting: Meeting,
    carried: CarriedItem,
    reason: str,
    actor: Actor,
    at: datetime,
) -> None:
    """Drop a carried item for good; the reason is kept."""
    with changing_agenda(meeting=meeting, actor=actor, at=at, reason=reason) as edit:
        clean_reason(reason, ask="Say why it is dropped.", rule="AGD-13")
        row = _lock(edit, carried)
        row.state = CARRIED_STATES.move(row.state, CarriedState.DROPPED)
        row.reason = edit.reason
        save_with_reason(row, edit.because("Dropped"), actor=actor)
        edit.say(f"Dropped {row.title}; it is no longer offered.")


def _lock(edit: AgendaEdit, carried: CarriedItem) -> CarriedItem:
    row = (
        CarriedItem.objects.select_for_update()
        .filter(pk=carried.pk, body_id=edit.meeting.body_id)
        .first()
    )
    if row is None or row.state != CarriedState.OFFERED:
        raise RuleBroken(
            "AGD-13",
            f"“{carried.title}” is no longer offered: it has been taken on to an agenda"
            " or dropped meanwhile.",
        )
    edit.touch_carried(row.pk)
    return row


def _as_it_stood(row: CarriedItem, owners: tuple[str, ...]) -> tuple[ItemDraft, str]:
    """The item as it was before it was deferred, and the title of its section."""
    if row.deferred_item_id is None or row.deferred_from is None:
        draft = ItemDraft(
            title=row.title,
            owners=owners,
            item_format=ItemFormat.ATTACHED,
            minutes=10,
            **_in_private(row),
        )
        return draft, ""
    reading = read_agenda(row.deferred_from)
    old = next(item for item in reading.items if item.pk == row.deferred_item_id)
    titles = {section.pk: section.title for section in reading.sections}
    known = tuple(owner.role_title for owner in reading.owners.get(old.pk, ()))
    draft = ItemDraft(
        title=row.title,
        owners=owners or known,
        purpose_ids=tuple(purpose.pk for purpose in reading.purposes.get(old.pk, ())),
        item_format=old.item_format,
        minutes=old.minutes,
        part=old.part,
        private_reason=old.private_reason,
        open_title=old.open_title,
        phrases=old.phrases,
    )
    return draft, titles[old.section_id]


def _in_private(row: CarriedItem) -> dict[str, Any]:
    """What was decided in private between meetings is ratified in private."""
    if not DecisionRound.objects.filter(ratification=row, part=Part.TWO).exists():
        return {}
    return {
        "part": Part.TWO,
        "private_reason": "It ratifies a decision that was taken in private.",
        "open_title": "Ratification of a decision taken between meetings",
    }


def section_like(edit: AgendaEdit, title: str) -> int:
    """The section of this title, or else the one above the close (MTG-11)."""
    for pk in edit.before.section_order():
        if title and edit.before.sections[pk]["title"].casefold() == title.casefold():
            return pk
    if known := section_for_business(edit):
        return known
    order = edit.before.section_order()
    return order[-2:][0] if order else first_section(edit)
