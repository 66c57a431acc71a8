"""Urgent decisions and written resolutions, their ratification, and the seal."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from boards.directory.models import Person
from boards.meetings import services
from boards.meetings.enums import CarriedState, Part, RoundState
from boards.meetings.models import Decision, DecisionRound, SealUse
from boards.meetings.selectors import offered_items
from boards.meetings.selectors.rounds import (
    ratification_of,
    replies_of,
    rounds_for,
    seal_uses_for,
)
from boards.meetings.services import RoundDetails, SealDetails
from ics_portal.accounts.actor import Role
from ics_portal.core.errors import RuleBroken
from tests.factories.bodies import (
    AppointmentFactory,
    BodyFactory,
    SeatFactory,
    TermsOfReferenceFactory,
    actor_in,
)
from tests.factories.meetings import DecisionFactory, MeetingFactory

pytestmark = pytest.mark.django_db

URGENT = RoundDetails(
    kind="urgent",
    title="Winter beds",
    wording="To open forty beds.",
    why="They are needed before the next meeting.",
    virtual_meeting_tried="A call was tried; four of nine could join.",
)
WRITTEN = RoundDetails(
    kind="written",
    title="Lease",
    wording="To sign the lease.",
    why="The offer ends on Friday.",
    closes_on=dt.date(2020, 11, 27),
)


@pytest.fixture
def seats(body):
    """Three voting members, and one without a vote."""
    rows = [AppointmentFactory(seat=SeatFactory(body=body)) for _ in range(3)]
    AppointmentFactory(seat=SeatFactory(body=body, is_voting=False))
    return [row.person for row in rows]


@pytest.fixture
def terms(body):
    return TermsOfReferenceFactory(body=body, allows_written_resolutions=True)


@pytest.fixture
def opened(body, by, seats, terms):
    def begin(details):
        return services.open_round(body=body, details=details, **by)

    return begin


@pytest.fixture
def answers(by):
    def give(found, *people, answer="agrees"):
        for person in people:
            services.answer_round(found=found, answer=answer, person=person, **by)

    return give


def test_every_voting_member_is_asked(opened, seats):
    found = opened(URGENT)

    asked = [reply.person for reply in replies_of(found)]
    assert sorted(asked, key=str) == sorted(seats, key=str)
    assert found.state == RoundState.OPEN


def test_of_a_body_without_seats_its_members_are_asked(body, by):
    with pytest.raises(RuleBroken, match="no voting members on record"):
        services.open_round(body=body, details=URGENT, **by)
    member = actor_in(body, Role.MEMBER)

    found = services.open_round(body=body, details=URGENT, **by)

    assert [reply.person_id for reply in replies_of(found)] == [member.person_id]


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"virtual_meeting_tried": " "}, "virtual_meeting_tried"),
        ({"why": ""}, "why"),
        ({"wording": ""}, "wording"),
        ({"wording": "x" * 4001}, "wording"),
        ({"title": ""}, "title"),
        ({"kind": "poll"}, "kind"),
    ],
)
def test_what_lacks_is_refused_at_its_field(opened, fault, field):
    with pytest.raises(RuleBroken) as refusal:
        opened(replace(URGENT, **fault))
    assert refusal.value.field == field


@pytest.mark.parametrize("allowed", [None, False])
def test_a_written_resolution_needs_terms_that_allow_it(opened, terms, allowed):
    terms.allows_written_resolutions = allowed
    terms.save()

    with pytest.raises(RuleBroken, match="terms of reference"):
        opened(WRITTEN)
    terms.delete()
    with pytest.raises(RuleBroken, match="do not say whether"):
        opened(WRITTEN)


def test_an_urgent_decision_is_the_chairs_and_comes_to_the_next_meeting(
    opened, answers, seats, body, by
):
    following = MeetingFactory(body=body, held_on=dt.date(2020, 12, 2))
    MeetingFactory(body=body, held_on=dt.date(2020, 11, 28), state="cancelled")
    found = opened(URGENT)
    with pytest.raises(RuleBroken, match="Nobody was consulted yet"):
        services.decide_round(found=found, decided_by="Chair", **by)
    answers(found, *seats[:2])
    answers(found, seats[2], answer="against")

    made = services.decide_round(
        found=found, decided_by="Chair and Chief Executive", **by
    )

    assert (made.method, made.wording) == ("chair", "To open forty beds.")
    assert made.reason == (
        "Urgent decision of Chair and Chief Executive. They are needed before the next"
        " meeting. Members consulted: 3 of 3 answered: 2 agree, 1 does not agree."
    )
    [offer] = offered_items(following)
    assert (offer.title, offer.due_at_meeting) == (
        *("Ratification: Winter beds",),
        following,
    )
    with pytest.raises(RuleBroken, match="This round has ended"):
        answers(found, seats[0])


def test_a_resolution_is_a_vote_of_the_majority_of_all(opened, answers, seats, by):
    found = opened(WRITTEN)
    answers(found, seats[0])
    with pytest.raises(RuleBroken, match="needs more than half"):
        services.decide_round(found=found, **by)
    answers(found, seats[1])

    made = services.decide_round(found=found, **by)

    assert (made.method, made.votes_for, made.votes_against, made.votes_abstained) == (
        *("vote", 2),
        *(0, 0),
    )


def test_a_resolution_that_cannot_carry_has_failed(opened, answers, seats, by):
    found = opened(WRITTEN)
    answers(found, *seats[:2], answer="against")

    services.end_round(found=found, **by)

    found.refresh_from_db()
    assert found.state == RoundState.FAILED
    assert found.state_reason == "2 of 3 answered: 0 agree, 2 do not agree"
    assert not Decision.objects.exists()


def test_a_round_is_stopped_with_a_reason(opened, by):
    found = opened(URGENT)
    with pytest.raises(RuleBroken, match="Say why it is stopped"):
        services.end_round(found=found, **by)

    services.end_round(found=found, reason="The meeting was called after all", **by)

    found.refresh_from_db()
    assert (found.state, found.state_reason) == (
        RoundState.STOPPED,
        "The meeting was called after all",
    )


def test_a_member_answers_for_herself_alone(opened, body, by, seats):
    found = opened(URGENT)
    member = actor_in(body, Role.MEMBER)
    with pytest.raises(PermissionDenied, match="who were asked"):
        services.answer_round(found=found, answer="agrees", actor=member, at=by["at"])
    with pytest.raises(PermissionDenied, match="records its decisions"):
        services.answer_round(
            found=found, answer="agrees", person=seats[0], actor=member, at=by["at"]
        )
    with pytest.raises(RuleBroken, match="Choose somebody who was asked"):
        services.answer_round(
            found=found, answer="agrees", person=member_person(member), **by
        )


def member_person(actor):
    return Person.objects.get(pk=actor.person_id)


def test_who_was_asked_answers_with_a_note(body, by):
    member = actor_in(body, Role.MEMBER)
    found = services.open_round(body=body, details=URGENT, **by)

    reply = services.answer_round(
        found=found, answer="abstains", note=" No view ", actor=member, at=by["at"]
    )

    assert (reply.answer, reply.note, reply.answered_by_id) == (
        *("abstains", "No view"),
        member.user_id,
    )


def test_the_item_that_ratifies_stands_on_the_next_agenda(
    opened, answers, seats, body, by, meeting, build
):
    build("Business: Finance")
    found = opened(URGENT)
    answers(found, seats[0])
    services.decide_round(found=found, decided_by="Chair and Chief Executive", **by)
    found.refresh_from_db()
    assert ratification_of(found).is_ratified is None

    item = services.take_carried_item(meeting=meeting, carried=found.ratification, **by)
    found.refresh_from_db()
    said = DecisionFactory(body=body, item=item, meeting=meeting)
    assert ratification_of(found).is_ratified is False
    services.settle_ratification(item=item, body=body, decision=said, **by)
    services.settle_ratification(item=item, body=body, decision=said, **by)

    found.refresh_from_db()
    assert (ratification_of(found).is_ratified, found.ratified_by) == (True, said)
    assert found.ratification.state == CarriedState.TAKEN


def test_a_private_round_is_known_to_nobody_outside(
    opened, answers, seats, body, by, meeting, build
):
    build("Business: Finance")
    found = opened(replace(URGENT, part=Part.TWO))
    answers(found, seats[0])
    made = services.decide_round(found=found, decided_by="Chair", **by)
    found.refresh_from_db()

    inside, outside = actor_in(body, Role.MEMBER), actor_in(body, Role.AUTHOR)
    assert list(rounds_for(inside)) == [found]
    assert list(rounds_for(outside)) == []
    assert made in Decision.objects.readable_by(inside)
    assert made not in Decision.objects.readable_by(outside)
    assert found.ratification.title == (
        f"Ratification: decision {made.number}, taken in private"
    )
    item = services.take_carried_item(meeting=meeting, carried=found.ratification, **by)
    assert (item.part, item.open_title) == (
        Part.TWO,
        "Ratification of a decision taken between meetings",
    )


def test_a_body_reads_its_own_rounds(opened, body):
    opened(URGENT)

    assert not rounds_for(actor_in(BodyFactory(), Role.SECRETARY)).exists()
    assert rounds_for(actor_in(body, Role.AUTHOR), body_id=body.pk).exists()
    assert DecisionRound.objects.count() == 1


SEALED = SealDetails(
    sealed_on=dt.date(2020, 11, 18), document="Lease", attested_by="Chair"
)


def test_uses_of_the_seal_are_numbered_in_each_body(body, by):
    made = [services.record_seal_use(body=body, details=SEALED, **by) for _ in range(2)]

    assert [one.number for one in made] == [1, 2]
    with pytest.raises(PermissionDenied):
        services.record_seal_use(
            body=body, details=SEALED, actor=actor_in(body, Role.CHAIR), at=by["at"]
        )


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"document": " "}, "document"),
        ({"attested_by": ""}, "attested_by"),
        ({"document": "x" * 301}, "document"),
        ({"parties": "x" * 301}, "parties"),
        ({"sealed_on": dt.date(2020, 11, 21)}, "sealed_on"),
        ({"decision_id": 0}, "decision"),
    ],
)
def test_a_use_of_the_seal_that_cannot_be_is_refused(body, by, fault, field):
    with pytest.raises(RuleBroken) as refusal:
        services.record_seal_use(body=body, details=replace(SEALED, **fault), **by)
    assert (refusal.value.rule_id, refusal.value.field) == ("DEC-10", field)
    assert not SealUse.objects.exists()


def test_nothing_is_sealed_before_its_decision(body, by):
    decision = DecisionFactory(body=body, decided_on=dt.date(2020, 11, 19))

    with pytest.raises(RuleBroken, match="The decision is of 19 November 2020"):
        services.record_seal_use(
            body=body, details=replace(SEALED, decision_id=decision.pk), **by
        )


def test_what_was_sealed_in_private_is_read_by_whom_the_decision_is(
    opened, answers, seats, body, by
):
    found = opened(replace(URGENT, part=Part.TWO))
    answers(found, seats[0])
    made = services.decide_round(found=found, decided_by="Chair", **by)
    use = services.record_seal_use(
        body=body,
        details=replace(SEALED, decision_id=made.pk, sealed_on=dt.date(2020, 11, 20)),
        **by,
    )

    assert list(seal_uses_for(actor_in(body, Role.MEMBER))) == [use]
    assert not seal_uses_for(actor_in(body, Role.AUTHOR), body_id=body.pk).exists()
