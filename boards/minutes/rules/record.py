"""The record of a sitting as plain values: all that minutes are drafted from.

Times are local, as people say them. Every list is in the order in which it is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True)
class Attendee:
    """One row of the attendance; ``on_behalf_of`` is the member a deputy stands for.

    ``deputies`` are the names of those who stand for this person (MIN-04).
    """

    key: int
    name: str
    kind: str
    state: str
    job_title: str = ""
    organisations: str = ""
    group: str = ""
    on_behalf_of: str = ""
    deputies: tuple[str, ...] = ()
    by_video: bool = False
    arrived_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the agenda, in agenda order; ``state`` is that of ``ItemState``."""

    item_id: int
    number: str
    title: str
    section: str
    part: int
    state: str = "live"
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to the sitting as a whole."""

    kind: str
    at: datetime
    item_id: int | None = None
    person: str = ""
    words: str = ""
    way_out: str = ""


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody out of the room for a while (DOI-13)."""

    key: int
    name: str
    out_at: datetime
    in_at: datetime | None = None
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class RulingFact:
    """The ruling in force on one person and one item, in its own words (DOI-12)."""

    key: int
    item_id: int
    name: str
    nature: str
    words: str
    ruled_by: str
    at_start: bool = True


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """What was entered in the register of decisions."""

    number: str
    wording: str
    method: str
    reason: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstained: int | None = None
    casting_by: str = ""
    casting_for: bool | None = None
    dissents: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OutcomeFact:
    """What became of one recommendation, or of an item without any (MIN-11)."""

    key: str
    item_id: int
    kind: str
    words: str = ""
    recommendation: str = ""
    bring_back: bool = False
    decision: DecisionFact | None = None


@dataclass(frozen=True, slots=True)
class ActionFact:
    """An action the meeting asked for (MIN-15)."""

    code: str
    title: str
    lead: str
    due: str
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class ResolutionFact:
    """The resolution to exclude the public; ``reasons`` are of items of part 2."""

    moved_by: str
    seconded_by: str
    at: datetime
    wording: str
    carried: bool = True
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionFact:
    """A question of the public that was taken; ``asked_by`` only where allowed."""

    key: int
    text: str
    answer: str
    asked_by: str = ""
    item_id: int | None = None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """All of it, for one body and one part of a meeting.

    ``quorate`` is None where nobody found the quorum, or none is written.
    ``is_over`` says that the meeting was closed: only then is something missing.
    """

    body: str
    held_on: date
    starts_at: time
    part: int
    items: tuple[Item, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    events: tuple[Event, ...] = ()
    absences: tuple[Absence, ...] = ()
    rulings: tuple[RulingFact, ...] = ()
    outcomes: tuple[OutcomeFact, ...] = ()
    actions: tuple[ActionFact, ...] = ()
    questions: tuple[QuestionFact, ...] = ()
    resolution: ResolutionFact | None = None
    chair: str = ""
    quorate: bool | None = None
    next_meeting: str = ""
    is_over: bool = False

    @property
    def here(self) -> tuple[Item, ...]:
        """The items of this part."""
        return tuple(item for item in self.items if item.part == self.part)

    @property
    def was_kept(self) -> bool:
        """Whether anybody kept a record of the sitting: else nothing is said to lack."""
        return bool(self.attendees or self.events)

    def item(self, item_id: int | None) -> Item | None:
        """The item of that id, of this part or the other."""
        return next((item for item in self.items if item.item_id == item_id), None)

    def is_here(self, item_id: int | None) -> bool:
        """Whether it is an item of this part."""
        found = self.item(item_id)
        return found is not None and found.part == self.part

    def standing(self, kind: str) -> int | None:
        """The id of the standing item of a kind in this part, if the agenda has one."""
        found = (item.item_id for item in self.here if item.standing == kind)
        return next(found, None)

    def begun(self) -> frozenset[int]:
        """The items that were begun."""
        return frozenset(
            event.item_id
            for event in self.events
            if event.kind == "item_begun" and event.item_id is not None
        )

    def item_at(self, at: datetime) -> Item | None:
        """The item under way at a moment, as far as the record says."""
        under_way = None
        for event in self.events:
            if event.at > at:
                break
            if event.kind == "item_begun":
                under_way = event.item_id
        return self.item(under_way)
