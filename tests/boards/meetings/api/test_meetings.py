"""Meetings and agendas for programs, under the pages' own verdicts."""

import pytest

from boards.meetings import services
from boards.meetings.models import AgendaItem
from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db

MEETINGS = "/api/v1/meetings/"


@pytest.fixture
def reader(client, body):
    def sign_in(*roles):
        client.force_login(someone_signed_up(body, *roles))
        return client

    return sign_in


def test_ones_own_meetings_are_listed(reader, meeting):
    MeetingFactory()

    found = reader(Role.MEMBER).get(MEETINGS).json()

    assert [row["id"] for row in found["results"]] == [meeting.pk]
    assert found["results"][0] == {
        "id": meeting.pk,
        "body_id": meeting.body_id,
        "title": "",
        "meeting_type": "formal",
        "held_on": "2020-12-02",
        "starts_at": "10:00:00",
        "ends_at": "12:00:00",
        "place": "MS Teams",
        "link": "",
        "state": "planned",
        "call_kind": "ordinary",
        "call_reason": "",
        "notices": [],
        "is_public": None,
        "held_in_public": True,
        "stream_link": "",
        "papers_published_on": None,
        "minutes_published_on": None,
        "chair": None,
        "next_meeting_id": None,
        "agenda_version": 1,
        "numbers_frozen_at": None,
    }


@pytest.mark.parametrize(
    ("query", "count"),
    [("held_on__gte=2020-12-02", 1), ("held_on__gte=2020-12-03", 0)],
)
def test_the_list_is_narrowed_by_day(reader, meeting, query, count):
    found = reader(Role.MEMBER).get(f"{MEETINGS}?{query}").json()

    assert found["count"] == count


@pytest.mark.parametrize("path", ["", "agenda/"])
def test_another_bodys_meeting_is_not_found(client, meeting, path):
    client.force_login(someone_signed_up(BodyFactory(), Role.SECRETARY))

    response = client.get(f"{MEETINGS}{meeting.pk}/{path}")

    assert response.status_code == 404


def test_nothing_is_changed_here(reader, meeting):
    client = reader(Role.SECRETARY)

    for method in (client.post, client.put, client.patch, client.delete):
        assert method(f"{MEETINGS}{meeting.pk}/").status_code in {403, 405}


@pytest.mark.requirement("AGD-04")
def test_an_agenda_comes_in_sections_with_numbers_and_times(reader, build, meeting):
    build("Routine: Welcome", "Business: Finance")

    agenda = reader(Role.MEMBER).get(f"{MEETINGS}{meeting.pk}/agenda/").json()

    assert (agenda["planned_minutes"], agenda["available_minutes"]) == (10, 120)
    assert [section["title"] for section in agenda["sections"]] == [
        *("Routine", "Business"),
    ]
    [finance] = agenda["sections"][1]["items"]
    assert finance == {
        "item_id": AgendaItem.objects.get(title="Finance").pk,
        "number": "2",
        "is_sub_item": False,
        "is_open": True,
        "title": "Finance",
        "owners": [],
        "purposes": [],
        "item_format": "verbal",
        "minutes": 5,
        "starts_at": "10:05:00",
        "part": 1,
        "state": "live",
        "standing": "",
        "private_reason": "",
    }


@pytest.mark.requirement("AGD-14")
@pytest.mark.parametrize(
    ("role", "is_open"),
    [(Role.MEMBER, True), (Role.CHAIR, True), (Role.AUTHOR, False)],
)
def test_part_2_is_open_to_members_only(reader, build, meeting, by, role, is_open):
    [_, secret] = build("One: Finance", "Disputes: Dispute with Alpha Ltd")
    services.edit_item(
        item=secret,
        values={
            "part": "2",
            "private_reason": "Commercial in confidence",
            "open_title": "A contract",
            "owners": "Head of Contracts",
        },
        was={},
        **by,
    )

    response = reader(role).get(f"{MEETINGS}{meeting.pk}/agenda/")

    [item] = response.json()["sections"][-1]["items"]
    text = response.content.decode()
    secrets = ("Alpha", "Disputes", "Head of Contracts", "Commercial")
    told = [word in text for word in secrets]
    assert (item["is_open"], item["number"]) == (is_open, "2")
    assert told == [is_open] * 4


def test_the_agenda_makes_the_same_queries_however_long(
    reader, build, meeting, django_assert_num_queries
):
    build("One: A")
    client = reader(Role.MEMBER)
    address = f"{MEETINGS}{meeting.pk}/agenda/"
    client.get(address)

    with django_assert_num_queries(10):
        client.get(address)
    build("Two: B, C, D, E")
    with django_assert_num_queries(10):
        client.get(address)
