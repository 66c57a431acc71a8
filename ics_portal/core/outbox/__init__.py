"""Tell and hear: what happened in one room reaches the rooms above, surely and once."""

from ics_portal.core.outbox.registry import hears
from ics_portal.core.outbox.services import deliver, tell

__all__ = ["deliver", "hears", "tell"]
