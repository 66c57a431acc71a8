import pytest

from ics_portal.accounts.actor import ANONYMOUS, SYSTEM_ACTOR, Role
from tests.factories.accounts import an_actor

ACTOR = an_actor(roles={3: {Role.SECRETARY, Role.MEMBER}, 4: {Role.MEMBER}, 5: set()})


@pytest.mark.parametrize(
    ("roles", "body_id", "expected"),
    [
        ([Role.SECRETARY], 3, True),
        ([Role.SECRETARY, Role.CHAIR], 3, True),
        ([Role.SECRETARY], 4, False),
        ([Role.SECRETARY], 99, False),
        ([Role.SECRETARY], None, True),
        ([Role.CHAIR], None, False),
        ([], 3, False),
        ([], None, False),
    ],
)
def test_a_role_is_held_in_a_body_or_anywhere(roles, body_id, expected):
    assert ACTOR.holds_any(*roles, body_id=body_id) is expected


def test_bodies_are_found_by_role():
    assert ACTOR.body_ids(Role.SECRETARY) == {3}
    assert ACTOR.body_ids(Role.MEMBER, Role.CHAIR) == {3, 4}
    assert ACTOR.body_ids(Role.CHAIR) == frozenset()
    assert ACTOR.body_ids() == {3, 4}


@pytest.mark.parametrize("nobody", [ANONYMOUS, SYSTEM_ACTOR])
def test_who_is_not_a_person_holds_no_role(nobody):
    assert nobody.holds_any(*Role) is False
    assert nobody.body_ids() == frozenset()
    assert (nobody.user_id, nobody.person_id) == (None, None)
