"""What the home page prints, ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to do, with the one link that does it."""

    text: str
    cure: str
    href: str
    strong: str = ""
    kind: str = "warn"
    label: str = ""


@dataclass(frozen=True, slots=True)
class RailStep:
    """A step of a meeting's rail; ``state`` as in the rules."""

    title: str
    when: str
    note: str
    state: str


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting that is being prepared; chips are (words, kind, icon)."""

    title: str
    note: str
    href: str
    held_on: date
    starts: str
    deadline: str
    deadline_note: str
    papers: str
    state: tuple[str, str, str]
    has_passed: bool


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper that is not in yet; its chip as on the papers' own pages."""

    number: str
    title: str
    href: str
    authors: str
    due_on: date | None
    chip: tuple[str, str, str]
    meeting: str


@dataclass(frozen=True, slots=True)
class PackRow:
    """The newest pack of a meeting; ``percent`` only while it is being built, and
    ``read_href``, the members' file of part 1, only once it is issued."""

    meeting: str
    href: str
    chip: tuple[str, str, str]
    note: str
    percent: int | None = None
    read_href: str = ""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action of the log that is due."""

    code: str
    title: str
    chip: tuple[str, str, str]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Rail:
    """The deadlines of the next meeting."""

    title: str
    href: str
    steps: tuple[RailStep, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """Everything on the page; what a person has no part in is empty."""

    heading: str
    is_office: bool
    needs: tuple[Need, ...] = ()
    rail: Rail | None = None
    meetings: tuple[MeetingRow, ...] = ()
    papers: tuple[PaperRow, ...] = ()
    own_papers: tuple[PaperRow, ...] = ()
    packs: tuple[PackRow, ...] = ()
    actions: tuple[ActionRow, ...] = ()
    worker_is_alive: bool = True
