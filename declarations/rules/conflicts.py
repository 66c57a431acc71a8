"""What a match is called, and whether papers are held for it (nhs-practice 6.4)."""

from __future__ import annotations

from collections.abc import Collection

from declarations.enums import ConflictSource, ConflictState, HoldRule
from declarations.rules.overlaps import Overlap

OPEN_STATES = (ConflictState.FOUND,)


def why(overlap: Overlap, organisation: str) -> str:
    """The reason in words: what is held, in what, and the steps between, if any."""
    held = overlap.held.words
    start = f"{organisation}: {held}"
    return f"{start} ({'; '.join(overlap.through)})" if overlap.through else start


def holds(overlap: Overlap, rule: str) -> bool:
    """Whether papers are held until the chair rules (CONF-2).

    Only for an interest of one's own that was declared, and where the body's setting says
    so. An employer or a position elsewhere is shown and not refused (nhs-practice 11, row
    8): it is why a partner member sits at the table.
    """
    return (
        rule == HoldRule.HOLD
        and overlap.held.source == ConflictSource.INTEREST
        and overlap.held.is_direct
    )


def state_when_found(organisation_ids: Collection[int], overlap: Overlap) -> str:
    """A match under a standing ruling for its organisation waits for nobody (DOI-16)."""
    covered = {overlap.organisation_id, overlap.held.organisation_id}
    if covered & set(organisation_ids):
        return ConflictState.STANDING
    return ConflictState.FOUND
