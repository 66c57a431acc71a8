"""Which organisations a text names: a proposal for the secretary, never a decision."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

SHORTEST = 4
"""Letters of a name that is looked for: "ICB" and "CCG" stand in every paper."""

_SPACES = re.compile(r"\s+")


class Finder:
    """Finds names in texts; made once for many texts.

    ``names`` maps an organisation to the names it is known by. A name is found as a whole,
    over line ends, whatever its case; of two that begin alike the longer one counts.
    """

    def __init__(self, names: Mapping[int, Iterable[str]]) -> None:
        self._ids: dict[str, set[int]] = {}
        for organisation_id, known in names.items():
            for name in known:
                folded = _fold(name)
                if len(folded) >= SHORTEST:
                    self._ids.setdefault(folded, set()).add(organisation_id)
        longest_first = sorted(self._ids, key=len, reverse=True)
        words = "|".join(re.escape(name) for name in longest_first)
        self._pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)") if words else None

    def named_in(self, text: str) -> set[int]:
        """The organisations that the text names; a name of two names neither."""
        if self._pattern is None:
            return set()
        found: set[int] = set()
        for match in set(self._pattern.findall(_fold(text))):
            ids = self._ids[match]
            if len(ids) == 1:
                found |= ids
        return found


def _fold(text: str) -> str:
    return _SPACES.sub(" ", text).strip().casefold()
