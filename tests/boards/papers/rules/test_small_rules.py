import pytest

from boards.papers.enums import PaperState, VersionState
from boards.papers.rules import (
    PAPER_STATES,
    WITH_THE_AUTHOR,
    current_number,
    next_number,
    stronger_than_agenda,
)

STRENGTHS = {"note": 1, "receive": 2, "support": 3, "endorse": 4, "approve": 5}


@pytest.mark.requirement("AGD-05")
@pytest.mark.parametrize(
    ("agenda", "recommended", "stronger"),
    [
        (["Note"], ["note", "endorse"], "endorse"),
        (["Note"], ["Approve"], "approve"),
        (["Note", "Approve"], ["approve"], ""),
        (["Approve"], ["note"], ""),
        (["Note"], ["note"], ""),
        ([], ["note"], "note"),
        (["Note"], ["bless"], ""),
        (["Note"], [], ""),
        (["Ponder"], ["support"], "support"),
    ],
)
def test_an_agenda_that_asks_for_less_than_its_paper_is_found(
    agenda, recommended, stronger
):
    assert stronger_than_agenda(agenda, recommended, STRENGTHS) == stronger


@pytest.mark.parametrize(
    ("versions", "current"),
    [
        ([], None),
        ([(1, VersionState.READY)], 1),
        ([(1, VersionState.READY), (2, VersionState.FAILED)], 1),
        ([(2, VersionState.READY), (3, VersionState.CONVERTING)], 2),
        ([(1, VersionState.READY), (3, VersionState.READY)], 3),
        ([(1, VersionState.WAITING)], None),
    ],
)
def test_the_latest_version_that_is_ready_stands_for_the_paper(versions, current):
    assert current_number(versions) == current


@pytest.mark.parametrize(("given", "number"), [([], 1), ([1], 2), ([1, 2, 5], 6)])
def test_a_version_number_is_never_used_again(given, number):
    assert next_number(given) == number


@pytest.mark.parametrize(
    ("state", "may_become"),
    [
        ("requested", {"drafting", "submitted", "withdrawn"}),
        ("drafting", {"submitted", "withdrawn"}),
        ("submitted", {"accepted", "returned", "withdrawn"}),
        ("accepted", {"returned", "withdrawn"}),
        ("returned", {"submitted", "withdrawn"}),
        ("withdrawn", {"drafting"}),
    ],
)
def test_a_paper_moves_only_along_its_table(state, may_become):
    allowed = {to for to in PaperState.values if PAPER_STATES.allows(state, to)}

    assert allowed == may_become


def test_a_paper_is_with_its_author_until_it_is_sent():
    assert sorted(WITH_THE_AUTHOR) == ["drafting", "requested", "returned"]
