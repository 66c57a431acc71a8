"""How a sentence of the minutes is put: past tense, third person, reported.

Practice guide, section 5, "Minutes style".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ENDS = (".", "?", "!", "…", ".”", '."')
_ASKED = re.compile(
    r"^(that )?(the [\w ]{2,80}? (is|are) (asked|requested|recommended|invited) to |to )",
    re.IGNORECASE,
)


def day_words(day: date) -> str:
    """``Wednesday 2 December 2020``: the weekday follows from the date (MIN-01)."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """``2 December 2020``"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def hour(at: datetime) -> str:
    """``10:40``"""
    return f"{at.hour:02}:{at.minute:02}"


def listed(names: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``"""
    words = list(names)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def sentence(words: str) -> str:
    """The words on one line with a stop at their end and a capital before."""
    words = " ".join(words.split())
    if not words:
        return ""
    if not words.endswith(_ENDS):
        words = words.rstrip(" ,;:") + "."
    return words[0].upper() + words[1:]


def bare(words: str) -> str:
    """The words without the stop at their end, to go on with."""
    return " ".join(words.split()).rstrip(" .;,:")


def lowered(words: str) -> str:
    """The first letter small, unless the word is all capitals or a name like NHS."""
    first = words.split(" ", 1)[0]
    return words if first[1:] != first[1:].lower() else words[:1].lower() + words[1:]


def object_of(words: str, verbs: Iterable[str]) -> str | None:
    """What is left of ``Approve the plan`` after a known verb; None where none leads.

    "The Board is asked to" and "to" before the verb go too.
    """
    text = _ASKED.sub("", bare(words))
    for verb in sorted(verbs, key=len, reverse=True):
        found = re.match(rf"{re.escape(verb)}\b[:,]?\s*", text, re.IGNORECASE)
        if found:
            return text[found.end() :]
    return None
