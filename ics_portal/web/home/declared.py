"""What of declarations stands first on the home page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from declarations.presenters.returns import due_lines, room_lines
from declarations.selectors.interests import objections_waiting, said_in_the_room
from declarations.selectors.returns import closed_lately, cycles_due, not_returned
from ics_portal.accounts.actor import OFFICE_ROLES, Role
from ics_portal.core.web.words import plural
from ics_portal.web.home.presenters import Need

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


def needs_of_declarations(actor: Actor, today: date) -> list[Need]:
    """One's own return and what was said at a meeting; for the office, objections."""
    needs = []
    if actor.person_id is not None:
        mine = reverse("declarations:mine")
        needs += [
            Need(
                strong=line.title,
                text=f"is due by {line.until}: {line.left}.",
                cure="Make it",
                href=f"{mine}#return",
                label=f"Make it: {line.title}",
            )
            for line in due_lines(cycles_due(actor.person_id, today), today)
        ]
        needs += [
            Need(
                strong="Declare it in full:",
                text=f"{line.nature}, said at {line.where}. By {line.until} ({line.clock}).",
                cure="Declare it",
                href=reverse("declarations:new_interest"),
                kind="bad" if line.is_late else "warn",
                label=f"Declare it in full: {line.nature}",
            )
            for line in room_lines(
                said_in_the_room(today, person_id=actor.person_id), today
            )
        ]
    return needs + _needs_of_office(actor) + _returns_outstanding(actor, today)


def _needs_of_office(actor: Actor) -> list[Need]:
    count = objections_waiting(actor) if actor.holds_any(*OFFICE_ROLES) else 0
    if not count:
        return []
    verb = "waits" if count == 1 else "wait"
    return [
        Need(
            strong=plural(count, "objection"),
            text=f"to publication of an interest {verb} for a decision.",
            cure="See whose",
            href=reverse("declarations:people"),
        )
    ]


def _returns_outstanding(actor: Actor, today: date) -> list[Need]:
    """For the office and the chair: rounds that closed lately without everybody."""
    needs = []
    bodies = actor.body_ids(*OFFICE_ROLES, Role.CHAIR)
    for cycle in closed_lately(bodies, today):
        missing = len(not_returned(cycle, today))
        if missing:
            verb = "has" if missing == 1 else "have"
            needs.append(
                Need(
                    strong=f"Returns for {cycle.year}, {cycle.body}:",
                    text=f"{plural(missing, 'person', 'people')} {verb} not returned.",
                    cure="See who",
                    href=reverse("declarations:returns", args=[cycle.body.slug]),
                    label=f"See who has not returned for {cycle.body}",
                )
            )
    return needs
