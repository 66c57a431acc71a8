"""What is discussed: meetings, their agendas, templates and carried items."""

from boards.meetings.models.agenda import (
    AgendaChange,
    AgendaItem,
    AgendaSection,
    ItemOwner,
    ItemParty,
    ItemPurpose,
)
from boards.meetings.models.between import DecisionRound, RoundReply, SealUse
from boards.meetings.models.calling import (
    CalendarKey,
    MeetingNotice,
    MeetingSettings,
    Presenter,
    Reply,
)
from boards.meetings.models.decision import Decision, Dissent
from boards.meetings.models.forward import ForwardPlanEntry
from boards.meetings.models.meeting import Meeting
from boards.meetings.models.participation import ItemParticipation, Ruling
from boards.meetings.models.plan import AgendaTemplate, AgendaTemplateRow, CarriedItem
from boards.meetings.models.publication import (
    Publication,
    PublicQuestion,
    PublicSite,
)

__all__ = [
    "AgendaChange",
    "AgendaItem",
    "AgendaSection",
    "AgendaTemplate",
    "AgendaTemplateRow",
    "CalendarKey",
    "CarriedItem",
    "Decision",
    "DecisionRound",
    "Dissent",
    "ForwardPlanEntry",
    "ItemOwner",
    "ItemParticipation",
    "ItemParty",
    "ItemPurpose",
    "Meeting",
    "MeetingNotice",
    "MeetingSettings",
    "Presenter",
    "PublicQuestion",
    "PublicSite",
    "Publication",
    "Reply",
    "RoundReply",
    "Ruling",
    "SealUse",
]
