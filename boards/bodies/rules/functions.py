"""Who decides what on a day: what nobody decides, and how long the chain is (catalogue 4)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from boards.bodies.rules.facts import BodyFact, FunctionFact, Span
from boards.bodies.rules.findings import few

DECIDING = frozenset({"reserved", "delegated", "joint"})
"""Kinds of authority that decide; advice is none (COM-07)."""

SYSTEM_LEVEL = "system"

CHAPTERS = {
    "places": "Places",
    "collaboratives": "Provider collaboratives",
    "organisations": "Individual organisations",
}
"""What a functions and decisions map must say something about (FDM-04)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFact(Span):
    """Who has a function: a body (``holder_id``) or an officer's post.

    ``limit`` is in pounds, None without one.
    """

    id: int
    function_id: int
    kind: str
    holder_id: int | None = None
    holder: str = ""
    officer: str = ""
    accountable_id: int
    accountable: str
    assurance_route: str = ""
    limit: Decimal | None = None
    instrument: str = ""


@dataclass(frozen=True, slots=True)
class DecisionOn:
    """A decision on a day. ``chain`` names everybody from the accountable board down to
    who decides; empty where nobody said whence that body has its authority."""

    decision: DecisionFact
    chain: tuple[str, ...]

    @property
    def decides(self) -> bool:
        """False for advice."""
        return self.decision.kind in DECIDING


@dataclass(frozen=True, slots=True)
class FunctionOn:
    """A function on a day."""

    function: FunctionFact
    decisions: tuple[DecisionOn, ...]

    @property
    def is_gap(self) -> bool:
        """Nobody decides; somebody may advise (ICP-07)."""
        return not any(one.decides for one in self.decisions)

    @property
    def lacks_reason(self) -> bool:
        """It sits at system level and nobody said why (FDM-02)."""
        return self.function.level == SYSTEM_LEVEL and not self.function.reason


@dataclass(frozen=True, slots=True)
class DecisionsMap:
    """The functions in force on a day, in their order."""

    day: date
    functions: tuple[FunctionOn, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """Functions that nobody decides."""
        return tuple(one.function.name for one in self.functions if one.is_gap)

    @property
    def depth(self) -> int:
        """Levels of the longest chain of decision, the board being the first (FDM-03).

        0 where no chain is known.
        """
        return max((len(one.chain) for one in self._deciding()), default=0)

    @property
    def unknown_chains(self) -> int:
        """How many decisions are held by a body whose authority leads to no board."""
        return sum(1 for one in self._deciding() if not one.chain)

    def _deciding(self) -> list[DecisionOn]:
        return [
            one
            for function in self.functions
            for one in function.decisions
            if one.decides
        ]


def decisions_map(
    functions: Iterable[FunctionFact],
    decisions: Iterable[DecisionFact],
    bodies: Mapping[int, BodyFact],
    day: date,
) -> DecisionsMap:
    """The map of a day. ``bodies`` are those of the system by id, with their parents."""
    held: dict[int, list[DecisionOn]] = {}
    for one in decisions:
        if one.covers(day):
            on = DecisionOn(one, _chain(one, bodies, day))
            held.setdefault(one.function_id, []).append(on)
    return DecisionsMap(
        day,
        tuple(
            FunctionOn(one, tuple(held.get(one.id, ())))
            for one in functions
            if one.covers(day)
        ),
    )


def _chain(
    decision: DecisionFact, bodies: Mapping[int, BodyFact], day: date
) -> tuple[str, ...]:
    if decision.holder_id is None:
        return (decision.accountable, decision.officer)
    found = chain_of(decision.holder_id, decision.accountable_id, bodies, day)
    return tuple(bodies[one].name for one in found)


def chain_of(
    holder: int, board: int, bodies: Mapping[int, BodyFact], day: date
) -> tuple[int, ...]:
    """The shortest way from the board down to the holder, as ids; empty without one.

    A body under the organisation whose board this is, is under the board.
    """
    if board not in bodies:
        return ()
    ways: deque[tuple[int, ...]] = deque([(holder,)])
    seen = {holder}
    while ways:
        way = ways.popleft()
        if way[0] == board:
            return way
        for parent in _parents(way[0], board, bodies, day):
            if parent not in seen:
                seen.add(parent)
                ways.append((parent, *way))
    return ()


def _parents(
    one: int, board: int, bodies: Mapping[int, BodyFact], day: date
) -> list[int]:
    organisation = bodies[board].organisation_id
    found = []
    for parent in bodies[one].parents if one in bodies else ():
        if not parent.covers(day):
            continue
        if parent.body_id is not None:
            found.append(parent.body_id)
        elif parent.organisation_id == organisation:
            found.append(board)
    return found


def not_complete(found: DecisionsMap) -> str:
    """Why this map is not one to publish (ICP-07); empty where it is."""
    if not found.functions:
        return "There is no function on that day, so there is no map to publish."
    if not found.gaps:
        return ""
    return (
        f"Nobody decides on {few(found.gaps)}. Say who does; then the map has no gap"
        " and can be published."
    )


def missing_chapter(chapters: Mapping[str, str]) -> str:
    """The first of the three chapters that says nothing (FDM-04); empty where all do."""
    return next((key for key in CHAPTERS if not chapters.get(key, "").strip()), "")
