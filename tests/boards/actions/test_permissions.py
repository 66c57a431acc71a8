"""Who sees and who keeps a body's action log."""

from types import SimpleNamespace

import pytest

from boards.actions.permissions import may_import_actions, may_see_action
from ics_portal.accounts.actor import Role
from tests.factories.accounts import an_actor

BODY, OTHER = 7, 8
ACTION = SimpleNamespace(body_id=BODY)


@pytest.mark.parametrize("role", list(Role))
def test_whoever_holds_a_role_in_the_body_sees_its_log(role: Role):
    here = may_see_action(an_actor(roles={BODY: {role}}), ACTION)
    elsewhere = may_see_action(an_actor(roles={OTHER: {role}}), ACTION)

    assert here.allowed
    assert (elsewhere.allowed, elsewhere.reason) == (
        False,
        "Only people of this body see its action log.",
    )


@pytest.mark.parametrize("role", list(Role))
def test_the_office_keeps_the_log(role: Role):
    verdict = may_import_actions(
        an_actor(roles={BODY: {role}}), SimpleNamespace(pk=BODY)
    )

    assert verdict.allowed is (role in (Role.SECRETARY, Role.GOVERNANCE_LEAD))
    assert verdict.allowed or verdict.reason == (
        "Only the secretary or governance lead of this body keeps its action log."
    )
