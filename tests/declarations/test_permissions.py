"""Who sees what met an agenda item, and who says that it is no conflict."""

from types import SimpleNamespace

import pytest

from declarations import permissions
from ics_portal.accounts.actor import Role
from tests.factories.accounts import an_actor

MEETING = SimpleNamespace(body_id=7)
CONFLICT = SimpleNamespace(person_id=4, item=SimpleNamespace(meeting=MEETING))
SEES = {Role.SECRETARY, Role.GOVERNANCE_LEAD, Role.CHAIR}


@pytest.mark.parametrize("role", list(Role))
def test_the_office_and_the_chair_see_who_is_concerned_and_dismiss(role):
    actor = an_actor(person_id=3, roles={7: {role}})

    assert bool(permissions.may_see_conflicts(actor, MEETING)) is (role in SEES)
    assert bool(permissions.may_dismiss(actor, CONFLICT)) is (role in SEES)


def test_nobody_dismisses_an_own_conflict():
    actor = an_actor(person_id=4, roles={7: {Role.CHAIR}})

    verdict = permissions.may_dismiss(actor, CONFLICT)

    assert verdict.reason.startswith("Somebody else says")
