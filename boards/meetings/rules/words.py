"""What may be typed into an agenda, and the sentence when it may not."""

from __future__ import annotations

import re
from collections.abc import Iterable

from boards.meetings.enums import ItemFormat
from ics_portal.core.errors import RuleBroken
from ics_portal.core.text import visible

TITLE_LENGTH = 300
SECTION_LENGTH = 200
OWNER_LENGTH = 200
MAX_MINUTES = 480
SHORTEST_PHRASE = 6
LONGEST_PHRASE = 100
MOST_PHRASES = 20
OWNERS_BETWEEN = " / "
"""Several owners are shown with a slash between them (AGD-07)."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_SPACES = re.compile(r"\s+")
_WHOLE = re.compile(r"\d{1,9}")


def one_line(text: str) -> str:
    """Fold line ends, tabs, control characters and runs of spaces into single spaces;
    what cannot be seen is taken out."""
    return _SPACES.sub(" ", _CONTROL.sub(" ", visible(text))).strip()


def clean_title(text: str, *, field: str = "title", limit: int = TITLE_LENGTH) -> str:
    """Return the title on one line; raises RuleBroken when empty or too long."""
    title = one_line(text)
    if not title:
        raise RuleBroken("MTG-7", "Enter a title.", field=field)
    if len(title) > limit:
        raise RuleBroken(
            "MTG-7",
            f"The title must be {limit} characters or fewer; this one has"
            f" {len(title)}.",
            field=field,
        )
    return title


def clean_minutes(value: str | int, *, field: str = "minutes") -> int:
    """Return whole minutes from 1 to ``MAX_MINUTES``; raises RuleBroken otherwise."""
    text = str(value).strip()
    if _WHOLE.fullmatch(text) and 1 <= int(text) <= MAX_MINUTES:
        return int(text)
    raise RuleBroken(
        "MTG-7",
        f"Minutes must be a whole number from 1 to {MAX_MINUTES}, for example 10.",
        field=field,
    )


def clean_format(value: str, *, field: str = "item_format") -> str:
    """Return a value of ItemFormat; raises RuleBroken for any other."""
    if value not in ItemFormat.values:
        words = ", ".join(ItemFormat.labels)
        raise RuleBroken("AGD-06", f"Choose a format: {words}.", field=field)
    return value


def split_owners(text: str, *, field: str = "owners") -> tuple[str, ...]:
    """Return the owners in ``Chair / Medical Director``, each once, in order.

    Raises RuleBroken for one that is too long.
    """
    owners = dict.fromkeys(filter(None, map(one_line, text.split("/"))))
    for owner in owners:
        if len(owner) > OWNER_LENGTH:
            raise RuleBroken(
                "MTG-7",
                f"An owner must be {OWNER_LENGTH} characters or fewer.",
                field=field,
            )
    return tuple(owners)


def join_owners(owners: Iterable[str]) -> str:
    """The owners as they are shown and typed: with a slash between them."""
    return OWNERS_BETWEEN.join(owners)


def clean_phrases(text: str, *, field: str = "phrases") -> str:
    """The words that name the matter of an item, one phrase to a line, each once.

    Raises RuleBroken for one that is too short to say anything by itself or too long, and
    for too many: a text is looked through for each of them.
    """
    phrases = list(dict.fromkeys(filter(None, map(one_line, text.splitlines()))))
    for phrase in phrases:
        if not SHORTEST_PHRASE <= len(phrase) <= LONGEST_PHRASE:
            raise RuleBroken(
                "MTG-7",
                f"Write {SHORTEST_PHRASE} to {LONGEST_PHRASE} letters to a line:"
                f" “{phrase[:40]}” has {len(phrase)}.",
                field=field,
            )
    if len(phrases) > MOST_PHRASES:
        raise RuleBroken("MTG-7", f"Write {MOST_PHRASES} lines at most.", field=field)
    return "\n".join(phrases)


def clean_reason(text: str, *, ask: str, field: str = "reason", rule: str) -> str:
    """Return the reason; raises RuleBroken with the sentence ``ask`` when empty."""
    reason = visible(text).strip()
    if not reason:
        raise RuleBroken(rule, ask, field=field)
    return reason
