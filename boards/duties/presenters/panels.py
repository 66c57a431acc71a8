"""What this room adds to the pages of organisations and places."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from boards.bodies.models import Body
from boards.bodies.presenters.body import Link
from boards.duties.presenters.maturity import place_row
from boards.duties.presenters.oversight import action_row, history_url, rating_row
from boards.duties.selectors.maturity import assessments_by_body
from boards.duties.selectors.oversight import actions_about, ratings_in_every_system

if TYPE_CHECKING:
    from boards.directory.models import Organisation, Place


def oversight_of_organisation(
    organisation: Organisation, today: date
) -> dict[str, Any]:
    """Ratings and actions of a day, and where all of them stand for each system."""
    return {
        "ratings": [
            rating_row(one) for one in ratings_in_every_system(organisation, today)
        ],
        "actions": [action_row(one) for one in actions_about(organisation, today)],
        "more": [
            Link(
                f"Ratings and actions over time, {system}",
                history_url(organisation.pk, f"system={system.pk}"),
            )
            for system in organisation.systems.all()
        ],
    }


def maturity_of_place(place: Place, today: date) -> dict[str, Any]:
    """The latest views of each partnership of a place."""
    bodies = list(Body.objects.in_force_on(today).filter(place=place))
    found = assessments_by_body(bodies, today)
    return {"rows": [place_row(one, found[one.pk], "") for one in bodies]}
