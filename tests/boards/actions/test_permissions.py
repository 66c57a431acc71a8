"""Who sees and who keeps a body's action log."""

from types import SimpleNamespace

import pytest

from boards.actions.permissions import (
    may_import_actions,
    may_keep_action,
    may_keep_log,
    may_keep_logs,
    may_see_action,
    may_update_action,
)
from boards.meetings.enums import Part
from boards.meetings.permissions import PRIVATE_ROLES
from ics_portal.accounts.actor import Role
from tests.factories.accounts import an_actor

BODY, OTHER = 7, 8


def an_action(*, part=Part.ONE, item=None):
    return SimpleNamespace(
        pk=1, body_id=BODY, part=part, item=item, item_id=None, lead_person_id=55
    )


ACTION = an_action()
OFFICE = (Role.SECRETARY, Role.GOVERNANCE_LEAD)


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


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    "action",
    [
        an_action(part=Part.TWO),
        an_action(part=Part.TWO, item=SimpleNamespace(part=Part.ONE)),
        an_action(item=SimpleNamespace(part=Part.TWO)),
    ],
    ids=["raised there", "its item moved out since", "its item moved in since"],
)
def test_an_action_of_part_2_is_seen_by_whom_part_2_is_open_to(role, action):
    verdict = may_see_action(an_actor(roles={BODY: {role}}), action)

    assert verdict.allowed is (role in PRIVATE_ROLES)
    assert verdict.allowed or "Part 2 is open to members" in verdict.reason


@pytest.mark.django_db
@pytest.mark.requirement("LOG-10")
def test_the_lead_sees_the_action_whatever_it_is_of():
    lead = an_actor(roles={}, person_id=55)

    assert may_see_action(lead, an_action(part=Part.TWO))
    assert may_update_action(lead, ACTION)
    assert not may_keep_action(lead, ACTION)


@pytest.mark.parametrize("role", list(Role))
def test_the_office_updates_keeps_and_raises_and_nobody_else_does(role):
    actor = an_actor(roles={BODY: {role}})
    body = SimpleNamespace(pk=BODY)
    expected = role in OFFICE

    assert may_update_action(actor, ACTION).allowed is expected
    assert may_keep_action(actor, ACTION).allowed is expected
    assert may_keep_log(actor, body).allowed is expected
    assert may_keep_logs(actor).allowed is expected
    assert not may_keep_log(an_actor(roles={OTHER: {role}}), body)
