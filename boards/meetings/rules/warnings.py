"""What an agenda is told about itself: warnings with a cure, never blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from boards.meetings.enums import MeetingType, StandingItem
from boards.meetings.rules.clock import Clock


@dataclass(frozen=True, slots=True)
class AgendaWarning:
    """A fact, then its cure (UX.md section 7).

    ``item_id`` is the item it concerns, or None for the agenda as a whole. ``cure_url``
    may be empty; with ``cure_is_post`` the cure is a button that does it in one step.
    ``stop`` is the graver look; neither keeps anybody from going on.
    """

    item_id: int | None
    severity: Literal["warn", "stop"]
    text: str
    cure_label: str = ""
    cure_url: str = ""
    cure_is_post: bool = False
    rule_id: str = ""


@dataclass(frozen=True, slots=True)
class FactOfItem:
    """What the warnings need to know of a numbered item; ``owners_url`` is where its
    owners are typed."""

    item_id: int
    number: str
    standing: str
    is_live: bool
    asks_to_decide: tuple[str, ...] = ()
    has_owner: bool = True
    owners_url: str = ""


@dataclass(frozen=True, slots=True)
class OfferedItem:
    """An item deferred to this meeting that nobody has taken up yet."""

    carried_id: int
    title: str
    deferred_from: str
    expected_here: bool


@dataclass(frozen=True, slots=True)
class AgendaFacts:
    """All that this room can say of an agenda; higher rooms add their own warnings."""

    meeting_type: str
    clock: Clock
    items: Sequence[FactOfItem]
    offered: Sequence[OfferedItem]
    has_next_meeting: bool
    edit_meeting_url: str = ""
    add_declarations_url: str = ""
    take_urls: dict[int, str] | None = None
    minutes_url: str = ""


def agenda_warnings(facts: AgendaFacts) -> list[AgendaWarning]:
    """Return the warnings in the order a secretary would deal with them.

    An empty agenda gives only what concerns deferred items.
    """
    found = _deferred_items(facts)
    live = [item for item in facts.items if item.is_live]
    if not live:
        return found
    return [
        *_declarations(facts, live),
        *found,
        *_decisions_informally(facts, live),
        *_owners(live),
        *_time(facts),
        *_next_meeting(facts),
    ]


def _declarations(
    facts: AgendaFacts, live: Sequence[FactOfItem]
) -> list[AgendaWarning]:
    if any(item.standing == StandingItem.DECLARATIONS for item in live):
        return []
    return [
        AgendaWarning(
            item_id=None,
            severity="stop",
            text="There is no item for declarations of interest.",
            cure_label="Add declarations",
            cure_url=facts.add_declarations_url,
            cure_is_post=True,
            rule_id="AGD-08",
        )
    ]


def _deferred_items(facts: AgendaFacts) -> list[AgendaWarning]:
    urls = facts.take_urls or {}
    return [
        AgendaWarning(
            item_id=None,
            severity="warn",
            text=f"{offer.title} was deferred from {offer.deferred_from} and is not on"
            " this agenda.",
            cure_label="Add",
            cure_url=urls.get(offer.carried_id, ""),
            cure_is_post=True,
            rule_id="AGD-13",
        )
        for offer in facts.offered
        if offer.expected_here
    ]


def _decisions_informally(
    facts: AgendaFacts, live: Sequence[FactOfItem]
) -> list[AgendaWarning]:
    if facts.meeting_type != MeetingType.INFORMAL:
        return []
    return [
        AgendaWarning(
            item_id=item.item_id,
            severity="warn",
            text=f"Item {item.number} asks to {_either(item.asks_to_decide)}, but this"
            " meeting is informal.",
            cure_label="Change the meeting",
            cure_url=facts.edit_meeting_url,
            rule_id="AGD-10",
        )
        for item in live
        if item.asks_to_decide
    ]


def _either(words: Sequence[str]) -> str:
    return " or ".join(word.lower() for word in words)


def _owners(live: Sequence[FactOfItem]) -> list[AgendaWarning]:
    return [
        AgendaWarning(
            item_id=item.item_id,
            severity="warn",
            text=f"Item {item.number} has no owner.",
            cure_label="Name one" if item.owners_url else "",
            cure_url=item.owners_url,
            rule_id="AGD-07",
        )
        for item in live
        if not item.has_owner
    ]


def _time(facts: AgendaFacts) -> list[AgendaWarning]:
    if facts.clock.state == "under":
        return []
    text = (
        "No running time is left: the agenda fills the meeting to the minute."
        if facts.clock.state == "full"
        else f"Running time is {facts.clock.words}."
    )
    return [
        AgendaWarning(
            item_id=None,
            severity="warn",
            text=text,
            cure_label="Change the minutes" if facts.minutes_url else "",
            cure_url=facts.minutes_url,
            rule_id="MTG-1",
        )
    ]


def _next_meeting(facts: AgendaFacts) -> list[AgendaWarning]:
    if facts.has_next_meeting:
        return []
    return [
        AgendaWarning(
            item_id=None,
            severity="warn",
            text="The next meeting is not set; the agenda prints it at its foot.",
            cure_label="Set it",
            cure_url=facts.edit_meeting_url,
            rule_id="AGD-09",
        )
    ]
