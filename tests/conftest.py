"""What holds for every test: no network, and which store and broker this run is on."""

import ipaddress
import os
import socket
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from simple_history.manager import HistoryManager

# A busy machine is slow to make examples; that is no fault of what is tested.
hypothesis_settings.register_profile(
    "portal", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("portal")

pytest_plugins = [
    "tests.browser.chromium",
    "tests.journeys.demonstration",
    "tests.printing",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long stories first: at the end of a run nobody waits for one of them alone."""
    items.sort(key=lambda item: item.get_closest_marker("journey") is None)


_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex


class NetworkRefused(RuntimeError):
    """A test tried to reach an address outside this machine."""


def _refuse_outside(family: int, address: Any) -> None:
    if family == socket.AF_UNIX:
        return
    host = address[0]
    if host in {"localhost", "", "testserver"}:
        return
    try:
        is_here = ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_here = False  # a name that would have to be looked up
    if not is_here:
        raise NetworkRefused(f"The network is off in tests: {host}")


def _guarded_connect(self: socket.socket, address: Any) -> None:
    _refuse_outside(self.family, address)
    return _connect(self, address)


def _guarded_connect_ex(self: socket.socket, address: Any) -> int:
    _refuse_outside(self.family, address)
    return _connect_ex(self, address)


@pytest.fixture(scope="session", autouse=True)
def network_off() -> Iterator[None]:
    """Sockets of this process reach this machine only."""
    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", _guarded_connect)
    patch.setattr(socket.socket, "connect_ex", _guarded_connect_ex)
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def quicker() -> Iterator[None]:
    """What takes a tenth of the time and decides nothing here: no file of a test needs to
    outlive a power cut, and simple-history makes a manager class at each access to a
    model's history."""
    patch = pytest.MonkeyPatch()
    patch.setattr(os, "fsync", lambda _: None)
    patch.setattr(HistoryManager, "from_queryset", cache(HistoryManager.from_queryset))
    yield
    patch.undo()


@pytest.fixture(scope="session")
def broker_url() -> str:
    """Where a real worker started by a test takes its messages from.

    Redis where ``TEST_REDIS_URL`` names a database of its own (``make test`` looks for
    an empty one); else the folder of messages that ``make run`` uses.
    """
    return os.environ.get("TEST_REDIS_URL", "filesystem://localhost/")
