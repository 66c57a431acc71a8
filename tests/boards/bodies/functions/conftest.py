"""A system with functions, decisions and gaps; its reader and its keeper."""

from datetime import date
from decimal import Decimal

import pytest

from ics_portal.accounts.actor import Role
from tests.factories.bodies import (
    BodyParentFactory,
    DelegationFactory,
    FunctionFactory,
    InstrumentFactory,
    someone_signed_up,
)


@pytest.fixture
def scene(board, place, system):
    """A board that reserves one function; a place under it that decides another."""
    BodyParentFactory(body=place, parent=board)
    plan = FunctionFactory(
        name="Approve the system plan", level="system", system=system, position=1
    )
    beds = FunctionFactory(
        name="Plan community beds", system=system, lead="Place director", position=2
    )
    DelegationFactory(function=plan, accountable=board)
    DelegationFactory(
        function=beds,
        accountable=board,
        holder=place,
        kind="joint",
        limit=Decimal("250000.00"),
        instrument=InstrumentFactory(body=board, title="Scheme of delegation"),
        starts_on=date(2022, 7, 1),
    )
    return beds


@pytest.fixture
def reader(scene, board, client):
    client.force_login(someone_signed_up(board, Role.MEMBER))
    return client


@pytest.fixture
def keeper(scene, board, client):
    client.force_login(someone_signed_up(board, Role.GOVERNANCE_LEAD))
    return client
