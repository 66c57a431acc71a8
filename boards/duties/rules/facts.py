"""What is asked, and what is known of it over all time: plain values."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from boards.bodies.enums import BodyKind
from boards.bodies.rules.facts import BodyFact, Day, Span
from boards.duties.enums import Level, Subject


class State(StrEnum):
    """How a duty stands on a day."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_KNOWN = "not_known"
    NOT_DUE = "not_due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing of a checklist; ``due_on`` is the first day it must be there."""

    key: str
    words: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something that must be there, should be, or is kept on record: see ``level``.

    ``document`` is the kind of paper that shows it, where one does. ``check`` names the
    function that decides; where it is empty, evidence of each of the ``parts`` does, and
    a duty without parts is one part. ``owned``: somebody must answer for it. ``due_on``
    is the first day it must be met, None where it always must.
    """

    key: str
    title: str
    asked: str
    requirements: tuple[str, ...]
    sources: tuple[str, ...]
    level: Level = Level.REQUIRED
    subject: Subject = Subject.OWN
    held_by: BodyKind = BodyKind.NHS_BODY_BOARD
    document: str = ""
    check: str = ""
    parts: tuple[Part, ...] = ()
    owned: bool = False
    due_on: date | None = None

    def has_part(self, key: str) -> bool:
        """Whether the checklist has it; the empty key is the whole, which all have."""
        return not key or any(part.key == key for part in self.parts)

    def words_of(self, key: str) -> str:
        """The words of a part; empty for the whole, and the key of one that is gone."""
        return next((part.words for part in self.parts if part.key == key), key)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFact(Span):
    """What somebody found. ``part`` is empty for the whole; ``rests_on`` says what it
    rests on, and ``address`` where that is to be found."""

    id: int
    body_id: int
    duty: str
    part: str
    is_met: bool
    words: str
    rests_on: str = ""
    address: str = ""
    review_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerFact(Span):
    """Who answers for a duty, or for a part of it; by name or by post."""

    id: int
    body_id: int
    duty: str
    part: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFact:
    """A formal meeting. ``is_public`` is None where nobody said so of this sitting."""

    body_id: int
    held_on: date
    is_public: bool | None = None
    has_link: bool = False
    papers_on: date | None = None
    minutes_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsFact(Span):
    """Whether a body meets in public by its terms of reference; None where they do not
    say."""

    body_id: int
    is_public: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFact:
    """A proposal and how people were involved in it. ``level`` is empty where they were
    not; ``needs_consultation`` is None where nobody said."""

    title: str
    raised_on: date
    level: str = ""
    groups: str = ""
    insight: str = ""
    needs_consultation: bool | None = None
    consulted_from: date | None = None
    consulted_to: date | None = None
    decided_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkstreamFact(Span):
    """A workstream; ``lacking`` are the leads that nobody is named for."""

    name: str
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneFact:
    """A milestone. ``documents`` are those it is linked to: the kind of each, and the year
    in which one made yearly begins, else None."""

    code: str
    done_on: date | None
    documents: frozenset[tuple[str, int | None]] = frozenset()


@dataclass(frozen=True, slots=True)
class Delegated:
    """What the functions and decisions map of the day says: how many functions there
    are, and which of them nobody decides."""

    functions: int
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyFacts:
    """What duties ask beside the structure of the system."""

    delegated: Delegated = Delegated(functions=0, gaps=())
    evidence: tuple[EvidenceFact, ...] = ()
    owners: tuple[OwnerFact, ...] = ()
    meetings: tuple[MeetingFact, ...] = ()
    terms: tuple[TermsFact, ...] = ()
    proposals: tuple[ProposalFact, ...] = ()
    workstreams: tuple[WorkstreamFact, ...] = ()
    milestones: tuple[MilestoneFact, ...] = ()

    def on(self, today: Day) -> Known:
        """What of it holds on a day."""
        return Known(self, today)


_Key = tuple[int, str, str]


class Known:
    """What is known on one day, found quickly. Made by ``DutyFacts.on``."""

    def __init__(self, facts: DutyFacts, today: Day) -> None:
        self.facts, self.today = facts, today
        self._evidence: dict[_Key, list[EvidenceFact]] = defaultdict(list)
        for one in facts.evidence:
            if one.covers(today.day):
                self._evidence[one.body_id, one.duty, one.part].append(one)
        self._owners: dict[_Key, list[OwnerFact]] = defaultdict(list)
        for owner in facts.owners:
            if owner.covers(today.day):
                self._owners[owner.body_id, owner.duty, owner.part].append(owner)

    def evidence_of(self, body_id: int, duty: str, part: str) -> list[EvidenceFact]:
        """What was found of a part, or of the whole, and is in force."""
        return self._evidence.get((body_id, duty, part), [])

    def owners_of(self, body_id: int, duty: str, part: str) -> list[OwnerFact]:
        """Who answers for a part, or for the whole."""
        return self._owners.get((body_id, duty, part), [])


@dataclass(frozen=True, slots=True)
class Asked:
    """One duty asked of one body on a day."""

    duty: Duty
    body: BodyFact
    today: Day
    known: Known

    @property
    def facts(self) -> DutyFacts:
        return self.known.facts

    def evidence(self, part: str = "") -> list[EvidenceFact]:
        """What was found of a part; of the whole without one."""
        return self.known.evidence_of(self.body.id, self.duty.key, part)

    def owners(self, part: str = "") -> list[OwnerFact]:
        """Who answers for a part; for the whole without one."""
        return self.known.owners_of(self.body.id, self.duty.key, part)


@dataclass(frozen=True, slots=True)
class PartFinding:
    """How one part stands, and why."""

    part: Part
    state: State
    words: str


@dataclass(frozen=True, slots=True)
class Answer:
    """How a duty of a body stands, and how each of its parts does."""

    state: State
    words: str
    parts: tuple[PartFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyFinding:
    """How one duty of one body stands; ``body_id`` is None where no body has it yet."""

    duty: Duty
    state: State
    words: str
    body_id: int | None
    body: str
    parts: tuple[PartFinding, ...] = ()
    evidence: tuple[EvidenceFact, ...] = ()
    owners: tuple[OwnerFact, ...] = ()

    @property
    def covered(self) -> int:
        """How many of its parts are there."""
        return sum(one.state is State.MET for one in self.parts)
