"""Where a build may go from where it stands."""

from __future__ import annotations

from boards.packs.enums import PackState
from ics_portal.core.state import Transitions, document

PACK_STATES = document(
    Transitions(
        name="pack",
        noun="build",
        rule_id="PACK-5",
        start=PackState.BUILDING,
        moves={
            PackState.BUILDING: frozenset(
                {PackState.BUILT, PackState.FAILED, PackState.CANCELLED}
            ),
            # Tried again: the same version, from a new snapshot.
            PackState.FAILED: frozenset({PackState.BUILDING}),
            PackState.CANCELLED: frozenset({PackState.BUILDING}),
        },
    )
)
