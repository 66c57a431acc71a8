"""What declarations add to the portal's frame: navigation, a panel, a stage."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from boards.directory.models import Person
from boards.meetings.contributions import (
    AgendaWarning,
    agenda_checks,
    register_stage,
    stage_counts,
)
from boards.meetings.models import Meeting
from boards.meetings.permissions import may_publish
from declarations.enums import ConflictState
from declarations.models import Conflict, Interest
from declarations.permissions import may_see_interests
from declarations.selectors.extracts import extract_now
from declarations.selectors.held_files import held_of
from ics_portal.core.panels import Panel, register_panel
from ics_portal.core.verdicts import refused
from ics_portal.core.web.navigation import register_entry
from ics_portal.core.web.words import plural

if TYPE_CHECKING:
    from django.db.models import Model

    from ics_portal.accounts.actor import Actor
    from ics_portal.core.verdicts import Verdict


@stage_counts.register
def conflicts_waiting(meeting_id: int, actor: Actor) -> dict[str, int]:
    """The matches of a meeting that wait for a ruling, as far as the actor sees them."""
    waiting = Conflict.objects.visible_to(actor).filter(
        item__meeting_id=meeting_id, state=ConflictState.FOUND
    )
    return {"conflicts": waiting.values("item_id", "person_id").distinct().count()}


@agenda_checks.register
def extract_of_the_register(meeting_id: int, today: date) -> list[AgendaWarning]:
    """Says that the register's extract is not in the pack, or says less than is declared.

    Nothing of a meeting that is over, nor where those who vote have declared nothing.
    """
    meeting = Meeting.objects.filter(pk=meeting_id, held_on__gte=today).first()
    now = extract_now(meeting) if meeting else None
    if now is None or not now.has_changed:
        return []
    words = (
        "Interests were declared or changed since the extract of the register was made."
        if now.paper
        else "The extract of the register of interests is not in the pack yet."
    )
    where = reverse("declarations:extract", kwargs={"meeting_id": meeting_id})
    return [
        AgendaWarning(
            now.item.pk,
            "warn",
            words,
            cure_label="Make it anew" if now.paper else "Add it",
            cure_url=where,
            cure_is_post=True,
            rule_id="REG-3",
        )
    ]


def _is_a_person(actor: Actor) -> bool:
    return actor.person_id is not None


def _interests_panel(actor: Actor, person: Model) -> dict[str, Any]:
    count = Interest.objects.filter(person_id=person.pk).standing().count()
    return {
        "words": f"{plural(count, 'interest')} on record",
        "href": reverse("declarations:person", kwargs={"person_id": person.pk}),
    }


def _may_see(actor: Actor, person: Model) -> Verdict:
    assert isinstance(person, Person)  # noqa: S101 -- the page of a person asks
    return may_see_interests(actor, person)


register_panel(
    Panel(
        place="directory.person",
        key="declarations.interests",
        title="Declared interests",
        template="declarations/_person_panel.html",
        context=_interests_panel,
        may_see=_may_see,
        position=40,
    )
)


def _held_panel(actor: Actor, meeting: Model) -> dict[str, Any]:
    """What is closed to the public, each with the way to withdraw it, and the cure."""
    assert isinstance(meeting, Meeting)  # noqa: S101 -- the page that asks has one
    at = {"meeting_id": meeting.pk}
    return {
        "rows": [
            (
                row.title,
                reverse(
                    "packs:withdraw_publication",
                    kwargs={**at, "publication_id": row.pk},
                ),
            )
            for row in held_of(meeting)
        ],
        "extract_url": reverse("declarations:extract", kwargs=at),
    }


def _has_held(actor: Actor, meeting: Model) -> Verdict:
    assert isinstance(meeting, Meeting)  # noqa: S101 -- as above
    may = may_publish(actor, meeting)
    if may and not held_of(meeting):
        return refused("Nothing that is published is closed.")
    return may


register_panel(
    Panel(
        place="packs.publish",
        key="declarations.held",
        title="Closed to the public",
        template="declarations/_held_panel.html",
        context=_held_panel,
        may_see=_has_held,
        position=10,
    )
)
register_entry("interests", "Interests", "declarations:mine", 40, _is_a_person)
register_stage("conflicts", "Conflicts", "declarations:conflicts", 35)
