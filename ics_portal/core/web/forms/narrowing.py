"""A long list of ticks, narrowed by words (``components/tick_list.html``).

Without scripts the button *Find* sends the whole form, which comes back with all that was
typed and ticked; with scripts the list is narrowed in place (``narrowing.js``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField

from ics_portal.core.text import visible
from ics_portal.core.web.forms.choices import chosen_values

FIND, ENTER = "find", "enter"
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What was looked for, and what was found, in words; both empty for nothing."""

    typed: str = ""
    words: str = ""


def asks_to_narrow(sent: Mapping[str, str]) -> bool:
    """Whether a form was sent to look for something, rather than to be saved.

    ``enter`` is sent by the Enter key, which looks for what stands in the search field.
    """
    act = sent.get("act", "")
    return act == FIND or (act == ENTER and bool(_typed(sent)))


def narrow(bound: BoundField, sent: Mapping[str, str]) -> Narrowed:
    """Draw of a field what is ticked first, and of the rest what has the words in it.

    What the field takes stays as it is.
    """
    typed, chosen = _typed(sent), chosen_values(bound)
    field: Any = bound.field
    choices = [(str(value), str(label)) for value, label in field.choices]
    ticked = [each for each in choices if each[0] in chosen]
    wanted = typed.casefold().split()
    found = [
        (value, label)
        for value, label in choices
        if value not in chosen and all(word in label.casefold() for word in wanted)
    ]
    field.widget.choices = [*ticked, *found]
    return Narrowed(typed, _words(typed, len(found), len(ticked)) if typed else "")


def _typed(sent: Mapping[str, str]) -> str:
    return visible(sent.get("find", "")).strip()[:LONGEST]


def _words(typed: str, found: int, ticked: int) -> str:
    besides = f", besides {ticked} ticked" if ticked else ""
    return f"{found or 'None'} with “{typed}” in the name{besides}."
