"""A governance lead, a reader and an organisation."""

import pytest
from django.test import Client

from ics_portal.accounts.actor import Role
from tests.factories.bodies import someone_signed_up


@pytest.fixture
def keeper(board):
    client = Client()
    client.force_login(someone_signed_up(board, Role.GOVERNANCE_LEAD))
    return client
