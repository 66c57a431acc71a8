"""Holding papers back, and rulings: append-only, the newest one stands."""

import pytest
from django.core.exceptions import PermissionDenied

from boards.directory.models import Person
from boards.meetings.enums import RulingOption
from boards.meetings.models import ItemParticipation, Ruling
from boards.meetings.services.participation import (
    RulingDetails,
    hold_papers,
    record_ruling,
    release_papers,
)
from ics_portal.accounts.actor import SYSTEM_ACTOR, Role
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import RuleBroken
from ics_portal.core.outbox.models import OutboxMessage
from tests.factories.bodies import actor_in
from tests.factories.directory import PersonFactory

pytestmark = pytest.mark.django_db

LEAVES = RulingDetails(
    option=RulingOption.LEAVES,
    nature="Director of the trust the item concerns",
    words="The chair ruled that the member leave for the whole of the item.",
    papers_withheld=True,
)


@pytest.fixture
def item(build):
    return build("Business: Contract")[0]


@pytest.fixture
def person():
    return PersonFactory(name="Lay Member")


@pytest.fixture
def chair():
    return PersonFactory(name="Independent Chair")


@pytest.fixture
def rule(item, person, chair, by):
    def write(details=LEAVES, **more):
        fields = {"item": item, "person": person, "ruled_by": chair, **by, **more}
        return record_ruling(details=details, **fields)

    return write


def in_force(item, person):
    return ItemParticipation.objects.get(item=item, person=person)


@pytest.mark.requirement("DOI-07")
@pytest.mark.requirement("DOI-12")
def test_a_ruling_keeps_who_when_what_and_the_action(rule, item, person, chair, at):
    ruling = rule()

    now = in_force(item, person)
    assert now.ruling == ruling
    assert (now.stays, now.speaks, now.votes) == (False, False, False)
    assert now.papers_withheld
    assert (ruling.person, ruling.ruled_by, ruling.ruled_at) == (person, chair, at)
    assert ruling.declared_at_start
    assert ruling.explained
    assert ruling.nature == LEAVES.nature
    assert ruling.words == LEAVES.words


def test_a_later_ruling_stands_and_the_earlier_one_is_kept(rule, item, person):
    first = rule()
    second = rule(
        RulingDetails(
            option=RulingOption.NO_VOTE,
            nature="Director",
            words="To stay, not to vote.",
        )
    )

    now = in_force(item, person)
    assert now.ruling == second
    assert (now.stays, now.votes, now.papers_withheld) == (True, False, False)
    assert list(Ruling.objects.order_by("pk")) == [first, second]


@pytest.mark.requirement("DOI-10")
def test_nobody_rules_on_an_own_interest(rule, person):
    with pytest.raises(RuleBroken) as refused:
        rule(ruled_by=person)

    assert (refused.value.rule_id, refused.value.field) == ("DOI-10", "ruled_by")
    assert "deputy chair" in refused.value.message
    assert not Ruling.objects.exists()


def test_the_chair_does_not_even_write_down_a_ruling_about_the_chair(rule, body):
    chair = actor_in(body, Role.CHAIR)
    own = Person.objects.get(pk=chair.person_id)

    with pytest.raises(PermissionDenied, match="of your own"):
        rule(person=own, actor=chair)


def test_a_member_does_not_rule(rule, member):
    with pytest.raises(PermissionDenied, match="Only the chair rules"):
        rule(actor=member)


@pytest.mark.parametrize(
    ("change", "rule_id", "field"),
    [
        ({"option": "vanishes"}, "DOI-08", "option"),
        ({"option": "full_part", "papers_withheld": True}, "DOI-08", "papers_withheld"),
        ({"nature": " "}, "DOI-12", "nature"),
        ({"words": ""}, "DOI-12", "words"),
    ],
)
def test_what_the_minutes_need_is_asked_for(rule, change, rule_id, field):
    said = {"option": RulingOption.NO_VOTE, "nature": "Director", "words": "To stay."}

    with pytest.raises(RuleBroken) as refused:
        rule(RulingDetails(**said | change))

    assert (refused.value.rule_id, refused.value.field) == (rule_id, field)


def test_papers_are_held_until_somebody_rules(item, person, at, rule):
    held = {"item": item, "person": person, "actor": SYSTEM_ACTOR, "at": at}
    hold_papers(reason="Shareholder", **held)
    assert in_force(item, person).papers_withheld
    assert in_force(item, person).ruling is None

    rule(RulingDetails(option=RulingOption.FULL_PART, nature="Small", words="Noted."))
    hold_papers(reason="Found again", **held)

    assert not in_force(item, person).papers_withheld


def test_holding_again_says_it_once(item, person, at):
    for _ in range(2):
        hold_papers(
            item=item, person=person, reason="Shares", actor=SYSTEM_ACTOR, at=at
        )

    assert OutboxMessage.objects.filter(topic="papers_held").count() == 1
    assert AuditEvent.objects.filter(verb="papers_held").count() == 1


def test_what_was_held_is_released_but_a_ruling_is_not(item, person, at, rule):
    held = {"item": item, "person": person, "actor": SYSTEM_ACTOR, "at": at}
    hold_papers(reason="Shares", **held)
    release_papers(reason="No longer meets", **held)
    assert not in_force(item, person).papers_withheld

    hold_papers(reason="Shares again", **held)
    assert in_force(item, person).papers_withheld
    rule()
    release_papers(reason="No longer meets", **held)

    assert in_force(item, person).papers_withheld


def test_releasing_what_was_never_held_writes_nothing(item, person, at):
    release_papers(item=item, person=person, reason="", actor=SYSTEM_ACTOR, at=at)

    assert not ItemParticipation.objects.exists()


def test_a_member_holds_nothing_back(item, person, at, member):
    with pytest.raises(PermissionDenied):
        hold_papers(item=item, person=person, reason="Shares", actor=member, at=at)


def test_a_ruling_is_told(rule, item, meeting):
    ruling = rule()

    message = OutboxMessage.objects.get(topic="ruling_recorded")
    assert message.payload == {
        "ruling_id": ruling.pk,
        "item_id": item.pk,
        "meeting_id": meeting.pk,
    }
