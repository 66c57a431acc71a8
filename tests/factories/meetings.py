"""Meetings and the rows of their agendas; agendas in tests are built by services."""

import datetime as dt

import factory
from django.utils import timezone

from boards.meetings.enums import DecisionMethod, MeetingType
from boards.meetings.models import (
    AgendaChange,
    AgendaItem,
    AgendaSection,
    AgendaTemplate,
    AgendaTemplateRow,
    CarriedItem,
    Decision,
    ItemOwner,
    ItemParty,
    ItemPurpose,
    Meeting,
)
from tests.factories.bodies import BodyFactory, PurposeFactory
from tests.factories.directory import OrganisationFactory


class MeetingFactory(factory.django.DjangoModelFactory[Meeting]):
    """A formal meeting from ten to twelve, with an empty agenda."""

    class Meta:
        model = Meeting

    body = factory.SubFactory(BodyFactory)
    meeting_type = MeetingType.FORMAL
    held_on = dt.date(2020, 12, 2)
    starts_at = dt.time(10)
    ends_at = dt.time(12)
    place = "MS Teams"


class AgendaSectionFactory(factory.django.DjangoModelFactory[AgendaSection]):
    class Meta:
        model = AgendaSection

    meeting = factory.SubFactory(MeetingFactory)
    title = factory.Sequence(lambda number: f"Section {number}")
    sort_key = factory.Sequence(lambda number: (number + 1) << 20)


class AgendaItemFactory(factory.django.DjangoModelFactory[AgendaItem]):
    class Meta:
        model = AgendaItem

    section = factory.SubFactory(AgendaSectionFactory)
    meeting = factory.SelfAttribute("section.meeting")
    title = factory.Sequence(lambda number: f"Item of business {number}")
    sort_key = factory.Sequence(lambda number: (number + 1) << 20)


class ItemPurposeFactory(factory.django.DjangoModelFactory[ItemPurpose]):
    class Meta:
        model = ItemPurpose

    item = factory.SubFactory(AgendaItemFactory)
    purpose = factory.SubFactory(
        PurposeFactory, body=factory.SelfAttribute("..item.meeting.body")
    )


class ItemOwnerFactory(factory.django.DjangoModelFactory[ItemOwner]):
    class Meta:
        model = ItemOwner

    item = factory.SubFactory(AgendaItemFactory)
    role_title = "Chair"


class ItemPartyFactory(factory.django.DjangoModelFactory[ItemParty]):
    class Meta:
        model = ItemParty

    item = factory.SubFactory(AgendaItemFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class AgendaChangeFactory(factory.django.DjangoModelFactory[AgendaChange]):
    class Meta:
        model = AgendaChange

    meeting = factory.SubFactory(MeetingFactory)
    summary = "Added item 1."
    changed_at = factory.LazyFunction(timezone.now)
    changed_by_name = "Board secretary"


class AgendaTemplateFactory(factory.django.DjangoModelFactory[AgendaTemplate]):
    class Meta:
        model = AgendaTemplate

    body = factory.SubFactory(BodyFactory)
    name = "The usual agenda"


class AgendaTemplateRowFactory(factory.django.DjangoModelFactory[AgendaTemplateRow]):
    class Meta:
        model = AgendaTemplateRow

    template = factory.SubFactory(AgendaTemplateFactory)
    position = factory.Sequence(int)
    section_title = "Routine Items of Business"
    title = factory.Sequence(lambda number: f"Standing item {number}")


class CarriedItemFactory(factory.django.DjangoModelFactory[CarriedItem]):
    class Meta:
        model = CarriedItem

    body = factory.SubFactory(BodyFactory)
    title = "ICS Governance"
    deferred_from_text = "4 November 2020, item 9"


class DecisionFactory(factory.django.DjangoModelFactory[Decision]):
    class Meta:
        model = Decision

    body = factory.SubFactory(BodyFactory)
    number = factory.Sequence(lambda number: f"ICB-2022-{number:03}")
    decided_on = dt.date(2022, 7, 6)
    wording = "The board approved its constitution."
    method = DecisionMethod.CONSENSUS
