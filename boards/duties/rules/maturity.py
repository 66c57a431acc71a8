"""Assessing how far a place has come: scales, scores, two views compared (ICP-06)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LEAST, MOST = 2, 10
"""Levels of a scale."""

LONGEST = 60
"""Letters of a level's name: it stands in a narrow column."""

_NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
)


@dataclass(frozen=True, slots=True)
class Score:
    """One area as it was assessed; ``level`` counts from 1, None where it was not."""

    area: str
    level: int | None = None
    words: str = ""


def wrong_levels(levels: Sequence[str]) -> str:
    """Why these words cannot be the levels of a scale, lowest first; empty where they can."""
    if not LEAST <= len(levels) <= MOST:
        return f"Name {LEAST} to {MOST} levels, the lowest first, each on a line of its own."
    seen: set[str] = set()
    for level in levels:
        if not level:
            return "Each level has a name."
        if len(level) > LONGEST:
            return f"Shorten “{level}” to {LONGEST} letters."
        if level.casefold() in seen:
            return f"“{level}” is there twice. Give each level another name."
        seen.add(level.casefold())
    return ""


def wrong_level(level: int | None, levels: Sequence[str]) -> str:
    """Why a level cannot be; None stands for *not assessed* and always can."""
    if level is None or 1 <= level <= len(levels):
        return ""
    return f"The scale has {len(levels)} levels: choose one of them, or “Not assessed”."


def wrong_scores(scores: Iterable[Score]) -> str:
    """An assessment assesses something."""
    if any(one.level is not None for one in scores):
        return ""
    return "Say the level of at least one area."


def score_words(area: str, score: Score, levels: Sequence[str]) -> str:
    """An area on one line: ``2.3 Planning: Developing (plan agreed)``."""
    level = levels[score.level - 1] if score.level else "not assessed"
    return f"{area}: {level} ({score.words})" if score.words else f"{area}: {level}"


def compared(own: int | None, peers: int | None, *, on_one_scale: bool = True) -> str:
    """The place's own view of an area beside its peers', in words."""
    if own is None and peers is None:
        return "Not assessed"
    if peers is None:
        return "No view of the peers"
    if own is None:
        return "No view of its own"
    if not on_one_scale:
        return "Two scales: not compared"
    if own == peers:
        return "The same"
    apart = abs(own - peers)
    levels = f"{_NUMBERS[apart]} level" + ("" if apart == 1 else "s")
    return f"Peers {levels} {'higher' if peers > own else 'lower'}"


def agreement(
    own: Mapping[str, int | None], peers: Mapping[str, int | None]
) -> tuple[int, int]:
    """In how many areas both say the same, of how many that both assessed."""
    both = [
        (own[area], peers[area])
        for area in own
        if own[area] is not None and peers.get(area) is not None
    ]
    return sum(one == other for one, other in both), len(both)
