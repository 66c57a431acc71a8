"""What higher rooms add to a meeting's pages: papers know of papers, packs of packs.

A higher room registers a function from ``BoardsConfig.ready()``. Each function makes a
number of queries that does not grow with the agenda.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from boards.meetings.rules import AgendaWarning

if TYPE_CHECKING:
    from boards.meetings.models import Decision
    from ics_portal.accounts.actor import Actor

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class ItemNote:
    """What stands in the Paper column of an item: a chip in words, and where it leads.

    ``kind`` and ``icon`` are those of the chip component.
    """

    words: str
    kind: str = "quiet"
    icon: str = ""
    url: str = ""
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class PastNote:
    """What another room says of a meeting at a past moment, and where it leads."""

    what: str
    words: str
    url: str = ""


class Registry(Generic[F]):
    """Functions of higher rooms, each registered once however often it is imported."""

    def __init__(self) -> None:
        self._functions: dict[str, F] = {}

    def register(self, function: F) -> F:
        """Add a function; may be used as a decorator."""
        name = f"{function.__module__}.{function.__qualname__}"
        self._functions[name] = function
        return function

    def forget(self, function: F) -> None:
        """Take a function out again, for one that lives shorter than the process."""
        name = f"{function.__module__}.{function.__qualname__}"
        self._functions.pop(name, None)

    def __iter__(self) -> Iterator[F]:
        return iter(tuple(self._functions.values()))


ItemNotes = Callable[[int, "Actor"], dict[int, ItemNote]]
AgendaChecks = Callable[[int, date], list[AgendaWarning]]
PastNotes = Callable[[int, datetime, "Actor"], "list[PastNote]"]
StageCounts = Callable[[int, "Actor"], dict[str, int]]

item_notes: Registry[ItemNotes] = Registry()
"""``fn(meeting_id, actor)`` gives the note of each item that has one, by item id."""

agenda_checks: Registry[AgendaChecks] = Registry()
"""``fn(meeting_id, today)`` gives warnings about a meeting's agenda."""

past_notes: Registry[PastNotes] = Registry()
"""``fn(meeting_id, at, actor)`` says what stood at a past moment, as the actor may know."""

stage_counts: Registry[StageCounts] = Registry()
"""``fn(meeting_id, actor)`` gives what waits at a stage of the bar, by its key."""


CorrectionPages = Callable[["Decision"], str]

correction_pages: Registry[CorrectionPages] = Registry()
"""``fn(decision)`` gives the address where it is put right instead of on its own page,
because something else says the same; empty for one the room knows nothing of."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One entry of the bar that every page of a meeting bears."""

    key: str
    label: str
    url_name: str
    position: int


_stages: dict[str, Stage] = {}


def register_stage(key: str, label: str, url_name: str, position: int) -> None:
    """Add an entry to the bar; its address takes ``meeting_id``."""
    _stages[key] = Stage(key, label, url_name, position)


def meeting_stages() -> list[Stage]:
    """The entries of the bar, from left to right."""
    return sorted(_stages.values(), key=lambda stage: stage.position)


register_stage("overview", "Overview", "meetings:detail", 10)
register_stage("agenda", "Agenda", "meetings:agenda", 20)


def notes_for(meeting_id: int, actor: Actor) -> dict[int, ItemNote]:
    """The notes of all rooms; where two speak of one item, the later registered wins."""
    return dict(ChainMap(*[notes(meeting_id, actor) for notes in item_notes][::-1]))


def warnings_for(
    meeting_id: int, today: date, *, without: AgendaChecks | None = None
) -> list[AgendaWarning]:
    """The warnings of all rooms, in the order in which the rooms registered.

    ``without`` leaves one check out, for a caller that has its answer already.
    """
    return [
        warning
        for check in agenda_checks
        if check is not without
        for warning in check(meeting_id, today)
    ]


def correction_page(decision: Decision) -> str:
    """Where a decision is put right, if not on its own page; empty otherwise."""
    return next(filter(None, (page(decision) for page in correction_pages)), "")


def counts_for(meeting_id: int, actor: Actor) -> dict[str, int]:
    """What waits at each stage, added up over the rooms."""
    totals: dict[str, int] = {}
    for counts in stage_counts:
        for stage, waiting in counts(meeting_id, actor).items():
            totals[stage] = totals.get(stage, 0) + waiting
    return totals


__all__ = [
    "AgendaWarning",
    "ItemNote",
    "PastNote",
    "Stage",
    "agenda_checks",
    "correction_page",
    "correction_pages",
    "counts_for",
    "item_notes",
    "meeting_stages",
    "notes_for",
    "past_notes",
    "register_stage",
    "stage_counts",
    "warnings_for",
]
