"""What the public site adds to the office's pages: the way there, and its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from boards.meetings.models import Meeting
from boards.meetings.permissions import may_edit_public_site, may_publish
from ics_portal.core.panels import Panel, register_panel
from ics_portal.web.public.addresses import days_of, meeting_url

if TYPE_CHECKING:
    from django.db.models import Model

    from ics_portal.accounts.actor import Actor
    from ics_portal.core.verdicts import Verdict


def _links(actor: Actor, meeting: Model) -> dict[str, Any]:
    """The public page of the meeting, where it has one, and what the office sets."""
    assert isinstance(meeting, Meeting)  # noqa: S101 -- the page that asks has one
    links = []
    day = days_of([meeting]).get(meeting.pk)
    if day is not None:
        links.append(
            (meeting_url(meeting.body.slug, day), "See the meeting as the public does")
        )
    questions = reverse("meetings:questions", kwargs={"meeting_id": meeting.pk})
    links.append((questions, "Questions from the public"))
    if may_edit_public_site(actor):
        words = "What the public pages say of the organisation"
        links.append((reverse("public:settings"), words))
    return {"links": links}


def _may_see(actor: Actor, meeting: Model) -> Verdict:
    assert isinstance(meeting, Meeting)  # noqa: S101 -- as above
    return may_publish(actor, meeting)


def register() -> None:
    """Add the panel to the page from which things are published."""
    register_panel(
        Panel(
            place="packs.publish",
            key="public.links",
            title="The public site",
            template="public/_links_panel.html",
            context=_links,
            may_see=_may_see,
        )
    )
