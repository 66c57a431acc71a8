"""What was changed last, and by whom."""

from __future__ import annotations

from boards.meetings.models import AgendaChange, Meeting

LOOK_BACK = 50
"""How many changes are looked through for the one that met with yours."""


def latest_change(meeting: Meeting, user_id: int | None) -> AgendaChange | None:
    """The newest change this user made to the agenda that is not undone yet."""
    return AgendaChange.objects.filter(
        meeting=meeting, changed_by_id=user_id, undone_at__isnull=True
    ).first()


def who_changed(meeting_id: int, item_id: int, field: str) -> AgendaChange | None:
    """The newest change to a field of an item since it was added.

    None when that is long ago, or was undone.
    """
    for change in AgendaChange.objects.filter(meeting_id=meeting_id)[:LOOK_BACK]:
        row = change.after.get("items", {}).get(str(item_id))
        if row and field in row:
            was_there = change.before["items"][str(item_id)] is not None
            return change if was_there and change.undone_at is None else None
    return None
