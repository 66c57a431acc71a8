"""What rooms let go of before files are swept: a cache of theirs, for one."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

logger = logging.getLogger(__name__)

Tidy = Callable[[datetime], int]
"""``fn(at)`` removes rows nobody needs any more and gives how many."""

_TIDIES: dict[str, Tidy] = {}


def tidies(tidy: Tidy) -> Tidy:
    """Register a function that is called before each sweep; it must be safe to repeat."""
    _TIDIES[f"{tidy.__module__}.{tidy.__qualname__}"] = tidy
    return tidy


def tidy_all(at: datetime) -> int:
    """Call them all; one that fails keeps neither the others nor the sweep from going."""
    removed = 0
    for name, tidy in tuple(_TIDIES.items()):
        try:
            removed += tidy(at)
        except Exception:
            logger.exception("%s could not tidy up", name)
    return removed
