"""A board that sits: members present, an item begun, its paper with recommendations."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from boards.bodies.models import Body
from boards.meetings.enums import MeetingState
from boards.meetings.models import AgendaItem, Meeting
from boards.papers.models import Recommendation
from boards.sittings.enums import AttendanceState, EventKind
from boards.sittings.models import Attendance
from ics_portal.accounts.actor import Actor, Role
from tests.factories.bodies import BodyFactory, actor_in
from tests.factories.meetings import (
    AgendaItemFactory,
    AgendaSectionFactory,
    MeetingFactory,
)
from tests.factories.papers import (
    CoverSheetFactory,
    PaperFactory,
    RecommendationFactory,
)
from tests.factories.sittings import AttendanceFactory, SittingEventFactory

TEN = dt.datetime(2020, 12, 2, 10, tzinfo=dt.UTC)
AT = TEN + dt.timedelta(minutes=20)


@pytest.fixture
def body(db: None) -> Body:
    return BodyFactory(name="ICS Board")


@pytest.fixture
def secretary(body: Body) -> Actor:
    return actor_in(body, Role.SECRETARY)


@pytest.fixture
def by(secretary: Actor) -> dict[str, Any]:
    """Who acts and when, as every service asks for it."""
    return {"actor": secretary, "at": AT}


@pytest.fixture
def meeting(body: Body) -> Meeting:
    return MeetingFactory(body=body, state=MeetingState.SITTING)


@pytest.fixture
def item(meeting: Meeting) -> AgendaItem:
    """An item that the meeting is at."""
    found = AgendaItemFactory(
        section=AgendaSectionFactory(meeting=meeting), title="Winter plan"
    )
    SittingEventFactory(
        meeting=meeting, kind=EventKind.ITEM_BEGUN, item=found, happened_at=TEN
    )
    return found


@pytest.fixture
def members(body: Body, meeting: Meeting) -> list[Attendance]:
    """Twelve members, all there from the start; the first one presides."""
    rows = [
        AttendanceFactory(
            meeting=meeting, state=AttendanceState.PRESENT, arrived_at=TEN
        )
        for _ in range(12)
    ]
    SittingEventFactory(
        meeting=meeting,
        kind=EventKind.PRESIDES,
        person=rows[0].person,
        happened_at=TEN,
    )
    return rows


@pytest.fixture
def recommend(item: AgendaItem) -> Callable[..., list[Recommendation]]:
    """``recommend("Approve the winter plan", "Note the risks")``."""

    def add(*sentences: str, to: AgendaItem = item) -> list[Recommendation]:
        sheet = CoverSheetFactory(paper=PaperFactory(item=to, title="Paper"))
        return [
            RecommendationFactory(
                sheet=sheet,
                position=place,
                verb=sentence.partition(" ")[0],
                text=sentence.partition(" ")[2],
            )
            for place, sentence in enumerate(sentences)
        ]

    return add
