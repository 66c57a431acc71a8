"""The same minutes through the other door."""

from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from boards.meetings.enums import Part
from boards.minutes.services import approve_minutes
from ics_portal.accounts.actor import Actor, Role
from tests.boards.minutes.conftest import AFTER, Sitting
from tests.factories.bodies import actor_in
from tests.factories.minutes import MinutesFactory


def client_of(actor: Actor) -> APIClient:
    client = APIClient()
    client.force_login(get_user_model().objects.get(pk=actor.user_id))
    return client


def listed(actor: Actor) -> list[tuple[int, str]]:
    answer = client_of(actor).get("/api/v1/minutes/").json()
    return [(row["part"], row["marking"]) for row in answer["results"]]


def test_the_list_holds_what_one_may_read(told: Sitting):
    first, second = told.drafted(Part.ONE), told.drafted(Part.TWO)
    assert listed(told.secretary) == [
        (1, "Draft, unconfirmed"),
        (2, "Draft, unconfirmed"),
    ]
    assert listed(told.member) == []
    for minutes in (first, second):
        approve_minutes(minutes=minutes, actor=told.chair, at=AFTER)
    assert listed(told.member) == [(1, "Unconfirmed"), (2, "Unconfirmed")]
    assert listed(actor_in(told.body, Role.ATTENDEE)) == [(1, "Unconfirmed")]


def test_one_comes_with_all_it_says(told: Sitting):
    minutes = told.drafted()
    where = f"/api/v1/minutes/{minutes.pk}/"
    words = client_of(told.secretary).get(where).json()["words"]
    assert words["heading"]["day"] == "Wednesday 2 December 2020"
    assert client_of(told.member).get(where).status_code == 404
    assert APIClient().get(where).status_code in (401, 403)


def test_the_list_takes_as_many_queries_for_three_as_for_one(told: Sitting):
    client = client_of(told.secretary)
    told.drafted()
    client.get("/api/v1/minutes/")
    with CaptureQueriesContext(connection) as one:
        client.get("/api/v1/minutes/")
    for _ in range(2):
        MinutesFactory(meeting__body=told.body)
    with CaptureQueriesContext(connection) as three:
        client.get("/api/v1/minutes/")
    assert len(three) == len(one)
