"""What declarations hear of: agendas that changed, and interests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from boards.meetings.models import Meeting, Ruling
from declarations.selectors.interests import bodies_of, meetings_ahead
from declarations.services.conflicts import refresh_conflicts, settle_conflicts
from ics_portal.accounts.actor import SYSTEM_ACTOR
from ics_portal.core.outbox import hears


@hears("agenda_item_changed")
def look_for_conflicts(payload: dict[str, Any]) -> None:
    """An item came, went or concerns others: what meets it is looked for again."""
    meeting = Meeting.objects.filter(pk=payload["meeting_id"]).first()
    if meeting is not None:
        refresh_conflicts(meeting=meeting, at=timezone.now())


@hears("interests_changed")
def match_again(payload: dict[str, Any]) -> None:
    """Somebody declared, changed or withdrew: the meetings ahead are matched again."""
    _match_ahead(bodies_of([payload["person_id"]]))


@hears("conflict_settings_changed")
def match_by_new_settings(payload: dict[str, Any]) -> None:
    """A body holds papers otherwise, or has another standing ruling."""
    _match_ahead({payload["body_id"]})


@hears("ruling_recorded")
def settle_what_was_ruled(payload: dict[str, Any]) -> None:
    """Ruled in the room, or before: what met the item waits for nobody any more."""
    ruling = Ruling.objects.filter(pk=payload["ruling_id"]).first()
    if ruling is not None:
        settle_conflicts(
            item_id=ruling.item_id, person_id=ruling.person_id, actor=SYSTEM_ACTOR
        )


def _match_ahead(body_ids: set[int]) -> None:
    at = timezone.now()
    for meeting in meetings_ahead(body_ids, timezone.localdate(at)):
        refresh_conflicts(meeting=meeting, at=at)
