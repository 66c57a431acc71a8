"""Standing items known by their usual titles (AGD-08)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from boards.meetings.enums import CLOSES, StandingItem

_TITLES = (
    (StandingItem.DECLARATIONS, r"declarations? of (conflicts? of )?interests?\b"),
    (StandingItem.WELCOME, r"welcomes?\b|apologies\b|introductions?,? and apologies\b"),
    (StandingItem.QUORUM, r"quorum\b|quoracy\b|confirmation of quor"),
    (StandingItem.MINUTES, r"(draft |approve )?(the )?minutes (of|from)\b"),
    (StandingItem.KEY_MESSAGES, r"key messages\b"),
    (StandingItem.NEXT_ITEMS, r"items for (the )?next\b"),
    (StandingItem.ANY_OTHER_BUSINESS, r"any other business\b|a\.?o\.?b\.?$"),
)
_CLOSING = re.compile(r"\s*clos(e|ing)\b", re.IGNORECASE)
_KNOWN = tuple((kind, re.compile(words)) for kind, words in _TITLES)


def standing_of(title: str) -> StandingItem:
    """Return which standing item a title names, or ``NONE`` for business of the day.

    ``Declarations of Interest`` typed or pasted is the declarations item, with all that
    follows from it (MTG-4).
    """
    text = title.strip().casefold()
    for kind, words in _KNOWN:
        if words.match(text):
            return kind
    return StandingItem.NONE


_DATE = re.compile(
    r"(?:\s*[-–—,:(]\s*|\s+(?:of|on|held on)\s+|\s+)?(?:\b[A-Z][a-z]+day\s+)?"
    r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December)\s+\d{4}\)?",
    re.IGNORECASE,
)


def minutes_title(title: str, day: str) -> str:
    """The title of the item for the minutes with the day of the meeting they are of.

    A day that stands there already, of the meeting before or of the agenda itself, goes
    (MIN-16). ``day`` is empty where no earlier meeting is on record.
    """
    bare = " ".join(_DATE.sub("", title).split()).rstrip(" -–—,:")
    return f"{bare} – {day}" if day else bare


def closing_place(standings: Sequence[str]) -> int:
    """Where business ends in a list of items: before *Any Other Business* and its like.

    ``standings`` are those of the items in order; the place counts from 0 and is the
    list's length where nothing closes it. Key messages just before belong to the close.
    """
    closes = (at for at, standing in enumerate(standings) if standing in CLOSES)
    place = next(closes, len(standings))
    while place and standings[place - 1] == StandingItem.KEY_MESSAGES:
        place -= 1
    return place


def closing_section(sections: Sequence[tuple[str, Sequence[str]]]) -> int | None:
    """Which section closes the agenda: called so, or holding nothing but the close.

    Each section is its title and the standing of its items in order. None where there is
    no such section, and for the first: business is never put above all there is.
    """
    for place, (title, standings) in enumerate(sections):
        is_called_so = standing_of(title) in CLOSES or bool(_CLOSING.match(title))
        if place and (is_called_so or (standings and closing_place(standings) == 0)):
            return place
    return None
