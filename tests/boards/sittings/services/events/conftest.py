"""A meeting with a chair and three items, step by step."""

import pytest

from boards.bodies.enums import Constituency
from boards.meetings.enums import MeetingState
from boards.sittings.enums import AttendanceState
from boards.sittings.services import events
from tests.boards.sittings.services.events.common import TEN, minute
from tests.factories.bodies import AppointmentFactory, SeatFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    AgendaSectionFactory,
    MeetingFactory,
)
from tests.factories.sittings import AttendanceFactory


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body, state=MeetingState.CALLED)


@pytest.fixture
def by(secretary):
    return {"actor": secretary, "at": minute(300)}


@pytest.fixture
def sits(meeting, body):
    def sit(kind=Constituency.LAY, **fields):
        seat = SeatFactory(body=body, constituency=kind)
        held = AppointmentFactory(seat=seat)
        plain = {"state": AttendanceState.PRESENT, "arrived_at": TEN}
        return AttendanceFactory(
            meeting=meeting,
            seat=seat,
            person=held.person,
            name=f"{kind.label} {seat.pk}",
            **plain | fields,
        )

    return sit


@pytest.fixture
def chair(meeting, sits):
    row = sits(Constituency.CHAIR)
    meeting.chair = row.person
    meeting.save()
    return row


@pytest.fixture
def items(meeting):
    section = AgendaSectionFactory(meeting=meeting)
    return [
        AgendaItemFactory(section=section, title=title, sort_key=place)
        for place, title in enumerate(("Welcome", "Finance", "Strategy"))
    ]


@pytest.fixture
def step(meeting, by):
    """``step(10, begin_item, item=…)``: what happens so many minutes after ten."""

    def take(number, act, **more):
        return act(meeting=meeting, happened_at=minute(number), **by, **more)

    return take


@pytest.fixture
def opened(step, chair):
    return step(2, events.open_sitting)
