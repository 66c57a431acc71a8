"""The same small system that the tests of bodies stand on."""

import pytest

from tests.boards.bodies.conftest import board, by, lead, nhs_body, place, system
from tests.factories.directory import OrganisationFactory

__all__ = ["board", "by", "lead", "nhs_body", "place", "system", "trust"]


@pytest.fixture
def trust(system):
    """An organisation of the system."""
    trust = OrganisationFactory(name="General Hospitals")
    trust.systems.add(system)
    return trust
