"""Numbers of any length are bad input like other: never an error of the portal's own."""

import pytest
from django.urls import reverse

from ics_portal.accounts.models import User
from ics_portal.core.numbers import whole
from tests.factories.papers import (
    CoverSheetFactory,
    PaperFactory,
    a_board,
    a_current_version,
)

pytestmark = pytest.mark.django_db

LONG = "9" * 5000  # more digits than Python reads
BIG = "9" * 30  # more than a database holds
NUMBERS = [LONG, BIG, "-1", "٣", "1e3", ""]


@pytest.fixture
def board():
    return a_board()


@pytest.fixture
def paper(board):
    paper = PaperFactory(item=board.item())
    CoverSheetFactory(paper=paper)
    a_current_version(paper)
    return paper


@pytest.fixture
def office(client, board):
    client.force_login(User.objects.get(pk=board.secretary.user_id))
    return client


@pytest.mark.parametrize("number", ["0", "7", " 12 ", "9" * 18])
def test_a_whole_number_is_read(number):
    assert whole(number) == int(number)


@pytest.mark.parametrize("number", NUMBERS)
def test_anything_else_is_no_number(number):
    assert whole(number) is None


@pytest.mark.parametrize("number", NUMBERS)
def test_every_number_a_page_takes_may_be_absurd(office, board, paper, number):
    item = paper.item
    here = {"meeting_id": board.meeting.pk}
    at_item = {**here, "item_id": item.pk}
    posts = [
        ("meetings:paste", here, {"row-count": number, "act": "add"}),
        (
            "meetings:paste",
            here,
            {
                "row-count": "1",
                "row-1-wanted": "on",
                "row-1-title": "A row",
                "row-1-section": "One",
                "row-1-item_format": "verbal",
                "row-1-purposes": number,
                "row-1-minutes": number,
            },
        ),
        ("meetings:start", here, {"template": number}),
        ("meetings:save_row", at_item, {"minutes": number, "was-minutes": "5"}),
        ("meetings:save_row", at_item, {"purposes": number, "was-purposes": ""}),
        ("meetings:move", at_item, {"place": f"before-{number}"}),
        ("meetings:move", at_item, {"place": f"section-{number}"}),
        ("meetings:move", at_item, {"place": f"under-{number}"}),
        ("meetings:move", at_item, {"after": number, "before": f"section-{number}"}),
        (
            "meetings:add",
            here,
            {
                "title": "An item",
                "section": number,
                "after": number,
                "purposes": number,
                "minutes": number,
            },
        ),
        ("meetings:defer", at_item, {"to_meeting": number}),
        ("meetings:new", {}, {"body": number, "chair": number, "start": number}),
        ("meetings:edit", here, {"chair": number, "next_meeting": number}),
        ("meetings:item", at_item, {"purposes": number, "parties": number}),
        ("directory:new_organisation", {}, {"name": "A trust", "systems": number}),
        ("papers:new", here, {"item": number, "title": "A paper"}),
        ("papers:form", {"paper_id": paper.pk}, {"template": number}),
        ("papers:autosave", {"paper_id": paper.pk}, {"version": number}),
    ]
    for name, where, typed in posts:
        answer = office.post(reverse(name, kwargs=where), typed)
        assert answer.status_code < 500, (name, typed)


@pytest.mark.parametrize("number", NUMBERS)
def test_every_number_in_an_address_may_be_absurd(office, board, paper, number):
    roads = [
        f"/meetings/?page={number}",
        f"/actions/?body={number}",
        f"/papers/mine/?page={number}",
        f"/meetings/{board.meeting.pk}/papers/new/?item={number}",
        f"/meetings/{number}/",
        f"/papers/{number}/",
        f"/papers/{paper.pk}/versions/{number}/part/",
        f"/api/v1/papers/{number}/",
        f"/api/v1/papers/{paper.pk}/versions/{number}/part/",
        f"/api/v1/papers/?item={number}&item__meeting={number}&page={number}",
        f"/api/v1/meetings/{number}/",
        f"/api/v1/meetings/{number}/packs/",
        f"/api/v1/meetings/?body={number}&page_size={number}",
        f"/api/v1/packs/{number}/",
        f"/api/v1/packs/?meeting_id={number}",
        f"/api/v1/jobs/?body_id={number}",
        f"/api/v1/actions/{number}/",
    ]
    for road in roads:
        assert office.get(road).status_code < 500, road


@pytest.mark.parametrize("number", [LONG, BIG])
def test_a_range_of_a_file_may_be_absurd(office, paper, number):
    road = f"/papers/{paper.pk}/versions/1/part/"

    for asked in (f"bytes={number}-", f"bytes=-{number}", f"bytes=0-{number}"):
        answer = office.get(road, headers={"Range": asked})
        assert answer.status_code in {200, 206, 416}
        b"".join(answer.streaming_content if answer.streaming else ())
