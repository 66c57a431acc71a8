"""What comes of an outcome: deferred, referred, changed, ratified."""

import datetime as dt
from dataclasses import replace

import pytest

from boards.bodies.services.seen import mark_of
from boards.meetings.enums import CarriedState, Part
from boards.meetings.models import CarriedItem
from boards.meetings.selectors import offered_items
from boards.sittings.enums import OutcomeKind
from boards.sittings.selectors import outcomes as selectors
from boards.sittings.services.outcome_case import OutcomeDetails
from boards.sittings.services.outcomes import (
    change_outcome,
    outcome_state,
    record_as_recommended,
)
from ics_portal.accounts.actor import Role
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import EditConflict, RuleBroken
from tests.boards.sittings.services.outcomes.common import APPROVED
from tests.factories.bodies import BodyFactory, actor_in
from tests.factories.calling import DecisionRoundFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    CarriedItemFactory,
    DecisionFactory,
    MeetingFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def change(by):
    def write(outcome, details, correction="Misheard", **others):
        return change_outcome(
            outcome=outcome, details=details, correction=correction, **{**by, **others}
        )

    return write


@pytest.mark.requirement("AGD-13")
def test_a_deferred_item_is_offered_to_the_meeting_named(record, meeting, members):
    later = MeetingFactory(body=meeting.body, held_on=dt.date(2021, 2, 3))
    deferred = OutcomeDetails(kind=OutcomeKind.DEFERRED)
    for wrong in (MeetingFactory().pk, meeting.pk, 0):
        with pytest.raises(RuleBroken, match="Choose a later meeting"):
            record(replace(deferred, to_meeting_id=wrong))

    made = record(replace(deferred, to_meeting_id=later.pk))

    assert made.words == "Deferred “Winter plan” to the meeting on 3 February 2021."
    assert offered_items(later) == [made.carried]


@pytest.mark.requirement("AGD-13")
def test_two_recommendations_deferred_make_one_item_to_come(record, recommend, members):
    first, second = recommend("Approve the plan", "Approve the budget")
    deferred = OutcomeDetails(kind=OutcomeKind.DEFERRED)

    assert record(deferred, first).carried == record(deferred, second).carried


def test_a_referred_item_is_offered_to_the_other_body(record, body, members, item):
    committee = BodyFactory(name="Finance Committee", system=body.system)
    referred = OutcomeDetails(kind=OutcomeKind.REFERRED)
    with pytest.raises(RuleBroken, match="Say to which body"):
        record(referred)
    for wrong in (body.pk, BodyFactory().pk):
        with pytest.raises(RuleBroken, match="another body of the same system"):
            record(replace(referred, to_body_id=wrong))

    made = record(replace(referred, to_body_id=committee.pk))

    assert made.words == "Referred “Winter plan” to Finance Committee."
    assert (made.carried.body, made.carried.title) == (committee, "Winter plan")


def test_what_part_2_refers_goes_by_its_open_title(record, body, members, item):
    item.part, item.private_reason = Part.TWO, "Commercial"
    item.save()
    committee = BodyFactory(system=body.system)

    made = record(
        OutcomeDetails(
            kind=OutcomeKind.REFERRED, to_body_id=committee.pk, words="The secret."
        )
    )

    assert made.carried.title == "An item referred in private"
    assert (made.carried.reason, made.carried.deferred_item) == ("", None)


def test_a_changed_outcome_corrects_its_decision(record, change, members):
    made = record(APPROVED)
    number = made.decision.number
    with pytest.raises(RuleBroken) as refusal:
        change(made, APPROVED, correction=" ")
    assert refusal.value.field == "correction"

    changed = change(made, OutcomeDetails(kind=OutcomeKind.NOT_APPROVED))

    assert changed.decision.number == number
    assert changed.decision.wording == "Did not approve “Winter plan”."
    assert changed.decision.history.count() == 2
    assert changed.history.latest().history_change_reason == "Misheard"
    event = AuditEvent.objects.get(verb="outcome_changed")
    assert event.reason == "Misheard"


def test_a_decision_keeps_its_number_when_nothing_was_decided(record, change, members):
    made = record(APPROVED)

    changed = change(made, OutcomeDetails(kind=OutcomeKind.NOTED))

    assert changed.decision.wording == "Noted “Winter plan”."


def test_a_change_takes_an_offer_back_and_makes_a_new_one(
    record, change, members, body
):
    made = record(OutcomeDetails(kind=OutcomeKind.DEFERRED))
    offer = made.carried

    decided = change(made, APPROVED)
    offer.refresh_from_db()
    assert (offer.state, offer.reason) == (CarriedState.DROPPED, "Misheard")
    assert decided.decision.wording == "Approved “Winter plan”."
    again = change(decided, OutcomeDetails(kind=OutcomeKind.DEFERRED))
    assert again.carried not in (None, offer)
    kept = change(again, replace(OutcomeDetails(kind="deferred"), words="Later."))
    assert kept.carried == again.carried


def test_what_a_later_agenda_took_is_not_taken_back(record, change, members):
    made = record(OutcomeDetails(kind=OutcomeKind.DEFERRED))
    CarriedItem.objects.update(state=CarriedState.TAKEN)

    with pytest.raises(RuleBroken, match="has been taken on to a later agenda"):
        change(made, APPROVED)


def test_the_second_of_two_sees_both_texts(record, change, members):
    made = record(APPROVED)
    seen = mark_of(outcome_state(made))
    change(made, replace(APPROVED, words="First."), seen=seen)

    with pytest.raises(EditConflict) as clash:
        change(made, replace(APPROVED, words="Second."), seen=seen)

    assert clash.value.mine == "Approved: Second."
    assert clash.value.theirs == "Approved: First."


def test_ratified_is_the_decision_taken_between_meetings(
    record, change, members, body, item
):
    offer = CarriedItemFactory(body=body, state=CarriedState.TAKEN, taken_as=item)
    found = DecisionRoundFactory(
        body=body,
        state="decided",
        decision=DecisionFactory(body=body),
        ratification=offer,
    )

    assert selectors.asked_of_item(item) == selectors.RATIFY
    [missing] = selectors.items_without_outcome(item.meeting, body)
    assert missing.title == item.title

    made = record(OutcomeDetails(kind=OutcomeKind.RATIFIED))

    found.refresh_from_db()
    assert found.ratified_by == made.decision
    change(made, OutcomeDetails(kind=OutcomeKind.NOT_APPROVED))
    found.refresh_from_db()
    assert found.ratified_by is None


def test_what_is_still_without_an_outcome(
    meeting, body, item, record, recommend, members, django_assert_num_queries
):
    """MIN-14."""
    recommend("Note the risks", "Approve the plan")
    AgendaItemFactory(section=item.section, title="Update")

    def missing():
        found = selectors.items_without_outcome(meeting, body)
        return [one.title for one in found]

    assert missing() == ["Winter plan"]
    with django_assert_num_queries(10, exact=False) as few:
        missing()
    other = AgendaItemFactory(section=item.section, title="Budget")
    recommend("Ratify the budget", to=other)
    with django_assert_num_queries(len(few)):
        assert missing() == ["Winter plan", "Budget"]
    record_as_recommended(
        item=item,
        body=body,
        actor=actor_in(body, Role.SECRETARY),
        at=dt.datetime(2020, 12, 2, 10, 30, tzinfo=dt.UTC),
    )
    assert missing() == ["Budget"]
