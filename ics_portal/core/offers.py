"""What could go here: other apps offer values for a field, a person accepts one.

Registered in ``AppConfig.ready()`` of the higher app. An offer is never a decision:
nothing is filled in until somebody picks it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Model

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class Offer:
    """A value for a field, the words it is shown by, and why it is offered."""

    value: str
    label: str
    why: str = ""


Offerer = Callable[["Actor", Model], Iterable[Offer]]

_OFFERERS: dict[str, dict[str, Offerer]] = {}


def register_offerer(field: str, key: str, offerer: Offerer) -> None:
    """Offer values for a field, e.g. ``meetings.item.parties``; ``key`` names who offers."""
    _OFFERERS.setdefault(field, {})[key] = offerer


def offers_for(field: str, *, actor: "Actor", thing: Model) -> list[Offer]:
    """Every offer for the field of this thing, each value once, first offerer first."""
    offers: dict[str, Offer] = {}
    for key in sorted(_OFFERERS.get(field, {})):
        for offer in _OFFERERS[field][key](actor, thing):
            offers.setdefault(offer.value, offer)
    return list(offers.values())
