"""Who handles questions of the public, and who keeps the public pages."""

from types import SimpleNamespace

import pytest

from boards.meetings import permissions
from ics_portal.accounts.actor import OFFICE_ROLES, Actor, Role


@pytest.mark.parametrize("role", list(Role))
def test_the_office_of_the_body_handles_questions(role):
    actor = Actor(1, 1, "Ann", {7: frozenset({role})})
    is_office = role in OFFICE_ROLES

    own, other = (SimpleNamespace(body_id=pk) for pk in (7, 8))
    assert bool(permissions.may_handle_questions(actor, own)) is is_office
    assert not permissions.may_handle_questions(actor, other)


@pytest.mark.parametrize("role", list(Role))
def test_the_office_of_any_body_keeps_the_public_pages(role):
    actor = Actor(1, 1, "Ann", {7: frozenset({role})})

    found = permissions.may_edit_public_site(actor)
    assert bool(found) is (role in OFFICE_ROLES)
    assert bool(found.reason) is (role not in OFFICE_ROLES)
