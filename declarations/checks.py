"""What declarations say before a pack is issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from boards.meetings.models import ItemParticipation
from boards.packs.checks import Objection, issue_checks, publish_checks
from declarations.selectors.extracts import hidden_since_extract
from declarations.services.conflicts import refresh_conflicts

if TYPE_CHECKING:
    from boards.packs.models import Pack


@issue_checks.register
def every_conflict_has_a_ruling(pack: Pack) -> list[Objection]:
    """Papers are held from somebody and nobody has ruled (CONF-4).

    Looks again itself, so that a message that got lost lets no pack out.
    """
    meeting = pack.meeting
    refresh_conflicts(meeting=meeting, at=timezone.now())
    waiting = ItemParticipation.objects.filter(
        item__meeting=meeting, papers_withheld=True, ruling__isnull=True
    ).select_related("item", "person")
    return [
        Objection(
            f"{row.person} has an interest in “{row.item}”, and the chair has not ruled.",
            "CONF-4",
            "Rule on it",
            reverse("declarations:conflicts", kwargs={"meeting_id": meeting.pk}),
        )
        for row in waiting
    ]


@publish_checks.register
def extract_has_nothing_withheld(pack: Pack) -> list[Objection]:
    """The extract in this pack prints an entry that has been withheld since (DCL-6)."""
    if not hidden_since_extract(pack):
        return []
    return [
        Objection(
            "The extract of the register in this pack has an entry that was withheld"
            " since. Make the extract anew, build and issue the pack again.",
            "DCL-6",
        )
    ]
