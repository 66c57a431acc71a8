"""The ask-seam: who objects to issuing this pack?

A higher app registers a function from its ``AppConfig.ready()``; the function recomputes
what it says each time, so a message that got lost can delay a warning but never let a
pack out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from boards.packs.models import Pack


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a pack may not be issued yet, as a fact, and the way on."""

    message: str
    rule_id: str = ""
    cure_label: str = ""
    cure_url: str = ""


Check = Callable[["Pack"], list[Objection]]


class IssueChecks:
    """The functions that are asked, each once however often its module is imported."""

    def __init__(self) -> None:
        self._checks: dict[str, Check] = {}

    def register(self, check: Check) -> Check:
        """Add a check; may be used as a decorator."""
        self._checks[f"{check.__module__}.{check.__qualname__}"] = check
        return check

    def forget(self, check: Check) -> None:
        """Take one out again, for a check that lives shorter than the process."""
        self._checks.pop(f"{check.__module__}.{check.__qualname__}", None)

    def __iter__(self) -> Iterator[Check]:
        return iter(tuple(self._checks.values()))

    def run(self, pack: Pack) -> list[Objection]:
        """Every objection of every check; empty when nobody objects."""
        return [objection for check in self for objection in check(pack)]


issue_checks = IssueChecks()
publish_checks = IssueChecks()
"""The same before anything of an issued pack goes out to the public."""
