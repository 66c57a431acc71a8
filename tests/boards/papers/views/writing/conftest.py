"""The author of a paper."""

import pytest


@pytest.fixture
def author(board, sign_in):
    return sign_in(board.author)
