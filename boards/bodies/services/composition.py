"""Composition rules: the shipped edition, and those a body makes for itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from boards.bodies.enums import RULE_WORDS, BodyKind
from boards.bodies.importers import NotRules, RuleRow, read_rules
from boards.bodies.models import Body, CompositionRule
from boards.bodies.permissions import may_load_rules
from boards.bodies.services.frame import begin, close, give_way, latest, note
from ics_portal.core.audit.history import create_with_reason, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor

LOADED = "Loaded from a file of rules"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rules were new, different and as they were."""

    added: int
    changed: int
    kept: int


@transaction.atomic
def load_rules(*, rows: Iterable[RuleRow], actor: Actor, at: datetime) -> Loaded:
    """Bring the shipped rules up to the file; loading it again changes nothing.

    A rule that is not in the file stays: it may have bound on an earlier day.
    """
    require(may_load_rules(actor))
    there = {
        rule.rule_id: rule for rule in CompositionRule.objects.filter(body__isnull=True)
    }
    added = changed = kept = 0
    for row in rows:
        fields = _fields(row)
        rule = there.get(row.rule_id)
        if rule is None:
            rule = create_with_reason(CompositionRule, LOADED, actor=actor, **fields)
            note("rule_added", rule, actor=actor, at=at)
            added += 1
        elif any(getattr(rule, name) != value for name, value in fields.items()):
            for name, value in fields.items():
                setattr(rule, name, value)
            save_with_reason(rule, LOADED, actor=actor)
            note("rule_changed", rule, actor=actor, at=at)
            changed += 1
        else:
            kept += 1
    return Loaded(added, changed, kept)


def _fields(row: RuleRow) -> dict[str, Any]:
    fields = asdict(row)
    return fields | {"sources": list(row.sources), "check_kind": row.check_kind.value}


@transaction.atomic
def add_own_rule(
    *,
    body: Body,
    rule: Mapping[str, Any],
    starts_on: date,
    actor: Actor,
    at: datetime,
) -> CompositionRule:
    """Add a rule a body makes for itself, from a day on. ``rule`` has the keys of a rule
    in composition-rules.json; its kind of body is the body's.

    With the id of a shipped rule it takes that rule's place in this body. Raises
    RuleBroken with the sentence of the reader of rules (BDY-25).
    """
    begin(body, actor)
    words = RULE_WORDS.get(BodyKind(body.kind), ())
    if not words:
        raise RuleBroken(
            "BDY-25", f"No rule of composition speaks of a body such as {body}."
        )
    plain = {"body_kind": words[0], **rule, "effective_from": starts_on.isoformat()}
    if plain["body_kind"] not in words:
        raise RuleBroken(
            "BDY-25", f"“{plain['body_kind']}” is not the kind of body {body} is."
        )
    try:
        [row] = read_rules(json.dumps({"rules": [plain]}))
    except NotRules as refused:
        raise RuleBroken("BDY-25", " ".join(refused.sentences)) from None
    before = latest(CompositionRule.objects.filter(body=body, rule_id=row.rule_id))
    reason = "Rule of the body's own"
    give_way(before, starts_on, what=row.rule_id, reason=reason, actor=actor)
    added = create_with_reason(
        CompositionRule, reason, actor=actor, body=body, **_fields(row)
    )
    note("own_rule_added", added, actor=actor, at=at, body=body)
    return added


@transaction.atomic
def end_own_rule(
    *, rule: CompositionRule, ends_on: date, reason: str, actor: Actor, at: datetime
) -> CompositionRule:
    """End a rule of a body's own. A shipped rule is ended by the next edition only."""
    if rule.body is None:
        raise RuleBroken("BDY-25", f"{rule.rule_id} is a shipped rule.")
    return close(
        rule,
        body=rule.body,
        ends_on=ends_on,
        reason=reason,
        what="The rule",
        verb="own_rule_ended",
        actor=actor,
        at=at,
    )
