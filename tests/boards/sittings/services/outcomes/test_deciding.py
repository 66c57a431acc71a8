"""Who decides: quorum, votes, ties, dissents, the chair alone, and conflicts."""

import datetime as dt
from dataclasses import replace

import pytest

from boards.bodies.models import Delegation, Function
from boards.meetings.enums import MeetingState
from boards.meetings.models import Decision
from boards.meetings.rules.votes import Votes
from boards.meetings.services import DissentDetails
from boards.sittings.enums import EventKind, OutcomeKind
from boards.sittings.selectors import outcomes as selectors
from boards.sittings.selectors.deciding import Deciding
from boards.sittings.services.outcome_case import OutcomeDetails
from ics_portal.accounts.actor import Role
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import RuleBroken
from tests.boards.sittings.services.outcomes.common import APPROVED
from tests.factories.bodies import BodyFactory, actor_in
from tests.factories.calling import ItemParticipationFactory, RulingFactory
from tests.factories.sittings import SittingEventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def inquorate(monkeypatch):
    monkeypatch.setattr(
        "boards.sittings.services.outcome_case.deciding_at",
        lambda *args: Deciding("inquorate", ("Four are there; six are needed.",)),
    )


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
