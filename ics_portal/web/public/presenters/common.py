"""Words that several public pages use."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.utils.timezone import localdate, localtime

from boards.meetings.enums import MeetingState
from boards.meetings.models import Meeting, Publication
from boards.meetings.rules.published_words import words_of
from ics_portal.core.web.words import clock, filesize, longday, plural

logger = logging.getLogger(__name__)
Words = TypeVar("Words")

Chip = tuple[str, str]

STATE_CHIPS: dict[str, Chip] = {
    MeetingState.CANCELLED: ("Cancelled", "bad"),
    MeetingState.POSTPONED: ("Postponed", "warn"),
    MeetingState.ADJOURNED: ("Adjourned", "warn"),
    MeetingState.SITTING: ("In session", "info"),
}
"""What is said of a meeting beside its name; of the other states nothing is."""

SCHEME = (
    ("who", "Who we are and what we do"),
    ("spend", "What we spend and how we spend it"),
    ("priorities", "What our priorities are and how we are doing"),
    ("decisions", "How we make decisions"),
    ("policies", "Our policies and procedures"),
    ("lists", "Lists and registers"),
    ("services", "The services we offer"),
)
"""The seven classes of a publication scheme (nhs-practice 10)."""

HELD = (
    "The file is closed for now: an entry in it may not be shown any more. It will be"
    " published again without the entry."
)
"""Said in the place of a file that prints what a register withholds since."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file to fetch: what it is, how long and how large."""

    href: str
    words: str
    sha256: str


def said(row: Publication | None, kind: type[Words]) -> Words | None:
    """The words of a publication that stands; None where there are none to print."""
    if row is None or row.withdrawn_at is not None:
        return None
    try:
        words = words_of(row.kind, row.words)
    except (KeyError, TypeError):
        logger.warning("The words of publication %s cannot be read", row.pk)
        return None
    return words if isinstance(words, kind) else None


def download(row: Publication, href: str) -> Download | None:
    """Its file, unless there is none or it was withdrawn."""
    if row.stored is None or row.withdrawn_at is not None:
        return None
    parts = [row.stored.kind.name if row.stored.kind else "File"]
    if row.page_count:
        parts.append(plural(row.page_count, "page"))
    parts.append(filesize(row.stored.size))
    return Download(href, ", ".join(parts), row.stored.sha256)


def hours(meeting: Meeting) -> str:
    """``10:00 to 12:00``"""
    return f"{clock(meeting.starts_at)} to {clock(meeting.ends_at)}"


def where(meeting: Meeting) -> str:
    """The place. The link to join is the members' own and is never told."""
    return meeting.place or "Online"


def told_at(moment: datetime) -> str:
    """``Friday 27 November 2020, 16:05``, as the clock in London shows it."""
    local = localtime(moment)
    return f"{longday(localdate(moment))}, {clock(local)}"


def state_chip(meeting: Meeting) -> Chip | None:
    """What is to be said of its state, if anything is."""
    return STATE_CHIPS.get(meeting.state)
