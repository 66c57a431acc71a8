"""What other apps add to a page: a lower room's page asks, higher apps answer.

Registered in ``AppConfig.ready()`` of the higher app. A panel carries its own verdict,
so a reader sees only what that app would have shown them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from ics_portal.core.verdicts import Verdict

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of a page: a heading, a partial template and what it needs.

    ``place`` names the page, e.g. ``meetings.item``.
    """

    place: str
    key: str
    title: str
    template: str
    context: Callable[["Actor", Model], dict[str, Any]]
    may_see: Callable[["Actor", Model], Verdict]
    position: int = 100


@dataclass(frozen=True, slots=True)
class DrawnPanel:
    """A panel that this reader may see, ready to be included."""

    key: str
    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


_PANELS: dict[tuple[str, str], Panel] = {}


def register_panel(panel: Panel) -> None:
    """Add a panel; the same place and key again replaces it."""
    _PANELS[panel.place, panel.key] = panel


def panels_for(place: str, *, actor: "Actor", thing: Model) -> list[DrawnPanel]:
    """The panels of a place that the actor may see of this thing, in their order."""
    here = sorted(
        (panel for panel in _PANELS.values() if panel.place == place),
        key=lambda panel: (panel.position, panel.key),
    )
    return [
        DrawnPanel(panel.key, panel.title, panel.template, panel.context(actor, thing))
        for panel in here
        if panel.may_see(actor, thing)
    ]
