"""What building packs in tests needs besides: no heartbeat, and each page set once."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def no_heartbeat(settings: Any) -> None:
    """A test holds its transaction open, so a heartbeat would wait for it in vain."""
    settings.JOB_HEARTBEAT_SECONDS = 3600.0


@pytest.fixture(autouse=True)
def pages_set_once(set_each_page_once: None) -> None:
    """Every test here builds much the same pack."""
