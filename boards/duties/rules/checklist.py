"""What may be recorded about a duty, and what a duty of one's own may be: plain values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

from boards.bodies.enums import BodyKind
from boards.bodies.rules.days import said
from boards.duties.rules.facts import Duty

MOST_PARTS, LONGEST_PART, LONGEST_KEY = 30, 200, 60

Parts = list[dict[str, str]]


def is_asked_of(duty: Duty, kind: str) -> bool:
    """Whether a body of this kind can have the duty. What the board of the system has
    is the NHS body's once there is one."""
    if duty.held_by is BodyKind.ICS_BOARD and kind == BodyKind.NHS_BODY_BOARD:
        return True
    return kind == duty.held_by


def wrong_days(found_on: date, review_on: date | None, today: date) -> tuple[str, str]:
    """Why evidence cannot be of these days, and the field to say it beside; both empty
    where it can (DUT-2)."""
    if found_on > today:
        sentence = "Give the day it was found, today or before."
        return f"{sentence} {said(found_on)} is still to come.", "starts_on"
    if review_on is not None and review_on <= found_on:
        return (
            f"Its review comes after {said(found_on)}, when it was found.",
            "review_on",
        )
    return "", ""


def wrong_address(address: str) -> str:
    """Why an address cannot be opened; empty where it can, or where there is none
    (DUT-3)."""
    if not address or re.match(r"https?://[^/\s]", address):
        return ""
    return "Give an address that begins with https:// or http://."


def key_of(title: str, taken: Iterable[str]) -> str:
    """A name for addresses, made of the title and unlike those taken."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")[:50].strip("_")
    stem, used, number = words or "duty", set(taken), 1
    key = stem
    while key in used:
        number += 1
        key = f"{stem}_{number}"
    return key


def parts_of(lines: Iterable[str], before: Iterable[Mapping[str, str]] = ()) -> Parts:
    """The parts of a checklist, in order; one that keeps its words keeps its key."""
    keys = {one["words"]: one["key"] for one in before}
    taken, found = set(keys.values()), []
    for words in lines:
        key = keys.get(words) or key_of(words, taken)
        taken.add(key)
        found.append({"key": key, "words": words})
    return found


def wrong_parts(lines: Iterable[str]) -> str:
    """Why these cannot be the parts of a duty; empty where they can. None is one thing
    (DUT-6)."""
    found = list(lines)
    if len(found) == 1:
        return "Give two parts or more, or none: a duty of one part is one thing."
    if len(found) > MOST_PARTS:
        return f"Give at most {MOST_PARTS} parts."
    if len({one.casefold() for one in found}) < len(found):
        return "Give each part once."
    long = [one for one in found if len(one) > LONGEST_PART]
    return f"Shorten “{long[0][:40]}…” to {LONGEST_PART} letters." if long else ""


def wrong_removal(parts: Iterable[Mapping[str, str]], spoken_of: set[str]) -> str:
    """Why these cannot be the parts from now on: something is recorded of one that
    would be gone (DUT-7)."""
    left = {one["key"] for one in parts} | {""}
    gone = sorted(spoken_of - left)
    if not gone:
        return ""
    names = ", ".join(f"“{one.replace('_', ' ')}”" for one in gone)
    return (
        f"Evidence or an owner is recorded of {names}. Keep its words, or end this duty"
        " and add another."
    )
