"""Interests, gifts, returns and conflicts."""

import datetime as dt
from decimal import Decimal

import factory

from boards.meetings.enums import RulingOption
from declarations.enums import (
    ConflictSource,
    GiftKind,
    GiftOutcome,
    GiftSource,
    InterestType,
    SubType,
)
from declarations.models import (
    AnnualReturn,
    Breach,
    Conflict,
    ConflictSettings,
    GiftLimit,
    GiftOrHospitality,
    Interest,
    InterestParty,
    PublishedRegister,
    ReturnCycle,
    StandingRuling,
    WithheldRecord,
)
from tests.factories.bodies import BodyFactory
from tests.factories.calling import ItemParticipationFactory, RulingFactory
from tests.factories.directory import OrganisationFactory, PersonFactory
from tests.factories.meetings import AgendaItemFactory

NOVEMBER = dt.datetime(2020, 11, 10, 9, tzinfo=dt.UTC)


class InterestFactory(factory.django.DjangoModelFactory[Interest]):
    """A direct, financial interest, declared in time."""

    class Meta:
        model = Interest

    person = factory.SubFactory(PersonFactory)
    kind = InterestType.FINANCIAL
    sub_type = SubType.OWNER
    nature = "Shareholder"
    arose_on = dt.date(2020, 11, 1)
    starts_on = dt.date(2020, 11, 1)
    declared_at = NOVEMBER


class InterestPartyFactory(factory.django.DjangoModelFactory[InterestParty]):
    class Meta:
        model = InterestParty

    interest = factory.SubFactory(InterestFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class GiftLimitFactory(factory.django.DjangoModelFactory[GiftLimit]):
    class Meta:
        model = GiftLimit

    starts_on = dt.date(2017, 6, 1)


class GiftOrHospitalityFactory(factory.django.DjangoModelFactory[GiftOrHospitality]):
    class Meta:
        model = GiftOrHospitality

    person = factory.SubFactory(PersonFactory)
    kind = GiftKind.HOSPITALITY
    source = GiftSource.OTHER
    giver = "A university"
    description = "Lunch at a conference"
    value = Decimal(30)
    offered_on = dt.date(2020, 11, 5)
    declared_at = NOVEMBER
    outcome = GiftOutcome.ACCEPTED


class ReturnCycleFactory(factory.django.DjangoModelFactory[ReturnCycle]):
    class Meta:
        model = ReturnCycle

    body = factory.SubFactory(BodyFactory)
    year = "2020/21"
    opens_on = dt.date(2020, 10, 1)
    closes_on = dt.date(2020, 11, 30)


class AnnualReturnFactory(factory.django.DjangoModelFactory[AnnualReturn]):
    class Meta:
        model = AnnualReturn

    cycle = factory.SubFactory(ReturnCycleFactory)
    person = factory.SubFactory(PersonFactory)
    is_nil = True
    returned_at = NOVEMBER


class PublishedRegisterFactory(factory.django.DjangoModelFactory[PublishedRegister]):
    class Meta:
        model = PublishedRegister

    body = factory.SubFactory(BodyFactory)
    as_on = dt.date(2020, 11, 10)
    published_at = NOVEMBER


class ConflictSettingsFactory(factory.django.DjangoModelFactory[ConflictSettings]):
    class Meta:
        model = ConflictSettings

    body = factory.SubFactory(BodyFactory)


class StandingRulingFactory(factory.django.DjangoModelFactory[StandingRuling]):
    class Meta:
        model = StandingRuling

    body = factory.SubFactory(BodyFactory)
    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    option = RulingOption.FULL_PART
    words = "The member's role in the trust was noted; the member took full part."
    ruled_by = factory.SubFactory(PersonFactory)


class ConflictFactory(factory.django.DjangoModelFactory[Conflict]):
    class Meta:
        model = Conflict

    item = factory.SubFactory(AgendaItemFactory)
    person = factory.SubFactory(PersonFactory)
    source = ConflictSource.INTEREST
    # Far from the id of any interest that a test has.
    key = factory.Sequence(lambda number: f"interest:{100_000 + number}")
    why = "Shareholder of an organisation the item concerns"


class WithheldRecordFactory(factory.django.DjangoModelFactory[WithheldRecord]):
    """An agenda item that a ruling on another withholds as well."""

    class Meta:
        model = WithheldRecord

    ruling = factory.SubFactory(RulingFactory, papers_withheld=True)
    participation = factory.SubFactory(
        ItemParticipationFactory,
        item=factory.SelfAttribute("..ruling.item"),
        person=factory.SelfAttribute("..ruling.person"),
        ruling=factory.SelfAttribute("..ruling"),
        papers_withheld=True,
    )
    kind = "item"
    record_id = factory.Sequence(lambda number: number + 1)
    words = "Contract award, 6 January 2021"
    reason = "It names the same supplier"
    added_at = NOVEMBER


class BreachFactory(factory.django.DjangoModelFactory[Breach]):
    class Meta:
        model = Breach

    body = factory.SubFactory(BodyFactory)
    happened_on = dt.date(2020, 11, 4)
    what = "An interest was declared after the 28 days."
    impact = "None: the member took no part in a decision about it."
    action = "The member was reminded."
