"""What a rule says of a body on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from boards.bodies.rules.facts import BodyFact, Day, RuleFact, SeatFact


class Verdict(StrEnum):
    """Not known: a fact is missing. It is neither a pass nor a failure."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_KNOWN = "not_known"


class Level(StrEnum):
    """What follows when it is not met: a breach, a warning, nothing."""

    REQUIRED = "required"
    EXPECTED = "expected"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict with the facts it rests on; ``seats`` are those left vacant."""

    verdict: Verdict
    words: str
    seats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule, one body, one day. ``body_id`` is None for the system as a whole."""

    rule_id: str
    text: str
    sources: tuple[str, ...]
    level: Level
    body_id: int | None
    body: str
    verdict: Verdict
    words: str
    seats: tuple[str, ...] = ()

    @property
    def is_breach(self) -> bool:
        """Whether something that is required is not met."""
        return self.level is Level.REQUIRED and self.verdict is Verdict.NOT_MET


Check = Callable[[Day, RuleFact, BodyFact], Outcome | None]
"""Decides one rule for one body. None where the rule does not apply to that body."""

SystemCheck = Callable[[Day, RuleFact], Outcome]
"""Decides one rule for the system as a whole."""


def met(words: str) -> Outcome:
    return Outcome(Verdict.MET, words)


def not_met(words: str, seats: Iterable[str] = ()) -> Outcome:
    return Outcome(Verdict.NOT_MET, words, tuple(seats))


def not_known(words: str) -> Outcome:
    return Outcome(Verdict.NOT_KNOWN, words)


def listed(names: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    words = list(names)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def few(names: Iterable[str], most: int = 3) -> str:
    """``a, b, c and 7 more``: a long list in a sentence; a short one as ``listed``."""
    words = list(names)
    if len(words) <= most + 1:
        return listed(words)
    return f"{', '.join(words[:most])} and {len(words) - most} more"


def vacancy(today: Day, seat: SeatFact) -> str:
    """The seat, and since when nobody holds it."""
    last = today.vacant_since(seat)
    if last is None:
        return f"{seat.title}: vacant, never filled"
    return f"{seat.title}: vacant, last held on {last:%-d %B %Y}"


def least(rule: RuleFact, usual: int = 1) -> int:
    """How many the rule asks for."""
    return rule.minimum if isinstance(rule.minimum, int) else usual
