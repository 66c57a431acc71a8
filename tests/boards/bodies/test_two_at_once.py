"""Two people at one body in the same moment: on SQLite, and again on PostgreSQL."""

from datetime import date

import pytest

from boards.bodies import services
from boards.bodies.enums import BodyKind
from boards.bodies.models import Appointment, BodyParent, Delegation, GovernanceForm
from ics_portal.accounts.actor import Role
from ics_portal.core.errors import RuleBroken
from tests.boards.bodies.conftest import AT
from tests.boards.papers.test_two_at_once import together
from tests.factories.bodies import (
    BodyFactory,
    FunctionFactory,
    SeatFactory,
    actor_in,
)
from tests.factories.directory import PersonFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
APRIL = date(2022, 4, 1)


@pytest.fixture
def board():
    return BodyFactory(name="Board of the ICS NHS body")


@pytest.fixture
def by(board):
    return {"actor": actor_in(board, Role.GOVERNANCE_LEAD), "at": AT}


def refusals(results):
    wrong = [
        one
        for one in results
        if isinstance(one, Exception) and not isinstance(one, RuleBroken)
    ]
    assert wrong == []
    return [one.rule_id for one in results if isinstance(one, RuleBroken)]


def test_one_seat_is_given_to_one_of_two(board, by):
    seat = SeatFactory(body=board)

    def appoint(person):
        return lambda: services.appoint(seat=seat, person=person, starts_on=APRIL, **by)

    results = together(appoint(PersonFactory()), appoint(PersonFactory()))

    assert refusals(results) == ["BDY-6"]
    assert Appointment.objects.count() == 1


def test_one_person_gets_one_of_two_seats(board, by):
    person = PersonFactory()

    def appoint(seat):
        return lambda: services.appoint(seat=seat, person=person, starts_on=APRIL, **by)

    seats = [SeatFactory(body=board), SeatFactory(body=board)]

    assert refusals(together(*map(appoint, seats))) == ["BDY-9"]


def test_a_place_becomes_a_forum_or_is_given_a_decision(board, by):
    place = BodyFactory(kind=BodyKind.PLACE_PARTNERSHIP, system=board.system)
    function = FunctionFactory(system=board.system)

    results = together(
        lambda: services.take_form(
            body=place, form="consultative_forum", starts_on=APRIL, **by
        ),
        lambda: services.delegate(
            function=function,
            kind="delegated",
            holder=place,
            accountable=board,
            assurance_route="Report",
            starts_on=APRIL,
            **by,
        ),
    )

    assert len(refusals(results)) == 1
    assert GovernanceForm.objects.count() + Delegation.objects.count() == 1


def test_two_bodies_are_not_put_under_each_other(board, by):
    one, other = BodyFactory(system=board.system), BodyFactory(system=board.system)

    def put(body, parent):
        return lambda: services.set_parents(
            body=body, parents=[parent], starts_on=APRIL, **by
        )

    assert refusals(together(put(one, other), put(other, one))) == ["BDY-21"]
    assert BodyParent.objects.count() == 1
