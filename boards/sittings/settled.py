"""Ask: is what was decided at an item settled, so that it is corrected by a later meeting?

The room that keeps the record answers; while nobody does, nothing is settled.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from boards.meetings.contributions import Registry
from ics_portal.core.errors import RuleBroken

if TYPE_CHECKING:
    from boards.meetings.models import AgendaItem

Settles = Callable[["AgendaItem", int], str]

settled_records: Registry[Settles] = Registry()
"""``fn(item, body_id)`` gives the sentence that says so; empty while it may be changed."""


def refuse_if_settled(item: AgendaItem, body_id: int) -> None:
    """Raise RuleBroken (MNT-2) where an outcome of this item may not be changed any more."""
    for settles in settled_records:
        if sentence := settles(item, body_id):
            raise RuleBroken("MNT-2", sentence)
