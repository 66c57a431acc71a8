"""Who may see a meeting and change its agenda; a refusal says why."""

from types import SimpleNamespace

import pytest

from boards.meetings import permissions
from ics_portal.accounts.actor import ANONYMOUS, SYSTEM_ACTOR, Role
from ics_portal.core.verdicts import ALLOWED, refused
from tests.factories.accounts import an_actor

NOBODY = SimpleNamespace(filter=lambda **_which: SimpleNamespace(exists=lambda: False))
MEETING = SimpleNamespace(body_id=7, in_common_with=NOBODY)
BODY = SimpleNamespace(pk=7)

NOT_SEEN = refused("Only people with a role in this body can see its meetings.")
NOT_PRIVATE = refused("Part 2 is open to members of the body only.")
NOT_AGENDA = refused(
    "Only the secretary or governance lead of this body can change its agenda."
)
NOT_MEETING = refused(
    "Only the secretary or governance lead of this body can change its meetings."
)
NOT_ARRANGE = refused(
    "Only the secretary or governance lead of this body can arrange its meetings."
)
NOT_PUBLISH = refused(
    "Only the secretary or governance lead of this body publishes for it."
)
NOT_RECORD = refused(
    "Only the secretary or governance lead of this body records its decisions."
)
OFFICE = {Role.SECRETARY, Role.GOVERNANCE_LEAD}
INNER = OFFICE | {Role.CHAIR, Role.MEMBER}


@pytest.mark.parametrize("role", list(Role))
def test_every_role_in_the_body_sees_its_meetings(role):
    actor = an_actor(roles={7: {role}})

    assert permissions.may_see_meeting(actor, MEETING) == ALLOWED


@pytest.mark.parametrize("actor", [ANONYMOUS, an_actor(roles={8: set(Role)})])
def test_nobody_from_outside_does_anything(actor):
    assert permissions.may_see_meeting(actor, MEETING) == NOT_SEEN
    assert permissions.may_see_private_items(actor, MEETING) == NOT_PRIVATE
    assert permissions.may_edit_agenda(actor, MEETING) == NOT_AGENDA
    assert permissions.may_edit_meeting(actor, MEETING) == NOT_MEETING
    assert permissions.may_arrange_meeting(actor, BODY) == NOT_ARRANGE
    assert permissions.may_record_decision(actor, BODY) == NOT_RECORD


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    ("may", "thing", "allowed", "refusal"),
    [
        (permissions.may_see_private_items, MEETING, INNER, NOT_PRIVATE),
        (permissions.may_edit_agenda, MEETING, OFFICE, NOT_AGENDA),
        (permissions.may_edit_meeting, MEETING, OFFICE, NOT_MEETING),
        (permissions.may_arrange_meeting, BODY, OFFICE, NOT_ARRANGE),
        (permissions.may_record_decision, BODY, OFFICE, NOT_RECORD),
        (permissions.may_publish, MEETING, OFFICE, NOT_PUBLISH),
    ],
)
def test_the_office_builds_and_members_read_in_private(
    role, may, thing, allowed, refusal
):
    actor = an_actor(roles={7: {role}})

    assert may(actor, thing) == (ALLOWED if role in allowed else refusal)


@pytest.mark.parametrize("role", list(Role))
def test_a_secretary_of_any_body_may_arrange_meetings(role):
    actor = an_actor(roles={8: {role}})

    assert permissions.may_arrange_meetings(actor) == (
        ALLOWED
        if role in OFFICE
        else refused("Only the secretary of a body can arrange its meetings.")
    )


@pytest.mark.parametrize("role", list(Role))
def test_a_secretary_of_any_body_records_decisions(role):
    actor = an_actor(roles={8: {role}})

    assert permissions.may_record_decisions(actor) == (
        ALLOWED
        if role in OFFICE
        else refused("Only the secretary of a body records its decisions.")
    )


def a_round(*asked):
    replies = [SimpleNamespace(person_id=pk) for pk in asked]
    return SimpleNamespace(body_id=7, replies=SimpleNamespace(all=lambda: replies))


@pytest.mark.parametrize("role", list(Role))
def test_a_member_who_was_asked_answers(role):
    actor = an_actor(person_id=3, roles={7: {role}})

    assert permissions.may_answer_round(actor, a_round(3, 4)) == (
        ALLOWED if role in INNER else refused("Only members of this body can answer.")
    )
    assert permissions.may_answer_round(actor, a_round(4)) == refused(
        "Only members who were asked can answer."
    )


def test_a_user_without_a_person_answers_nothing():
    actor = an_actor(person_id=None, roles={7: {Role.MEMBER}})

    assert not permissions.may_answer_round(actor, a_round(None, 4))


@pytest.mark.parametrize("role", list(Role))
def test_the_office_and_the_chair_hold_papers_back_and_rule(role):
    actor = an_actor(person_id=3, roles={7: {role}})
    allowed = role in OFFICE | {Role.CHAIR}

    assert bool(permissions.may_write_rulings(actor, MEETING)) is allowed
    assert bool(permissions.may_rule(actor, MEETING, SimpleNamespace(pk=4))) is allowed


def test_the_portal_holds_papers_back_and_does_not_rule():
    assert permissions.may_write_rulings(SYSTEM_ACTOR, MEETING)
    assert not permissions.may_rule(SYSTEM_ACTOR, MEETING, SimpleNamespace(pk=4))


def test_nobody_rules_on_an_own_interest():
    chair = an_actor(person_id=3, roles={7: {Role.CHAIR}})

    verdict = permissions.may_rule(chair, MEETING, SimpleNamespace(pk=3))

    assert "of your own" in verdict.reason


@pytest.mark.parametrize("role", list(Role))
def test_one_replies_for_oneself_and_the_office_for_others(role):
    actor = an_actor(person_id=3, roles={7: {role}})
    refusal = refused("Only the office of this body can reply for somebody else.")

    assert permissions.may_reply_for(actor, MEETING, 3) == ALLOWED
    assert permissions.may_reply_for(actor, MEETING, 4) == (
        ALLOWED if role in OFFICE else refusal
    )


@pytest.mark.parametrize("role", list(Role))
def test_the_office_keeps_the_forward_plan(role):
    actor = an_actor(roles={7: {role}})

    assert bool(permissions.may_keep_plan(actor, BODY)) is (role in OFFICE)
