"""Gifts and hospitality: declared, held against the limits of their day, decided on."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from declarations.enums import GiftOutcome
from declarations.models import GiftLimit, GiftOrHospitality
from declarations.rules.gifts import Limits
from declarations.selectors.gifts import limits_on
from declarations.services.gifts import (
    GiftDetails,
    decide_gift,
    declare_gift,
    set_gift_limits,
)
from ics_portal.accounts.actor import Role
from ics_portal.core.audit.models import AuditEvent
from ics_portal.core.errors import RuleBroken
from tests.factories.bodies import BodyFactory, actor_in
from tests.factories.declarations import GiftLimitFactory, GiftOrHospitalityFactory
from tests.factories.directory import OrganisationFactory

pytestmark = pytest.mark.django_db

GIFT = GiftDetails(
    kind="gift",
    source="other",
    giver="A patient",
    description="Chocolates",
    value=Decimal(30),
    offered_on=dt.date(2020, 11, 5),
    outcome="accepted",
)
LUNCH = replace(GIFT, kind="hospitality", giver="A university")


@pytest.fixture
def declare(story, at):
    def done(details=GIFT, **changes):
        return declare_gift(
            person=story.person,
            details=replace(details, **changes),
            actor=story.member,
            at=at,
        )

    return done


def test_what_is_within_the_rule_is_put_on_record_as_it_was_done(declare, story, at):
    gift = declare()

    assert (gift.outcome, gift.wanted) == ("accepted", "")
    assert (gift.declared_at, gift.declared_by_id) == (at, story.member.user_id)
    assert AuditEvent.objects.get().verb == "declarations.gift_declared"


def test_gifts_of_one_source_in_twelve_months_are_added_up(declare):
    declare(value=Decimal(30), offered_on=dt.date(2020, 6, 1))
    declare(value=Decimal(40), offered_on=dt.date(2020, 7, 1), outcome="declined")
    declare(value=Decimal(15), offered_on=dt.date(2019, 11, 5))

    with pytest.raises(RuleBroken, match="£60 from this source") as refused:
        declare(giver=" a PATIENT")
    waiting = declare(giver=" a PATIENT", reason="It would have given offence")

    assert (refused.value.rule_id, refused.value.field) == ("GIFT-2", "reason")
    assert (waiting.outcome, waiting.wanted) == ("waiting", "accepted")
    assert declare(outcome="for_organisation").outcome == "for_organisation"


def test_an_organisation_is_one_source_whatever_was_typed(declare):
    trust = OrganisationFactory(name="Coast Trust")
    declare(value=Decimal(45), organisation=trust, giver="")

    with pytest.raises(RuleBroken, match="£75 from this source"):
        declare(organisation=trust, giver="The trust")


def test_the_limits_of_the_day_it_was_offered_hold(declare):
    GiftLimitFactory(ends_on=dt.date(2020, 10, 31))
    GiftLimitFactory(starts_on=dt.date(2020, 11, 1), gift=Decimal(20))

    assert declare(offered_on=dt.date(2020, 10, 31)).outcome == "accepted"
    with pytest.raises(RuleBroken, match="over £20"):
        declare(giver="Another")


def test_what_was_approved_beforehand_waits_for_nobody(declare):
    dear = {"value": Decimal("75.01")}
    with pytest.raises(RuleBroken, match="Over £75"):
        declare(LUNCH, approved_by="Chief executive", **dear)
    approved = declare(
        LUNCH, approved_by="Chief executive", reason="A speech was held", **dear
    )
    waiting = declare(LUNCH, reason="A speech was held", **dear)

    assert (approved.outcome, approved.approved_by) == ("accepted", "Chief executive")
    assert waiting.outcome == GiftOutcome.WAITING


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "pony"}, "kind"),
        ({"source": ""}, "source"),
        ({"outcome": "waiting"}, "outcome"),
        ({"giver": " "}, "giver"),
        ({"giver": "x" * 301}, "giver"),
        ({"description": ""}, "description"),
        ({"reason": "x" * 4001}, "reason"),
        ({"value": None}, "value"),
        ({"value": Decimal(-1)}, "value"),
        ({"value": Decimal("NaN")}, "value"),
        ({"offered_on": None}, "offered_on"),
        ({"offered_on": dt.date(2020, 11, 21)}, "offered_on"),
        ({"received_on": dt.date(2020, 11, 4)}, "received_on"),
        ({"received_on": dt.date(2020, 11, 21)}, "received_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(declare, change, field):
    with pytest.raises(RuleBroken) as refused:
        declare(**change)

    assert (refused.value.rule_id, refused.value.field) == ("GIFT-1", field)
    assert not GiftOrHospitality.objects.exists()


def test_each_declares_for_oneself_and_the_office_for_its_people(story, at):
    by = {"person": story.person, "details": GIFT, "at": at}
    declare_gift(actor=story.secretary, **by)

    for other in (actor_in(story.body, Role.MEMBER), actor_in(BodyFactory(), "chair")):
        with pytest.raises(PermissionDenied):
            declare_gift(actor=other, **by)


def test_somebody_else_decides_once_with_a_reason(declare, story, at):
    gift = declare(kind="cash", reason="It came by post")
    by = {"gift": gift, "outcome": "for_organisation", "at": at}

    with pytest.raises(PermissionDenied):
        decide_gift(actor=story.member, reason="Mine", **by)
    with pytest.raises(RuleBroken, match="Say why"):
        decide_gift(actor=story.chair, reason=" ", **by)
    with pytest.raises(RuleBroken, match="Choose what is done"):
        decide_gift(
            actor=story.chair, reason="So", **{**by, "outcome": GiftOutcome.WAITING}
        )
    decided = decide_gift(
        actor=story.chair, reason="The fund has it", done_with="Fund", **by
    )

    assert (decided.outcome, decided.done_with) == ("for_organisation", "Fund")
    assert decided.reason == "It came by post\nThe fund has it"
    assert (decided.approved_by, decided.decided_at) == (story.chair.name, at)
    with pytest.raises(RuleBroken, match="This was decided"):
        decide_gift(actor=story.chair, reason="Again", **by)


def test_the_chair_does_not_decide_on_what_was_offered_to_the_chair(story):
    gift = GiftOrHospitalityFactory(person=story.presiding, outcome=GiftOutcome.WAITING)
    refused = {
        "gift": gift,
        "outcome": "accepted",
        "reason": "So",
        "at": gift.declared_at,
    }

    with pytest.raises(PermissionDenied, match="offered to you"):
        decide_gift(actor=story.chair, **refused)
    assert decide_gift(actor=story.secretary, **refused).outcome == "accepted"


def test_other_limits_hold_from_a_day_on(story, at):
    lead = actor_in(story.body, Role.GOVERNANCE_LEAD)
    first, second = dt.date(2017, 6, 1), dt.date(2021, 4, 1)
    set_gift_limits(starts_on=first, limits=Limits(), actor=lead, at=at)
    set_gift_limits(
        starts_on=second, limits=Limits(gift=Decimal(20)), actor=lead, at=at
    )

    assert limits_on(dt.date(2021, 3, 31)).gift == 50
    assert limits_on(second).gift == 20
    assert limits_on(dt.date(2000, 1, 1)) == Limits()
    assert GiftLimit.objects.get(starts_on=first).ends_on == dt.date(2021, 3, 31)
    upside_down = Limits(hospitality_declared=Decimal(80))
    for day, limits, field in (
        (None, Limits(), "starts_on"),
        (second, Limits(), "starts_on"),
        (dt.date(2022, 4, 1), upside_down, "hospitality_most"),
    ):
        with pytest.raises(RuleBroken) as refused:
            set_gift_limits(starts_on=day, limits=limits, actor=lead, at=at)
        assert (refused.value.rule_id, refused.value.field) == ("GIFT-4", field)
    with pytest.raises(PermissionDenied):
        set_gift_limits(starts_on=second, limits=Limits(), actor=story.secretary, at=at)
