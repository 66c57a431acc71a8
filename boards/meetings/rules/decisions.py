"""How a body decides, and how its decisions are numbered (ICB-21)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from boards.meetings.enums import DecisionMethod
from ics_portal.core.errors import RuleBroken

ASKS_WHY = {
    DecisionMethod.CHAIR: "Say why consensus could not be reached, and the chair decided.",
    DecisionMethod.THIRD_PARTY: "Say whose support was needed, and why.",
}
"""Consensus comes first and a vote needs no excuse; for these the reason is on record."""


def check_method(method: str, reason: str) -> None:
    """Raise RuleBroken unless the method is one there is, with its reason if it needs one."""
    if method not in DecisionMethod.values:
        raise RuleBroken("MTG-12", "Choose how it was decided.", field="method")
    sentence = ASKS_WHY.get(DecisionMethod(method))
    if sentence and not reason:
        raise RuleBroken("MTG-12", sentence, field="reason")


def check_day(decided_on: date, *, held_on: date | None, today: date) -> None:
    """Raise RuleBroken for a day to come, or one before the meeting it was decided at."""
    if decided_on > today:
        raise RuleBroken(
            "MTG-13",
            "Give the day it was decided, today or before;"
            f" {decided_on:%-d %B %Y} is still to come.",
            field="decided_on",
        )
    if held_on is not None and decided_on < held_on:
        raise RuleBroken(
            "MTG-13",
            f"The meeting was on {held_on:%-d %B %Y}: give that day, or one after it.",
            field="decided_on",
        )


def number_after(code: str, year: int, numbers: Iterable[str]) -> str:
    """The number after all of this body's that year: ``ICB-2022-007``.

    Others among ``numbers`` do not count; three digits, and more when they are used up.
    """
    start = f"{code}-{year}-"
    used = [
        int(number.removeprefix(start))
        for number in numbers
        if number.startswith(start) and number.removeprefix(start).isdecimal()
    ]
    return f"{start}{max(used, default=0) + 1:03}"
