"""What a sitting adds to the pages of a meeting."""

from __future__ import annotations

from django.urls import reverse

from boards.meetings.contributions import correction_pages, register_stage
from boards.meetings.models import Decision
from boards.sittings.models import Outcome


@correction_pages.register
def outcome_page(decision: Decision) -> str:
    """A decision that is the outcome of an item is put right there, so that both, and
    the minutes, say the same."""
    outcome = Outcome.objects.filter(decision=decision).select_related("item").first()
    if outcome is None:
        return ""
    return reverse(
        "sittings:change_outcome",
        kwargs={
            "meeting_id": outcome.item.meeting_id,
            "item_id": outcome.item_id,
            "outcome_id": outcome.pk,
        },
    )


register_stage("run", "Run", "sittings:run", 60)
