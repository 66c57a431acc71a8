"""A system with the board of its NHS body and a governance lead."""

import datetime as dt

import pytest

from boards.bodies.enums import BodyKind
from boards.directory.enums import OrganisationKind
from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, actor_in
from tests.factories.directory import OrganisationFactory

AT = dt.datetime(2022, 7, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def nhs_body(db):
    return OrganisationFactory(name="ICS NHS body", kind=OrganisationKind.ICB)


@pytest.fixture
def board(nhs_body):
    return BodyFactory(
        name="Board of the ICS NHS body", slug="the-board", organisation=nhs_body
    )


@pytest.fixture
def system(board):
    return board.system


@pytest.fixture
def lead(board):
    return actor_in(board, Role.GOVERNANCE_LEAD)


@pytest.fixture
def by(lead):
    """Who acts and when, as every service takes them."""
    return {"actor": lead, "at": AT}


@pytest.fixture
def place(system):
    return BodyFactory(
        name="Fylde Coast partnership",
        slug="fylde-coast",
        kind=BodyKind.PLACE_PARTNERSHIP,
        system=system,
    )


@pytest.fixture
def collaborative(system):
    return BodyFactory(
        name="Pathology", kind=BodyKind.PROVIDER_COLLABORATIVE, system=system
    )
