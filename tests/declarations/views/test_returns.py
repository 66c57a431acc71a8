"""A return takes one page and two clicks; the office sees who has not made it."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from declarations.models import AnnualReturn, Interest, ReturnCycle
from ics_portal.accounts.actor import Role
from tests.factories.bodies import actor_in
from tests.factories.declarations import AnnualReturnFactory, ReturnCycleFactory

pytestmark = pytest.mark.django_db

MINE = reverse("declarations:mine")
RETURN = reverse("declarations:return")


@pytest.fixture
def cycle(story):
    today = timezone.localdate()
    return ReturnCycleFactory(
        body=story.body,
        opens_on=today - dt.timedelta(days=3),
        closes_on=today + dt.timedelta(days=10),
    )


@pytest.fixture
def member(client_as, story):
    return client_as(story.member)


def test_with_nothing_to_change_it_is_one_page_and_two_clicks(member, story, cycle):
    html = member.get(MINE).content.decode()
    assert "Return for 2020/21, ICS Board" in html
    assert "10 days left" in html
    assert f'name="cycle" value="{cycle.pk}"' in html

    answer = member.post(
        RETURN, {"answer": "confirmed", "cycle": cycle.pk}, follow=True
    )

    html = answer.content.decode()
    assert "The return for 2020/21 of ICS Board is made." in html
    assert "Make my return" not in html
    assert AnnualReturn.objects.get().person == story.person


def test_with_nothing_on_record_the_nil_return_is_chosen_already(member, cycle):
    Interest.objects.all().delete()

    html = member.get(MINE).content.decode()

    assert "checked" in html.split('value="nil"')[1].split(">")[0]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({}, "Say whether the interests above are complete"),
        ({"answer": "nil"}, "1 interest is on record."),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_on_the_same_page(
    member, cycle, answer, said
):
    refused = member.post(RETURN, {"cycle": cycle.pk, **answer})

    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert not AnnualReturn.objects.exists()


def test_nobody_confirms_what_somebody_else_changed_meanwhile(member, cycle):
    html = member.get(MINE).content.decode()
    seen = html.split('name="seen" value="')[1].split('"')[0]
    sent = {"answer": "confirmed", "cycle": cycle.pk, "seen": seen}
    Interest.objects.update(nature="Holds twice the shares")

    refused = member.post(RETURN, sent)
    assert "changed after you opened the page" in refused.content.decode()

    seen = refused.content.decode().split('name="seen" value="')[1].split('"')[0]
    assert member.post(RETURN, {**sent, "seen": seen}).status_code == 302


def test_a_round_that_closed_meanwhile_says_so(member, cycle):
    ReturnCycle.objects.update(closes_on=timezone.localdate() - dt.timedelta(days=1))

    refused = member.post(RETURN, {"answer": "confirmed", "cycle": cycle.pk})

    html = refused.content.decode()
    assert refused.status_code == 422
    assert "The return for 2020/21 of ICS Board closed on" in html
    assert "Ask the board office" in html


@pytest.mark.parametrize("sent", [[], ["x", "\x00", "9" * 50], ["0"]])
def test_no_round_at_all_is_refused_in_words(member, cycle, sent):
    refused = member.post(RETURN, {"answer": "confirmed", "cycle": sent})

    assert "No return is asked for now." in refused.content.decode()


def test_the_office_makes_it_for_somebody(client_as, story, cycle):
    office = client_as(story.secretary)
    html = office.get(
        reverse("declarations:person", args=[story.person.pk])
    ).content.decode()
    assert f"Make the return for {story.person.name}" in html

    office.post(
        reverse("declarations:return_for", args=[story.person.pk]),
        {"answer": "confirmed", "cycle": cycle.pk},
    )

    made = AnnualReturn.objects.get()
    assert (made.person, made.returned_by_id) == (
        story.person,
        story.secretary.user_id,
    )


def address(story, name="returns", *more):
    return reverse(f"declarations:{name}", args=[story.body.slug, *more])


def test_the_office_and_the_chair_see_who_has_not_returned(client_as, story, cycle):
    AnnualReturnFactory(cycle=cycle, person=story.person)

    for actor in (story.secretary, story.chair):
        html = client_as(actor).get(address(story)).content.decode()
        assert "1 person not returned" in html
        assert html.index(story.presiding.name) < html.index("Nil return")
    assert client_as(story.member).get(address(story)).status_code == 403


def test_the_office_opens_a_round_and_keeps_it_open_longer(client_as, story):
    office = client_as(story.secretary)
    today = timezone.localdate()
    assert "No round was opened yet" in office.get(address(story)).content.decode()
    opening = address(story, "open_cycle")
    assert office.get(opening).status_code == 200
    sent = {"year": "2026", "opens_on": today, "closes_on": today}
    assert "two years in a row" in office.post(opening, sent).content.decode()

    assert office.post(opening, {**sent, "year": "2026/27"}).status_code == 302

    cycle = ReturnCycle.objects.get()
    longer = address(story, "extend_cycle", cycle.pk)
    assert office.get(longer).status_code == 200
    sent = {"closes_on": today, "reason": "Some were away"}
    assert office.post(longer, sent).status_code == 422
    sent["closes_on"] = today + dt.timedelta(days=9)
    assert office.post(longer, sent).status_code == 302
    cycle.refresh_from_db()
    assert cycle.closes_on == sent["closes_on"]
    assert client_as(story.chair).get(opening).status_code == 403


def test_another_bodys_round_is_not_found(client_as, story, cycle):
    other = actor_in(ReturnCycleFactory().body, Role.SECRETARY)
    client = client_as(other)

    for name, more in (("returns", ()), ("extend_cycle", (cycle.pk,))):
        assert client.get(address(story, name, *more)).status_code == 404


def test_a_long_round_is_read_in_the_same_number_of_queries(client_as, story, cycle):
    office = client_as(story.secretary)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert office.get(address(story)).status_code == 200
        return len(queries)

    asked()
    first = asked()
    for _ in range(2):
        AnnualReturnFactory(
            cycle=cycle, person_id=actor_in(story.body, Role.MEMBER).person_id
        )

    assert asked() == first
