"""Which uploaded version stands for the paper."""

from __future__ import annotations

from collections.abc import Iterable

from boards.papers.enums import VersionState


def current_number(versions: Iterable[tuple[int, str]]) -> int | None:
    """The latest version that is ready, of pairs of number and state; None if none is.

    A newer one that still waits or has failed does not take its place.
    """
    ready = [number for number, state in versions if state == VersionState.READY]
    return max(ready, default=None)


def next_number(numbers: Iterable[int]) -> int:
    """One more than the highest ever given; a number is never used again."""
    return max(numbers, default=0) + 1
