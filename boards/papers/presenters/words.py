"""How a paper's state, deadline and verdict are said."""

from __future__ import annotations

from datetime import date

from boards.papers.enums import PaperState, VersionState
from boards.papers.models import Paper, PaperVersion
from boards.papers.rules import WITH_THE_AUTHOR
from ics_portal.core.web.words import day, plural

STATE_CHIPS = {
    PaperState.REQUESTED: ("Not started", "warn", "clock"),
    PaperState.DRAFTING: ("Draft", "info", ""),
    PaperState.SUBMITTED: ("To be accepted", "info", ""),
    PaperState.RETURNED: ("Returned", "warn", "undo"),
    PaperState.ACCEPTED: ("Accepted", "ok", ""),
    PaperState.WITHDRAWN: ("Withdrawn", "quiet", "cross"),
}
VERSION_CHIPS = {
    VersionState.WAITING: ("Waiting", "quiet", "clock"),
    VersionState.CONVERTING: ("Being prepared", "info", "spin"),
    VersionState.READY: ("Ready", "ok", ""),
    VersionState.FAILED: ("Could not be used", "bad", ""),
}
Chip = tuple[str, str, str]


def due_words(due_on: date | None, today: date) -> str:
    """``due Wed 25 Nov, tomorrow``; empty without a deadline."""
    if due_on is None:
        return ""
    left = (due_on - today).days
    near = {0: ", today", 1: ", tomorrow"}.get(left, "")
    late = f", {plural(-left, 'day')} late" if left < 0 else ""
    return f"due {day(due_on)}{near}{late}"


def is_awaited(paper: Paper) -> bool:
    """Whether its deadline still means something: it is not in, and not withdrawn."""
    return paper.state in WITH_THE_AUTHOR


def is_late(paper: Paper, today: date) -> bool:
    """Whether its authors still have it after its deadline."""
    return paper.due_on is not None and paper.due_on < today and is_awaited(paper)


def newest_version(paper: Paper) -> PaperVersion | None:
    """The latest upload of the full paper, whatever became of it; versions are read with
    the paper."""
    versions = [one for one in paper.versions.all() if not one.is_redacted]
    return max(versions, key=lambda version: version.number, default=None)


def state_chip(paper: Paper, missing: int = 0) -> Chip:
    """The chip of a paper; a draft says how many things it lacks."""
    words, kind, shape = STATE_CHIPS[PaperState(paper.state)]
    if missing and paper.state in WITH_THE_AUTHOR:
        words = f"{words}, {plural(missing, 'thing')} missing"
    return words, kind, shape


def file_words(paper: Paper) -> str:
    """What there is of a file: ``version 3, 8 pages``, ``no file yet``."""
    newest, current = newest_version(paper), paper.current_version
    if newest is None:
        return "no file yet"
    said = ""
    if current is not None:
        said = f"version {current.number}, {plural(current.page_count or 0, 'page')}"
    if current is None or newest.pk != current.pk:
        word = VERSION_CHIPS[VersionState(newest.state)][0].lower()
        said = f"{said}; " if said else ""
        said += f"version {newest.number} {word}"
    return said
