"""A board meeting on 2 December 2020 that was held, with its record."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest

from boards.bodies.models import Body
from boards.meetings.enums import MeetingState, Part, StandingItem
from boards.meetings.models import AgendaItem, Meeting
from boards.minutes.models import Minutes
from boards.minutes.services import draft_minutes
from boards.sittings.enums import (
    AttendanceKind,
    AttendanceState,
    EventKind,
    OutcomeKind,
)
from ics_portal.accounts.actor import Actor, Role
from tests.factories.actions import ActionFactory
from tests.factories.bodies import BodyFactory, actor_in
from tests.factories.calling import RulingFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    AgendaSectionFactory,
    MeetingFactory,
)
from tests.factories.sittings import (
    AttendanceFactory,
    MovementFactory,
    OutcomeFactory,
    SittingEventFactory,
)

AFTER = dt.datetime(2020, 12, 2, 14, tzinfo=dt.UTC)


def at_clock(hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2020, 12, 2, hour, minute, tzinfo=dt.UTC)


@dataclass
class Sitting:
    """The meeting, its items and who acts."""

    body: Body
    meeting: Meeting
    welcome: AgendaItem
    declarations: AgendaItem
    strategy: AgendaItem
    finance: AgendaItem
    estate: AgendaItem
    secretary: Actor
    chair: Actor
    member: Actor

    def drafted(self, part: int = Part.ONE) -> Minutes:
        return draft_minutes(
            meeting=self.meeting,
            body=self.body,
            part=part,
            actor=self.secretary,
            at=AFTER,
        )

    def texts(self, part: int = Part.ONE) -> dict[str, str]:
        return {entry.key: entry.text for entry in self.drafted(part).entries.all()}


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Any) -> None:
    """Files of a test are its own."""
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def sitting(db: Any) -> Sitting:
    body = BodyFactory(name="ICS Board", code="ICB")
    meeting = MeetingFactory(body=body, state=MeetingState.HELD)
    routine = AgendaSectionFactory(meeting=meeting, title="Routine items", sort_key=1)
    business = AgendaSectionFactory(meeting=meeting, title="Business", sort_key=2)

    def item(title: str, section: Any = business, **facts: Any) -> AgendaItem:
        return AgendaItemFactory(section=section, title=title, **facts)

    return Sitting(
        body=body,
        meeting=meeting,
        welcome=item("Welcome", routine, standing=StandingItem.WELCOME),
        declarations=item(
            "Declarations of interest", routine, standing=StandingItem.DECLARATIONS
        ),
        strategy=item("Clinical strategy"),
        finance=item("Finance report"),
        estate=item(
            "Sale of the old hospital",
            part=Part.TWO,
            private_reason="Commercial",
        ),
        secretary=actor_in(body, Role.SECRETARY),
        chair=actor_in(body, Role.CHAIR),
        member=actor_in(body, Role.MEMBER),
    )


@pytest.fixture
def told(sitting: Sitting) -> Sitting:
    """The same with a record: people, times, a ruling, outcomes, an action."""
    here = {"meeting": sitting.meeting, "state": AttendanceState.PRESENT}
    chair = AttendanceFactory(**here, name="A Chair", job_title="Independent Chair")
    AttendanceFactory(
        **here, name="B Late", group="Leads", group_order=1, arrived_at=at_clock(10, 12)
    )
    away = AttendanceFactory(
        meeting=sitting.meeting,
        name="C Away",
        job_title="Medical Director",
        group="Leads",
        group_order=1,
        state=AttendanceState.APOLOGIES,
    )
    AttendanceFactory(
        **here,
        name="D Deputy",
        kind=AttendanceKind.DEPUTY,
        deputises_for=away,
        group="Leads",
        group_order=1,
    )
    AttendanceFactory(
        **here, name="E Helper", kind=AttendanceKind.ATTENDEE, group_order=9
    )
    for kind, when, item, person in (
        (EventKind.PRESIDES, at_clock(10), None, chair.person),
        (EventKind.OPENED, at_clock(10), None, None),
        (EventKind.ITEM_BEGUN, at_clock(10, 10), sitting.strategy, None),
        (EventKind.ITEM_BEGUN, at_clock(10, 40), sitting.finance, None),
        (EventKind.CLOSED, at_clock(12), None, None),
    ):
        SittingEventFactory(
            meeting=sitting.meeting,
            kind=kind,
            happened_at=when,
            item=item,
            person=person,
        )
    late = sitting.meeting.attendances.get(name="B Late")
    ruling = RulingFactory(
        item=sitting.strategy,
        person=late.person,
        ruled_by=chair.person,
        ruled_by_office="Independent Chair",
        nature="a share in the provider",
        words="left for the item",
    )
    MovementFactory(
        attendance=late,
        item=sitting.strategy,
        ruling=ruling,
        out_at=at_clock(10, 20),
        in_at=at_clock(10, 35),
    )
    OutcomeFactory(
        item=sitting.strategy,
        kind=OutcomeKind.APPROVED,
        recommendation_words="Approve the clinical strategy",
    )
    OutcomeFactory(
        item=sitting.strategy,
        kind=OutcomeKind.NOT_APPROVED,
        recommendation_words="Approve the costs",
        position=1,
    )
    OutcomeFactory(item=sitting.finance, kind=OutcomeKind.NOTED)
    OutcomeFactory(
        item=sitting.estate,
        kind=OutcomeKind.AGREED,
        recommendation_words="Agree the secret price",
    )
    ActionFactory(
        body=sitting.body,
        code="ICB 201202-01",
        title="Bring the costs back",
        lead="Chief Officer",
        raised_at_meeting=sitting.meeting,
        item=sitting.strategy,
    )
    return sitting
