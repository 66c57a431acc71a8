"""Two people at one person's rulings or returns in the same moment: on SQLite, and again on
PostgreSQL. Both acts survive, or the second is asked again."""

import datetime as dt
import threading

import pytest

from boards.bodies.models import BodyRole
from boards.directory.models import Person
from boards.meetings.enums import RulingOption
from boards.meetings.models import ItemParticipation, Ruling
from boards.meetings.services.participation import RulingDetails
from boards.meetings.withholding import AGENDA_ITEM
from declarations.enums import ConflictState
from declarations.models import AnnualReturn, Conflict, Interest, WithheldRecord
from declarations.selectors.interests import interests_of
from declarations.services import returns
from declarations.services.conflicts import (
    dismiss_conflict,
    refresh_conflicts,
    rule_on_conflict,
)
from declarations.services.interests import InterestDetails, change_interest
from declarations.services.returns import record_mark, return_for_all, return_interests
from declarations.services.withheld import take_back_record, withhold_record
from ics_portal.accounts.actor import Role
from tests.boards.bodies.test_two_at_once import refusals
from tests.boards.papers.test_two_at_once import together
from tests.factories.bodies import AppointmentFactory, SeatFactory, actor_in
from tests.factories.declarations import (
    InterestFactory,
    InterestPartyFactory,
    ReturnCycleFactory,
)
from tests.factories.meetings import AgendaItemFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def rule(story, at):
    """An act: the chair rules on the member, or on somebody else."""

    def rule(words, *, withheld, person=None):
        return lambda: rule_on_conflict(
            item=story.item,
            person=person or story.person,
            ruled_by=story.presiding,
            details=RulingDetails(
                option=RulingOption.LEAVES,
                nature="Holds shares",
                words=words,
                papers_withheld=withheld,
            ),
            actor=story.secretary,
            at=at,
        )

    return rule


@pytest.fixture
def found(story, at):
    (conflict,) = refresh_conflicts(meeting=story.meeting, at=at)
    return conflict


def in_force(story, person=None):
    row = ItemParticipation.objects.get(item=story.item, person=person or story.person)
    return row.ruling, row.papers_withheld


def test_of_two_rulings_on_one_person_both_are_kept_and_the_later_stands(
    story, found, rule
):
    results = together(rule("To leave.", withheld=True), rule("To go.", withheld=False))

    assert refusals(results) == []
    assert {row.words for row in Ruling.objects.all()} == {"To leave.", "To go."}
    last = Ruling.objects.latest("pk")
    assert in_force(story) == (last, last.papers_withheld)
    assert Conflict.objects.get().state == ConflictState.RULED


def test_rulings_on_two_people_at_one_item_both_stand(story, found, rule):
    other = InterestFactory(
        person_id=actor_in(story.body, Role.MEMBER).person_id, nature="Sits there"
    )
    InterestPartyFactory(interest=other, organisation=story.trust)

    results = together(
        rule("To leave.", withheld=True),
        rule("To stay away.", withheld=True, person=other.person),
    )

    assert refusals(results) == []
    for person, words in ((None, "To leave."), (other.person, "To stay away.")):
        ruling, withheld = in_force(story, person)
        assert (ruling.words, withheld) == (words, True)


def test_looking_again_undoes_no_ruling_made_meanwhile(story, found, rule, at):
    results = together(
        rule("To leave.", withheld=False),
        lambda: refresh_conflicts(meeting=story.meeting, at=at),
    )

    assert refusals(results) == []
    assert in_force(story) == (Ruling.objects.get(), False)
    assert Conflict.objects.get().state == ConflictState.RULED


def test_what_is_ruled_on_and_dismissed_at_once_is_not_both(story, found, rule, at):
    def dismiss():
        return dismiss_conflict(
            conflict=found, reason="Another trust", actor=story.secretary, at=at
        )

    results = together(rule("To leave.", withheld=True), dismiss)

    conflict = Conflict.objects.get()
    if refusals(results):
        assert refusals(results) == ["CONF-3"]
        assert (conflict.state, conflict.state_reason) == (ConflictState.RULED, "")
    else:  # dismissed first: the chair ruled all the same
        assert conflict.state == ConflictState.DISMISSED
    assert in_force(story) == (Ruling.objects.get(), True)


def test_a_record_added_twice_at_once_is_withheld_once(story, found, rule, at):
    rule("To leave.", withheld=True)()
    other = AgendaItemFactory(section=story.item.section, title="Award")

    def withhold():
        return withhold_record(
            item=story.item,
            person=story.person,
            kind=AGENDA_ITEM,
            record_id=other.pk,
            reason="The same supplier",
            actor=story.secretary,
            at=at,
        )

    assert refusals(together(withhold, withhold)) == ["CONF-6"]
    row = WithheldRecord.objects.get()

    def take_back():
        return take_back_record(row=row, reason="No", actor=story.secretary, at=at)

    assert refusals(together(take_back, take_back)) == ["CONF-6"]


@pytest.fixture
def cycle(story, at):
    """A round that is open, in which the member sits and returns."""
    BodyRole.objects.update(starts_on=dt.date(2020, 1, 1))
    AppointmentFactory(
        seat=SeatFactory(body=story.body),
        person=story.person,
        starts_on=dt.date(2020, 1, 1),
    )
    return ReturnCycleFactory(body=story.body)


def test_one_of_two_returns_of_a_person_is_kept(story, cycle, at):
    def send(actor):
        return lambda: return_interests(
            cycle=cycle, person=story.person, is_nil=False, actor=actor, at=at
        )

    results = together(send(story.member), send(story.secretary))

    assert refusals(results) == ["RTN-2"]
    assert AnnualReturn.objects.count() == 1


def test_two_people_return_in_the_same_moment(story, cycle, at):
    other = Person.objects.get(pk=actor_in(story.body, Role.MEMBER).person_id)
    BodyRole.objects.update(starts_on=dt.date(2020, 1, 1))

    def send(person, *, is_nil):
        return lambda: return_interests(
            cycle=cycle, person=person, is_nil=is_nil, actor=story.secretary, at=at
        )

    results = together(send(story.person, is_nil=False), send(other, is_nil=True))

    assert refusals(results) == []
    assert AnnualReturn.objects.count() == 2


@pytest.mark.parametrize("act", ["change", "declare"])
def test_nobody_confirms_what_is_changed_while_the_return_is_sent(
    story, cycle, at, monkeypatch, act
):
    seen = record_mark(interests_of(story.person))
    looked, changed = threading.Event(), threading.Event()

    def slowly(person):
        rows = list(interests_of(person))
        looked.set()
        changed.wait(timeout=1)
        return rows

    monkeypatch.setattr(returns, "interests_of", slowly)

    def send():
        return return_for_all(
            cycles=[cycle],
            person=story.person,
            is_nil=False,
            seen=seen,
            actor=story.member,
            at=at,
        )

    def say_otherwise():
        looked.wait(timeout=10)
        if act == "declare":
            InterestFactory(person_id=story.person.pk, nature="Sits on its board")
        else:
            details = InterestDetails(
                kind=story.interest.kind,
                nature="Sold them all",
                arose_on=story.interest.arose_on,
                sub_type=story.interest.sub_type,
                organisation=story.trust,
            )
            change_interest(
                interest=story.interest,
                details=details,
                reason="Sold",
                actor=story.secretary,
                at=at,
            )
        changed.set()

    assert refusals(together(send, say_otherwise)) == []

    (kept,) = AnnualReturn.objects.get().interests_then
    assert kept["nature"] == "Holds shares"
    natures = set(Interest.objects.values_list("nature", flat=True))
    assert natures == (
        {"Sold them all"} if act == "change" else {"Holds shares", "Sits on its board"}
    )
