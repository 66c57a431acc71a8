"""A board of which somebody holds shares in what an item concerns."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from boards.bodies.models import Body
from boards.directory.models import Organisation, Person
from boards.meetings.models import AgendaItem, Meeting
from declarations.models import Interest
from ics_portal.accounts.actor import Actor, Role
from tests.factories.bodies import BodyFactory, actor_in
from tests.factories.declarations import InterestFactory, InterestPartyFactory
from tests.factories.directory import OrganisationFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    AgendaSectionFactory,
    ItemPartyFactory,
    MeetingFactory,
)

AT = dt.datetime(2020, 11, 20, 10, tzinfo=dt.UTC)


@dataclass
class Story:
    """Who and what: the member holds shares in the trust that the item concerns."""

    body: Body
    meeting: Meeting
    item: AgendaItem
    trust: Organisation
    interest: Interest
    secretary: Actor
    chair: Actor
    member: Actor

    @property
    def person(self) -> Person:
        return Person.objects.get(pk=self.member.person_id)

    @property
    def presiding(self) -> Person:
        return Person.objects.get(pk=self.chair.person_id)


@pytest.fixture
def at() -> dt.datetime:
    return AT


@pytest.fixture
def story(db: None) -> Story:
    body = BodyFactory(name="ICS Board")
    meeting = MeetingFactory(body=body)
    section = AgendaSectionFactory(meeting=meeting, title="Business")
    item = AgendaItemFactory(section=section, title="Contract")
    trust = OrganisationFactory(name="Coast Trust")
    ItemPartyFactory(item=item, organisation=trust)
    member = actor_in(body, Role.MEMBER)
    interest = InterestFactory(person_id=member.person_id, nature="Holds shares")
    InterestPartyFactory(interest=interest, organisation=trust)
    return Story(
        body=body,
        meeting=meeting,
        item=item,
        trust=trust,
        interest=interest,
        secretary=actor_in(body, Role.SECRETARY),
        chair=actor_in(body, Role.CHAIR),
        member=member,
    )


@pytest.fixture
def client_as(client: Client) -> Any:
    """``client_as(actor)``: a client signed in as this actor."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415

    def sign_in(actor: Actor) -> Client:
        client.force_login(get_user_model().objects.get(pk=actor.user_id))
        return client

    return sign_in
