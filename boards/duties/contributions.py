"""What duties, oversight and assessments add to the pages of the directory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from boards.bodies.permissions import may_read_structure
from boards.duties.presenters.panels import maturity_of_place, oversight_of_organisation
from ics_portal.core.panels import Panel, register_panel

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model

    from ics_portal.accounts.actor import Actor
    from ics_portal.core.verdicts import Verdict


def _everybody(actor: Actor, thing: Model) -> Verdict:
    return may_read_structure(actor)


def _today(read: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """What a panel's template needs, as of today."""
    return lambda actor, thing: read(thing, timezone.localdate())


PANELS = (
    Panel(
        place="directory.organisation",
        key="duties.oversight",
        title="Oversight",
        template="boards/duties/_ratings.html",
        context=_today(oversight_of_organisation),
        may_see=_everybody,
        position=30,
    ),
    Panel(
        place="directory.place",
        key="duties.maturity",
        title="Maturity",
        template="boards/duties/_place_maturity.html",
        context=_today(maturity_of_place),
        may_see=_everybody,
        position=20,
    ),
)

for panel in PANELS:
    register_panel(panel)
