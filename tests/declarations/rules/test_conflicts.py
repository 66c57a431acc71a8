"""What a match is called, whether it holds papers, and when it waits for nobody."""

from dataclasses import replace

import pytest

from declarations.enums import ConflictSource, ConflictState, HoldRule
from declarations.rules.conflicts import holds, state_when_found, why
from declarations.rules.overlaps import Held, Overlap

SHARES = Held("interest:1", 7, 100, ConflictSource.INTEREST, "holds shares")
MATCH = Overlap(5, SHARES, 200)


def test_a_match_says_what_is_held_in_what_and_the_steps_between():
    through = replace(MATCH, through=("A became B", "B is a member of C"))

    assert why(MATCH, "Coast Trust") == "Coast Trust: holds shares"
    assert why(through, "Coast Trust") == (
        "Coast Trust: holds shares (A became B; B is a member of C)"
    )


@pytest.mark.parametrize(
    ("held", "rule", "held_back"),
    [
        (SHARES, HoldRule.HOLD, True),
        (SHARES, HoldRule.WARN, False),
        (SHARES, HoldRule.OFF, False),
        (replace(SHARES, is_direct=False), HoldRule.HOLD, False),
        (replace(SHARES, source=ConflictSource.EMPLOYER), HoldRule.HOLD, False),
    ],
)
def test_papers_are_held_for_a_direct_declared_interest_alone(held, rule, held_back):
    assert holds(replace(MATCH, held=held), rule) is held_back


@pytest.mark.parametrize(
    ("organisations", "state"),
    [
        ([], ConflictState.FOUND),
        ([300], ConflictState.FOUND),
        ([100], ConflictState.STANDING),  # of what is held
        ([200], ConflictState.STANDING),  # of what the item concerns
    ],
)
def test_a_standing_ruling_for_either_organisation_waits_for_nobody(
    organisations, state
):
    assert state_when_found(organisations, MATCH) == state
