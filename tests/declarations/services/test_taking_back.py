"""Nobody opens papers that are held by taking back what was declared (CONF-1, CONF-3)."""

import datetime as dt

import pytest

from boards.meetings.models import ItemParticipation, ItemParty
from declarations.enums import ConflictState, HoldRule
from declarations.models import Conflict
from declarations.services.conflicts import dismiss_conflict, refresh_conflicts
from declarations.services.interests import (
    InterestDetails,
    change_interest,
    end_interest,
    withdraw_interest,
)
from declarations.services.settings import set_conflicts

pytestmark = pytest.mark.django_db


@pytest.fixture
def look(story, at):
    return lambda: refresh_conflicts(meeting=story.meeting, at=at)


def is_held():
    return ItemParticipation.objects.get().papers_withheld


def withdraw(story, actor, at):
    withdraw_interest(interest=story.interest, reason="A slip", actor=actor, at=at)


def end(story, actor, at):
    on = dt.date(2020, 11, 19)
    end_interest(interest=story.interest, ends_on=on, reason="Sold", actor=actor, at=at)


def call_it_indirect(story, actor, at):
    details = InterestDetails(
        kind="financial",
        sub_type="owner",
        nature="Holds shares",
        arose_on=dt.date(2020, 11, 2),
        is_direct=False,
        relationship="spouse",
        organisation=story.trust,
    )
    change_interest(
        interest=story.interest, details=details, reason="Hers", actor=actor, at=at
    )


@pytest.mark.parametrize("act", [withdraw, end, call_it_indirect])
def test_held_papers_stay_held_until_somebody_else_settles_it(story, look, at, act):
    look()
    assert is_held()

    act(story, story.member, at)

    look()
    found = Conflict.objects.get()
    assert (found.state, is_held()) == (ConflictState.FOUND, True)
    look()  # and a second look changes nothing
    assert is_held()
    dismiss_conflict(conflict=found, reason="A slip", actor=story.chair, at=at)
    assert not is_held()


@pytest.mark.parametrize("act", [withdraw, end, call_it_indirect])
def test_the_office_takes_it_back_for_the_person_and_they_are_open(
    story, look, at, act
):
    look()
    act(story, story.secretary, at)
    look()
    assert not is_held()


def test_an_item_that_no_longer_concerns_it_lets_them_go(story, look, at):
    look()
    withdraw(story, story.member, at)
    ItemParty.objects.all().delete()
    look()
    assert (Conflict.objects.get().state, is_held()) == (ConflictState.GONE, False)


def test_a_body_that_holds_nothing_holds_nothing_back(story, look, at):
    look()
    withdraw(story, story.member, at)
    set_conflicts(
        body=story.body, hold=HoldRule.WARN, name_on_pages=True,
        actor=story.chair, at=at,
    )  # fmt: skip
    look()
    assert not is_held()
