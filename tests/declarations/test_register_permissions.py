"""Who reads a register, and who keeps it."""

from types import SimpleNamespace

import pytest

from declarations import permissions
from ics_portal.accounts.actor import ANONYMOUS, OFFICE_ROLES, Role
from tests.factories.accounts import an_actor
from tests.factories.bodies import BodyFactory, BodyRoleFactory
from tests.factories.declarations import GiftOrHospitalityFactory

OPEN = SimpleNamespace(pk=7, meets_in_public=True)
PRIVATE = SimpleNamespace(pk=7, meets_in_public=False)


@pytest.mark.parametrize("role", list(Role))
def test_the_office_keeps_the_register_and_those_in_the_body_read_it(role):
    actor = an_actor(roles={7: {role}})

    assert permissions.may_read_register(actor, PRIVATE)
    assert bool(permissions.may_keep_register(actor, OPEN)) is (role in OFFICE_ROLES)


def test_what_is_public_is_read_by_all_who_are_signed_in():
    elsewhere = an_actor(roles={8: {Role.SECRETARY}})

    assert permissions.may_read_register(elsewhere, OPEN)
    refusal = permissions.may_read_register(elsewhere, PRIVATE)
    assert refusal.reason.startswith("This body does not meet in public.")
    assert not permissions.may_keep_register(elsewhere, OPEN)
    assert not permissions.may_read_register(ANONYMOUS, OPEN)


def test_a_governance_lead_sets_the_limits_for_gifts():
    assert permissions.may_set_gift_limits(an_actor(roles={7: {Role.GOVERNANCE_LEAD}}))
    assert not permissions.may_set_gift_limits(an_actor(roles={7: {Role.SECRETARY}}))


@pytest.mark.django_db
def test_the_office_of_another_body_decides_on_no_gift():
    gift = GiftOrHospitalityFactory()
    elsewhere = an_actor(person_id=gift.person_id + 1, roles={7: {Role.SECRETARY}})

    refusal = permissions.may_decide_gift(elsewhere, gift)

    assert refusal.reason == "Only the board office and the chair decide on gifts."


@pytest.mark.django_db
def test_the_office_and_the_chair_decide_on_the_gifts_of_others():
    body = BodyFactory()
    row = BodyRoleFactory(body=body)
    gift = GiftOrHospitalityFactory(person=row.person)
    deciding = {Role.SECRETARY, Role.GOVERNANCE_LEAD, Role.CHAIR}

    for role in Role:
        other, oneself = (
            an_actor(person_id=person_id, roles={body.pk: {role}})
            for person_id in (row.person_id + 1, row.person_id)
        )
        assert bool(permissions.may_decide_gift(other, gift)) is (role in deciding)
        refusal = permissions.may_decide_gift(oneself, gift)
        assert refusal.reason == "Somebody else decides on what was offered to you."
