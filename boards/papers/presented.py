"""The papers of an item, on the page of who comes to present it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from boards.meetings.models import AgendaItem
from boards.papers.models import Paper
from boards.papers.selectors import as_given_to
from ics_portal.core.panels import Panel, register_panel
from ics_portal.core.verdicts import ALLOWED, Verdict

if TYPE_CHECKING:
    from django.db.models import Model

    from ics_portal.accounts.actor import Actor


def papers_of_item(actor: Actor, item: Model) -> dict[str, Any]:
    """As they were issued; none before the pack is out."""
    assert isinstance(item, AgendaItem)  # noqa: S101 -- the page of an item asks
    papers = (
        Paper.objects.readable_by(actor)
        .filter(item=item)
        .select_related("item__meeting")
        .prefetch_related("people")
        .in_order()
    )
    return {"papers": as_given_to(actor, papers)}


def _anybody(actor: Actor, item: Model) -> Verdict:
    """The page is theirs, and each paper asks its own gate."""
    return ALLOWED


register_panel(
    Panel(
        place="meetings.presented",
        key="papers.presented",
        title="Papers",
        template="boards/papers/_presented.html",
        context=papers_of_item,
        may_see=_anybody,
    )
)
