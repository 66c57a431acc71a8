"""Saying which organisations items concern, from what their papers name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from boards.meetings.models import AgendaItem, Meeting
from boards.meetings.permissions import may_edit_agenda
from boards.meetings.services import edit_item, shown_fields
from boards.meetings.services.editing import read_ids, write_ids
from declarations.selectors.suggestions import suggested_parties
from declarations.services.conflicts import refresh_conflicts
from ics_portal.accounts.actor import Actor
from ics_portal.core.verdicts import require

REASON = "Organisations its papers name"


@transaction.atomic
def say_concerns(
    *,
    meeting: Meeting,
    chosen: Iterable[tuple[int, int]],
    actor: Actor,
    at: datetime,
) -> int:
    """Add what was chosen, as (item, organisation), of what is suggested; says how many.

    What is no longer suggested is left out: an item that went, a name somebody added.
    """
    require(may_edit_agenda(actor, meeting))
    open_now = suggested_parties(meeting)
    wanted: dict[int, list[int]] = defaultdict(list)
    for item_id, organisation_id in chosen:
        if organisation_id in {row.pk for row in open_now.get(item_id, ())}:
            wanted[item_id].append(organisation_id)
    for item in AgendaItem.objects.filter(pk__in=wanted, meeting=meeting):
        was = shown_fields(item)["parties"]
        ids = [*read_ids(was, field="parties"), *wanted[item.pk]]
        edit_item(
            item=item,
            values={"parties": write_ids(ids)},
            was={"parties": was},
            reason=REASON,
            actor=actor,
            at=at,
        )
    if wanted:
        refresh_conflicts(meeting=meeting, at=at)
    return sum(len(ids) for ids in wanted.values())
