"""Standing items known by their usual titles (AGD-08)."""

from __future__ import annotations

import re

from boards.meetings.enums import StandingItem

_TITLES = (
    (StandingItem.DECLARATIONS, r"declarations? of (conflicts? of )?interests?\b"),
    (StandingItem.WELCOME, r"welcomes?\b|apologies\b|introductions?,? and apologies\b"),
    (StandingItem.QUORUM, r"quorum\b|quoracy\b|confirmation of quor"),
    (StandingItem.MINUTES, r"(draft |approve )?(the )?minutes (of|from)\b"),
    (StandingItem.KEY_MESSAGES, r"key messages\b"),
    (StandingItem.NEXT_ITEMS, r"items for (the )?next\b"),
    (StandingItem.ANY_OTHER_BUSINESS, r"any other business\b|a\.?o\.?b\.?$"),
)
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
