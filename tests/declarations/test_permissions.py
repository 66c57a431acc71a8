"""Who sees what met an agenda item, and who says that it is no conflict."""

from types import SimpleNamespace

import pytest

from declarations import permissions
from ics_portal.accounts.actor import Role
from tests.factories.accounts import an_actor
from tests.factories.bodies import AppointmentFactory, BodyFactory, BodyRoleFactory

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


@pytest.mark.requirement("DOI-10")
@pytest.mark.parametrize("role", list(Role))
def test_who_rules_at_the_meeting_rules_on_a_match_but_never_on_an_own_one(role):
    conflict = SimpleNamespace(item=CONFLICT.item, person=SimpleNamespace(pk=4))

    for person_id, concerned in ((3, False), (4, True)):
        actor = an_actor(person_id=person_id, roles={7: {role}})
        rules = bool(permissions.may_rule_on(actor, conflict))
        assert rules is (role in SEES and not concerned)


@pytest.mark.parametrize("role", list(Role))
def test_the_office_adds_records_to_a_ruling_but_never_to_one_on_itself(role):
    actor = an_actor(person_id=3, roles={7: {role}})
    is_office = role in SEES - {Role.CHAIR}

    for person_id, adds in ((4, is_office), (3, False)):
        ruling = SimpleNamespace(item=CONFLICT.item, person_id=person_id)
        verdict = permissions.may_add_to_this_ruling(actor, ruling)
        assert bool(verdict) is adds
        if is_office and not adds:
            assert verdict.reason.startswith("Somebody else looks after")


@pytest.fixture
def someone(db):
    """Somebody who had a role in body 7's stand-in, and left."""
    body = BodyFactory()
    row = BodyRoleFactory(body=body, ends_on="2020-01-31")
    return SimpleNamespace(person=row.person, body=body)


@pytest.mark.parametrize("role", list(Role))
def test_the_office_declares_for_others_and_the_chair_reviews(someone, role):
    actor = an_actor(person_id=0, roles={someone.body.pk: {role}})
    interest = SimpleNamespace(person_id=someone.person.pk, person=someone.person)

    declares = bool(permissions.may_declare_for(actor, someone.person))
    assert declares is (role in SEES - {Role.CHAIR})
    for verdict in (
        permissions.may_see_interests(actor, someone.person),
        permissions.may_review_interest(actor, interest),
        permissions.may_decide_showing(actor, interest),
        permissions.may_see_returns(actor, someone.body),
    ):
        assert bool(verdict) is (role in SEES)
    keeps = bool(permissions.may_keep_returns(actor, someone.body))
    assert keeps is (role in SEES - {Role.CHAIR})
    sets = bool(permissions.may_set_conflicts(actor, someone.body))
    assert sets is (role in SEES - {Role.SECRETARY})


def test_each_declares_and_sees_ones_own_and_judges_none(someone):
    actor = an_actor(
        person_id=someone.person.pk, roles={someone.body.pk: {Role.GOVERNANCE_LEAD}}
    )
    interest = SimpleNamespace(person_id=someone.person.pk, person=someone.person)

    assert permissions.may_declare_for(actor, someone.person)
    assert permissions.may_see_interests(actor, someone.person)
    assert not permissions.may_review_interest(actor, interest)
    assert not permissions.may_decide_showing(actor, interest)


def test_who_only_had_a_seat_is_looked_after_too(db):
    appointment = AppointmentFactory(ends_on="2020-01-31")
    body_id = appointment.seat.body_id

    office = an_actor(person_id=0, roles={body_id: {Role.SECRETARY}})
    elsewhere = an_actor(person_id=0, roles={body_id + 1: {Role.SECRETARY}})

    assert permissions.may_declare_for(office, appointment.person)
    assert not permissions.may_declare_for(elsewhere, appointment.person)
