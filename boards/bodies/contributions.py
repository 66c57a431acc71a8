"""What bodies add to the portal's frame and to the directory's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from boards.bodies.permissions import may_read_structure
from boards.bodies.presenters.panels import (
    appointments_of,
    memberships_of,
    nominations_of,
    partnerships_of,
)
from ics_portal.core.panels import Panel, register_panel
from ics_portal.core.web.navigation import register_entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model

    from ics_portal.accounts.actor import Actor
    from ics_portal.core.verdicts import Verdict

register_entry("system", "System", "bodies:map", 80)


def _everybody(actor: Actor, thing: Model) -> Verdict:
    return may_read_structure(actor)


def _rows(read: Callable[..., Any], empty: str) -> Callable[..., dict[str, Any]]:
    """What a panel's template needs, as of today."""
    return lambda actor, thing: {
        "rows": read(thing, timezone.localdate()),
        "empty": empty,
    }


PANELS = (
    Panel(
        place="directory.organisation",
        key="bodies.memberships",
        title="Bodies it is in",
        template="boards/bodies/_belongings.html",
        context=_rows(memberships_of, "It is a member of no body."),
        may_see=_everybody,
        position=10,
    ),
    Panel(
        place="directory.organisation",
        key="bodies.nominations",
        title="Whom it nominated",
        template="boards/bodies/_belongings.html",
        context=_rows(nominations_of, "It has nominated nobody."),
        may_see=_everybody,
        position=20,
    ),
    Panel(
        place="directory.person",
        key="bodies.appointments",
        title="Seats and posts",
        template="boards/bodies/_belongings.html",
        context=_rows(appointments_of, "No seat or post is recorded."),
        may_see=_everybody,
        position=10,
    ),
    Panel(
        place="directory.place",
        key="bodies.partnership",
        title="Its partnership",
        template="boards/bodies/_partnerships.html",
        context=_rows(partnerships_of, "No partnership is recorded today."),
        may_see=_everybody,
        position=10,
    ),
)

for panel in PANELS:
    register_panel(panel)
