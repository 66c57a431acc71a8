"""The draft follows the record; what a person wrote is kept."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boards.meetings.enums import Part
from boards.minutes.enums import EntryKind, EntryOrigin, MinutesState
from boards.minutes.models import MinuteEntry, Minutes
from boards.minutes.presenters import minutes_words
from boards.minutes.services import draft_minutes
from boards.sittings.models import Outcome
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import RuleBroken
from tests.boards.minutes.conftest import AFTER, Sitting, at_clock
from tests.factories.actions import ActionFactory
from tests.factories.bodies import BodyFactory
from tests.factories.calling import DissentFactory, PublicQuestionFactory
from tests.factories.meetings import DecisionFactory
from tests.factories.sittings import (
    AttendanceFactory,
    OutcomeFactory,
    PrivateResolutionFactory,
)


@pytest.mark.requirement("DOI-12")
@pytest.mark.requirement("DOI-13")
@pytest.mark.requirement("PUB-05")
def test_the_draft_tells_what_was_recorded(told: Sitting):
    texts = told.texts()
    assert texts["presided"] == "<p>A Chair presided.</p>"
    assert texts["apologies"] == (
        "<p>Apologies were received from C Away, Medical Director (D Deputy attended"
        " instead).</p>"
    )
    person = told.meeting.attendances.get(name="B Late").person_id
    assert texts[f"declared:{told.strategy.pk}:{person}"] == (
        "<p>At the start of the meeting B Late declared an interest in item 3, Clinical"
        " strategy: a share in the provider. The Independent Chair decided: left for the"
        " item. B Late left the meeting at 10:20 and returned at 10:35.</p>"
    )
    late = told.meeting.attendances.get(name="B Late").pk
    assert "joined the meeting at 10:12, during item 3" in texts[f"arrived:{late}"]
    assert "Lead: Chief Officer" in texts["action:ICB 201202-01"]
    assert "closed at 12:00" in texts["closed"]


@pytest.mark.requirement("MIN-11")
def test_each_recommendation_has_its_outcome_in_order(told: Sitting):
    entries = told.drafted().entries.filter(item=told.strategy, kind=EntryKind.OUTCOME)
    assert [entry.made for entry in entries] == [
        "RESOLVED: The ICS Board approved the clinical strategy.",
        "RESOLVED: The ICS Board did not approve the costs.",
    ]


def test_part_two_has_minutes_of_its_own(told: Sitting):
    moved = told.meeting.attendances.get(name="A Chair")
    seconded = told.meeting.attendances.get(name="E Helper")
    PrivateResolutionFactory(
        meeting=told.meeting,
        moved_by=moved,
        seconded_by=seconded,
        resolved_at=at_clock(11, 30),
    )
    first = "".join(told.texts().values())
    assert "secret price" not in first
    assert "A Chair moved, E Helper seconded, and at 11:30" in first
    assert "secret price" in "".join(told.texts(Part.TWO).values())
    assert Minutes.objects.count() == 2


def test_untouched_sentences_follow_the_record_and_others_are_marked(told: Sitting):
    minutes = told.drafted()
    first, second = minutes.entries.filter(item=told.strategy, kind=EntryKind.OUTCOME)
    first.origin = EntryOrigin.EDITED
    first.made_when_accepted, first.text = first.made, "<p>My own words.</p>"
    first.save()
    Outcome.objects.filter(recommendation_words="Approve the clinical strategy").update(
        recommendation_words="Approve the clinical plan"
    )
    Outcome.objects.filter(recommendation_words="Approve the costs").update(
        recommendation_words="Approve the budget"
    )
    told.drafted()
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.text == "<p>My own words.</p>"
    assert first.made == "RESOLVED: The ICS Board approved the clinical plan."
    assert first.made != first.made_when_accepted
    assert "did not approve the budget" in second.text


def test_what_the_record_no_longer_says_goes_unless_a_person_touched_it(told: Sitting):
    minutes = told.drafted()
    first, second = minutes.entries.filter(item=told.strategy, kind=EntryKind.OUTCOME)
    first.origin, first.made_when_accepted = EntryOrigin.ACCEPTED, first.made
    first.save()
    Outcome.objects.filter(item=told.strategy).delete()
    told.drafted()
    first.refresh_from_db()
    assert (first.made, bool(first.text)) == ("", True)
    assert not MinuteEntry.objects.filter(pk=second.pk).exists()
    told.drafted()
    first.refresh_from_db()
    assert first.made == ""


def test_the_same_record_writes_nothing_again(told: Sitting):
    minutes = told.drafted()
    count = MinuteEntry.history.count()
    told.drafted()
    assert MinuteEntry.history.count() == count
    assert AuditEvent.objects.filter(verb="minutes.drafted").count() == 1
    assert minutes.drafted_at == AFTER


def test_approved_minutes_are_left_as_they_are(told: Sitting):
    minutes = told.drafted()
    minutes.state = MinutesState.CHAIR_APPROVED
    minutes.save()
    Outcome.objects.filter(item=told.strategy).delete()
    before = minutes.entries.count()
    told.drafted()
    assert minutes.entries.count() == before


def test_only_the_office_drafts_and_only_for_a_body_that_meets(told: Sitting):
    with pytest.raises(PermissionDenied):
        draft_minutes(meeting=told.meeting, body=told.body, actor=told.member, at=AFTER)
    other = BodyFactory(name="Another body")
    told.secretary.roles_by_body[other.pk] = told.secretary.roles_by_body[told.body.pk]
    with pytest.raises(RuleBroken, match="does not meet"):
        draft_minutes(meeting=told.meeting, body=other, actor=told.secretary, at=AFTER)
    told.meeting.in_common_with.add(other)
    minutes = draft_minutes(
        meeting=told.meeting, body=other, actor=told.secretary, at=AFTER
    )
    assert "No apologies" in minutes.entries.get(key="apologies").text


def test_decisions_votes_and_questions_are_told(told: Sitting):
    decision = DecisionFactory(
        body=told.body,
        meeting=told.meeting,
        item=told.finance,
        number="ICB-2020-004",
        wording="Approve the budget",
        method="vote",
        votes_for=4,
        votes_against=1,
    )
    voter = told.meeting.attendances.get(name="A Chair")
    DissentFactory(decision=decision, person=voter.person, words="it is too much")
    PublicQuestionFactory(
        meeting=told.meeting,
        item=told.finance,
        asked_by="J Public",
        text="Why",
        answer="Because",
        state="answered",
    )
    PublicQuestionFactory(
        meeting=told.meeting, text="Rude", state="refused", refusal="unfit"
    )
    texts = told.texts()
    assert texts[f"outcome:decision:{decision.pk}"] == (
        "<p>RESOLVED (ICB-2020-004): The ICS Board agreed the budget. The vote was 4 for"
        " and 1 against. A Chair asked that dissent be recorded: It is too much.</p>"
    )
    said = "".join(texts.values())
    assert "A member of the public asked" in said
    assert "J Public" not in said
    assert "Rude" not in said


def test_as_many_queries_for_three_of_everything_as_for_one(
    told: Sitting, django_assert_num_queries
):
    def add(count):
        for _ in range(count):
            AttendanceFactory(meeting=told.meeting)
            OutcomeFactory(item=told.finance)
            ActionFactory(body=told.body, raised_at_meeting=told.meeting)

    add(1)
    minutes = told.drafted()
    minutes = Minutes.objects.select_related("meeting__body", "body").get()
    with CaptureQueriesContext(connection) as one:
        minutes_words(minutes)
    add(3)
    told.drafted()
    minutes = Minutes.objects.select_related("meeting__body", "body").get()
    with django_assert_num_queries(len(one)):
        minutes_words(minutes)


@pytest.mark.parametrize(
    ("states", "words"),
    [
        (["quorate", "quorate"], "The meeting was quorate."),
        (["quorate", "inquorate"], "not quorate throughout"),
        (["quorate", "not_known"], "was not recorded"),
    ],
)
def test_the_quorum_is_told_as_it_was_found_at_each_outcome(
    told: Sitting, states, words
):
    found = Outcome.objects.filter(item__in=[told.strategy, told.finance])
    for outcome, state in zip(found, [*states, states[0]], strict=True):
        outcome.quorum = {"state": state}
        outcome.save()
    Outcome.objects.filter(item=told.estate).delete()
    assert words in told.texts()["quorum"]
