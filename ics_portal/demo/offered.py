"""Gifts and hospitality, and a breach, as an office has them on record; all made up."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from boards.bodies.selectors import actor_for
from boards.directory.models import Person
from declarations.enums import GiftKind, GiftOutcome, GiftSource
from declarations.services.breaches import (
    BreachDetails,
    publish_breach,
    record_breach,
)
from declarations.services.gifts import GiftDetails, declare_gift
from ics_portal.accounts.models import User
from ics_portal.demo.ground import Ground

MEMBER = "member@demo.example"


def tell_of_gifts(ground: Ground, *, at: datetime) -> None:
    """A lunch within the limits, a present that waits for a decision, and a breach that
    was published."""
    user = User.objects.get(email=MEMBER)
    lunch = GiftDetails(
        kind=GiftKind.HOSPITALITY,
        source=GiftSource.OTHER,
        giver="A university (illustrative)",
        description="Lunch at a conference",
        value=Decimal(30),
        is_estimate=True,
        offered_on=at.date() - timedelta(days=40),
        outcome=GiftOutcome.ACCEPTED,
    )
    watch = GiftDetails(
        kind=GiftKind.GIFT,
        source=GiftSource.OTHER,
        giver="A grateful family (illustrative)",
        description="A watch",
        value=Decimal(120),
        is_estimate=True,
        offered_on=at.date() - timedelta(days=6),
        outcome=GiftOutcome.ACCEPTED,
        reason="To send it back would have given offence",
    )
    for details, days in ((lunch, 30), (watch, 2)):
        declare_gift(
            person=Person.objects.get(user=user),
            details=details,
            actor=actor_for(user, at.date()),
            at=at - timedelta(days=days),
        )
    breach = record_breach(
        body=ground.body,
        details=BreachDetails(
            happened_on=at.date() - timedelta(days=70),
            what="An interest was declared 41 days after it arose.",
            impact="None: nothing about it was decided in that time.",
            action="The member was reminded of the 28 days.",
        ),
        actor=ground.secretary,
        at=at - timedelta(days=60),
    )
    publish_breach(breach=breach, actor=ground.secretary, at=at - timedelta(days=50))
