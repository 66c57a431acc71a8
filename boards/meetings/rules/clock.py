"""When each item starts, and whether the agenda fits the meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time

_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class TimedItem:
    """An item that is heard, with its own minutes."""

    item_id: int
    minutes: int
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """The running clock of an agenda, in minutes.

    ``starts`` holds no entry's time past midnight: such an item maps to ``None``.
    ``minutes`` are those an item takes: of an item with sub-items, theirs together.
    """

    starts: Mapping[int, time | None]
    minutes: Mapping[int, int]
    planned: int
    available: int
    ends_at: time | None

    @property
    def over(self) -> int:
        """Minutes beyond the end of the meeting; negative while there is room."""
        return self.planned - self.available

    @property
    def state(self) -> str:
        """``under``, ``full`` or ``over``."""
        if self.over > 0:
            return "over"
        return "full" if self.over == 0 else "under"

    @property
    def words(self) -> str:
        """``5 minutes over``, ``10 minutes left`` or ``No running time left``."""
        if self.over == 0:
            return "No running time left"
        minutes = abs(self.over)
        unit = "minute" if minutes == 1 else "minutes"
        return f"{minutes} {unit} {'over' if self.over > 0 else 'left'}"


def run_clock(items: Iterable[TimedItem], *, starts_at: time, available: int) -> Clock:
    """Run the clock through ``items``, given in agenda order.

    An item with sub-items takes their time; its own minutes are not counted as well.
    """
    listed = list(items)
    subs: dict[int, int] = defaultdict(int)
    for item in listed:
        if item.parent_id is not None:
            subs[item.parent_id] += item.minutes
    first = starts_at.hour * 60 + starts_at.minute
    now = first
    starts: dict[int, time | None] = {}
    minutes: dict[int, int] = {}
    for item in listed:
        starts[item.item_id] = _at(now)
        minutes[item.item_id] = subs.get(item.item_id, item.minutes)
        if item.item_id not in subs:
            now += item.minutes
    return Clock(
        starts=starts,
        minutes=minutes,
        planned=now - first,
        available=available,
        ends_at=_at(now),
    )


def _at(minute: int) -> time | None:
    return time(minute // 60, minute % 60) if minute < _DAY else None
