"""What of declarations stands first on the home page."""

import datetime as dt

import pytest
from django.urls import reverse

from declarations.enums import Showing
from ics_portal.accounts.actor import ANONYMOUS, Role
from ics_portal.web.home.declared import needs_of_declarations
from tests.factories.bodies import BodyFactory, actor_in
from tests.factories.declarations import (
    AnnualReturnFactory,
    InterestFactory,
    ReturnCycleFactory,
)
from tests.factories.meetings import AgendaItemFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2020, 11, 20)


@pytest.fixture
def body(db):
    return BodyFactory(name="ICS Board")


def test_a_return_that_is_due_leads_to_its_form_until_it_is_made(body):
    actor = actor_in(body, Role.MEMBER)
    cycle = ReturnCycleFactory(body=body)

    [need] = needs_of_declarations(actor, TODAY)
    assert need.strong == "Return for 2020/21, ICS Board"
    assert need.text == "is due by Monday 30 November 2020: 10 days left."
    assert need.href == f"{reverse('declarations:mine')}#return"

    AnnualReturnFactory(cycle=cycle, person_id=actor.person_id)
    assert needs_of_declarations(actor, TODAY) == []


@pytest.mark.parametrize(
    ("today", "kind", "clock"),
    [
        (dt.date(2020, 12, 30), "warn", "day 28 of 28"),
        (dt.date(2020, 12, 31), "bad", "1 day late"),
    ],
)
def test_what_was_said_at_a_meeting_is_to_be_declared_in_full(body, today, kind, clock):
    actor, chair = actor_in(body, Role.MEMBER), actor_in(body, Role.CHAIR)
    item = AgendaItemFactory(section__meeting__body=body)
    item.rulings.create(
        person_id=actor.person_id,
        option="no_vote",
        stays=True,
        speaks=True,
        votes=False,
        papers_withheld=False,
        nature="A brother works there",
        words="To stay.",
        ruled_by_id=chair.person_id,
        ruled_at=dt.datetime(2020, 12, 2, 10, tzinfo=dt.UTC),
    )

    [need] = needs_of_declarations(actor, today)

    assert "A brother works there" in need.text
    assert clock in need.text
    assert need.kind == kind


def test_who_has_not_returned_is_told_for_four_weeks(body):
    office, chair = actor_in(body, Role.SECRETARY), actor_in(body, Role.CHAIR)
    member = actor_in(body, Role.MEMBER)
    ReturnCycleFactory(body=body)  # its last day is 30 November

    def told(actor, day):
        return [need.text for need in needs_of_declarations(actor, day)]

    closed = dt.date(2020, 12, 1)
    for actor in (office, chair):
        assert told(actor, closed) == ["2 people have not returned."]
    assert told(member, closed) == []
    assert told(office, TODAY) == told(office, dt.date(2020, 12, 29)) == []


def test_the_office_is_told_of_objections_but_of_ones_own(body):
    office = actor_in(body, Role.SECRETARY)
    asked = {"showing": Showing.ASKED, "objection": "Harm"}
    InterestFactory(person_id=office.person_id, **asked)
    assert needs_of_declarations(office, TODAY) == []

    member = actor_in(body, Role.MEMBER)
    InterestFactory(person_id=member.person_id, **asked)
    [need] = needs_of_declarations(office, TODAY)
    assert (need.strong, need.href) == ("1 objection", reverse("declarations:people"))
    assert "waits for a decision" in need.text

    InterestFactory(person_id=member.person_id, **asked)
    assert "wait for a decision" in needs_of_declarations(office, TODAY)[0].text
    assert needs_of_declarations(member, TODAY) == []
    assert needs_of_declarations(ANONYMOUS, TODAY) == []
