"""The rules about a body, as their page and their file print them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from boards.bodies.enums import RuleCheck
from boards.bodies.models import CompositionRule
from boards.bodies.rules.days import span_words
from boards.bodies.rules.sources import source_words
from boards.bodies.selectors.own_rules import RuleOn

CSV_HEADER = (
    "Rule",
    "What it says",
    "Whose",
    "Level",
    "At least",
    "At most",
    "Source",
    "In force",
    "Day shown",
)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule. ``whose`` says who made it; ``can_end`` and ``can_replace`` what a keeper of
    the structure may do with it."""

    pk: int
    rule_id: str
    text: str
    whose: str
    level: str
    least: str
    most: str
    source: str
    note: str
    days: str
    is_replaced: bool
    can_end: bool
    can_replace: bool


def rule_row(found: RuleOn) -> RuleRow:
    """A rule as the table prints it."""
    rule = found.rule
    whose = "The body’s own" if found.is_own else "Shipped"
    return RuleRow(
        pk=rule.pk,
        rule_id=rule.rule_id,
        text=rule.text,
        whose="Replaced by the body’s own" if found.is_replaced else whose,
        level=str(RuleCheck(rule.check_kind).label),
        least=rule.minimum,
        most="" if rule.maximum is None else str(rule.maximum),
        source="; ".join(source_words(one) for one in rule.sources),
        note=rule.note,
        days=_days(rule),
        is_replaced=found.is_replaced,
        can_end=found.is_own and rule.ends_on is None,
        can_replace=not found.is_own and not found.is_replaced,
    )


def _days(rule: CompositionRule) -> str:
    """Most shipped rules have no day of their own."""
    if rule.starts_on is None and rule.ends_on is None:
        return ""
    return span_words(rule.starts_on, rule.ends_on)


def rules_csv(rows: Iterable[RuleRow], day: date) -> Iterator[tuple[object, ...]]:
    """A line for each rule."""
    for one in rows:
        yield (
            one.rule_id, one.text, one.whose, one.level, one.least, one.most,
            one.source, one.days, day,
        )  # fmt: skip
