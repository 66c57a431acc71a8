"""Outcomes for programs, under the gate of the agenda."""

import pytest

from boards.meetings.enums import Part
from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.meetings import DecisionFactory, ItemOwnerFactory
from tests.factories.sittings import OutcomeFactory

pytestmark = pytest.mark.django_db

API = "/api/v1/outcomes/"


@pytest.fixture
def reader(client, body):
    def sign_in(*roles):
        user = someone_signed_up(body, *roles)
        client.force_login(user)
        client.user = user
        return client

    return sign_in


@pytest.fixture
def outcome(item):
    return OutcomeFactory(
        item=item,
        kind="approved",
        recommendation_words="Approve the plan",
        words="Approved the plan.",
        decision=DecisionFactory(body=item.meeting.body, item=item),
        quorum={"state": "quorate"},
    )


def test_programs_read_what_became_of_an_item(reader, item, outcome):
    found = reader(Role.MEMBER).get(f"{API}?meeting_id={item.meeting_id}").json()

    [told] = found["results"]
    assert told == {
        "id": outcome.pk,
        "meeting_id": item.meeting_id,
        "item_id": item.pk,
        "body_id": item.meeting.body_id,
        "position": 0,
        "recommendation_words": "Approve the plan",
        "kind": "approved",
        "words": "Approved the plan.",
        "bring_back": False,
        "decision": outcome.decision.number,
        "quorum": "quorate",
        "offered_to_meeting_id": None,
        "recorded_at": told["recorded_at"],
    }


def test_what_part_2_came_to_is_told_to_who_reads_it(reader, item, outcome):
    item.part, item.private_reason = Part.TWO, "Commercial"
    item.save()

    assert reader(Role.MEMBER).get(API).json()["count"] == 1
    client = reader(Role.AUTHOR)
    assert client.get(API).json()["count"] == 0
    assert client.get(f"{API}{outcome.pk}/").status_code == 404
    ItemOwnerFactory(item=item, person=client.user.person)
    assert client.get(API).json()["count"] == 1


def test_strangers_read_nothing_and_nobody_writes(client, reader, outcome):
    client.force_login(someone_signed_up(BodyFactory(), Role.SECRETARY))
    assert client.get(API).json()["count"] == 0
    client = reader(Role.SECRETARY)
    assert client.post(API, {}).status_code == 405
    assert client.delete(f"{API}{outcome.pk}/").status_code == 405


def test_the_list_asks_as_often_however_long(
    reader, item, outcome, django_assert_num_queries
):
    client = reader(Role.MEMBER)
    client.get(API)
    with django_assert_num_queries(7, exact=False) as few:
        client.get(API)
    for _ in range(3):
        OutcomeFactory(item=item)
    with django_assert_num_queries(len(few)):
        client.get(API)
