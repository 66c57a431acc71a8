"""What of declarations stands first on the home page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from declarations.presenters.returns import due_lines, room_lines
from declarations.selectors.interests import objections_waiting, said_in_the_room
from declarations.selectors.returns import cycles_due
from ics_portal.accounts.actor import OFFICE_ROLES
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
                label=f"Make the {line.title[:1].lower()}{line.title[1:]}",
            )
            for line in due_lines(cycles_due(actor.person_id, today), today)
        ]
        needs += [
            Need(
                strong="Declare it in full:",
                text=f"{line.text}. By {line.until} ({line.clock}).",
                cure="Declare it",
                href=reverse("declarations:new_interest"),
                kind="bad" if line.is_late else "warn",
                label=f"Declare it in full: {line.text}",
            )
            for line in room_lines(said_in_the_room(actor.person_id, today), today)
        ]
    return needs + _needs_of_office(actor)


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
