"""Milestones as a source prints them, their days, and how they stand: plain values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from boards.bodies.rules.days import ONE_DAY, said
from boards.duties.enums import MilestoneStatus
from ics_portal.core.errors import RuleBroken

MISPRINTS: Mapping[str, str] = {
    "PREPATION": "PREPARATION",
    "1st April 2021": "1 April 2022",
}
"""What a source prints wrongly, and what it means (TRN-10)."""

_QUARTER = re.compile(r"([12]\d{3})/(\d{2})(?: Q([1-4]))?")
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedMilestone:
    """A milestone of the list that ships; ``correction`` says what was mended in it."""

    code: str
    programme: str
    quarter: str
    phase: str
    text: str
    due_on: date | None
    depends_on: str
    source: str
    correction: str


class Progress(StrEnum):
    """How a milestone stands on a day, seen from outside."""

    DONE = "done"
    DROPPED = "dropped"
    OVERDUE = "overdue"
    DUE = "due"
    AHEAD = "ahead"
    NO_DAY = "no_day"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a milestone stands, and the words for it; ``more`` adds to them, or is empty."""

    progress: Progress
    words: str
    more: str = ""

    @property
    def in_full(self) -> str:
        """All the words in one line."""
        return f"{self.words}, {self.more}" if self.more else self.words


def mended(words: str) -> tuple[str, str]:
    """The words without what is known to be misprinted, and what they were; the second
    is empty where nothing was mended."""
    notes = []
    for printed, meant in MISPRINTS.items():
        if printed in words:
            words = words.replace(printed, meant)
            notes.append(f"Printed “{printed}”, read as “{meant}”.")
    return words, " ".join(notes)


def last_day_of(quarter: str) -> date | None:
    """31 March 2022 for ``2021/22 Q4``, and for ``2021/22``; None for anything else."""
    found = _QUARTER.fullmatch(quarter)
    if found is None or int(found[2]) != (int(found[1]) + 1) % 100:
        return None
    year, months = int(found[1]), 3 + 3 * int(found[3] or 4)
    return _last_day(year + (months - 1) // 12, (months - 1) % 12 + 1)


def quarter_of(day: date) -> str:
    """The financial quarter of a day: ``2021/22 Q4`` for 31 March 2022."""
    year = day.year if day.month >= 4 else day.year - 1
    return f"{year}/{(year + 1) % 100:02} Q{(day.month - 4) % 12 // 3 + 1}"


def due_day(given: str, quarter: str) -> date | None:
    """The day a source gives; of a month (``2021-04``) its last, of a quarter the same.

    Raises ValueError for a day that is none.
    """
    if not given:
        return last_day_of(quarter)
    found = _DAY.fullmatch(given)
    if found is None:
        raise ValueError(given)
    if found[3] is not None:
        return date.fromisoformat(given)
    first = date(int(found[1]), int(found[2]), 1)
    return _last_day(first.year, first.month)


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - ONE_DAY


def standing(
    *, status: str, due_on: date | None, done_on: date | None, day: date
) -> Standing:
    """How a milestone stands on a day. The day itself is in time; what was done later
    than ``day`` was not done on it."""
    if status == MilestoneStatus.DROPPED:
        return Standing(Progress.DROPPED, "Dropped")
    if done_on is not None and done_on <= day:
        late = (done_on - due_on).days if due_on is not None else 0
        more = f"{_days(late)} late" if late > 0 else ""
        return Standing(Progress.DONE, f"Done on {said(done_on)}", more)
    later = f"done later, on {said(done_on)}" if done_on is not None else ""
    if due_on is None:
        return Standing(Progress.NO_DAY, "No day is set", later)
    left = (due_on - day).days
    if left < 0:
        return Standing(Progress.OVERDUE, f"Overdue by {_days(-left)}", later)
    if left == 0:
        return Standing(Progress.DUE, "Due on this day", later)
    return Standing(Progress.AHEAD, f"{_days(left)} left", later)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"


def check_done(status: str, done_on: date | None, today: date) -> None:
    """Raise RuleBroken unless a day of doing goes with what is done, and is not to come."""
    if status not in MilestoneStatus.values:
        raise RuleBroken("DUT-41", "Choose how it stands.", field="status")
    if status != MilestoneStatus.DONE:
        if done_on is not None:
            sentence = "Leave the day empty, or say that it is done."
            raise RuleBroken("DUT-41", sentence, field="done_on")
        return
    if done_on is None:
        raise RuleBroken("DUT-41", "Give the day it was done.", field="done_on")
    if done_on > today:
        raise RuleBroken(
            "DUT-41",
            f"Give the day it was done, today or before; {said(done_on)} is still to"
            " come.",
            field="done_on",
        )


def own_code_after(codes: Iterable[str]) -> str:
    """The code of the next milestone a system adds for itself: ``OWN-01``."""
    used = [
        int(code.removeprefix("OWN-"))
        for code in codes
        if code.startswith("OWN-") and code.removeprefix("OWN-").isdecimal()
    ]
    return f"OWN-{max(used, default=0) + 1:02}"
