"""The yearly round: opened, returned, reminded of, and told to the chair."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from boards.directory.models import Person
from declarations.models import AnnualReturn, Interest, ReturnCycle
from declarations.selectors.returns import cycles_due, not_returned, standings
from declarations.services.returns import (
    extend_cycle,
    open_cycle,
    remind,
    return_for_all,
    return_interests,
)
from ics_portal.core.errors import RuleBroken
from ics_portal.core.notify.models import Letter
from tests.factories.bodies import BodyFactory, BodyRoleFactory
from tests.factories.declarations import ReturnCycleFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2020, 11, 20)
CLOSES = dt.date(2020, 12, 18)


def on(day, hour=9):
    return dt.datetime(2020, 12, day, hour, tzinfo=dt.UTC)


@pytest.fixture
def round_of_year(story, at):
    return open_cycle(
        body=story.body,
        year="2020/21",
        opens_on=TODAY,
        closes_on=CLOSES,
        actor=story.secretary,
        at=at,
    )


@pytest.fixture
def give_back(story, round_of_year, at):
    def act(*, is_nil=False, actor=story.member, at=at, cycle=round_of_year):
        person = Person.objects.get(pk=story.member.person_id)
        return return_interests(
            cycle=cycle, person=person, is_nil=is_nil, actor=actor, at=at
        )

    return act


def subjects():
    return list(Letter.objects.order_by("pk").values_list("subject", "user__person"))


def test_opening_writes_once_to_everybody_at_the_table(story, round_of_year, at):
    remind(at=at)  # the same day, nobody gets a second letter

    assert {who for _, who in subjects()} == {
        story.member.person_id,
        story.chair.person_id,
    }
    assert {said for said, _ in subjects()} == {
        "ICS Board: your return of interests for 2020/21"
    }


def test_a_round_is_opened_once_by_the_office(story, round_of_year, at):
    def again(actor, **changed):
        values = {"year": "2021/22", "opens_on": TODAY, "closes_on": CLOSES, **changed}
        open_cycle(body=story.body, actor=actor, at=at, **values)

    with pytest.raises(PermissionDenied):
        again(story.chair)
    with pytest.raises(RuleBroken, match="is there already"):
        again(story.secretary, year="2020/21")
    with pytest.raises(RuleBroken, match="in time"):
        again(
            story.secretary,
            opens_on=dt.date(2020, 10, 1),
            closes_on=dt.date(2020, 11, 1),
        )


def test_a_round_that_opens_later_writes_then(story, at):
    later = open_cycle(
        body=story.body,
        year="2020/21",
        opens_on=dt.date(2020, 12, 1),
        closes_on=CLOSES,
        actor=story.secretary,
        at=at,
    )
    assert subjects() == []
    assert cycles_due(story.member.person_id, TODAY) == []

    assert remind(at=on(1)) == 2
    assert cycles_due(story.member.person_id, later.opens_on) == [later]


def test_what_is_on_record_is_confirmed_and_kept_with_the_return(story, give_back):
    made = give_back()

    assert (made.is_nil, made.returned_by_id) == (False, story.member.user_id)
    assert made.interests_then == [
        {
            "id": story.interest.pk,
            "type": "Financial",
            "organisation": "Coast Trust",
            "nature": "Holds shares",
        }
    ]
    assert Interest.objects.get().confirmed_on == TODAY
    assert cycles_due(story.member.person_id, TODAY) == []


def test_a_nil_return_is_of_nothing(story, give_back):
    with pytest.raises(RuleBroken, match="1 interest is on record"):
        give_back(is_nil=True)
    Interest.objects.update(ends_on=dt.date(2020, 11, 2))
    with pytest.raises(RuleBroken, match="Make a nil return"):
        give_back()

    assert give_back(is_nil=True, actor=story.secretary).interests_then == []


def test_a_closed_round_takes_no_return_until_it_is_open_longer(
    story, round_of_year, give_back
):
    late = on(19)

    with pytest.raises(RuleBroken, match="closed on Friday 18 December 2020"):
        give_back(at=late)
    with pytest.raises(RuleBroken, match="after Friday 18 December"):
        extend_cycle(
            cycle=round_of_year,
            closes_on=CLOSES,
            reason="Some were away",
            actor=story.secretary,
            at=late,
        )
    extend_cycle(
        cycle=round_of_year,
        closes_on=dt.date(2021, 1, 8),
        reason="Some were away",
        actor=story.secretary,
        at=late,
    )

    assert give_back(at=late).cycle == round_of_year


def test_a_return_is_made_once_and_by_who_sits_there(story, give_back, at):
    give_back()
    with pytest.raises(RuleBroken, match="was made"):
        give_back()

    elsewhere = ReturnCycleFactory(body=BodyFactory(name="Forum"))
    with pytest.raises(RuleBroken, match="does not sit in Forum"):
        give_back(cycle=elsewhere)


def test_one_answer_serves_every_round_or_none(story, round_of_year, at):
    person = Person.objects.get(pk=story.member.person_id)
    other = ReturnCycleFactory(body=BodyFactory())
    BodyRoleFactory(person=person, body=other.body)
    by = {"person": person, "is_nil": False, "actor": story.member, "at": at}
    shut = ReturnCycleFactory(body=other.body, year="2019/20", closes_on="2020-10-02")
    shut.refresh_from_db()

    with pytest.raises(RuleBroken, match="closed"):
        return_for_all(cycles=[round_of_year, shut], **by)
    assert not AnnualReturn.objects.exists()
    with pytest.raises(RuleBroken, match="No return"):
        return_for_all(cycles=[], **by)

    assert len(return_for_all(cycles=cycles_due(person.pk, TODAY), **by)) == 2


def test_reminders_go_to_who_has_not_returned_and_each_step_once(story, give_back):
    give_back()
    Letter.objects.all().delete()

    assert remind(at=on(3)) == 1  # the chair's letter that the round opened, again new
    Letter.objects.all().delete()
    assert [remind(at=on(day)) for day in (4, 4, 8, 11, 17, 18)] == [2, 0, 0, 1, 1, 0]
    assert {who for _, who in subjects()} == {story.chair.person_id}


def test_after_the_last_day_chair_and_office_are_told_how_many(
    story, round_of_year, give_back
):
    Letter.objects.all().delete()
    assert remind(at=on(19)) == 2
    assert {who for _, who in subjects()} == {
        story.chair.person_id,
        story.secretary.person_id,
    }
    letter = Letter.objects.latest("pk")
    assert "2 people have not returned" in letter.text
    assert letter.url == f"/interests/returns/{story.body.slug}/"
    assert remind(at=on(20)) == 0
    assert remind(at=on(30)) == 0


def test_when_all_have_returned_nobody_is_told(story, round_of_year):
    for person in not_returned(round_of_year, TODAY):
        AnnualReturn.objects.create(
            cycle=round_of_year, person=person, is_nil=True, returned_at=on(1)
        )

    Letter.objects.all().delete()
    assert remind(at=on(19)) == 0


def test_who_returned_is_listed_also_after_leaving(story, round_of_year, give_back):
    give_back()
    Person.objects.get(pk=story.member.person_id).body_roles.all().delete()

    listed = {
        row.person.pk: row.made is not None for row in standings(round_of_year, TODAY)
    }

    assert listed == {story.member.person_id: True, story.chair.person_id: False}
    assert ReturnCycle.objects.count() == 1
