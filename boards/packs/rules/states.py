"""Where a build may go from where it stands."""

from __future__ import annotations

from boards.packs.enums import CopyState, PackState
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

COPY_STATES = document(
    Transitions(
        name="reader-copy",
        noun="copy",
        rule_id="PACK-11",
        start=CopyState.BUILDING,
        moves={
            CopyState.BUILDING: frozenset(
                {CopyState.RELEASED, CopyState.BLOCKED, CopyState.FAILED}
            ),
            # Made again: after a fault was mended, or when it is asked for once more.
            CopyState.BLOCKED: frozenset({CopyState.BUILDING}),
            CopyState.FAILED: frozenset({CopyState.BUILDING}),
        },
    )
)
