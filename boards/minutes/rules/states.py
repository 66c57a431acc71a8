"""How minutes become the record (MIN-13, PUB-04)."""

from __future__ import annotations

from boards.minutes.enums import MinutesState
from ics_portal.core.state import Transitions, document

MINUTES_STATES = document(
    Transitions(
        name="minutes",
        noun="set of minutes",
        rule_id="MNT-1",
        start=MinutesState.DRAFT,
        moves={
            MinutesState.DRAFT: frozenset({MinutesState.CHAIR_APPROVED}),
            # Taken back to put something right; published, they stay unconfirmed.
            MinutesState.CHAIR_APPROVED: frozenset(
                {
                    MinutesState.DRAFT,
                    MinutesState.UNCONFIRMED,
                    MinutesState.CONFIRMED,
                }
            ),
            MinutesState.UNCONFIRMED: frozenset(
                {MinutesState.DRAFT, MinutesState.CONFIRMED}
            ),
            MinutesState.CONFIRMED: frozenset({MinutesState.SIGNED}),
        },
    )
)

AGREED = frozenset({MinutesState.CONFIRMED, MinutesState.SIGNED})
"""From here on the words are the record and never overwritten."""

UNDER_WAY = frozenset({MinutesState.DRAFT})
"""Only the office and the chair read these."""


def marking(state: str) -> str:
    """The word that stands on every page until the minutes are agreed (PUB-04)."""
    if state in AGREED:
        return ""
    if state == MinutesState.DRAFT:
        return "Draft, unconfirmed"
    return "Unconfirmed"


def marking_sentence(state: str) -> str:
    """The same in a sentence, for the head of a page."""
    if state in AGREED:
        return ""
    if state == MinutesState.DRAFT:
        return (
            "Draft: not yet approved by the chair, and not the record of the meeting"
            " until the body accepts it."
        )
    return (
        "Unconfirmed: these minutes are not the record of the meeting until the body"
        " accepts them at a later meeting."
    )
