"""Who arrives, leaves, returns, is away or is added."""

import datetime as dt

import pytest

from boards.bodies.enums import Constituency
from boards.sittings.models import Attendance, Movement
from tests.boards.sittings.views.run.common import TEN, text, url
from tests.factories.bodies import AppointmentFactory, BodyFactory, SeatFactory
from tests.factories.sittings import MovementFactory


def test_an_arrival_is_who_and_what_and_sent_twice_is_one(
    office, meeting, items, people, opened
):
    for _ in range(2):
        answer = office.post(
            url("move_person", meeting),
            {
                "attendance": people[0].pk,
                "act": "arrives",
                "happened_at": "10:31",
                "next": url("run", meeting),
            },
        )
        assert answer.url == url("run", meeting)
    people[0].refresh_from_db()
    assert people[0].arrived_at == TEN + dt.timedelta(minutes=31)
    assert people[0].history.count() == 2


@pytest.mark.parametrize(
    ("act", "check"),
    [
        ("leaves", lambda row: row.movements.get().out_at),
        ("goes", lambda row: row.left_at),
        ("expected", lambda row: row.state == "expected"),
    ],
)
def test_each_movement_is_recorded(office, meeting, here, opened, act, check):
    office.post(
        url("move_person", meeting),
        {"attendance": here[0].pk, "act": act, "happened_at": "10:40"},
    )

    here[0].refresh_from_db()
    assert check(here[0])


@pytest.mark.parametrize("act", ["apologies", "absent"])
def test_who_is_away_is_marked(office, meeting, people, act):
    office.post(url("move_person", meeting), {"attendance": people[0].pk, "act": act})

    people[0].refresh_from_db()
    assert people[0].state == act


def test_a_return_ends_the_time_out(office, meeting, here, opened):
    MovementFactory(attendance=here[0])

    office.post(
        url("move_person", meeting),
        {"attendance": here[0].pk, "act": "returns", "happened_at": "10:45"},
    )

    assert Movement.objects.get().in_at == TEN + dt.timedelta(minutes=45)


@pytest.mark.parametrize(("origin", "heading"), [("run", "Items"), ("", "Attendance")])
def test_a_refused_movement_keeps_what_was_typed(
    office, meeting, items, people, opened, origin, heading
):
    answer = office.post(
        url("move_person", meeting),
        {
            "attendance": people[1].pk,
            "act": "leaves",
            "happened_at": "10:40",
            "from": origin,
        },
    )

    page = text(answer)
    assert answer.status_code == 422
    assert "not marked present" in page
    assert 'value="10:40"' in page
    assert heading in page


def test_no_way_back_leads_out_of_the_portal(office, meeting, people):
    answer = office.post(
        url("move_person", meeting),
        {
            "attendance": people[0].pk,
            "act": "apologies",
            "next": "https://elsewhere.example/",
        },
    )

    assert answer.url == url("attendance", meeting)


def test_the_list_is_filled_and_all_arrive(office, meeting, body):
    seat = SeatFactory(body=body, constituency=Constituency.LAY)
    AppointmentFactory(seat=seat, person__name="Lay member, seat 1")

    office.post(url("start_attendance", meeting))
    office.post(url("everybody", meeting), {"happened_at": "10:00"})

    page = text(office.get(url("attendance", meeting)))
    assert "Lay member, seat 1" in page
    assert Attendance.objects.get(seat=seat).arrived_at == TEN


def test_a_deputy_is_added_on_behalf_of_a_member(office, meeting, people):
    address = url("add_attendee", meeting)
    sent = {"kind": "deputy", "name": "Deputy", "deputises_for": people[1].pk}
    assert office.post(address, sent).status_code == 302
    refused = office.post(address, sent | {"name": "Second"})

    page = text(office.get(url("attendance", meeting)))
    assert refused.status_code == 422
    assert "has one deputy" in text(refused)
    assert 'value="Second"' in text(refused)
    assert f"Deputy, on behalf of {people[1].name}" in page
    assert f"Apologies: {people[1].name} (deputy: Deputy)." in page
    assert "do not say whether deputies count" in page


def test_the_list_of_another_body_is_reached_where_bodies_meet_in_common(
    office, meeting, people
):
    other = BodyFactory(name="Partner board")
    address = f"{url('attendance', meeting)}?body={other.pk}"
    assert office.get(address).status_code == 404
    meeting.in_common_with.add(other)

    assert "Partner board" in text(office.get(address))
