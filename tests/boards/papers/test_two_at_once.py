"""Two people at one paper in the same moment: on SQLite, and again on PostgreSQL."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from boards.papers.models import Paper, PaperVersion, Recommendation
from boards.papers.rules import token_of
from boards.papers.selectors import paper_to_edit, sheet_fields
from boards.papers.services import (
    accept_paper,
    add_paper,
    request_paper,
    return_paper,
    save_cover_sheet,
    upload_version,
)
from tests.core.files.samples import pdf, upload
from tests.factories.papers import NOW, a_current_version

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Do all acts at the same moment; gives what each returned, or its error."""
    gate = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            gate.wait(timeout=10)
            results[place] = act()
        except Exception as error:  # noqa: BLE001 -- the test looks at it
            results[place] = error
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=(place, act))
        for place, act in enumerate(acts)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = str(tmp_path / "media")
    (tmp_path / "tmp").mkdir()


def test_two_uploads_at_once_get_numbers_of_their_own(board, paper):
    a_current_version(paper)

    def send(actor):
        return lambda: upload_version(
            paper=paper, upload=upload(pdf()), note="", actor=actor, at=NOW
        )

    versions = together(send(board.author), send(board.secretary), send(board.author))

    assert [each for each in versions if isinstance(each, Exception)] == []
    assert sorted(version.number for version in versions) == [2, 3, 4]
    assert PaperVersion.objects.filter(paper=paper).count() == 4


def test_two_people_typing_at_once_lose_nothing(board, paper):
    seen = token_of(sheet_fields(paper_to_edit(paper.pk)))

    def save(actor, **typed):
        return lambda: save_cover_sheet(
            paper=paper, typed=typed, seen=seen, actor=actor, at=NOW
        )

    results = together(
        save(board.author, purpose="Mine", **{"rec-a-text": "one"}),
        save(board.secretary, purpose="Theirs", **{"rec-b-text": "two"}),
    )

    clashes = [clash for saved in results for clash in saved.clashes]
    kept = sheet_fields(paper_to_edit(paper.pk))["purpose"]
    assert len(clashes) == 1
    assert {clashes[0].mine, clashes[0].theirs} == {"Mine", "Theirs"}
    assert kept == clashes[0].theirs
    assert set(Recommendation.objects.values_list("text", flat=True)) == {"one", "two"}


def test_one_row_saved_twice_at_once_is_one_row(board, paper):
    def save():
        return save_cover_sheet(
            paper=paper,
            typed={"rec-n1-text": "the position"},
            seen=token_of({}),
            actor=board.author,
            at=NOW,
        )

    together(save, save)

    assert Recommendation.objects.count() == 1


def test_a_paper_is_accepted_or_returned_and_never_both(board, paper):
    a_current_version(paper)
    Paper.objects.filter(pk=paper.pk).update(state="submitted")
    facts = {"paper": paper, "actor": board.secretary, "at": NOW}

    together(
        lambda: accept_paper(**facts),
        lambda: accept_paper(**facts),
        lambda: return_paper(**facts, comment="Mend it."),
    )

    moves = list(paper.moves.order_by("pk").values_list("from_state", "to_state"))
    state = "submitted"
    for before, after in moves:
        assert before == state
        state = after
    assert Paper.objects.get(pk=paper.pk).state == state
    assert len([move for move in moves if move[1] == "accepted"]) <= 1


def test_papers_added_at_once_all_stand_under_their_item(board):
    item = board.item()

    together(
        lambda: request_paper(item=item, title="A", actor=board.secretary, at=NOW),
        lambda: add_paper(item=item, title="B", actor=board.author, at=NOW),
    )

    placed = dict(Paper.objects.filter(item=item).values_list("title", "position"))
    assert set(placed) == {"A", "B"}
    assert sorted(placed.values()) == [0, 1]
