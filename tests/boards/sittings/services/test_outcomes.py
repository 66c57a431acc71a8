"""Outcomes of recommendations, their decisions, votes and what is deferred."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from boards.bodies.models import Delegation, Function
from boards.bodies.services.seen import mark_of
from boards.meetings.enums import CarriedState, MeetingState, Part
from boards.meetings.models import CarriedItem, Decision
from boards.meetings.rules.votes import Votes
from boards.meetings.selectors import numbered_agenda, offered_items
from boards.meetings.services import DissentDetails
from boards.sittings.enums import DECIDES, EventKind, OutcomeKind
from boards.sittings.rules.outcomes import own_kind
from boards.sittings.selectors import outcomes as selectors
from boards.sittings.selectors.deciding import Deciding
from boards.sittings.services.outcome_case import OutcomeDetails
from boards.sittings.services.outcomes import (
    change_outcome,
    outcome_state,
    record_as_recommended,
    record_outcome,
)
from ics_portal.accounts.actor import Role
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import EditConflict, RuleBroken
from tests.factories.bodies import BodyFactory, actor_in
from tests.factories.calling import (
    DecisionRoundFactory,
    ItemParticipationFactory,
    RulingFactory,
)
from tests.factories.meetings import (
    AgendaItemFactory,
    CarriedItemFactory,
    DecisionFactory,
    MeetingFactory,
)
from tests.factories.sittings import SittingEventFactory

pytestmark = pytest.mark.django_db

APPROVED = OutcomeDetails(kind=OutcomeKind.APPROVED)


@pytest.fixture
def record(item, body, by):
    def write(details, recommendation=None, **others):
        return record_outcome(
            item=item,
            body=body,
            details=details,
            recommendation=recommendation,
            **{**by, **others},
        )

    return write


@pytest.fixture
def change(by):
    def write(outcome, details, correction="Misheard", **others):
        return change_outcome(
            outcome=outcome, details=details, correction=correction, **{**by, **others}
        )

    return write


@pytest.fixture
def inquorate(monkeypatch):
    monkeypatch.setattr(
        "boards.sittings.services.outcome_case.deciding_at",
        lambda *args: Deciding("inquorate", ("Four are there; six are needed.",)),
    )


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


def test_a_body_below_its_quorum_discusses_and_does_not_decide(record, inquorate):
    """nhs-practice 11, row 6."""
    with pytest.raises(RuleBroken) as refusal:
        record(APPROVED)

    assert refusal.value.rule_id == "DEC-2"
    assert refusal.value.message == (
        "The meeting is not quorate for this item. Four are there; six are needed. It may"
        " be discussed and not decided: defer it, refer it to a body that can decide, or"
        " call the meeting again."
    )
    assert not Decision.objects.exists()
    made = record(OutcomeDetails(kind=OutcomeKind.DISCUSSED))
    assert made.quorum["state"] == "inquorate"


def test_a_quorum_that_is_not_known_is_kept_with_the_outcome(record, members):
    made = record(APPROVED)

    assert (made.quorum["state"], made.quorum["voters"]) == ("not_known", 12)
    assert AuditEvent.objects.get(verb="outcome_recorded").detail["quorum"] == (
        "not_known"
    )


def test_a_tie_is_settled_by_the_person_presiding(record, members):
    """nhs-practice 11, row 9: 6-6 with the person presiding among them."""
    tie = replace(APPROVED, method="vote", votes=Votes(6, 6))
    with pytest.raises(RuleBroken, match="The vote is tied") as refusal:
        record(tie)
    assert refusal.value.field == "casting_vote"

    made = record(replace(tie, votes=Votes(6, 6, casting_for=True)))

    decision = made.decision
    assert (decision.votes_for, decision.votes_against) == (6, 6)
    assert (decision.casting_vote_by, decision.casting_vote_for) == (
        *(members[0].person, True),
    )


def test_who_may_not_vote_has_no_casting_vote(record, members, item):
    ItemParticipationFactory(item=item, person=members[0].person, votes=False)

    with pytest.raises(RuleBroken, match="has no casting vote"):
        record(replace(APPROVED, method="vote", votes=Votes(5, 5, casting_for=True)))


@pytest.mark.requirement("DOI-15")
def test_a_member_without_a_vote_on_the_item_is_not_counted(record, members, item):
    ItemParticipationFactory(item=item, person=members[3].person, votes=False)

    with pytest.raises(RuleBroken, match="12 votes are more than the 11 people"):
        record(replace(APPROVED, method="vote", votes=Votes(7, 4, 1)))
    made = record(replace(APPROVED, method="vote", votes=Votes(7, 4)))
    assert made.quorum["voters"] == 11


def test_a_member_has_no_vote_before_arriving_or_after_leaving(record, members, by):
    """nhs-practice 11, row 7."""
    late, gone = members[4], members[5]
    late.arrived_at = by["at"] + dt.timedelta(minutes=5)
    late.save()
    gone.left_at = by["at"] - dt.timedelta(minutes=5)
    gone.save()

    with pytest.raises(RuleBroken, match="11 votes are more than the 10 people"):
        record(replace(APPROVED, method="vote", votes=Votes(8, 3)))


def test_what_is_written_down_later_counts_who_was_there(
    record, members, meeting, item, by
):
    end = by["at"] + dt.timedelta(hours=2)
    SittingEventFactory(
        meeting=meeting, kind=EventKind.ITEM_ENDED, item=item, happened_at=by["at"]
    )
    for member in members:
        member.left_at = end
        member.save()
    meeting.state = MeetingState.HELD
    meeting.save()

    made = record(
        replace(APPROVED, method="vote", votes=Votes(9, 3)),
        at=end + dt.timedelta(days=2),
    )

    assert made.decision.decided_on == dt.date(2020, 12, 2)
    assert made.quorum["voters"] == 12


def test_a_decision_is_of_the_day_of_its_item_however_late_it_is_written_down(
    record, members, by
):
    made = record(APPROVED, at=by["at"] + dt.timedelta(days=2))

    assert made.decision.decided_on == dt.date(2020, 12, 2)


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"votes": None}, "votes_for"),
        ({"votes": Votes(0, 0, 3)}, "votes_for"),
        ({"votes": Votes(3, 9)}, "kind"),
        ({"votes": Votes(9, 3, casting_for=True)}, "casting_vote"),
        ({"votes": Votes(9, 3), "method": "consensus"}, "method"),
        ({"votes": Votes(9, 3), "kind": OutcomeKind.NOT_APPROVED}, "kind"),
    ],
)
def test_a_vote_that_cannot_be_is_refused_at_its_field(record, members, fault, field):
    with pytest.raises(RuleBroken) as refusal:
        record(replace(APPROVED, **{"method": "vote", **fault}))

    assert refusal.value.field == field


def test_dissents_are_named_among_the_voters(record, members):
    vote = replace(APPROVED, method="vote", votes=Votes(10, 2))
    stranger = actor_in(BodyFactory(), Role.MEMBER).person_id
    with pytest.raises(RuleBroken, match="Only somebody present"):
        record(replace(vote, dissents=(DissentDetails(stranger),)))
    three = tuple(DissentDetails(one.person_id) for one in members[1:4])
    with pytest.raises(RuleBroken, match="More dissents are named"):
        record(replace(vote, dissents=three))

    made = record(
        replace(vote, dissents=(DissentDetails(members[1].person_id, "Too costly"),))
    )

    [dissent] = made.decision.dissents.all()
    assert (dissent.person, dissent.words) == (members[1].person, "Too costly")


@pytest.mark.requirement("ICB-21")
def test_the_chair_decides_with_a_reason(record, members):
    chair = replace(APPROVED, method="chair")
    with pytest.raises(RuleBroken, match="Say why consensus could not be reached"):
        record(chair)

    assert record(replace(chair, reason="Views differed")).decision.method == "chair"


def test_conflicts_handled_are_taken_from_the_rulings(record, members, item):
    RulingFactory(item=item, person=members[2].person, words="An older ruling.")
    RulingFactory(item=item, person=members[2].person, words="Stays, does not vote.")
    RulingFactory(item=item, person=members[3].person, words="Leaves for the item.")

    assert record(APPROVED).decision.conflicts_handled == (
        "Stays, does not vote.\nLeaves for the item."
    )


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


@pytest.mark.requirement("MIN-11")
def test_words_are_those_of_the_paper_that_was_read(
    record, recommend, members, monkeypatch
):
    [one] = recommend("Approve the newer plan")
    monkeypatch.setattr(
        selectors, "_issued_words", lambda paper_id: [("Approve", "the issued plan")]
    )

    assert record(APPROVED, one).words == "Approved the issued plan."


def test_a_committee_is_warned_of_what_is_the_boards(record, members, body):
    board = BodyFactory(name="ICB Board", system=body.system)
    function = Function.objects.create(
        system=body.system, name="Winter plans", level=Function.Level.SYSTEM
    )
    Delegation.objects.create(
        function=function,
        kind=Delegation.Kind.RESERVED,
        holder=board,
        accountable=board,
    )

    made = record(APPROVED)

    event = AuditEvent.objects.get(verb="outcome_recorded")
    assert event.detail["reserved"] == [function.pk]
    [warning] = selectors.reserved_to_others(
        body, made.item.title, dt.date(2020, 12, 2)
    )
    assert warning.words == "“Winter plans” is reserved to ICB Board."


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


@pytest.mark.requirement("MIN-12")
def test_the_minutes_are_accepted_as_a_true_record(item, meeting, body):
    item.standing = "minutes"
    item.save()

    assert own_kind(selectors.asked_of_item(item)) == OutcomeKind.TRUE_RECORD
    assert selectors.items_without_outcome(meeting, body)
