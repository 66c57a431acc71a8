"""What declarations hear of: agendas that changed, and interests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from boards.meetings.models import ItemParticipation, Meeting, Ruling
from declarations.models import WithheldRecord
from declarations.selectors.interests import bodies_of, meetings_ahead
from declarations.services.conflicts import refresh_conflicts, settle_conflicts
from declarations.services.withheld import tell_of_records
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


@hears("ruling_recorded")
def open_or_close_what_was_added(payload: dict[str, Any]) -> None:
    """Records added to an earlier ruling go as the papers go now."""
    ruling = Ruling.objects.filter(pk=payload["ruling_id"]).first()
    if ruling is not None:
        rows = WithheldRecord.objects.standing()
        of_both = {"item_id": ruling.item_id, "person_id": ruling.person_id}
        now = ItemParticipation.objects.filter(**of_both)
        tell_of_records(rows.filter(participation__in=now.values("pk")))


@hears("deputy_named")
def keep_it_from_the_deputy(payload: dict[str, Any]) -> None:
    """Whoever stands in has withheld what rulings of other meetings withhold, too."""
    meeting = Meeting.objects.filter(pk=payload["meeting_id"]).first()
    if meeting is not None:
        rows = WithheldRecord.objects.in_force()
        here = {"participation__item__meeting__body_id": meeting.body_id}
        tell_of_records(rows.filter(**here))


def _match_ahead(body_ids: set[int]) -> None:
    at = timezone.now()
    for meeting in meetings_ahead(body_ids, timezone.localdate(at)):
        refresh_conflicts(meeting=meeting, at=at)
