"""What the publish page lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from boards.meetings.models import Publication
from ics_portal.accounts.actor import OFFICE_ROLES

if TYPE_CHECKING:
    from datetime import datetime

    from boards.meetings.models import Meeting
    from ics_portal.accounts.actor import Actor


def publications_of(actor: Actor, meeting_id: int | None = None) -> QuerySet[
    Publication
]:  # fmt: skip
    """Everything published of the meetings of the actor's offices, what was replaced and
    withdrawn too."""
    rows = Publication.objects.filter(
        meeting__body_id__in=actor.body_ids(*OFFICE_ROLES)
    ).select_related("meeting__body", "body", "stored")
    return rows if meeting_id is None else rows.filter(meeting=meeting_id)


def out_to_the_public(meeting: Meeting, at: datetime) -> QuerySet[Publication]:
    """What stands published of a meeting, as anybody may read it."""
    rows = Publication.objects.public(at).filter(meeting=meeting)
    return rows.select_related("meeting__body", "body", "stored")


def publication_or_404(
    actor: Actor, meeting_id: int, publication_id: int
) -> Publication:
    """One of them; what is not the actor's to publish does not exist."""
    return get_object_or_404(publications_of(actor, meeting_id), pk=publication_id)
