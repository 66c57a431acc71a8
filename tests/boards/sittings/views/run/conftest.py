"""A meeting to run: two items, three people of three kinds, the office."""

import pytest

from boards.bodies.enums import Constituency
from boards.meetings.enums import MeetingState, Part
from boards.meetings.models import Meeting
from boards.sittings.enums import AttendanceState, EventKind
from ics_portal.accounts.actor import Role
from tests.boards.sittings.views.run.common import TEN
from tests.factories.bodies import (
    AppointmentFactory,
    SeatFactory,
    TermsOfReferenceFactory,
    someone_signed_up,
)
from tests.factories.directory import PersonFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    AgendaSectionFactory,
    MeetingFactory,
)
from tests.factories.sittings import AttendanceFactory, SittingEventFactory


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body, state=MeetingState.CALLED, chair=PersonFactory())


@pytest.fixture
def items(meeting):
    section = AgendaSectionFactory(meeting=meeting)
    return [
        AgendaItemFactory(section=section, title=title, sort_key=place)
        for place, title in enumerate(("Welcome", "Finance"))
    ]


@pytest.fixture
def private_item(meeting):
    return AgendaItemFactory(
        section=AgendaSectionFactory(meeting=meeting, title="Private"),
        title="A secret contract",
        open_title="A commercial matter",
        part=Part.TWO,
        private_reason="Commercial",
    )


@pytest.fixture
def people(meeting, body):
    TermsOfReferenceFactory(body=body, quorum_share=50)
    rows = []
    for kind in (Constituency.CHAIR, Constituency.LAY, Constituency.PROVIDER):
        seat = SeatFactory(body=body, constituency=kind)
        person = AppointmentFactory(seat=seat).person
        rows.append(AttendanceFactory(meeting=meeting, person=person, seat=seat))
    return rows


@pytest.fixture
def here(people):
    for row in people:
        row.state, row.arrived_at = AttendanceState.PRESENT, TEN
        row.save()
    return people


@pytest.fixture
def opened(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.SITTING)
    return SittingEventFactory(meeting=meeting, kind=EventKind.OPENED, happened_at=TEN)


@pytest.fixture
def office(client, body):
    client.force_login(someone_signed_up(body, Role.SECRETARY))
    return client
