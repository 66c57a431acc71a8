"""The bar that every page of one meeting bears."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from boards.meetings.contributions import counts_for, meeting_stages
from ics_portal.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class StageLink:
    """One entry; ``count`` says how much is to be done there."""

    key: str
    label: str
    url: str
    count: int


def stages_for(meeting_id: int, actor: Actor) -> list[StageLink]:
    """The entries of the bar of this meeting, for ``components/stage_bar.html``."""
    counts = counts_for(meeting_id, actor)
    return [
        StageLink(
            key=stage.key,
            label=stage.label,
            url=reverse(stage.url_name, kwargs={"meeting_id": meeting_id}),
            count=counts.get(stage.key, 0),
        )
        for stage in meeting_stages()
    ]
