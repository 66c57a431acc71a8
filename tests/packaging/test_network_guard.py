"""The suite cannot reach the network, by name or by number."""

import socket

import pytest

from tests.conftest import NetworkRefused


@pytest.mark.parametrize("host", ["192.0.2.1", "assets.nhs.uk", "2001:db8::1"])
def test_an_address_outside_this_machine_is_refused(host):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET

    with (
        socket.socket(family) as outside,
        pytest.raises(NetworkRefused, match="The network is off in tests"),
    ):
        outside.connect((host, 80))


def test_this_machine_can_be_reached():
    with (
        socket.create_server(("127.0.0.1", 0)) as here,
        socket.create_connection(here.getsockname(), timeout=2) as there,
    ):
        assert there.getpeername() == here.getsockname()
