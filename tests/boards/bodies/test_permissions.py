"""Who keeps bodies, roles and the structure."""

import pytest

from boards.bodies.permissions import (
    may_assign_roles,
    may_establish_body,
    may_keep_map,
    may_keep_structure,
    may_load_rules,
    may_read_structure,
    may_set_words,
)
from ics_portal.accounts.actor import ANONYMOUS, SYSTEM_ACTOR, Role
from tests.factories.bodies import BodyFactory, actor_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def actors(board, place):
    return {
        "portal": SYSTEM_ACTOR,
        "lead": actor_in(board, Role.GOVERNANCE_LEAD),
        "lead of a place": actor_in(place, Role.GOVERNANCE_LEAD),
        "lead elsewhere": actor_in(BodyFactory(), Role.GOVERNANCE_LEAD),
        "secretary": actor_in(board, Role.SECRETARY),
        "member": actor_in(board, Role.MEMBER),
        "stranger": ANONYMOUS,
    }


SIGNED_IN = {
    "portal",
    "lead",
    "lead of a place",
    "lead elsewhere",
    "secretary",
    "member",
}


@pytest.mark.parametrize(
    ("ask", "allowed"),
    [
        (lambda actor, body: may_read_structure(actor), SIGNED_IN),
        (
            lambda actor, body: may_establish_body(actor),
            {"portal", "lead", "lead of a place", "lead elsewhere"},
        ),
        (may_assign_roles, {"portal", "lead"}),
        (may_set_words, {"portal", "lead", "secretary"}),
        (may_keep_structure, {"portal", "lead", "lead of a place"}),
        (
            lambda actor, body: may_keep_map(actor, body.system),
            {"portal", "lead", "lead of a place"},
        ),
        (lambda actor, body: may_load_rules(actor), {"portal"}),
    ],
)
def test_who_may(actors, board, ask, allowed):
    verdicts = {name: ask(actor, board) for name, actor in actors.items()}

    assert {name for name, verdict in verdicts.items() if verdict} == allowed
    refusals = {verdict.reason for verdict in verdicts.values() if not verdict}
    assert len(refusals) == 1
    assert refusals.pop().endswith(".")
