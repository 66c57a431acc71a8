"""Attendance, rulings and quorum for programs, under the pages' own gates."""

import datetime as dt

import pytest

from boards.meetings.enums import Part
from boards.sittings.enums import AttendanceState
from ics_portal.accounts.actor import Role
from tests.factories.bodies import (
    AppointmentFactory,
    BodyFactory,
    SeatFactory,
    TermsOfReferenceFactory,
    someone_signed_up,
)
from tests.factories.calling import RulingFactory
from tests.factories.meetings import AgendaItemFactory, AgendaSectionFactory
from tests.factories.sittings import AttendanceFactory, MovementFactory

TEN = dt.datetime(2020, 12, 2, 10, tzinfo=dt.UTC)


@pytest.fixture
def reader(client, body):
    def sign_in(*roles):
        client.force_login(someone_signed_up(body, *roles))
        return client

    return sign_in


@pytest.fixture
def row(meeting, body):
    seat = SeatFactory(body=body)
    return AttendanceFactory(
        meeting=meeting,
        seat=seat,
        person=AppointmentFactory(seat=seat).person,
        state=AttendanceState.PRESENT,
        arrived_at=TEN,
    )


def address(meeting, what):
    return f"/api/v1/meetings/{meeting.pk}/{what}/"


def test_the_attendance_is_listed_with_movements(reader, meeting, row):
    MovementFactory(attendance=row)

    (found,) = reader(Role.MEMBER).get(address(meeting, "attendance")).json()

    assert (found["kind"], found["state"]) == ("member", "present")
    assert found["arrived_at"] == "2020-12-02T10:00:00Z"
    assert found["movements"] == [
        {"item_id": None, "out_at": "2020-12-02T10:30:00Z", "in_at": None}
    ]


def test_rulings_are_the_offices_the_chairs_and_ones_own(reader, meeting, item):
    ruling = RulingFactory(item=item)

    seen = reader(Role.CHAIR).get(address(meeting, "rulings")).json()
    assert [one["id"] for one in seen] == [ruling.pk]
    assert seen[0]["option"] == "no_vote"
    assert reader(Role.MEMBER).get(address(meeting, "rulings")).json() == []


def test_the_quorum_is_given_for_the_meeting_and_each_open_item(
    reader, meeting, body, item, row
):
    TermsOfReferenceFactory(body=body, quorum_share=50)
    hidden = AgendaItemFactory(
        section=AgendaSectionFactory(meeting=meeting),
        part=Part.TWO,
        private_reason="Commercial",
    )

    found = reader(Role.AUTHOR).get(address(meeting, "quorum")).json()

    assert [one["item_id"] for one in found] == [None, item.pk]
    assert found[1]["state"] == "quorate"
    assert (found[1]["present"], found[1]["needed"]) == (1, 1)
    whole = reader(Role.MEMBER).get(address(meeting, "quorum")).json()
    assert hidden.pk in [one["item_id"] for one in whole]


@pytest.mark.parametrize("what", ["attendance", "rulings", "quorum"])
def test_somebody_of_another_body_finds_nothing(client, meeting, what):
    assert client.get(address(meeting, what)).status_code in (401, 403)
    client.force_login(someone_signed_up(BodyFactory(), Role.SECRETARY))
    assert client.get(address(meeting, what)).status_code == 404
