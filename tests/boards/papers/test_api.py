"""The same papers through the other door."""

import pytest
from django.contrib.auth import get_user_model
from rest_framework.test import APIClient

from boards.papers.models import Paper
from boards.papers.services import save_cover_sheet
from ics_portal.core.audit import AuditEvent
from tests.factories.papers import (
    NOW,
    PaperFactory,
    PaperVersionFactory,
    StoredFileFactory,
    a_current_version,
)

DRAFT = b"%PDF-1.7 the first draft"


def client_of(actor):
    client = APIClient()
    client.force_login(get_user_model().objects.get(pk=actor.user_id))
    return client


@pytest.fixture
def accepted(board, paper, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    PaperVersionFactory(
        paper=paper, ready=True, note="DRAFT", part=StoredFileFactory(content=DRAFT)
    )
    a_current_version(paper)
    save_cover_sheet(
        paper=paper,
        typed={"purpose": "For noting.", "rec-a-verb": "note", "rec-a-text": "it"},
        seen=None,
        actor=board.secretary,
        at=NOW,
    )
    Paper.objects.filter(pk=paper.pk).update(state="accepted")
    PaperFactory(item=paper.item, title="SECRET DRAFT", position=1)
    return paper


def test_the_office_lists_every_paper_of_a_meeting(board, accepted):
    answer = client_of(board.secretary).get(
        f"/api/v1/papers/?item__meeting={board.meeting.pk}"
    )

    assert [row["title"] for row in answer.json()["results"]] == [
        "ICS Finance Report",
        "SECRET DRAFT",
    ]


def test_a_paper_comes_with_its_sheet_and_versions(board, accepted):
    told = client_of(board.secretary).get(f"/api/v1/papers/{accepted.pk}/").json()

    assert (told["state"], told["current_version"], told["authors"]) == (
        "accepted",
        2,
        [board.author.name],
    )
    assert [version["number"] for version in told["versions"]] == [2, 1]
    sheet = told["cover_sheet"]
    assert (sheet["item_number"], sheet["presented_by"]) == (
        "1",
        ["ICS Executive Director of Finance"],
    )
    parts = {part["key"]: part for part in sheet["parts"]}
    assert parts["recommendations"]["rows"] == [["note", "it"]]
    assert len(parts["implications"]["ticks"]) == 6


def test_minutes_come_without_a_sheet(board):
    minutes = PaperFactory(item=board.item(), kind="minutes")

    told = client_of(board.secretary).get(f"/api/v1/papers/{minutes.pk}/").json()

    assert told["cover_sheet"] is None


@pytest.mark.parametrize(
    "road",
    [
        "",
        "versions/2/part/",
        "versions/2/original/",
        "versions/1/part/",
        "versions/1/original/",
    ],
)
def test_nobody_reads_a_paper_before_it_is_theirs(board, accepted, road):
    for actor in (board.member, board.stranger):
        client = client_of(actor)

        assert client.get(f"/api/v1/papers/{accepted.pk}/{road}").status_code == 404
        assert client.get("/api/v1/papers/").json()["results"] == []


def test_a_member_reads_the_accepted_paper_and_its_current_version_only(
    board, accepted
):
    board.issue()
    client = client_of(board.member)

    listed = client.get("/api/v1/papers/").json()["results"]
    told = client.get(f"/api/v1/papers/{accepted.pk}/").json()
    draft = client.get(f"/api/v1/papers/{accepted.pk}/versions/1/part/")
    current = client.get(f"/api/v1/papers/{accepted.pk}/versions/2/part/")

    assert [row["title"] for row in listed] == ["ICS Finance Report"]
    assert [version["number"] for version in told["versions"]] == [2]
    assert draft.status_code == 404
    assert current.getvalue().startswith(b"%PDF-")


def test_a_range_of_a_file_is_sent(board, accepted):
    answer = client_of(board.secretary).get(
        f"/api/v1/papers/{accepted.pk}/versions/1/part/", headers={"Range": "bytes=0-4"}
    )

    assert (answer.status_code, answer.getvalue()) == (206, b"%PDF-")


def test_reading_a_confidential_file_is_recorded(board, accepted):
    Paper.objects.filter(pk=accepted.pk).update(confidential=True)

    answer = client_of(board.secretary).get(
        f"/api/v1/papers/{accepted.pk}/versions/2/original/"
    )

    assert answer.getvalue()
    assert AuditEvent.objects.get(verb="paper.confidential_read").detail == {
        "what": "original"
    }


@pytest.mark.parametrize("road", ["versions/9/part/", "versions/1/text/"])
def test_a_file_that_is_not_there_is_not_found(board, accepted, road):
    answer = client_of(board.secretary).get(f"/api/v1/papers/{accepted.pk}/{road}")

    assert answer.status_code == 404


@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
def test_papers_are_written_on_their_pages_only(board, accepted, verb):
    answer = getattr(client_of(board.secretary), verb)(
        f"/api/v1/papers/{accepted.pk}/", {"title": "x"}
    )

    assert answer.status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_no_more_for_more_papers(
    board, rows, django_assert_max_num_queries
):
    for number in range(rows):
        a_current_version(PaperFactory(item=board.item(f"Item {number}")))
    client = client_of(board.secretary)

    with django_assert_max_num_queries(14):
        assert client.get("/api/v1/papers/").json()["count"] == rows
