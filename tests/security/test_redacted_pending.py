"""A paper is not published in full while a redacted version of it is on its way."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from boards.packs.models import Pack
from boards.packs.services.outgoing import check_issued_last
from boards.papers.models import PaperVersion
from boards.papers.services import (
    drop_failed_version,
    retry_version,
    set_without_sheet,
)
from ics_portal.core.errors import RuleBroken
from tests.factories.papers import (
    CoverSheetFactory,
    PaperFactory,
    PaperVersionFactory,
    a_board,
    a_current_version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return a_board()


@pytest.fixture
def paper(board):
    paper = PaperFactory(item=board.item(), title="Contract terms", state="accepted")
    a_current_version(paper)
    return paper


def refused():
    with pytest.raises(RuleBroken, match="Contract terms") as problem:
        check_issued_last(Pack.objects.latest("version"))
    return problem.value.rule_id == "PAPER-12"


@pytest.mark.parametrize("state", ["waiting", "converting", "failed"])
def test_one_that_is_not_ready_keeps_the_pack_back(board, paper, state):
    fields = {"failure": "No", "cure": "Again"} if state == "failed" else {}
    PaperVersionFactory(paper=paper, is_redacted=True, state=state, **fields)
    board.issue()
    assert refused()


def test_one_that_became_ready_after_the_build_wants_a_new_pack(board, paper):
    board.issue()
    check_issued_last(Pack.objects.get())
    redacted = PaperVersionFactory(paper=paper, is_redacted=True, ready=True)
    paper.public_version = redacted
    paper.save()
    assert refused()
    board.issue()
    check_issued_last(Pack.objects.latest("version"))


def test_one_that_was_dropped_on_purpose_keeps_nothing_back(board, paper):
    PaperVersionFactory(paper=paper, is_redacted=True, ready=True)
    board.issue()
    check_issued_last(Pack.objects.get())
    assert PaperVersion.objects.filter(is_redacted=True).exists()


def test_neither_an_older_failure_nor_a_confidential_paper_keeps_it_back(board, paper):
    failed = {"state": "failed", "failure": "No", "cure": "Again"}
    PaperVersionFactory(paper=paper, is_redacted=True, **failed)
    PaperVersionFactory(paper=paper, is_redacted=True, ready=True)  # and dropped since
    secret = PaperFactory(
        item=board.item(),
        state="accepted",
        confidential=True,
        confidential_reason="Commercial",
    )
    a_current_version(secret)
    PaperVersionFactory(paper=secret, is_redacted=True, state="waiting")
    board.issue()
    check_issued_last(Pack.objects.get())


def drop(version, actor, reason="Sent by mistake"):
    return drop_failed_version(
        version=version, reason=reason, actor=actor, at=timezone.now()
    )


def test_one_that_could_not_be_used_is_dropped_with_a_reason(board, paper):
    failed = PaperVersionFactory(
        paper=paper, is_redacted=True, state="failed", failure="No", cure="Again"
    )
    board.issue()
    assert refused()

    drop(failed, board.secretary)

    check_issued_last(Pack.objects.latest("version"))
    failed.refresh_from_db()
    assert failed.dropped_reason == "Sent by mistake"
    assert failed.history.first().history_change_reason == "Dropped"
    with pytest.raises(RuleBroken, match="Only a redacted version"):
        drop(failed, board.secretary)
    with pytest.raises(RuleBroken, match="was dropped"):
        retry_version(version=failed, actor=board.secretary, at=timezone.now())


@pytest.mark.parametrize(
    ("fields", "reason", "words"),
    [
        ({"state": "waiting", "is_redacted": True}, "Why", "Only a redacted version"),
        ({"state": "failed", "failure": "No"}, "Why", "Only a redacted version"),
        ({"state": "failed", "failure": "No", "is_redacted": True}, " ", "Say why"),
        (
            {"state": "failed", "failure": "No", "is_redacted": True},
            "x" * 1001,
            "1,000 letters",
        ),
    ],
)
def test_nothing_else_is_dropped_and_not_without_a_reason(
    board, paper, fields, reason, words
):
    version = PaperVersionFactory(paper=paper, **fields)

    with pytest.raises(RuleBroken, match=words):
        drop(version, board.secretary, reason)


def test_the_office_alone_drops(board, paper):
    version = PaperVersionFactory(
        paper=paper, is_redacted=True, state="failed", failure="No"
    )
    for act in (
        lambda: drop(version, board.author),
        lambda: set_without_sheet(
            paper=paper, without_sheet=True, actor=board.author, at=timezone.now()
        ),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_pack_with_a_sheet_kept_back_since_does_not_go_out(board, paper):
    CoverSheetFactory(paper=paper)
    redacted = PaperVersionFactory(paper=paper, is_redacted=True, ready=True)
    paper.public_version = redacted
    paper.save()
    board.issue()
    check_issued_last(Pack.objects.latest("version"))

    set_without_sheet(
        paper=paper, without_sheet=True, actor=board.secretary, at=timezone.now()
    )

    assert refused()
    board.issue()
    check_issued_last(Pack.objects.latest("version"))
