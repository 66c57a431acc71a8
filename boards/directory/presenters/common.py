"""Whether something is in force on a day, and between which days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ics_portal.core.web.words import shortday

if TYPE_CHECKING:
    from ics_portal.core.effective import EffectiveDated


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether something is in force on a day: words with their chip."""

    words: str
    chip: str


def standing(thing: EffectiveDated, on: date) -> Standing:
    """Open, closed or to come on the day."""
    if thing.starts_on is not None and on < thing.starts_on:
        return Standing(f"Opens {shortday(thing.starts_on)}", "info")
    if thing.ends_on is not None and thing.ends_on < on:
        return Standing(f"Closed {shortday(thing.ends_on)}", "quiet")
    if thing.ends_on is not None:
        return Standing(f"Open until {shortday(thing.ends_on)}", "ok")
    return Standing("Open", "ok")


def span_words(starts_on: date | None, ends_on: date | None) -> str:
    """``From 1 Jul 2022``, ``1 Jul 2022 to 31 Mar 2026``, ``Since when is not said``."""
    if starts_on and ends_on:
        return f"{shortday(starts_on)} to {shortday(ends_on)}"
    if starts_on:
        return f"From {shortday(starts_on)}"
    if ends_on:
        return f"Until {shortday(ends_on)}"
    return "Since when is not said"
