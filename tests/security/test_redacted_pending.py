"""A paper is not published in full while a redacted version of it is on its way."""

import pytest

from boards.packs.models import Pack
from boards.packs.services.outgoing import check_issued_last
from boards.papers.models import PaperVersion
from ics_portal.core.errors import RuleBroken
from tests.factories.papers import (
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
