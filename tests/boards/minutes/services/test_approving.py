"""From the chair's marks to the signature; and who is refused, with the reason."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from boards.meetings.enums import MeetingState
from boards.minutes.enums import EntryOrigin, MinutesState
from boards.minutes.models import Minutes
from boards.minutes.presenters import minutes_words
from boards.minutes.selectors import (
    meetings_that_can_confirm,
    previous_minutes_of,
    who_presided,
)
from boards.minutes.services import (
    CorrectionDraft,
    approve_minutes,
    confirm_minutes,
    mark_as_published,
    mark_minutes,
    minutes_pdf,
    record_correction,
    save_minutes,
    settle_mark,
    sign_minutes,
    take_back,
)
from boards.sittings.enums import EventKind
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import RuleBroken
from ics_portal.core.jobs import Job
from ics_portal.core.jobs.worker import execute
from tests.boards.minutes.conftest import AFTER, Sitting
from tests.factories.bodies import BodyFactory
from tests.factories.directory import PersonFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.sittings import SittingEventFactory


def january(sitting: Sitting, **facts: Any) -> Any:
    plain = {
        "body": sitting.body,
        "held_on": dt.date(2021, 1, 6),
        "state": MeetingState.HELD,
    }
    return MeetingFactory(**{**plain, **facts})


def approved(sitting: Sitting) -> Minutes:
    return approve_minutes(minutes=sitting.drafted(), actor=sitting.chair, at=AFTER)


def confirmed(sitting: Sitting, meeting: Any, **more: Any) -> Minutes:
    return confirm_minutes(
        minutes=approved(sitting),
        at_meeting=meeting,
        actor=sitting.secretary,
        at=AFTER,
        **more,
    )


def test_the_chair_marks_and_approves_in_one_go(told: Sitting):
    minutes = told.drafted()
    entry = minutes.entries.get(key="closed")
    minutes = approve_minutes(
        minutes=minutes,
        marks={entry.pk: "Was it not 12:05?", None: " ", 99999999: "And this"},
        actor=told.chair,
        at=AFTER,
    )
    assert minutes.state == MinutesState.CHAIR_APPROVED
    assert not minutes.entries.filter(origin=EntryOrigin.MADE).exists()
    assert {(mark.text, mark.entry_id) for mark in minutes.marks.all()} == {
        ("Was it not 12:05?", entry.pk),
        ("And this", None),
    }
    save_minutes(
        minutes=minutes,
        typed={f"entry-{entry.pk}": "<p>The meeting closed at 12:05.</p>"},
        seen=None,
        actor=told.secretary,
        at=AFTER,
    )
    with pytest.raises(RuleBroken, match="2 of the chair’s marks are not done"):
        confirm_minutes(
            minutes=minutes,
            at_meeting=january(told),
            actor=told.secretary,
            at=AFTER,
        )
    for mark in minutes.marks.all():
        settle_mark(mark=mark, actor=told.secretary, at=AFTER)
        settle_mark(mark=mark, actor=told.secretary, at=AFTER)
    with pytest.raises(PermissionDenied, match="Take them back"):
        save_minutes(
            minutes=minutes, typed={}, seen=None, actor=told.secretary, at=AFTER
        )


def test_marks_alone_leave_a_draft(told: Sitting):
    minutes = told.drafted()
    here = {"minutes": minutes, "actor": told.chair, "at": AFTER}
    assert len(mark_minutes(marks={None: "Shorter"}, **here)) == 1
    assert mark_minutes(marks={None: ""}, **here) == []
    with pytest.raises(RuleBroken, match="at most"):
        mark_minutes(marks={None: "a" * 2001}, **here)
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.DRAFT


def test_only_the_chair_approves_and_only_once(told: Sitting):
    minutes = told.drafted()
    with pytest.raises(PermissionDenied, match="Only the chair"):
        approve_minutes(minutes=minutes, actor=told.secretary, at=AFTER)
    approve_minutes(minutes=minutes, actor=told.chair, at=AFTER)
    with pytest.raises(PermissionDenied, match="already approved"):
        approve_minutes(minutes=minutes, actor=told.chair, at=AFTER)


def test_approved_minutes_are_taken_back_with_a_reason(told: Sitting):
    minutes = approved(told)
    here = {"minutes": minutes, "actor": told.secretary, "at": AFTER}
    with pytest.raises(RuleBroken, match="Say why"):
        take_back(reason=" ", **here)
    back = take_back(reason="A name is wrong", **here)
    assert (back.state, back.chair_approved_at) == (MinutesState.DRAFT, None)
    assert AuditEvent.objects.get(verb="minutes.draft").reason == "A name is wrong"
    with pytest.raises(PermissionDenied):
        take_back(reason="Again", **here)


@pytest.mark.requirement("PUB-04")
def test_published_minutes_stand_as_unconfirmed(told: Sitting):
    minutes = told.drafted()
    here = {"actor": told.secretary, "at": AFTER}
    with pytest.raises(RuleBroken, match="draft is not published"):
        mark_as_published(minutes=minutes, **here)
    assert mark_as_published(minutes=approved(told), **here).state == "unconfirmed"
    assert mark_as_published(minutes=minutes, **here).state == "unconfirmed"
    assert minutes_words(Minutes.objects.get())["marking"] == "Unconfirmed"


@pytest.mark.requirement("MIN-13")
def test_a_later_meeting_accepts_them_and_the_words_are_frozen(told: Sitting):
    meeting = january(told)
    minutes = confirmed(
        told,
        meeting,
        corrections=[
            CorrectionDraft(reads=""),
            CorrectionDraft("It closed at 12:05.", "closed at 12:00", "4"),
        ],
    )
    assert (minutes.state, minutes.confirmed_on) == ("confirmed", meeting.held_on)
    words = minutes_words(minutes)
    assert words["marking"] == ""
    assert "6 January 2021" in words["confirmed"]["words"]
    assert words["corrections"] == [
        {
            "day": "6 January 2021",
            "item_number": "4",
            "instead_of": "closed at 12:00",
            "reads": "It closed at 12:05.",
        }
    ]
    told.meeting.attendances.update(name="Somebody else")
    assert "Somebody else" not in str(minutes_words(minutes))
    assert "closed at 12:00" in str(words["closing"])
    with pytest.raises(PermissionDenied, match="agreed"):
        save_minutes(
            minutes=minutes, typed={}, seen=None, actor=told.secretary, at=AFTER
        )


@pytest.mark.requirement("MIN-13")
@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"state": MeetingState.CANCELLED}, "was not held"),
        ({"held_on": dt.date(2020, 11, 4)}, "is not later"),
    ],
)
def test_minutes_are_not_accepted_by_who_did_not_meet(told: Sitting, facts, words):
    with pytest.raises(RuleBroken, match=words):
        confirmed(told, january(told, **facts))


@pytest.mark.requirement("MIN-13")
def test_another_body_accepts_them_only_where_this_one_met_in_common(told: Sitting):
    other = january(told, body=BodyFactory(name="Another body"))
    with pytest.raises(RuleBroken, match="did not meet"):
        confirmed(told, other)
    other.in_common_with.add(told.body)
    assert meetings_that_can_confirm(Minutes.objects.get()) == [other]
    confirm_minutes(
        minutes=approved_again(told),
        at_meeting=other,
        actor=told.secretary,
        at=AFTER,
    )


def approved_again(sitting: Sitting) -> Minutes:
    """As it stands: the refusal took nothing back but the confirming."""
    minutes = Minutes.objects.get()
    assert minutes.state == MinutesState.CHAIR_APPROVED
    return minutes


@pytest.mark.requirement("MIN-16")
def test_a_meeting_never_accepts_its_own_minutes(told: Sitting):
    with pytest.raises(RuleBroken, match="never by the meeting they are of"):
        confirmed(told, told.meeting)


def test_a_draft_is_not_accepted(told: Sitting):
    with pytest.raises(PermissionDenied, match="chair approves the draft first"):
        confirm_minutes(
            minutes=told.drafted(),
            at_meeting=january(told),
            actor=told.secretary,
            at=AFTER,
        )


def test_who_presided_then_signs_and_the_file_is_kept(told: Sitting):
    meeting = january(told)
    presider = PersonFactory()
    SittingEventFactory(meeting=meeting, kind=EventKind.PRESIDES, person=presider)
    minutes = confirmed(told, meeting)
    assert who_presided(meeting) == {presider.pk}
    with pytest.raises(PermissionDenied, match="Only the person who presided"):
        sign_minutes(minutes=minutes, actor=told.chair, at=AFTER)
    meeting.sitting_events.update(person_id=told.chair.person_id)
    signed = sign_minutes(minutes=minutes, actor=told.chair, at=AFTER)
    assert (signed.state, signed.signed_by_name) == ("signed", told.chair.name)
    execute(Job.objects.get(kind="minutes.print").pk)
    signed.refresh_from_db()
    assert signed.stored is not None
    assert signed.stored.content_type == "application/pdf"
    assert minutes_words(signed)["signed"]["day"] == "Wednesday 2 December 2020"
    with pytest.raises(PermissionDenied):
        sign_minutes(minutes=signed, actor=told.chair, at=AFTER)
    here = {"actor": told.secretary, "at": AFTER + dt.timedelta(days=60)}
    assert minutes_pdf(minutes=signed, **here) == signed.stored
    record_correction(
        minutes=signed,
        at_meeting=meeting,
        correction=CorrectionDraft(reads="It closed at 12:05."),
        **here,
    )
    again = minutes_pdf(minutes=signed, **here)
    assert again != signed.stored
    assert minutes_words(signed)["corrections"][0]["reads"] == "It closed at 12:05."


def test_a_correction_says_how_it_reads_and_is_of_agreed_minutes(told: Sitting):
    meeting = january(told)
    here = {"at_meeting": meeting, "actor": told.secretary, "at": AFTER}
    with pytest.raises(PermissionDenied, match="changed, not corrected"):
        record_correction(
            minutes=approved(told), correction=CorrectionDraft(reads="A"), **here
        )
    with pytest.raises(RuleBroken) as refused:
        confirm_minutes(
            minutes=Minutes.objects.get(),
            corrections=[CorrectionDraft(reads="", instead_of="B")],
            **here,
        )
    assert (refused.value.rule_id, refused.value.field) == ("MNT-7", "reads-0")
    with pytest.raises(RuleBroken, match="number of an item"):
        confirm_minutes(
            minutes=Minutes.objects.get(),
            corrections=[CorrectionDraft(reads="A", item_number="1" * 13)],
            **here,
        )


@pytest.mark.requirement("MIN-16")
def test_the_previous_minutes_are_those_of_the_last_meeting_held(told: Sitting):
    before = MeetingFactory(
        body=told.body, held_on=dt.date(2020, 11, 4), state=MeetingState.HELD
    )
    MeetingFactory(
        body=told.body, held_on=dt.date(2020, 11, 18), state=MeetingState.CANCELLED
    )
    MeetingFactory(held_on=dt.date(2020, 11, 25), state=MeetingState.HELD)
    found = previous_minutes_of(told.meeting, told.body)
    assert found is not None
    assert (found.meeting, found.minutes) == (before, None)
    minutes = told.drafted()
    after = january(told, state=MeetingState.PLANNED)
    found = previous_minutes_of(after, told.body)
    assert found is not None
    assert found.minutes == minutes
    assert previous_minutes_of(before, told.body) is None
