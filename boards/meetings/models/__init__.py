"""What is discussed: meetings, their agendas, templates and carried items."""

from boards.meetings.models.agenda import (
    AgendaChange,
    AgendaItem,
    AgendaSection,
    ItemOwner,
    ItemParty,
    ItemPurpose,
)
from boards.meetings.models.decision import Decision
from boards.meetings.models.meeting import Meeting
from boards.meetings.models.plan import AgendaTemplate, AgendaTemplateRow, CarriedItem

__all__ = [
    "AgendaChange",
    "AgendaItem",
    "AgendaSection",
    "AgendaTemplate",
    "AgendaTemplateRow",
    "CarriedItem",
    "Decision",
    "ItemOwner",
    "ItemParty",
    "ItemPurpose",
    "Meeting",
]
