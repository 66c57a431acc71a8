"""What the scheme of reservation gives to somebody else."""

import pytest

from boards.meetings.rules.reserved import DecidesOn, reserved_warnings

BOARD, COMMITTEE = 1, 2
PLAN = DecidesOn(7, "Joint forward plan", ((BOARD, "ICB Board", True),))


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (PLAN, ["“Joint forward plan” is reserved to ICB Board."]),
        (
            DecidesOn(
                7, "Forward plans", ((3, "Place A", False), (None, "CFO", False))
            ),
            ["“Forward plans” is decided by Place A and CFO."],
        ),
        (DecidesOn(7, "Forward plan", ((COMMITTEE, "Committee", False),)), []),
        (DecidesOn(7, "Forward plan", ()), []),
        (DecidesOn(7, "Annual accounts", ((BOARD, "ICB Board", True),)), []),
    ],
)
def test_a_committee_is_warned_of_what_it_does_not_decide(function, words):
    said = "Approve the forward plan, a joint one"

    found = reserved_warnings(COMMITTEE, said, [function])

    assert [one.words for one in found] == words


def test_whoever_decides_it_is_not_warned():
    assert reserved_warnings(BOARD, "Joint forward plan", [PLAN]) == []
