"""Whoever papers are held back from hears of it, and of what comes of it; nobody else."""

import datetime as dt

import pytest
from django.utils import timezone

from boards.directory.models import Person
from boards.meetings.enums import MeetingState, RulingOption
from boards.meetings.models import AgendaItem, Meeting
from boards.meetings.services.participation import (
    RulingDetails,
    hold_papers,
    record_ruling,
    release_papers,
)
from ics_portal.accounts.actor import SYSTEM_ACTOR, Role
from ics_portal.core.notify.models import Letter
from ics_portal.core.outbox.services import sweep
from tests.factories.bodies import BodyFactory, actor_in, someone_signed_up
from tests.factories.directory import PersonFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db
SECRET = "Merger of two trusts"
AT = timezone.now()


@pytest.fixture
def body():
    return BodyFactory(name="ICS Board")


@pytest.fixture
def item(body):
    held_on = timezone.localdate() + dt.timedelta(days=20)
    meeting = MeetingFactory(body=body, held_on=held_on)
    return AgendaItemFactory(section__meeting=meeting, title=SECRET)


@pytest.fixture
def member(body):
    someone_signed_up(body, Role.MEMBER)
    someone_signed_up(body, Role.SECRETARY)
    return someone_signed_up(body, Role.MEMBER)


def person_of(user):
    return Person.objects.get(user=user)


def act(what, item, user, *, minutes=0):
    what(
        item=item, person=person_of(user), reason=f"Holds shares, {SECRET}",
        actor=SYSTEM_ACTOR, at=AT + dt.timedelta(minutes=minutes),
    )  # fmt: skip
    deliver()


def deliver():
    for _ in range(2):  # told twice, written once
        sweep(timezone.now() + dt.timedelta(minutes=5))


def rule(item, user, option=RulingOption.FULL_PART, **more):
    record_ruling(
        item=item,
        person=person_of(user),
        ruled_by=PersonFactory(),
        details=RulingDetails(option=option, nature=SECRET, words=SECRET, **more),
        actor=actor_in(item.meeting.body, Role.SECRETARY),
        at=AT,
    )
    deliver()


def letters():
    found = list(Letter.objects.order_by("pk"))
    assert not any(SECRET in each.subject + each.text for each in found)
    return [(each.user, each.text) for each in found]


def test_holding_and_releasing_are_told_to_whom_they_concern(item, member):
    act(hold_papers, item, member)

    [(told, text)] = letters()
    assert told == member
    assert "The papers of item 1 of the meeting of ICS Board" in text
    assert "held back from you until it is ruled" in text

    act(release_papers, item, member, minutes=1)
    assert "are no longer held back from you" in letters()[1][1]

    act(hold_papers, item, member, minutes=2)
    assert [told for told, _ in letters()] == [member] * 3


@pytest.mark.parametrize(
    ("option", "withheld", "said"),
    [
        (
            RulingOption.FULL_PART,
            False,
            "You may read its papers once they are issued.",
        ),
        (RulingOption.LEAVES, True, "Its papers are withheld from you."),
    ],
)
def test_the_ruling_that_was_waited_for_is_told(item, member, option, withheld, said):
    act(hold_papers, item, member)

    rule(item, member, option, papers_withheld=withheld)

    assert len(letters()) == 2
    assert letters()[1][0] == member
    assert letters()[1][1].endswith(said)


def test_a_ruling_nobody_waited_for_is_told_once_papers_are_issued(item, member):
    rule(item, member)
    assert letters() == []

    act(hold_papers, item, other := member)
    Meeting.objects.update(numbers_frozen_at=AT, numbers_frozen_by_id=1)
    rule(item, other)

    assert not any("ruled how you take part in item" in text for _, text in letters())


def test_what_is_released_after_issue_may_be_read_at_once(item, member):
    act(hold_papers, item, member)
    Meeting.objects.update(numbers_frozen_at=AT, numbers_frozen_by_id=1)

    act(release_papers, item, member, minutes=1)

    assert letters()[1][1].endswith("no longer held back from you. You may read them.")


def test_part_2_has_no_number_in_a_letter(item, member):
    AgendaItem.objects.update(part=2, private_reason="Commercial")

    act(hold_papers, item, member)

    [(_, text)] = letters()
    assert "The papers of an item of the meeting" in text


@pytest.mark.parametrize("over", ["past", "cancelled", "withdrawn", "left"])
def test_nobody_hears_of_what_they_would_not_read_anyway(item, member, over):
    if over == "past":
        Meeting.objects.update(held_on=dt.date(2020, 12, 2))
    if over == "cancelled":
        Meeting.objects.update(state=MeetingState.CANCELLED)
    if over == "withdrawn":
        AgendaItem.objects.update(state="withdrawn", state_reason="Not ready")
    if over == "left":
        person_of(member).body_roles.all().delete()

    act(hold_papers, item, member)
    act(release_papers, item, member, minutes=1)

    assert letters() == []


def test_who_was_not_told_of_holding_hears_of_no_release(item, member):
    act(hold_papers, item, member)
    Letter.objects.all().delete()

    act(release_papers, item, member, minutes=1)

    assert letters() == []
