"""What duties, oversight and assessments add to the pages of the directory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from boards.bodies.permissions import may_read_structure
from boards.duties.presenters.panels import maturity_of_place, oversight_of_organisation
from ics_portal.core.panels import Panel, register_panel

if TYPE_CHECKING:
    from django.db.models import Model

    from boards.directory.models import Organisation, Place
    from ics_portal.accounts.actor import Actor
    from ics_portal.core.verdicts import Verdict


def _everybody(actor: Actor, thing: Model) -> Verdict:
    return may_read_structure(actor)


def _oversight(actor: Actor, organisation: Organisation) -> dict[str, Any]:
    return oversight_of_organisation(organisation, timezone.localdate())


def _maturity(actor: Actor, place: Place) -> dict[str, Any]:
    return maturity_of_place(place, timezone.localdate())


PANELS = (
    Panel(
        place="directory.organisation",
        key="duties.oversight",
        title="Oversight",
        template="boards/duties/_ratings.html",
        context=_oversight,  # type: ignore[arg-type] -- the page gives what it is about
        may_see=_everybody,
        position=30,
    ),
    Panel(
        place="directory.place",
        key="duties.maturity",
        title="Maturity",
        template="boards/duties/_place_maturity.html",
        context=_maturity,  # type: ignore[arg-type] -- the page gives what it is about
        may_see=_everybody,
        position=20,
    ),
)

for panel in PANELS:
    register_panel(panel)
