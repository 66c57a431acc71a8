"""The rules of composition that speak of a body on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from boards.bodies.enums import RULE_WORDS, BodyKind, RuleCheck
from boards.bodies.models import CompositionRule

if TYPE_CHECKING:
    from boards.bodies.models import Body

BIND_NOBODY = (RuleCheck.INFO, RuleCheck.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class RuleOn:
    """A rule in force on the day. ``is_replaced`` where the body made one in its place."""

    rule: CompositionRule
    is_replaced: bool

    @property
    def is_own(self) -> bool:
        return self.rule.body_id is not None


def rules_on(body: Body, day: date) -> tuple[RuleOn, ...]:
    """Shipped rules about such a body and the body's own, by id. One query."""
    words = RULE_WORDS.get(BodyKind(body.kind), ())
    found = list(
        CompositionRule.objects.in_force_on(day)
        .filter(Q(body=None, body_kind__in=words) | Q(body=body))
        .exclude(check_kind__in=BIND_NOBODY)
        .order_by("rule_id", "body")
    )
    own = {rule.rule_id for rule in found if rule.body_id is not None}
    return tuple(
        RuleOn(rule, rule.body_id is None and rule.rule_id in own) for rule in found
    )


def shipped_rule(body: Body, rule_id: str) -> CompositionRule | None:
    """The shipped rule of this id, if it speaks of such a body."""
    words = RULE_WORDS.get(BodyKind(body.kind), ())
    return CompositionRule.objects.filter(
        body=None, body_kind__in=words, rule_id=rule_id
    ).first()
