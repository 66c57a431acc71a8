"""The record of what was published, for the office."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from rest_framework.test import APIClient

from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, actor_in
from tests.factories.calling import PublicationFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.published import OUT, a_pdf

pytestmark = pytest.mark.django_db
URL = "/api/v1/publications/"


@pytest.fixture
def body():
    return BodyFactory()


def of_meeting(body, **fields):
    meeting = MeetingFactory(body=body)
    return PublicationFactory(meeting=meeting, body=body, **fields)


def client_of(actor):
    client = APIClient()
    client.force_login(get_user_model().objects.get(pk=actor.user_id))
    return client


def test_the_office_reads_what_was_replaced_and_withdrawn_too(body, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    stored = a_pdf()
    first = of_meeting(
        body, is_current=False, stored=stored, published_at=OUT, late_reason="Illness"
    )
    second = of_meeting(body, published_at=OUT + timedelta(days=1))
    client = client_of(actor_in(body, Role.SECRETARY))

    rows = client.get(URL).json()["results"]
    one = client.get(f"{URL}{first.pk}/").json()

    assert [row["id"] for row in rows] == [second.pk, first.pk]
    assert one["sha256"] == stored.sha256
    assert (one["is_current"], one["late_reason"]) == (False, "Illness")
    assert rows[0]["sha256"] is None


def test_others_find_nothing(body):
    row = of_meeting(body)
    for actor in (actor_in(body, Role.MEMBER), actor_in(BodyFactory(), Role.SECRETARY)):
        client = client_of(actor)
        assert client.get(URL).json()["results"] == []
        assert client.get(f"{URL}{row.pk}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow(body, number, django_assert_num_queries):
    for _ in range(number):
        of_meeting(body)
    client = client_of(actor_in(body, Role.SECRETARY))
    client.get(URL)
    with django_assert_num_queries(6):
        client.get(URL)
