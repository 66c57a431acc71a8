"""Reads of meetings and agendas, each in a number of queries that does not grow."""

from boards.meetings.selectors.agenda import (
    AgendaReading,
    NumberedItem,
    numbered_agenda,
    read_agenda,
)
from boards.meetings.selectors.changes import latest_change, who_changed
from boards.meetings.selectors.decisions import (
    decisions_for,
    items_to_decide,
    number_of_item,
    years_of_decisions,
)
from boards.meetings.selectors.heading import MeetingHeading, meeting_heading
from boards.meetings.selectors.in_common import (
    bodies_at,
    bodies_in_common,
    body_asked_for,
    with_body,
)
from boards.meetings.selectors.meetings import (
    earlier_agenda,
    meeting_before,
    meeting_or_404,
    meetings_page,
    offered_items,
)

__all__ = [
    "AgendaReading",
    "MeetingHeading",
    "NumberedItem",
    "bodies_at",
    "bodies_in_common",
    "body_asked_for",
    "decisions_for",
    "earlier_agenda",
    "items_to_decide",
    "latest_change",
    "meeting_before",
    "meeting_heading",
    "meeting_or_404",
    "meetings_page",
    "number_of_item",
    "numbered_agenda",
    "offered_items",
    "read_agenda",
    "who_changed",
    "with_body",
    "years_of_decisions",
]
