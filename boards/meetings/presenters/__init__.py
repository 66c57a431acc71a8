"""What the pages of meetings print."""

from boards.meetings.presenters.builder import (
    BuilderPage,
    ItemRow,
    OfferRow,
    SectionBlock,
    Trouble,
    builder_page,
)
from boards.meetings.presenters.reading import (
    AgendaLine,
    AgendaPage,
    ItemPage,
    MeetingPage,
    agenda_page,
    item_page,
    lines_for,
    meeting_page,
)
from boards.meetings.presenters.stages import StageLink, stages_for
from boards.meetings.selectors import MeetingHeading, NumberedItem, meeting_heading

__all__ = [
    "AgendaLine",
    "AgendaPage",
    "BuilderPage",
    "ItemPage",
    "ItemRow",
    "MeetingHeading",
    "MeetingPage",
    "NumberedItem",
    "OfferRow",
    "SectionBlock",
    "StageLink",
    "Trouble",
    "agenda_page",
    "builder_page",
    "item_page",
    "lines_for",
    "meeting_heading",
    "meeting_page",
    "stages_for",
]
