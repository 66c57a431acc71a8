"""One duty asked of a system in plain values."""

from __future__ import annotations

from datetime import date
from typing import Any

from boards.duties.importers import shipped_duties
from boards.duties.rules.duties import evaluate
from boards.duties.rules.facts import (
    Duty,
    DutyFacts,
    DutyFinding,
    EvidenceFact,
    OwnerFact,
)
from tests.boards.bodies.rules.world import BOARD, DAY, World


def shipped(key: str) -> Duty:
    """A duty of those that ship."""
    [duty] = [one for one in shipped_duties() if one.key == key]
    return duty


def ask(
    duty: str | Duty, world: World | None = None, day: date = DAY, **known: Any
) -> DutyFinding:
    """How a duty of one body stands, with these facts known."""
    asked = shipped(duty) if isinstance(duty, str) else duty
    facts = (world or World()).facts()
    [found] = evaluate([asked], facts, DutyFacts(**known), day)
    return found


def evidence(duty: str, part: str = "", **fields: Any) -> EvidenceFact:
    given = {
        "id": 1,
        "body_id": BOARD,
        "is_met": True,
        "words": "Somebody looked.",
        "starts_on": date(2022, 6, 1),
        **fields,
    }
    return EvidenceFact(duty=duty, part=part, **given)


def owner(duty: str, part: str = "", **fields: Any) -> OwnerFact:
    given = {"id": 1, "body_id": BOARD, "name": "Chief nurse", **fields}
    return OwnerFact(duty=duty, part=part, **given)
