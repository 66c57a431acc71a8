"""Whether enough of the right people are there to decide (nhs-practice 3.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from boards.sittings.rules.presence import Presence, is_present

QUORATE = "quorate"
INQUORATE = "inquorate"
NOT_KNOWN = "not_known"

MAJORITY = 50
"""A share of 50 per cent is written for a majority, which is more than half."""


@dataclass(frozen=True, slots=True)
class LineAsked:
    """A line of the terms of reference: at least so many of these kinds of seat."""

    words: str
    constituencies: frozenset[str]
    minimum: int = 1


@dataclass(frozen=True, slots=True)
class QuorumTerms:
    """What the terms of reference ask; ``share`` in per cent of the voting seats, None
    where they give none. ``allows_deputies`` is None where they do not say."""

    share: int | None
    seats: int
    allows_deputies: bool | None = None
    lines: tuple[LineAsked, ...] = ()


@dataclass(frozen=True, slots=True)
class AtTable:
    """Somebody on the list. ``person`` tells people apart; ``has_vote`` is false for
    those in attendance, observers and members without a vote; ``barred`` says what a
    ruling lets them not do on the item, empty where nothing."""

    person: int
    name: str
    has_vote: bool
    is_deputy: bool
    constituencies: frozenset[str]
    presence: Presence
    barred: str = ""


@dataclass(frozen=True, slots=True)
class LineStanding:
    """How one line stands."""

    words: str
    needed: int
    present: int

    @property
    def is_met(self) -> bool:
        return self.present >= self.needed


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether a body may decide at a moment, and why. ``needed`` is None if not known."""

    state: str
    present: int
    needed: int | None
    lines: tuple[LineStanding, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def may_decide(self) -> bool:
        """A quorum that is not known keeps nobody from deciding."""
        return self.state != INQUORATE

    @property
    def state_words(self) -> str:
        return {
            QUORATE: "Quorate",
            INQUORATE: "Not quorate",
            NOT_KNOWN: "Quorum not known",
        }[self.state]

    @property
    def count_words(self) -> str:
        """``8 count, 6 needed``; ``8 count towards it`` where it is not known."""
        counted = f"{self.present} count{'s' if self.present == 1 else ''}"
        return (
            f"{counted} towards it"
            if self.needed is None
            else f"{counted}, {self.needed} needed"
        )

    def to_json(self) -> dict[str, Any]:
        """For the record of a decision."""
        plain = asdict(self)
        plain["lines"] = [asdict(line) for line in self.lines]
        plain["reasons"] = list(self.reasons)
        return plain


def needed_of(share: int, seats: int) -> int:
    """The least number of people: more than half for a majority, else rounded up."""
    if share == MAJORITY:
        return seats // 2 + 1
    return -(-seats * share // 100)


def may_vote(person: AtTable, terms: QuorumTerms | None, at: datetime) -> bool:
    """Whether somebody may vote on the item at the moment (DOI-15): a member with a vote,
    or a deputy where the terms allow deputies, in the room, and not barred."""
    if not person.has_vote or person.barred:
        return False
    if person.is_deputy and not (terms and terms.allows_deputies):
        return False
    return is_present(person.presence, at)


def quorum_of(
    terms: QuorumTerms | None, people: Sequence[AtTable], at: datetime
) -> Quorum:
    """How the quorum stands. A person counts once, however many seats are held."""
    counted = _once(one for one in people if may_vote(one, terms, at))
    lines = tuple(_line(line, counted) for line in terms.lines) if terms else ()
    why = _why_not_counted(terms, people, at)
    if terms is None or terms.share is None:
        reason = "The terms of reference give no quorum."
        return Quorum(NOT_KNOWN, len(counted), None, lines, (reason, *why))
    if terms.seats == 0:
        reason = "No seat of this body that votes is on record."
        return Quorum(NOT_KNOWN, len(counted), None, lines, (reason, *why))
    needed = needed_of(terms.share, terms.seats)
    short = _short(len(counted), needed, lines)
    state = INQUORATE if short else QUORATE
    return Quorum(state, len(counted), needed, lines, (*short, *why))


def _once(people: Iterable[AtTable]) -> list[AtTable]:
    found: dict[int, AtTable] = {}
    for one in people:
        found.setdefault(one.person, one)
    return list(found.values())


def _line(line: LineAsked, counted: Sequence[AtTable]) -> LineStanding:
    fitting = sum(bool(line.constituencies & one.constituencies) for one in counted)
    return LineStanding(line.words, line.minimum, fitting)


def _short(present: int, needed: int, lines: Iterable[LineStanding]) -> list[str]:
    said = []
    if present < needed:
        verb = "counts" if present == 1 else "count"
        said.append(f"{present} {verb} and {needed} are needed.")
    said += [
        f"{line.words}: {line.present} here, {line.needed} needed."
        for line in lines
        if not line.is_met
    ]
    return said


def _why_not_counted(
    terms: QuorumTerms | None, people: Iterable[AtTable], at: datetime
) -> list[str]:
    """Those in the room with a seat behind them who do not count, each with the reason."""
    said = []
    for one in people:
        if not one.has_vote or not is_present(one.presence, at):
            if one.has_vote and one.barred:
                said.append(f"{one.name} {one.barred}.")
        elif one.barred:
            said.append(f"{one.name} {one.barred} and does not count for this item.")
        elif one.is_deputy and not (terms and terms.allows_deputies):
            unsaid = terms is None or terms.allows_deputies is None
            rule = "do not say that deputies count" if unsaid else "allow no deputies"
            said.append(f"{one.name} does not count: the terms of reference {rule}.")
    return said
