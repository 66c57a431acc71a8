"""How far a meeting may go, and which moves ask for a reason."""

from __future__ import annotations

from boards.meetings.enums import MeetingState, NoticeKind
from ics_portal.core.state import Transitions, document

MEETING_STATES = document(
    Transitions(
        name="meeting",
        noun="meeting",
        rule_id="CAL-1",
        start=MeetingState.PLANNED,
        moves={
            MeetingState.PLANNED: frozenset(
                {
                    MeetingState.CALLED,
                    MeetingState.POSTPONED,
                    MeetingState.SITTING,
                    MeetingState.CANCELLED,
                }
            ),
            MeetingState.CALLED: frozenset(
                {
                    MeetingState.POSTPONED,
                    MeetingState.SITTING,
                    MeetingState.CANCELLED,
                }
            ),
            MeetingState.POSTPONED: frozenset(
                {MeetingState.CALLED, MeetingState.CANCELLED}
            ),
            MeetingState.SITTING: frozenset(
                {MeetingState.ADJOURNED, MeetingState.HELD}
            ),
            MeetingState.ADJOURNED: frozenset(
                {MeetingState.SITTING, MeetingState.HELD}
            ),
        },
    )
)

CHANGE_NOTICES = {
    MeetingState.POSTPONED: NoticeKind.POSTPONED,
    MeetingState.ADJOURNED: NoticeKind.ADJOURNED,
    MeetingState.CANCELLED: NoticeKind.CANCELLED,
}
"""The moves that are told to people, with their reason."""

OVER = (MeetingState.HELD, MeetingState.CANCELLED)
"""States after which nothing more is called, noticed or answered."""

TO_COME = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.POSTPONED)
"""States in which people reply; after them the register of those present speaks."""


def notice_of_move(current: str, to: str) -> NoticeKind | None:
    """The notice a move makes, or None where it makes none."""
    if current == MeetingState.ADJOURNED and to == MeetingState.SITTING:
        return NoticeKind.RESUMED
    return CHANGE_NOTICES.get(MeetingState(to))
