"""What building packs in tests needs besides: no heartbeat, and each page set once."""

from collections.abc import Iterator
from typing import Any

import pytest

from boards.packs.naming import names_on_pages
from ics_portal.accounts.actor import Actor, Role
from tests.factories.bodies import actor_in
from tests.factories.copies import a_board_with_a_contract
from tests.factories.packs import PackBoard


@pytest.fixture(autouse=True)
def no_heartbeat(settings: Any) -> None:
    """A test holds its transaction open, so a heartbeat would wait for it in vain."""
    settings.JOB_HEARTBEAT_SECONDS = 3600.0


@pytest.fixture(autouse=True)
def pages_set_once(set_each_page_once: None) -> None:
    """Every test here builds much the same pack."""


@pytest.fixture
def no_names() -> Iterator[None]:
    """A body that wants no names on readers' copies, unless a test says otherwise."""
    asked = names_on_pages._answers
    names_on_pages.answered_by(lambda _: False)
    yield
    names_on_pages.answered_by(asked)


@pytest.fixture
def contract(no_names: None) -> PackBoard:
    """A board that reads a contract (tests/factories/copies.py)."""
    return a_board_with_a_contract()


@pytest.fixture
def reader(contract: PackBoard) -> Actor:
    """A member of that board."""
    return actor_in(contract.meeting.body, Role.MEMBER)
