"""Two people at one form: what each saw, what each typed, and where they clash.

A sheet travels as flat fields: name to text. ``seen`` is what the form was drawn from,
folded into one short token that the form sends back, so that only a field somebody else
changed meanwhile clashes, and none is ever overwritten unseen.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

_MARK = 8
_FIELD = "."
_VALUE = "~"


@dataclass(frozen=True, slots=True)
class Clash:
    """A field two people changed: ``mine`` was sent, ``theirs`` is stored."""

    field: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Edits:
    """What to store, and what to ask about first."""

    changes: Mapping[str, str]
    clashes: tuple[Clash, ...]


def token_of(fields: Mapping[str, str]) -> str:
    """The fields as seen, in a token of about twenty letters each; blank ones left out."""
    return _FIELD.join(
        f"{name}{_VALUE}{_mark(value)}"
        for name, value in sorted(fields.items())
        if value
    )


def _mark(value: str) -> str:
    return hashlib.blake2s(value.encode(), digest_size=_MARK // 2).hexdigest()


def _read(token: str) -> dict[str, str]:
    pairs = (pair.split(_VALUE) for pair in token.split(_FIELD) if pair)
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


def compare(
    *, stored: Mapping[str, str], typed: Mapping[str, str], seen: str | None
) -> Edits:
    """Sort what was typed into changes and clashes, field by field.

    A field that was sent as it was seen is no change, whatever is stored now: somebody
    else's change stands. ``seen`` of None asks for no comparison, as an import does.
    """
    marks = None if seen is None else _read(seen)
    changes: dict[str, str] = {}
    clashes: list[Clash] = []
    for name, mine in typed.items():
        theirs = stored.get(name, "")
        if mine == theirs:
            continue
        if marks is None or _matches(marks.get(name), theirs):
            changes[name] = mine
        elif not _matches(marks.get(name), mine):
            clashes.append(Clash(name, mine, theirs))
    return Edits(changes, tuple(clashes))


CHOSEN = re.compile(
    r"implication_.+|conflicts|confidential|not_discussed_elsewhere|rec-.+-verb"
)
"""Fields that hold a choice: a later one replaces it, and no words are lost."""


def types_on(name: str, *, mine: str, stored: str) -> bool:
    """Whether ``mine`` is what one makes of ``stored`` by typing on at one place.

    Somebody who types while a save is under way sends words that she has saved herself
    without having heard so. Only words put in or taken out in one run are hers beyond
    doubt; two different texts are asked about, be they both hers.
    """
    if CHOSEN.fullmatch(name) or not stored:
        return True
    short, long = sorted((mine, stored), key=len)
    pairs = enumerate(zip(short, long, strict=False))
    start = next((at for at, (one, other) in pairs if one != other), len(short))
    rest = len(short) - start
    return bool(short) and long[len(long) - rest :] == short[start:]


def _matches(mark: str | None, value: str) -> bool:
    return mark is None if not value else mark == _mark(value)
