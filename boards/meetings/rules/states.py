"""Which state an item, and a carried item, may go to."""

from __future__ import annotations

from boards.meetings.enums import CarriedState, ItemState
from ics_portal.core.state import Transitions, document

ITEM_STATES = document(
    Transitions(
        name="agenda-item",
        noun="item",
        rule_id="MTG-6",
        start=ItemState.LIVE,
        moves={
            ItemState.LIVE: frozenset({ItemState.DEFERRED, ItemState.WITHDRAWN}),
            ItemState.DEFERRED: frozenset({ItemState.LIVE}),
            ItemState.WITHDRAWN: frozenset({ItemState.LIVE}),
        },
    )
)

CARRIED_STATES = document(
    Transitions(
        name="carried-item",
        noun="deferred item",
        rule_id="AGD-13",
        start=CarriedState.OFFERED,
        moves={
            CarriedState.OFFERED: frozenset({CarriedState.TAKEN, CarriedState.DROPPED}),
            CarriedState.TAKEN: frozenset({CarriedState.OFFERED}),
        },
    )
)
