"""Freezing an agenda's numbers, when its pack is issued."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boards.meetings.models import AgendaItem, Meeting
from boards.meetings.permissions import may_edit_agenda
from boards.meetings.services.changing import tick
from boards.meetings.services.state import AgendaState
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import bulk_update, record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require


@transaction.atomic
def freeze_numbers(*, meeting: Meeting, actor: Actor, at: datetime) -> Meeting:
    """Keep every number as it is now, whatever happens later (docs/rules.md, MTG-3).

    Freezing again changes nothing: late items got their letters when they were added.
    Raises RuleBroken for an agenda without items.
    """
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require(may_edit_agenda(actor, locked))
    if locked.numbers_frozen_at is not None:
        return locked
    numbers = AgendaState.read(locked.pk).numbers()
    if not numbers:
        raise RuleBroken("MTG-3", "There is nothing on this agenda to issue.")
    items = list(AgendaItem.objects.filter(pk__in=numbers))
    for item in items:
        item.frozen_number = numbers[item.pk]
    bulk_update(AgendaItem, items, ["frozen_number"], "Numbers frozen", actor=actor)
    locked.numbers_frozen_at, locked.numbers_frozen_by_id = at, actor.user_id
    save_with_reason(locked, "Numbers frozen", actor=actor)
    tick(locked)
    record(verb="numbers_frozen", target=locked, actor=actor, at=at)
    return locked
