"""The attendance of a year, and the table that is pasted."""

import datetime as dt

import pytest
from django.urls import reverse

from boards.meetings.enums import MeetingState
from boards.sittings.enums import AttendanceState
from boards.sittings.models import Attendance
from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.directory import PersonFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.sittings import AttendanceFactory

YEARLY = "/meetings/attendance/"


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def office(client, body):
    client.force_login(someone_signed_up(body, Role.SECRETARY))
    return client


@pytest.fixture
def year(body):
    """A member at three meetings of 2020: there, away with a deputy, absent."""
    person = PersonFactory(name="Lay member, seat 1")
    rows = [
        AttendanceFactory(
            meeting=MeetingFactory(
                body=body, held_on=dt.date(2020, month, 2), state=MeetingState.HELD
            ),
            person=person,
            state=state,
        )
        for month, state in (
            (9, AttendanceState.PRESENT),
            (10, AttendanceState.APOLOGIES),
            (11, AttendanceState.ABSENT),
        )
    ]
    AttendanceFactory(
        meeting=rows[1].meeting,
        kind="deputy",
        deputises_for=rows[1],
        state=AttendanceState.PRESENT,
    )
    # Neither a meeting to come nor one of another year counts.
    AttendanceFactory(meeting=MeetingFactory(body=body), person=person)
    return rows


def test_a_members_year_comes_from_the_record(office, body, year):
    found = office.get(YEARLY, {"body": body.pk, "year": 2020, "format": "csv"})

    lines = found.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Member,Role,Meetings,Attended,By deputy,Apologies,Absent"
    assert lines[1:] == ['"Lay member, seat 1",Member,3,1,1,1,1']
    assert "Lay member, seat 1" in text(office.get(YEARLY))


def test_a_body_one_has_no_role_in_is_not_shown(client, body, year):
    client.force_login(someone_signed_up(BodyFactory(), Role.MEMBER))

    page = text(client.get(YEARLY, {"body": body.pk, "year": 2020}))

    assert "Lay member, seat 1" not in page
    assert "No attendance is on record" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_a_year_do_not_grow(
    office, body, count, django_assert_num_queries
):
    for _ in range(count):
        meeting = MeetingFactory(body=body, state=MeetingState.HELD)
        AttendanceFactory(meeting=meeting)
    office.get(YEARLY)

    with django_assert_num_queries(QUERIES):
        office.get(YEARLY)


QUERIES = 9


def test_a_pasted_table_is_shown_and_then_saved(office, meeting):
    address = reverse("sittings:import_attendance", args=[meeting.pk])
    sent = {"text": "Independent Chair\tICS"}

    assert "1 person was read" in text(office.post(address, sent))
    assert not Attendance.objects.exists()
    refused = office.post(address, {"text": "nothing"})
    assert refused.status_code == 422
    assert "No person was found" in text(refused)
    office.post(address, sent | {"save": "yes"})
    assert Attendance.objects.get().job_title == "Independent Chair"
