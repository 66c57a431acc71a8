"""Where a build may go from where it stands."""

from itertools import product

import pytest

from boards.packs.enums import CopyState, PackState
from boards.packs.rules import PACK_STATES
from boards.packs.rules.states import COPY_STATES
from ics_portal.core.errors import RuleBroken

ALLOWED = {
    (PackState.BUILDING, PackState.BUILT),
    (PackState.BUILDING, PackState.FAILED),
    (PackState.BUILDING, PackState.CANCELLED),
    (PackState.FAILED, PackState.BUILDING),
    (PackState.CANCELLED, PackState.BUILDING),
}


@pytest.mark.parametrize(("before", "after"), [*product(PackState, PackState)])
def test_a_build_moves_only_along_its_table(before: PackState, after: PackState):
    assert PACK_STATES.allows(before, after) is ((before, after) in ALLOWED)


def test_a_built_pack_is_never_built_again():
    with pytest.raises(RuleBroken, match="cannot become building") as refusal:
        PACK_STATES.move(PackState.BUILT, PackState.BUILDING)

    assert refusal.value.rule_id == "PACK-5"


COPY_ALLOWED = {
    (CopyState.BUILDING, CopyState.RELEASED),
    (CopyState.BUILDING, CopyState.BLOCKED),
    (CopyState.BUILDING, CopyState.FAILED),
    (CopyState.BLOCKED, CopyState.BUILDING),
    (CopyState.FAILED, CopyState.BUILDING),
}


@pytest.mark.parametrize(("before", "after"), [*product(CopyState, CopyState)])
def test_a_copy_moves_only_along_its_table(before: CopyState, after: CopyState):
    assert COPY_STATES.allows(before, after) is ((before, after) in COPY_ALLOWED)
