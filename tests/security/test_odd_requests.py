"""Whatever is asked of a page or sent to the API, the fault is never the portal's own."""

import re
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from ics_portal.accounts.actor import Role
from tests.factories.bodies import someone_signed_up
from tests.factories.core import JobFactory
from tests.factories.duties import (
    InvolvementFactory,
    MilestoneFactory,
    WorkstreamFactory,
)
from tests.factories.meetings import DecisionFactory
from tests.factories.papers import (
    CoverSheetFactory,
    PaperFactory,
    a_board,
    a_current_version,
)

pytestmark = pytest.mark.django_db

PLACEHOLDER = re.compile(r"<(?:\w+:)?(\w+)>")
# What lists, filters and pages of several days read from an address.
NAMES = (
    *("a", "add", "area", "b", "body", "ended", "format", "from", "group", "item"),
    *(
        "kind",
        "limit",
        "meeting",
        "method",
        "next",
        "offset",
        "on",
        "only",
        "organisation",
        "owner",
        "page",
    ),
    *("part", "person", "place", "q", "result", "rule", "sort", "state", "system"),
    *("table", "template", "text", "to", "words", "year"),
)
ODD = ["9" * 5000, "\x00", "9999-12-31"]
WRONG = ["null", "1", '"text"', "[]", "[[]]", "{}", '{"email": {}, "id": [1]}', "{", ""]


def routes(resolver: URLResolver, before: str = "/") -> Iterator[str]:
    """Every address of a page, its placeholders still in it."""
    for entry in resolver.url_patterns:
        if not isinstance(entry.pattern, RoutePattern):
            continue
        here = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield here
        elif not here.startswith("/api/"):
            yield from routes(entry, here)


@pytest.fixture
def places() -> dict[str, object]:
    """What the placeholders stand for: things that are there, where the board has them."""
    board = a_board()
    paper = PaperFactory(item=board.item())
    CoverSheetFactory(paper=paper)
    a_current_version(paper)
    job = JobFactory(body_id=board.body.pk)
    return {
        "body": board.body,
        "meeting_id": board.meeting.pk,
        "item_id": paper.item_id,
        "section_id": board.section.pk,
        "paper_id": paper.pk,
        "purpose_id": board.body.purposes.first().pk,
        "job_id": job.pk,
        "slug": board.body.slug,
        "item_format": "verbal",
        "edition": "members",
        "which": "part",
        "number": DecisionFactory(body=board.body, meeting=board.meeting).number,
        "milestone_id": MilestoneFactory(system=board.body.system).pk,
        "workstream_id": WorkstreamFactory(system=board.body.system).pk,
        "involvement_id": InvolvementFactory(body=board.body).pk,
    }


@pytest.fixture
def office(client, places):
    """Somebody who opens every page: secretary and governance lead at once."""
    body = places["body"]
    client.force_login(someone_signed_up(body, Role.SECRETARY, Role.GOVERNANCE_LEAD))
    client.raise_request_exception = False
    return client


def filled(route: str, places: dict[str, object]) -> str:
    return PLACEHOLDER.sub(lambda found: str(places.get(found[1], 1)), route)


def drained(answer) -> int:
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


@pytest.mark.parametrize("odd", ODD, ids=["long", "nul", "last day"])
def test_no_page_fails_at_what_stands_behind_its_address(office, places, odd):
    roads = [filled(route, places) for route in routes(get_resolver())]
    roads.remove("/sign-out/")
    query = dict.fromkeys(NAMES, odd)

    failed = [road for road in roads if drained(office.get(road, query)) >= 500]

    assert len(roads) > 100
    assert failed == []


def test_no_operation_of_the_api_fails_at_what_it_is_sent(office, places):
    told = office.get("/api/v1/schema/").json()["paths"]
    operations = [
        (method, operation(path, places))
        for path, methods in told.items()
        for method in methods
    ]
    assert ("post", f"/api/v1/meetings/{places['meeting_id']}/packs/") in operations

    failed = [
        (method, path, sent)
        for method, path in operations
        for sent in (WRONG if method != "get" else ["", "[]"])
        if drained(
            office.generic(method.upper(), path, sent, content_type="application/json")
        )
        >= 500
    ]

    assert failed == []


def operation(path: str, places: dict[str, object]) -> str:
    """The address of an operation, with ids of the room's own things."""
    room = path.split("/")[3]
    own = {"meetings": "meeting_id", "papers": "paper_id", "jobs": "job_id"}
    thing = places.get(own.get(room, ""), 1)
    return re.sub(r"\{(\w+)\}", lambda name: str(places.get(name[1], thing)), path)
