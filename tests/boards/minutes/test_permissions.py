"""Who reads what: the gate of lists and the verdict for one say the same."""

import pytest

from boards.meetings.enums import Part
from boards.minutes.enums import MinutesState
from boards.minutes.models import Minutes
from boards.minutes.permissions import (
    may_approve_minutes,
    may_confirm_minutes,
    may_correct_minutes,
    may_draft_minutes,
    may_edit_minutes,
    may_print_minutes,
    may_read_minutes,
    may_sign_minutes,
    may_take_back,
)
from ics_portal.accounts.actor import Actor, Role
from tests.boards.minutes.conftest import Sitting
from tests.factories.accounts import an_actor
from tests.factories.bodies import BodyFactory, actor_in

READERS = [
    (Role.SECRETARY, {"draft-1", "draft-2", "approved-1", "approved-2"}),
    (Role.GOVERNANCE_LEAD, {"draft-1", "draft-2", "approved-1", "approved-2"}),
    (Role.CHAIR, {"draft-1", "draft-2", "approved-1", "approved-2"}),
    (Role.MEMBER, {"approved-1", "approved-2"}),
    (Role.ATTENDEE, {"approved-1"}),
    (Role.AUTHOR, {"approved-1"}),
    (None, set()),
]


def read_by(actor: Actor, minutes: Minutes) -> bool:
    """By both doors, which must agree."""
    listed = Minutes.objects.readable_by(actor).filter(pk=minutes.pk).exists()
    assert listed == bool(may_read_minutes(actor, minutes))
    return listed


@pytest.mark.parametrize(("role", "reads"), READERS)
def test_who_reads_drafts_and_part_two(told: Sitting, role, reads):
    other = BodyFactory(name="Another body")
    actor = actor_in(told.body, role) if role else actor_in(other, Role.SECRETARY)
    both = [told.drafted(Part.ONE), told.drafted(Part.TWO)]
    found = {f"draft-{m.part}" for m in both if read_by(actor, m)}
    for minutes in both:
        minutes.state = MinutesState.CHAIR_APPROVED
        minutes.save()
    found |= {f"approved-{m.part}" for m in both if read_by(actor, m)}
    assert found == reads


def test_who_was_named_to_the_chair_reads_and_approves(told: Sitting):
    stand_in = actor_in(told.body, Role.ATTENDEE)
    minutes = told.drafted()
    assert not read_by(stand_in, minutes)
    told.meeting.chair_id = stand_in.person_id
    told.meeting.save()
    assert read_by(stand_in, minutes)
    assert may_approve_minutes(stand_in, minutes)


def test_nobody_without_a_person_is_taken_for_the_chair(told: Sitting):
    minutes = told.drafted()
    nobody = an_actor(roles={told.body.pk: {Role.ATTENDEE}})
    assert not read_by(nobody, minutes)
    assert not may_approve_minutes(nobody, minutes)


def test_each_step_is_for_its_people_and_its_state(told: Sitting):
    minutes = told.drafted()
    assert may_draft_minutes(told.secretary, told.body.pk)
    assert not may_draft_minutes(told.member, told.body.pk)
    allowed = {state: _allowed(told, minutes, state) for state in MinutesState}
    assert allowed == {
        MinutesState.DRAFT: {"edit", "approve"},
        MinutesState.CHAIR_APPROVED: {"edit with marks", "take back", "confirm"},
        MinutesState.UNCONFIRMED: {"take back", "confirm"},
        MinutesState.CONFIRMED: {"correct", "sign"},
        MinutesState.SIGNED: {"correct"},
    }


def _allowed(told: Sitting, minutes: Minutes, state: MinutesState) -> set[str]:
    minutes.state = state
    office, chair = told.secretary, told.chair
    steps = {
        "edit": may_edit_minutes(office, minutes),
        "edit with marks": may_edit_minutes(office, minutes, open_marks=1),
        "approve": may_approve_minutes(chair, minutes),
        "take back": may_take_back(office, minutes),
        "confirm": may_confirm_minutes(office, minutes),
        "correct": may_correct_minutes(office, minutes),
        "sign": may_sign_minutes(chair, minutes),
    }
    for name, verdict in steps.items():
        assert verdict or verdict.reason, name
    for ask in (
        may_edit_minutes,
        may_take_back,
        may_confirm_minutes,
        may_correct_minutes,
    ):
        assert not ask(told.member, minutes)
    assert not may_sign_minutes(told.member, minutes)
    if steps["edit"]:
        steps.pop("edit with marks")
    return {name for name, verdict in steps.items() if verdict}


def test_the_signature_is_that_of_who_presided(told: Sitting):
    minutes = told.drafted()
    minutes.state = MinutesState.CONFIRMED
    presided = {told.member.person_id}
    assert may_sign_minutes(told.member, minutes, presided=presided)
    assert not may_sign_minutes(told.chair, minutes, presided=presided)


def test_who_is_kept_from_an_item_prints_no_file_that_holds_it():
    refusal = may_print_minutes(withheld={12})

    assert (refusal.allowed, refusal.rule_id) == (False, "CONF-1")
    assert refusal.reason.endswith("Read the page instead.")
    assert may_print_minutes(withheld=set())
