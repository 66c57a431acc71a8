"""Outcomes of an item and its recommendations: which there are, and who records them."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from boards.meetings.enums import CarriedState, MeetingState
from boards.meetings.selectors import numbered_agenda
from boards.sittings.enums import DECIDES, OutcomeKind
from boards.sittings.rules.outcomes import own_kind
from boards.sittings.selectors import outcomes as selectors
from boards.sittings.services.outcome_case import OutcomeDetails
from boards.sittings.services.outcomes import record_as_recommended, record_outcome
from ics_portal.accounts.actor import Role
from ics_portal.core.errors import RuleBroken
from tests.boards.sittings.services.outcomes.common import APPROVED
from tests.factories.bodies import BodyFactory, actor_in
from tests.factories.meetings import AgendaItemFactory

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("MIN-11")
@pytest.mark.requirement("AGD-13")
def test_one_item_has_several_outcomes_at_once(record, recommend, members, body, item):
    yes, no, later = recommend(
        "Approve the winter plan", "Approve more beds", "Endorse the workforce plan"
    )

    made = [
        record(APPROVED, yes),
        record(OutcomeDetails(kind=OutcomeKind.NOT_APPROVED), no),
        record(OutcomeDetails(kind=OutcomeKind.DEFERRED), later),
    ]

    assert [(one.get_kind_display(), one.words) for one in made] == [
        ("Approved", "Approved the winter plan."),
        ("Not approved", "Did not approve more beds."),
        ("Deferred", "Deferred the workforce plan to a later meeting."),
    ]
    assert [one.recommendation_words for one in made] == [
        *("Approve the winter plan", "Approve more beds"),
        "Endorse the workforce plan",
    ]
    assert [one.position for one in made] == [0, 1, 2]
    assert [one.decision and one.decision.number for one in made] == [
        *(f"{body.code}-2020-001", f"{body.code}-2020-002", None)
    ]
    carried = made[2].carried
    assert (carried.body, carried.deferred_item, carried.state) == (
        *(body, item),
        CarriedState.OFFERED,
    )
    # The item was heard: it keeps its place and number on this agenda.
    assert [line.title for line in numbered_agenda(item.meeting_id)] == ["Winter plan"]
    item.refresh_from_db()
    assert item.state == "live"


@pytest.mark.requirement("MIN-12")
@pytest.mark.parametrize("kind", list(OutcomeKind))
def test_each_outcome_of_the_set_is_recorded(record, members, kind, body):
    made = record(OutcomeDetails(kind=kind, referred_to="Audit Committee"))

    assert made.kind == kind
    assert (made.decision is not None) == (kind in DECIDES)
    if made.decision:
        assert made.decision.wording == made.words
        assert made.decision.meeting == made.item.meeting
        assert made.decision.decided_on == dt.date(2020, 12, 2)


@pytest.mark.requirement("MIN-12")
def test_what_is_no_outcome_is_refused(record):
    with pytest.raises(RuleBroken, match="Choose what became of it"):
        record(OutcomeDetails(kind="shelved"))


def test_words_of_its_own_are_kept(record, members):
    made = record(replace(APPROVED, words=" Approved, with thanks.\r\n "))

    assert made.words == made.decision.wording == "Approved, with thanks."


def test_words_without_end_are_refused(record, members):
    with pytest.raises(RuleBroken, match="Shorten the words to 4,000 letters"):
        record(replace(APPROVED, words="x" * 4001))


@pytest.mark.requirement("MIN-11")
def test_a_recommendation_has_one_outcome(record, recommend, members):
    [one] = recommend("Approve the winter plan")
    record(APPROVED, one)

    with pytest.raises(RuleBroken, match="has its outcome already"):
        record(APPROVED, one)
    with pytest.raises(RuleBroken, match="Say what was decided or noted"):
        record(APPROVED)
    extra = record(replace(APPROVED, words="Agreed to meet weekly."))
    assert extra.position == 100


def test_a_recommendation_is_of_a_paper_of_the_item(record, recommend, meeting, item):
    elsewhere = AgendaItemFactory(section=item.section)
    [other] = recommend("Note the risks", to=elsewhere)

    with pytest.raises(RuleBroken, match="Choose a recommendation of a paper"):
        record(APPROVED, other)


def test_all_as_recommended_in_one_step(item, body, by, recommend, record, members):
    first, _, _ = recommend("Approve the plan", "Note the risks", "Ratify the lease")
    record(OutcomeDetails(kind=OutcomeKind.NOT_APPROVED), first)

    made = record_as_recommended(item=item, body=body, **by)

    assert [one.kind for one in made] == ["noted", "ratified"]
    assert made[1].decision.method == "consensus"
    with pytest.raises(RuleBroken, match="has its outcome already"):
        record_as_recommended(item=item, body=body, **by)


@pytest.mark.parametrize(
    "state",
    [
        one
        for one in MeetingState
        if one not in (MeetingState.SITTING, MeetingState.HELD)
    ],
)
def test_a_meeting_that_does_not_sit_has_no_outcomes(record, meeting, state):
    meeting.state = state
    meeting.save()

    with pytest.raises(RuleBroken, match="outcomes are recorded while it sits"):
        record(APPROVED)


def test_an_item_not_reached_has_no_outcome(meeting, item, body, by):
    other = AgendaItemFactory(section=item.section)

    with pytest.raises(RuleBroken, match="has not reached this item"):
        record_outcome(item=other, body=body, details=APPROVED, **by)


def test_a_body_that_does_not_sit_has_none(item, by):
    other = BodyFactory()
    actor = actor_in(other, Role.SECRETARY)

    with pytest.raises(RuleBroken, match="does not sit at this meeting"):
        record_outcome(
            item=item, body=other, details=APPROVED, actor=actor, at=by["at"]
        )


def test_bodies_in_common_have_each_its_own(item, meeting, record, by, members):
    other = BodyFactory(code="OTHER", system=meeting.body.system)
    meeting.in_common_with.add(other)
    actor = actor_in(other, Role.SECRETARY)

    ours = record(APPROVED)
    theirs = record_outcome(
        item=item,
        body=other,
        details=OutcomeDetails(kind=OutcomeKind.DEFERRED),
        actor=actor,
        at=by["at"],
    )

    assert (ours.decision.body, theirs.decision) == (meeting.body, None)
    assert theirs.carried.body == other


@pytest.mark.parametrize("role", [Role.CHAIR, Role.MEMBER, Role.AUTHOR])
def test_others_record_nothing(record, body, role):
    with pytest.raises(PermissionDenied, match="records its decisions"):
        record(APPROVED, actor=actor_in(body, role))


@pytest.mark.requirement("MIN-11")
def test_words_are_those_of_the_paper_that_was_read(
    record, recommend, members, monkeypatch
):
    [one] = recommend("Approve the newer plan")
    monkeypatch.setattr(
        selectors, "_issued_words", lambda paper_id: [("Approve", "the issued plan")]
    )

    assert record(APPROVED, one).words == "Approved the issued plan."


@pytest.mark.requirement("MIN-12")
def test_the_minutes_are_accepted_as_a_true_record(item, meeting, body):
    item.standing = "minutes"
    item.save()

    assert own_kind(selectors.asked_of_item(item)) == OutcomeKind.TRUE_RECORD
    assert selectors.items_without_outcome(meeting, body)
