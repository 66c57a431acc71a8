"""Composition rules out of a file: each as it is, or a sentence why it cannot be used."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from boards.bodies.enums import RULE_WORDS, RuleCheck
from boards.bodies.rules import CONSTITUENCIES
from boards.bodies.rules.findings import listed

_DATA = Path(__file__).parent / "data"
FIRST_EDITION = _DATA / "composition-rules.json"
SECOND_EDITION = _DATA / "second-edition-rules.json"
EDITIONS = (FIRST_EDITION, SECOND_EDITION)
"""What ships. No id is in two of them."""

_KINDS = frozenset(word for words in RULE_WORDS.values() for word in words)
_ENFORCED = frozenset(
    {
        RuleCheck.HARD,
        RuleCheck.HARD_WITH_EXCEPTION,
        RuleCheck.SOFT,
        RuleCheck.DERIVED,
    }
)


class NotRules(Exception):
    """The text holds no rules that can be used; each sentence says what and where."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__(" ".join(self.sentences))


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule as ``CompositionRule`` keeps it."""

    rule_id: str
    body_kind: str
    text: str
    constituency: str
    check_kind: RuleCheck
    minimum: str
    maximum: int | None
    sources: tuple[str, ...]
    applies_if: str
    note: str
    starts_on: date | None
    ends_on: date | None


def read_editions(paths: Iterable[Path] = EDITIONS) -> tuple[RuleRow, ...]:
    """The rules of these files, in their order: all that ship, unless told otherwise."""
    return tuple(
        row for path in paths for row in read_rules(path.read_text(encoding="utf-8"))
    )


def read_rules(text: str) -> tuple[RuleRow, ...]:
    """Read rules from JSON. Raises NotRules, naming every rule that cannot be used."""
    try:
        plain = json.loads(text)
        rules = plain["rules"]
    except (ValueError, TypeError, KeyError):
        raise NotRules(
            ["This is not a file of rules: it is not JSON with a list “rules”."]
        ) from None
    if not isinstance(rules, list) or not all(isinstance(one, dict) for one in rules):
        raise NotRules(["“rules” must be a list of rules."])
    rows, troubles, seen = [], [], set()
    for place, one in enumerate(rules, start=1):
        name = str(one.get("rule_id") or f"rule {place}")
        trouble = list(_troubles(one))
        if name in seen:
            trouble.append("is there twice")
        seen.add(name)
        if trouble:
            troubles.append(f"{name} {'; '.join(trouble)}.")
        else:
            rows.append(_row(one))
    if troubles:
        raise NotRules(troubles)
    return tuple(rows)


def _troubles(one: Mapping[str, Any]) -> Iterable[str]:
    for key in ("rule_id", "body_kind", "text", "constituency", "check"):
        if not isinstance(one.get(key), str) or not one[key].strip():
            yield f"has no {key.replace('_', ' ')}"
            return
    if one["body_kind"] not in _KINDS:
        yield f"names an unknown kind of body, “{one['body_kind']}”"
    if one["check"] not in RuleCheck.values:
        yield f"has the unknown check “{one['check']}”"
    elif (
        one["check"] in _ENFORCED
        and one["body_kind"] in _KINDS
        and (one["body_kind"], one["constituency"]) not in CONSTITUENCIES
    ):
        known = sorted(
            name for kind, name in CONSTITUENCIES if kind == one["body_kind"]
        )
        yield (
            f"names an unknown constituency, “{one['constituency']}”; known are"
            f" {listed(known)}"
        )
    minimum = one.get("minimum")
    if minimum is not None and minimum != "all" and not _is_count(minimum):
        yield f"has the minimum “{minimum}”, which is neither a number nor “all”"
    if one.get("maximum") is not None and not _is_count(one["maximum"]):
        yield f"has the maximum “{one['maximum']}”, which is not a number"
    elif (
        one.get("maximum") is not None
        and isinstance(minimum, int)
        and one["maximum"] < minimum
    ):
        yield f"asks for at least {minimum} and at most {one['maximum']}"
    for key in ("effective_from", "effective_to"):
        if one.get(key) is not None and _day(one[key]) is None:
            yield f"has “{one[key]}” as a day; write 2022-04-01"


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1000


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _row(one: Mapping[str, Any]) -> RuleRow:
    minimum = one.get("minimum")
    notes = [one.get(key) for key in ("status", "note", "conflict", "warning", "needs")]
    return RuleRow(
        rule_id=one["rule_id"],
        body_kind=one["body_kind"],
        text=one["text"],
        constituency=one["constituency"],
        check_kind=RuleCheck(one["check"]),
        minimum="" if minimum is None else str(minimum),
        maximum=one.get("maximum"),
        sources=tuple(str(source) for source in one.get("source", ())),
        applies_if=str(one.get("applies_if") or ""),
        note=" ".join(str(note) for note in notes if note),
        starts_on=_day(one["effective_from"]) if one.get("effective_from") else None,
        ends_on=_day(one["effective_to"]) if one.get("effective_to") else None,
    )
