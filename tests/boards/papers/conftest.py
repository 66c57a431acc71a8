"""A board, and a paper with its author, for the tests of papers."""

import pytest

from boards.papers.models import Paper
from boards.papers.services import add_paper
from ics_portal.core.files import office_available
from tests.factories.papers import NOW, Board, a_board


@pytest.fixture
def board(db: None) -> Board:
    return a_board()


@pytest.fixture
def paper(board: Board) -> Paper:
    """A draft brought by its author, with an empty cover sheet."""
    return add_paper(
        item=board.item(), title="ICS Finance Report", actor=board.author, at=NOW
    )


@pytest.fixture
def office() -> None:
    """For tests that convert with the real LibreOffice."""
    if not office_available():
        pytest.skip("LibreOffice is not installed")
