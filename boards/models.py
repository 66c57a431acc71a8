"""Imports the rooms so that Django finds their models; code imports from the room."""

from boards.actions.models import Action, ActionUpdate
from boards.bodies.models import Body, BodyRole, Purpose
from boards.directory.models import IntegratedCareSystem, Organisation, Person
from boards.meetings.models import (
    AgendaChange,
    AgendaItem,
    AgendaSection,
    AgendaTemplate,
    AgendaTemplateRow,
    CarriedItem,
    ItemOwner,
    ItemParty,
    ItemPurpose,
    Meeting,
)
from boards.packs.models import Pack, PackEntry, PackFile, RenderedPart
from boards.papers.models import (
    CoverSheet,
    CoverSheetTemplate,
    ImplicationAnswer,
    Paper,
    PaperMove,
    PaperPerson,
    PaperVersion,
    Recommendation,
    RouteRow,
)

__all__ = [
    "Action",
    "ActionUpdate",
    "AgendaChange",
    "AgendaItem",
    "AgendaSection",
    "AgendaTemplate",
    "AgendaTemplateRow",
    "Body",
    "BodyRole",
    "CarriedItem",
    "CoverSheet",
    "CoverSheetTemplate",
    "ImplicationAnswer",
    "IntegratedCareSystem",
    "ItemOwner",
    "ItemParty",
    "ItemPurpose",
    "Meeting",
    "Organisation",
    "Pack",
    "PackEntry",
    "PackFile",
    "Paper",
    "PaperMove",
    "PaperPerson",
    "PaperVersion",
    "Person",
    "Purpose",
    "Recommendation",
    "RenderedPart",
    "RouteRow",
]
