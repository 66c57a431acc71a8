"""A board with a secretary, a meeting, and ways to build and read its agenda."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from boards.bodies.models import Body
from boards.meetings import services
from boards.meetings.models import AgendaItem, AgendaSection, Meeting
from boards.meetings.selectors import numbered_agenda
from ics_portal.accounts.actor import Actor, Role
from tests.factories.bodies import BodyFactory, actor_in, someone_signed_up
from tests.factories.meetings import MeetingFactory

AT = dt.datetime(2020, 11, 20, 10, 55, 48, tzinfo=dt.UTC)


@pytest.fixture
def at() -> dt.datetime:
    return AT


@pytest.fixture
def body(db: None) -> Body:
    return BodyFactory(name="ICS Board")


@pytest.fixture
def secretary(body: Body) -> Actor:
    return actor_in(body, Role.SECRETARY)


@pytest.fixture
def member(body: Body) -> Actor:
    return actor_in(body, Role.MEMBER)


@pytest.fixture
def meeting(body: Body) -> Meeting:
    return MeetingFactory(body=body)


@pytest.fixture
def build(meeting: Meeting, secretary: Actor) -> Callable[..., list[AgendaItem]]:
    """``build("Routine: Welcome, Declarations of Interest", "Business: Finance")``."""

    def build_agenda(*sections: str, meeting: Meeting = meeting) -> list[AgendaItem]:
        items = []
        for text in sections:
            heading, _, titles = text.partition(": ")
            section = services.add_section(
                meeting=meeting, title=heading, actor=secretary, at=AT
            )
            for title in filter(None, titles.split(", ")):
                items.append(
                    services.add_item(
                        meeting=meeting,
                        section=section,
                        title=title,
                        actor=secretary,
                        at=AT,
                    )
                )
        return items

    return build_agenda


@pytest.fixture
def agenda(meeting: Meeting) -> Callable[[], list[str]]:
    """The agenda as a person reads it: ``["1 Welcome", "2 Finance"]``."""
    return lambda: listed(meeting)


def listed(meeting: Meeting) -> list[str]:
    return [f"{item.number} {item.title}" for item in numbered_agenda(meeting.pk)]


@pytest.fixture
def section(meeting: Meeting) -> Callable[[str], AgendaSection]:
    return lambda title: AgendaSection.objects.get(meeting=meeting, title=title)


@pytest.fixture
def by(secretary: Actor) -> dict[str, Any]:
    """Who acts and when, as every service asks for it."""
    return {"actor": secretary, "at": AT}


@pytest.fixture
def browser(client: Any, body: Body) -> Any:
    """A client signed in as the secretary of the body."""
    client.force_login(someone_signed_up(body, Role.SECRETARY))
    return client
