"""Whether who was ruled to leave has left, and is back (DOI-14)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from boards.sittings.rules.presence import Presence, Span, is_present

ASK_LEFT = "left"
ASK_RETURNED = "returned"
MISSING = "missing"


@dataclass(frozen=True, slots=True)
class ItemTime:
    """From when an item was on, and until; None while it is on."""

    begun_at: datetime
    ended_at: datetime | None = None


def movement_asked(
    presence: Presence, item: ItemTime | None, spans: Iterable[Span], now: datetime
) -> str:
    """What is to be asked of somebody ruled to leave: ``left`` while the item is on and
    nobody wrote down the leaving, ``returned`` when it is over and the person is still
    out, ``missing`` when it ended without a leaving; else nothing.

    ``spans`` are the times out that belong to the item.
    """
    if item is None or not presence.was_there:
        return ""
    own = [span for span in spans if _touches(span, item, now)]
    if item.ended_at is None:
        return "" if own or not is_present(presence, now) else ASK_LEFT
    if any(span[1] is None for span in own):
        return ASK_RETURNED
    was_here = is_present(presence, item.begun_at)
    return MISSING if was_here and not own else ""


def _touches(span: Span, item: ItemTime, now: datetime) -> bool:
    out_at, in_at = span
    ended = item.ended_at or now
    return out_at <= ended and (in_at is None or in_at >= item.begun_at)
