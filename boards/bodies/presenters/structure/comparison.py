"""What is otherwise on another day: the days to look at, and two days compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from boards.bodies.presenters.structure.findings import Chip, chip_of_finding
from boards.bodies.rules import Finding, Span, SystemFacts

FEW_DAYS = 6


@dataclass(frozen=True, slots=True)
class ChangeDay:
    """A day on which something began or ended."""

    day: date
    url: str


def change_days(
    facts: SystemFacts, day: date, query: str = ""
) -> tuple[tuple[ChangeDay, ...], tuple[ChangeDay, ...]]:
    """The nearest days before and after on which something began or had ended."""
    spans: list[Span] = [
        *facts.bodies,
        *facts.seats,
        *facts.appointments,
        *facts.organisations,
        *facts.documents,
        *facts.delegations,
        *facts.leads,
        *(one for body in facts.bodies for one in body.forms),
        *(one for body in facts.bodies for one in body.members),
    ]
    days = {span.starts_on for span in spans if span.starts_on}
    days |= {span.ends_on + timedelta(days=1) for span in spans if span.ends_on}
    before = sorted(one for one in days if one < day)[-FEW_DAYS:]
    after = sorted(one for one in days if one > day)[:FEW_DAYS]
    return (
        tuple(ChangeDay(one, f"?{query}on={one.isoformat()}") for one in before),
        tuple(ChangeDay(one, f"?{query}on={one.isoformat()}") for one in after),
    )


@dataclass(frozen=True, slots=True)
class Change:
    """A rule whose finding is not the same on two days."""

    rule_id: str
    text: str
    body: str
    before: Chip | None
    before_words: str
    after: Chip | None
    after_words: str


def compared(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Change, ...]:
    """What differs between two days; a rule or body of one day only has one side."""
    first = {(one.rule_id, one.body_id): one for one in before}
    second = {(one.rule_id, one.body_id): one for one in after}
    changes = []
    for key in {**first, **second}:
        old, new = first.get(key), second.get(key)
        if old and new and (old.verdict, old.words) == (new.verdict, new.words):
            continue
        one = new or old
        assert one is not None  # noqa: S101 -- the key is of one of the two
        changes.append(
            Change(
                rule_id=one.rule_id,
                text=one.text,
                body=one.body or "The whole system",
                before=chip_of_finding(old) if old else None,
                before_words=old.words
                if old
                else "The rule or the body was not there.",
                after=chip_of_finding(new) if new else None,
                after_words=new.words if new else "The rule or the body is not there.",
            )
        )
    return tuple(changes)
