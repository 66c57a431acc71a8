"""Recording and correcting decisions."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from boards.bodies.services.seen import mark_of
from boards.meetings import services
from boards.meetings.models import Decision
from boards.meetings.services import DecisionDetails
from ics_portal.accounts.actor import Role
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import EditConflict, RuleBroken
from tests.factories.bodies import BodyFactory, actor_in
from tests.factories.meetings import (
    AgendaItemFactory,
    AgendaSectionFactory,
    DecisionFactory,
    MeetingFactory,
)

pytestmark = pytest.mark.django_db

DAY = dt.date(2020, 11, 18)
DETAILS = DecisionDetails(
    wording="The board approved the plan.", method="consensus", decided_on=DAY
)


@pytest.fixture
def held(body):
    return MeetingFactory(body=body, held_on=DAY)


@pytest.fixture
def item(held):
    return AgendaItemFactory(section=AgendaSectionFactory(meeting=held))


@pytest.mark.requirement("ICB-21")
def test_a_decision_is_numbered_and_kept_with_how_it_came_about(body, held, item, by):
    details = replace(
        DETAILS,
        method="chair",
        reason="Two views remained after discussion.",
        meeting_id=held.pk,
        item_id=item.pk,
    )

    made = services.record_decision(body=body, details=details, **by)

    assert made.number == f"{body.code}-2020-001"
    assert (made.method, made.reason, made.meeting, made.item) == (
        *("chair", "Two views remained after discussion."),
        *(held, item),
    )
    event = AuditEvent.objects.get(verb="decision_recorded")
    assert (event.target_label, event.body_id) == (made.number, body.pk)


def test_numbers_follow_each_other_and_begin_anew_each_year_and_body(body, by):
    def number(details, of=body, actor=by["actor"]):
        made = services.record_decision(
            body=of, details=details, actor=actor, at=by["at"]
        )
        return made.number

    other = BodyFactory(code="OTHER")
    last_year = replace(DETAILS, decided_on=dt.date(2019, 5, 1))
    told = [
        number(DETAILS),
        number(last_year),
        number(DETAILS),
        number(DETAILS, other, actor_in(other, Role.GOVERNANCE_LEAD)),
    ]

    code = body.code
    assert told == [
        *(f"{code}-2020-001", f"{code}-2019-001", f"{code}-2020-002"),
        "OTHER-2020-001",
    ]


def test_a_code_that_another_body_had_begins_after_its_numbers(body, by):
    DecisionFactory(number=f"{body.code}-2020-004")

    made = services.record_decision(body=body, details=DETAILS, **by)

    assert made.number == f"{body.code}-2020-005"


@pytest.mark.parametrize("role", [Role.CHAIR, Role.MEMBER, Role.AUTHOR])
def test_others_record_and_correct_nothing(body, at, role):
    actor = actor_in(body, role)
    decision = DecisionFactory(body=body)

    with pytest.raises(PermissionDenied, match="records its decisions"):
        services.record_decision(body=body, details=DETAILS, actor=actor, at=at)
    with pytest.raises(PermissionDenied, match="records its decisions"):
        services.correct_decision(
            decision=decision, details=DETAILS, correction="Why", actor=actor, at=at
        )


@pytest.mark.parametrize(
    ("fault", "field", "sentence"),
    [
        ({"wording": " \u200b "}, "wording", "Write down what was decided."),
        (
            {"wording": "x" * 4001},
            "wording",
            "Shorten the wording to 4,000 letters; it has 4,001.",
        ),
        (
            {"method": "third_party"},
            "reason",
            "Say whose support was needed, and why.",
        ),
        (
            {"decided_on": dt.date(2020, 11, 21)},
            "decided_on",
            (
                "Give the day it was decided, today or before;"
                " 21 November 2020 is still to come."
            ),
        ),
        ({"meeting_id": 0}, "meeting", "Choose a meeting of the body that decided."),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(body, by, fault, field, sentence):
    with pytest.raises(RuleBroken) as refusal:
        services.record_decision(body=body, details=replace(DETAILS, **fault), **by)

    assert (refusal.value.field, refusal.value.message) == (field, sentence)
    assert not Decision.objects.exists()


def test_the_meeting_is_the_bodys_and_the_item_the_meetings(body, held, item, by):
    elsewhere = AgendaItemFactory()
    for ids, sentence in (
        (
            {"meeting_id": elsewhere.meeting_id},
            "Choose a meeting of the body that decided.",
        ),
        (
            {"item_id": item.pk},
            "Choose the meeting as well: an item is on the agenda of one.",
        ),
        (
            {"meeting_id": held.pk, "item_id": elsewhere.pk},
            "Choose an item of that meeting's agenda, or none.",
        ),
    ):
        with pytest.raises(RuleBroken) as refusal:
            services.record_decision(body=body, details=replace(DETAILS, **ids), **by)
        assert refusal.value.message == sentence


def test_no_decision_precedes_its_meeting(body, by):
    later = MeetingFactory(body=body, held_on=dt.date(2020, 11, 19))

    with pytest.raises(RuleBroken, match="The meeting was on 19 November 2020"):
        services.record_decision(
            body=body, details=replace(DETAILS, meeting_id=later.pk), **by
        )


def test_a_correction_says_why_and_keeps_number_and_history(body, by):
    decision = services.record_decision(body=body, details=DETAILS, **by)
    better = replace(
        DETAILS, wording="The board approved its plan.", decided_on=dt.date(2019, 1, 2)
    )

    with pytest.raises(RuleBroken) as refusal:
        services.correct_decision(
            decision=decision, details=better, correction=" ", **by
        )
    assert refusal.value.field == "correction"
    services.correct_decision(
        decision=decision, details=better, correction="A slip of the pen", **by
    )

    decision.refresh_from_db()
    assert decision.number == f"{body.code}-2020-001"
    assert decision.wording == "The board approved its plan."
    assert decision.history.latest().history_change_reason == "A slip of the pen"
    event = AuditEvent.objects.get(verb="decision_corrected")
    assert event.detail == {"changed": ["decided_on", "wording"]}


def test_saving_what_is_there_leaves_no_trace(body, by):
    decision = services.record_decision(body=body, details=DETAILS, **by)

    services.correct_decision(
        decision=decision, details=DETAILS, correction="Nothing", **by
    )

    assert decision.history.count() == 1
    assert not AuditEvent.objects.filter(verb="decision_corrected").exists()


def test_the_second_of_two_correctors_sees_both_texts(body, by):
    decision = services.record_decision(body=body, details=DETAILS, **by)
    seen = mark_of(services.decision_words(decision))
    first = replace(DETAILS, wording="First.")
    services.correct_decision(
        decision=decision, details=first, correction="One", seen=seen, **by
    )

    with pytest.raises(EditConflict) as clash:
        services.correct_decision(
            decision=decision,
            details=replace(DETAILS, wording="Second."),
            correction="Two",
            seen=seen,
            **by,
        )

    assert clash.value.mine.splitlines()[0] == "Decided: Second."
    assert clash.value.theirs.splitlines()[0] == "Decided: First."


@pytest.mark.database
@pytest.mark.requirement("ICB-21")
@pytest.mark.parametrize("method", ["chair", "third_party"])
def test_the_database_keeps_the_reason(body, method):
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionFactory(body=body, method=method, reason="")


@pytest.mark.database
def test_a_number_is_given_once(body):
    DecisionFactory(body=body, number="ICB-2022-001")
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionFactory(body=body, number="ICB-2022-001")
