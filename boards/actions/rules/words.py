"""What may be written about an action."""

from __future__ import annotations

from ics_portal.core.errors import RuleBroken
from ics_portal.core.text import visible

TITLE = 1000
LEAD = 300
NOTE = 4000


def split_updates(text: str) -> tuple[str, ...]:
    """Progress notes kept in one cell, apart by ``//``; blank ones are dropped."""
    notes = (" ".join(note.split()) for note in text.split("//"))
    return tuple(note for note in notes if note)


def clean_words(text: str, *, ask: str, field: str, most: int = NOTE) -> str:
    """The text without blanks around; raises RuleBroken (LOGB-2) when it is empty, with
    the sentence ``ask``, or too long. Without ``ask`` it may be empty."""
    words = visible(text).replace("\r\n", "\n").strip()
    if not words and ask:
        raise RuleBroken("LOGB-2", ask, field=field)
    if len(words) > most:
        sentence = f"Shorten this to {most:,} letters; it has {len(words):,}."
        raise RuleBroken("LOGB-2", sentence, field=field)
    return words


def clean_line(text: str, *, ask: str, field: str, most: int) -> str:
    """The same of what stands on one line."""
    return clean_words(" ".join(text.split()), ask=ask, field=field, most=most)
