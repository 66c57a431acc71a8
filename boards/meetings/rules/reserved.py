"""Whether what is decided is somebody else's to decide, by the scheme of reservation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ics_portal.core.web.words import listed

_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset({"and", "for", "the", "with", "of", "to", "in", "on", "a", "an"})


@dataclass(frozen=True, slots=True)
class DecidesOn:
    """A function of the system, and who decides it on the day.

    ``deciders`` are (body id or None for an officer, name, whether it is reserved).
    """

    function_id: int
    name: str
    deciders: tuple[tuple[int | None, str, bool], ...]


@dataclass(frozen=True, slots=True)
class ReservedWarning:
    """A function that the words speak of and that this body does not decide (DEC-5)."""

    function_id: int
    words: str


def reserved_warnings(
    body_id: int, said: str, functions: Iterable[DecidesOn]
) -> list[ReservedWarning]:
    """Warn of each function named in ``said`` that others decide and the body does not.

    A function is named where all words of its name stand there, in any order. One that
    nobody decides is a gap of the map and not warned about here.
    """
    spoken = _words(said)
    return [
        ReservedWarning(one.function_id, _sentence(one))
        for one in functions
        if one.deciders
        and _words(one.name) <= spoken
        and body_id not in {decider for decider, _, _ in one.deciders}
    ]


def _words(text: str) -> frozenset[str]:
    # "plans" speaks of a plan, and "plan" of plans.
    return frozenset(
        word.removesuffix("s")
        for word in _WORD.findall(text.casefold())
        if word not in _SMALL
    )


def _sentence(one: DecidesOn) -> str:
    reserved = [name for _, name, is_reserved in one.deciders if is_reserved]
    if reserved:
        return f"“{one.name}” is reserved to {listed(reserved)}."
    names = [name for _, name, _ in one.deciders]
    return f"“{one.name}” is decided by {listed(names)}."
