"""The ground and the meetings of the demonstration, without its papers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ics_portal.demo.ground import Ground, lay_ground
from ics_portal.demo.meetings import Sittings, arrange_meetings

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)


@pytest.fixture
def ground(db: None) -> Ground:
    return lay_ground(at=NOW)


@pytest.fixture
def sittings(ground: Ground) -> Sittings:
    return arrange_meetings(ground, at=NOW)
