"""Members read papers as of the last issued pack, whichever road they come (PAPER-10)."""

from dataclasses import dataclass
from typing import Any

import pytest

from boards.papers.contributions import paper_notes
from boards.papers.issued import IssuedSeam
from boards.papers.models import Paper, PaperVersion
from boards.papers.views import reading
from ics_portal.accounts.actor import Actor
from ics_portal.accounts.models import User
from tests.factories.papers import (
    Board,
    CoverSheetFactory,
    PaperFactory,
    StoredFileFactory,
    a_board,
    a_current_version,
)

pytestmark = pytest.mark.django_db

OF_A_VERSION = [
    "/papers/{paper}/versions/{number}/part/",
    "/papers/{paper}/versions/{number}/picture/",
    "/papers/{paper}/versions/{number}/progress/",
    "/api/v1/papers/{paper}/versions/{number}/part/",
]
# Never a member's: it may hold what is not printed.
AS_IT_WAS_SENT = [
    "/papers/{paper}/versions/{number}/original/",
    "/api/v1/papers/{paper}/versions/{number}/original/",
]
OF_A_PAPER = [
    "/papers/{paper}/",
    "/papers/{paper}/print/",
    "/papers/{paper}/versions/",
    "/api/v1/papers/{paper}/",
    *OF_A_VERSION,
]


@dataclass(frozen=True)
class Story:
    """A paper that was issued and has gone on since, and one that came too late."""

    board: Board
    issued: Paper
    late: Paper


def a_paper(board: Board, title: str) -> Paper:
    paper = PaperFactory(
        item=board.item(title=f"Item of {title}"), title=title, state="accepted"
    )
    CoverSheetFactory(paper=paper, purpose=f"Purpose of {title}.")
    a_current_version(paper, picture=StoredFileFactory(content=b"picture"))
    return paper


@pytest.fixture
def story() -> Story:
    board = a_board()
    issued = a_paper(board, "Zirconium")
    board.issue()
    late = a_paper(board, "Latecomer")
    a_current_version(issued, page_count=7, picture=StoredFileFactory(content=b"new"))
    Paper.objects.filter(pk=issued.pk).update(title="Renamed since")
    issued.cover_sheet.purpose = "Rewritten since."
    issued.cover_sheet.save()
    return Story(board, Paper.objects.get(pk=issued.pk), late)


def signed_in(client: Any, actor: Actor) -> Any:
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def status_of(client: Any, road: str) -> int:
    answer = client.get(road)
    if answer.streaming:
        b"".join(answer.streaming_content)  # a file stays open until it is sent
    return int(answer.status_code)


@pytest.mark.parametrize("road", OF_A_PAPER)
def test_a_paper_accepted_after_the_issue_waits_for_the_next(story, client, road):
    address = road.format(paper=story.late.pk, number=1)
    member = signed_in(client, story.board.member)
    assert status_of(member, address) == 404

    story.board.issue()

    assert status_of(member, address) in {200, 286, 302}


@pytest.mark.parametrize("road", OF_A_VERSION)
def test_a_version_made_current_after_the_issue_waits_for_the_next(story, client, road):
    old = road.format(paper=story.issued.pk, number=1)
    new = road.format(paper=story.issued.pk, number=2)
    member = signed_in(client, story.board.member)
    assert status_of(member, old) in {200, 286}
    assert status_of(member, new) == 404

    story.board.issue()

    assert status_of(member, old) == 404
    assert status_of(member, new) in {200, 286}


@pytest.mark.parametrize("road", AS_IT_WAS_SENT)
@pytest.mark.parametrize("number", [1, 2])
def test_a_file_as_it_was_sent_is_no_members(story, client, road, number):
    address = road.format(paper=story.issued.pk, number=number)

    assert status_of(signed_in(client, story.board.member), address) == 404
    assert status_of(signed_in(client, story.board.secretary), address) == 200


@pytest.mark.parametrize("road", [*OF_A_PAPER, *AS_IT_WAS_SENT])
def test_a_paper_withdrawn_after_the_issue_is_closed(story, client, road):
    address = road.format(paper=story.issued.pk, number=1)
    Paper.objects.filter(pk=story.issued.pk).update(state="withdrawn")

    assert status_of(signed_in(client, story.board.member), address) == 404
    assert status_of(signed_in(client, story.board.secretary), address) < 400


def test_the_page_says_what_was_issued(story, client):
    road = f"/papers/{story.issued.pk}/"

    page = signed_in(client, story.board.member).get(road).content.decode()
    office = signed_in(client, story.board.secretary).get(road).content.decode()

    assert "Purpose of Zirconium." in page
    assert "versions/1/part/" in page
    assert "versions/2/" not in page
    assert "since" not in page
    assert "Renamed since" in office
    assert "Rewritten since." in office
    assert "versions/2/part/" in office


def test_the_sheet_is_printed_as_it_was_issued(story, client, monkeypatch):
    printed = []
    monkeypatch.setattr(
        reading, "render_pdf", lambda document: printed.append(document) or b"%PDF-"
    )
    road = f"/papers/{story.issued.pk}/print/"

    signed_in(client, story.board.member).get(road)
    signed_in(client, story.board.secretary).get(road)

    assert [document.title for document in printed] == [
        "Zirconium, cover sheet",
        "Renamed since, cover sheet",
    ]


def test_the_api_says_what_was_issued(story, client):
    member = signed_in(client, story.board.member)

    listed = member.get("/api/v1/papers/").json()["results"]
    told = member.get(f"/api/v1/papers/{story.issued.pk}/").json()

    assert [(row["title"], row["current_version"]) for row in listed] == [
        ("Zirconium", 1)
    ]
    assert (told["title"], told["current_version"]) == ("Zirconium", 1)
    assert [version["number"] for version in told["versions"]] == [1]
    assert told["cover_sheet"]["title"] == "Zirconium"
    assert "since" not in str(told["cover_sheet"])


def test_lists_and_the_agenda_say_what_was_issued(story, client):
    road = f"/meetings/{story.board.meeting.pk}/papers/"

    page = signed_in(client, story.board.member).get(road).content.decode()
    notes = paper_notes(story.board.meeting.pk, story.board.member)

    assert "Zirconium" in page
    assert "Renamed since" not in page
    assert ">Latecomer<" not in page
    assert [note.words for note in notes.values()] == ["Ready, 2 pages"]


def test_while_nobody_says_what_was_issued_the_gate_is_shut(story):
    seam = IssuedSeam()

    assert not Paper.objects.filter(seam.has_paper("item__meeting_id", "pk"))
    assert not PaperVersion.objects.filter(
        seam.has_version("paper__item__meeting_id", "paper_id", "number")
    )
    assert (seam.papers([story.issued.pk]), seam.sheet(story.issued.pk)) == ({}, None)
