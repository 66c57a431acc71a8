"""What declarations hear of: agendas that changed, and interests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from boards.meetings.models import Meeting
from declarations.services.conflicts import refresh_conflicts
from ics_portal.core.outbox import hears


@hears("agenda_item_changed")
def look_for_conflicts(payload: dict[str, Any]) -> None:
    """An item came, went or concerns others: what meets it is looked for again."""
    meeting = Meeting.objects.filter(pk=payload["meeting_id"]).first()
    if meeting is not None:
        refresh_conflicts(meeting=meeting, at=timezone.now())
