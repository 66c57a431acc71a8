"""What a breach says before it is kept, and that it names nobody (nhs-practice 6.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from ics_portal.core.errors import RuleBroken

LONGEST = 4000
ASK = {
    "what": "Say what happened.",
    "impact": "Say what came of it, if only that nothing did.",
    "action": "Say what was done.",
}


def check_breach(
    happened_on: date | None, words: Mapping[str, str], *, today: date
) -> None:
    """Raise RuleBroken (BRE-1) with the field at fault."""
    if happened_on is None or happened_on > today:
        raise RuleBroken(
            "BRE-1", "Enter the day it happened, today or earlier.", field="happened_on"
        )
    for field, sentence in ASK.items():
        if not words[field]:
            raise RuleBroken("BRE-1", sentence, field=field)
        if len(words[field]) > LONGEST:
            sentence = f"Shorten this to {LONGEST:,} letters."
            raise RuleBroken("BRE-1", sentence, field=field)


def named_in(text: str, names: Iterable[str]) -> list[str]:
    """Which of the names stand in the text as a whole, whatever their case."""
    folded = " ".join(text.casefold().split())
    return sorted(
        name
        for name in names
        if re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", folded)
    )
