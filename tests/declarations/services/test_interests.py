"""An interest is declared, changed, ended, withdrawn; and meets what is ahead."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from boards.bodies.services.seen import mark_of
from declarations.enums import (
    InterestState,
    InterestType,
    Relationship,
    Showing,
    SubType,
)
from declarations.models import Conflict, Interest
from declarations.receivers import match_again
from declarations.selectors.interests import interest_words
from declarations.services.interests import (
    InterestDetails,
    change_interest,
    confirm_interests,
    declare_interest,
    end_interest,
    withdraw_interest,
)
from ics_portal.accounts.actor import Role
from ics_portal.core.audit.models import AuditEvent
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.outbox.models import OutboxMessage
from tests.factories.bodies import BodyFactory, actor_in
from tests.factories.declarations import InterestFactory
from tests.factories.directory import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db

ARISEN = dt.date(2020, 11, 1)
SAID = InterestDetails(
    kind=InterestType.FINANCIAL,
    sub_type=SubType.OWNER,
    nature="Holds shares",
    organisation_name="Example Clinics Ltd",
    arose_on=ARISEN,
    starts_on=ARISEN,
)


@pytest.fixture
def declare(story, at):
    def act(details=SAID, *, actor=story.member, **more):
        return declare_interest(
            person=story.person, details=details, actor=actor, at=at, **more
        )

    return act


def told():
    return list(
        OutboxMessage.objects.filter(topic="interests_changed").values_list(
            "payload", flat=True
        )
    )


def test_a_member_declares_an_own_interest(story, declare, at):
    interest = declare(replace(SAID, share="12.5 %", mitigation=" Takes no part "))

    stored = Interest.objects.get(pk=interest.pk)
    assert stored.person == story.person
    assert (stored.declared_at, stored.declared_by_id) == (at, story.member.user_id)
    assert stored.confirmed_on == dt.date(2020, 11, 20)
    assert (str(stored.share), stored.mitigation) == ("12.50", "Takes no part")
    assert stored.showing == Showing.PUBLIC
    assert AuditEvent.objects.get(verb="interests.declared").target_id == str(stored.pk)
    assert told() == [{"person_id": story.person.pk}]


def test_the_office_declares_on_a_members_behalf_and_nobody_else_does(story, declare):
    assert declare(actor=story.secretary).declared_by_id == story.secretary.user_id
    for other in (
        actor_in(story.body, Role.MEMBER),
        actor_in(BodyFactory(), Role.SECRETARY),
    ):
        with pytest.raises(PermissionDenied):
            declare(actor=other)


@pytest.mark.requirement("DOI-06")
def test_an_indirect_interest_has_whose_it_is_and_the_underlying_type(declare):
    indirect = replace(SAID, is_direct=False)

    with pytest.raises(RuleBroken) as refusal:
        declare(indirect)
    assert refusal.value.field == "relationship"
    with pytest.raises(RuleBroken) as refusal:
        declare(replace(indirect, relationship=Relationship.SPOUSE, kind=""))
    assert refusal.value.field == "kind"

    stored = declare(replace(indirect, relationship=Relationship.SPOUSE))
    assert (stored.kind, stored.relationship) == ("financial", "spouse")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"share": "many"}, "share"),
        ({"ends_on": dt.date(2020, 10, 1)}, "ends_on"),
        ({"organisation_name": " "}, "organisation"),
        ({"organisation_name": "x" * 301}, "organisation_name"),
        ({"arose_on": dt.date(2020, 11, 21)}, "arose_on"),
    ],
)
def test_what_cannot_be_so_is_refused_at_its_field(declare, changed, field):
    with pytest.raises(RuleBroken) as refusal:
        declare(replace(SAID, **changed))

    assert refusal.value.field == field
    assert Interest.objects.filter(nature=SAID.nature).count() == 1  # the story's own


def test_an_organisation_is_chosen_or_written_not_both(story, declare):
    with pytest.raises(RuleBroken, match="not both"):
        declare(replace(SAID, organisation=story.trust))

    chosen = declare(replace(SAID, organisation=story.trust, organisation_name=""))
    assert [row.organisation for row in chosen.parties.all()] == [story.trust]


def test_of_who_sits_at_no_table_nothing_is_published_until_they_do(story, at):
    staff = actor_in(story.body, Role.AUTHOR)
    person = PersonFactory._meta.model.objects.get(pk=staff.person_id)

    kept = declare_interest(
        person=person, details=SAID, objection="Harm", actor=staff, at=at
    )
    assert kept.showing == Showing.INTERNAL

    person.body_roles.create(body=story.body, role=Role.MEMBER)
    [shown] = confirm_interests(person=person, actor=staff, at=at)
    assert shown.showing == Showing.PUBLIC


def test_an_objection_is_made_with_the_declaration(declare):
    interest = declare(objection=" A threat was made. ")

    assert interest.showing == Showing.ASKED
    assert interest.objection == "A threat was made."


@pytest.fixture
def change(story, at):
    def act(details=SAID, *, reason="More shares", actor=story.member, **more):
        return change_interest(
            interest=story.interest,
            details=details,
            reason=reason,
            actor=actor,
            at=at,
            **more,
        )

    return act


def test_a_change_restarts_the_clock_waits_for_review_and_keeps_history(
    story, change, at
):
    story.interest.state = InterestState.REVIEWED
    story.interest.reviewed_at, story.interest.reviewed_by_id = at, 1
    story.interest.save()
    later = dt.date(2020, 11, 15)

    now = change(replace(SAID, nature="Holds more shares", arose_on=later))

    assert (now.arose_on, now.declared_at) == (later, at)
    assert (now.state, now.reviewed_at) == (InterestState.DECLARED, None)
    assert [row.organisation_name for row in [now]] == ["Example Clinics Ltd"]
    assert not now.parties.exists()
    natures = now.history.order_by("history_id").values_list("nature", flat=True)
    assert [natures[0], natures[len(natures) - 1]] == [
        "Holds shares",
        "Holds more shares",
    ]
    assert told() == [{"person_id": story.person.pk}]


def test_a_change_has_a_reason_and_is_not_before_the_last_one(change):
    with pytest.raises(RuleBroken, match="Say what changed"):
        change(reason=" ")
    with pytest.raises(RuleBroken, match="1 November 2020") as refusal:
        change(replace(SAID, arose_on=dt.date(2020, 10, 31)))
    assert refusal.value.field == "arose_on"


def test_nothing_is_saved_over_what_somebody_has_not_seen(story, change):
    seen = mark_of(interest_words(story.interest))
    Interest.objects.filter(pk=story.interest.pk).update(nature="Sold the shares")

    with pytest.raises(EditConflict) as clash:
        change(seen=seen)

    assert "Sold the shares" in clash.value.theirs


def test_a_named_organisation_stays_when_the_rest_changes(story, change):
    kept = story.interest.parties.get()

    change(replace(SAID, organisation=story.trust, organisation_name=""))

    assert story.interest.parties.get() == kept


@pytest.fixture
def end(story, at):
    return lambda day, **more: end_interest(
        interest=story.interest,
        ends_on=day,
        reason=more.pop("reason", "Sold"),
        actor=story.member,
        at=at,
    )


def test_an_interest_ends_and_stays_on_record(end):
    ended = end(dt.date(2020, 11, 18))

    assert (ended.ends_on, ended.arose_on) == (ended.ends_on, dt.date(2020, 11, 18))
    assert ended.state == InterestState.DECLARED


@pytest.mark.parametrize(
    ("day", "reason", "field"),
    [
        (dt.date(2020, 11, 21), "Sold", "ends_on"),
        (dt.date(2020, 10, 31), "Sold", "ends_on"),
        (dt.date(2020, 11, 18), " ", "reason"),
    ],
)
def test_an_end_that_cannot_be_is_refused(end, day, reason, field):
    with pytest.raises(RuleBroken) as refusal:
        end(day, reason=reason)

    assert refusal.value.field == field


def test_withdrawing_says_why_and_takes_no_history_away(story, change, at):
    def withdraw(reason):
        return withdraw_interest(
            interest=story.interest, reason=reason, actor=story.member, at=at
        )

    with pytest.raises(RuleBroken, match="Say why"):
        withdraw("")

    gone = withdraw("Declared twice")

    assert (gone.state, gone.state_reason) == (
        InterestState.WITHDRAWN,
        "Declared twice",
    )
    assert gone.history.earliest("history_date").state == InterestState.DECLARED
    with pytest.raises(RuleBroken, match="was withdrawn"):
        change()


def test_confirming_is_of_what_goes_on(story, at):
    over = InterestFactory(person=story.person, ends_on=dt.date(2020, 11, 2))
    gone = InterestFactory(
        person=story.person, state=InterestState.WITHDRAWN, state_reason="Mistake"
    )

    confirmed = confirm_interests(person=story.person, actor=story.member, at=at)

    assert confirmed == [story.interest]
    days = dict(Interest.objects.values_list("pk", "confirmed_on"))
    assert days[story.interest.pk] == dt.date(2020, 11, 20)
    assert days[over.pk] is days[gone.pk] is None


def test_what_is_declared_meets_the_meetings_ahead_at_once(story, at):
    """The receiver hears it and matches; a meeting that is over is left alone."""
    council = OrganisationFactory(name="Seaside Council")
    story.item.parties.create(organisation=council)
    declare_interest(
        person=story.person,
        details=replace(SAID, organisation=council, organisation_name=""),
        actor=story.member,
        at=at,
    )
    [payload] = told()

    match_again(payload)
    assert not Conflict.objects.exists()  # the meeting was in 2020

    story.meeting.held_on = timezone.localdate()
    story.meeting.save()
    match_again(payload)
    assert Conflict.objects.filter(person=story.person, organisation=council).exists()
