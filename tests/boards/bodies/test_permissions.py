"""Who keeps bodies, their words and the roles in them."""

import pytest

from boards.bodies.permissions import (
    may_assign_roles,
    may_establish_body,
    may_set_words,
)
from ics_portal.accounts.actor import SYSTEM_ACTOR, Role
from tests.factories.bodies import BodyFactory, actor_in

pytestmark = pytest.mark.django_db

RULES = {
    "establish": lambda actor, body: may_establish_body(actor),
    "roles": may_assign_roles,
    "words": may_set_words,
}


@pytest.fixture
def body():
    return BodyFactory()


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.GOVERNANCE_LEAD, {"establish", "roles", "words"}),
        (Role.SECRETARY, {"words"}),
        (Role.CHAIR, set()),
        (Role.MEMBER, set()),
    ],
)
def test_each_role_may_do_what_is_its_own_and_is_told_why_not(body, role, may):
    actor = actor_in(body, role)
    verdicts = {name: rule(actor, body) for name, rule in RULES.items()}

    assert {name for name, verdict in verdicts.items() if verdict.allowed} == may
    assert all(verdict.reason for verdict in verdicts.values() if not verdict.allowed)


def test_an_office_in_another_body_gives_no_say_in_this_one(body):
    stranger = actor_in(BodyFactory(), Role.GOVERNANCE_LEAD)

    assert not may_assign_roles(stranger, body).allowed
    assert not may_set_words(stranger, body).allowed


def test_the_portal_itself_may_at_set_up(body):
    assert all(rule(SYSTEM_ACTOR, body).allowed for rule in RULES.values())
