"""Arranging a meeting, and its heading."""

from dataclasses import replace
from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from boards.meetings import services
from boards.meetings.selectors import meeting_heading
from boards.meetings.services import MeetingDetails
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import RuleBroken
from tests.factories.directory import PersonFactory
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db

DETAILS = MeetingDetails(
    meeting_type="formal",
    held_on=date(2020, 12, 2),
    starts_at=time(10),
    ends_at=time(12),
    place="MS Teams Teleconference",
)


@pytest.mark.requirement("AGD-01")
def test_the_heading_says_type_body_day_time_and_place(body, by):
    chair = PersonFactory(name="ICS Chair")
    meeting = services.create_meeting(
        body=body, details=replace(DETAILS, chair_id=chair.pk), **by
    )

    heading = meeting_heading(meeting)

    assert heading.caption == (
        "Formal ICS Board · Wednesday 2 December 2020, 10:00–12:00"
        " · MS Teams Teleconference"
    )
    assert heading.chair_words == "ICS Chair"


@pytest.mark.requirement("AGD-09")
def test_the_foot_says_when_and_where_the_next_meeting_is(body, by):
    following = MeetingFactory(
        body=body, held_on=date(2021, 1, 13), meeting_type="informal", place="MS Teams"
    )
    meeting = services.create_meeting(
        body=body, details=replace(DETAILS, next_meeting_id=following.pk), **by
    )

    assert meeting_heading(meeting).next_meeting == (
        "Informal, Wednesday 13 January 2021, 10:00–12:00, MS Teams"
    )


def test_a_meeting_with_only_a_link_is_online(body, by):
    meeting = services.create_meeting(
        body=body,
        details=replace(DETAILS, place=" ", link="https://meet.example/board"),
        **by,
    )

    assert meeting_heading(meeting).caption.endswith("· Online")


@pytest.mark.requirement("AGD-01")
@pytest.mark.parametrize(
    ("fault", "field", "sentence"),
    [
        ({"ends_at": time(10)}, "ends_at", "The end must be after the start, 10:00."),
        ({"ends_at": time(9)}, "ends_at", "The end must be after the start, 10:00."),
        ({"place": "  "}, "place", "Enter a place, or a link to join"),
        ({"meeting_type": "merry"}, "meeting_type", "Choose formal or informal."),
        ({"next_meeting_id": 999_999}, "next_meeting", "must be a later meeting"),
        (
            {"papers_published_on": date(2020, 11, 21)},
            "papers_published_on",
            "21 November 2020 is still to come.",
        ),
    ],
)
def test_a_heading_that_cannot_be_is_refused(body, by, fault, field, sentence):
    with pytest.raises(RuleBroken) as refusal:
        services.create_meeting(body=body, details=replace(DETAILS, **fault), **by)

    assert refusal.value.field == field
    assert sentence in refusal.value.message


@pytest.mark.requirement("AGD-09")
@pytest.mark.parametrize("which", ["earlier", "other body", "itself"])
def test_the_next_meeting_is_a_later_one_of_the_body(body, by, which):
    meeting = services.create_meeting(body=body, details=DETAILS, **by)
    following = {
        "earlier": MeetingFactory(body=body, held_on=date(2020, 11, 4)),
        "other body": MeetingFactory(held_on=date(2021, 1, 13)),
        "itself": meeting,
    }[which]

    with pytest.raises(RuleBroken, match="later meeting of the same body"):
        services.update_meeting(
            meeting=meeting,
            details=replace(DETAILS, next_meeting_id=following.pk),
            **by,
        )


@pytest.mark.database
@pytest.mark.requirement("AGD-01")
def test_the_database_keeps_what_a_heading_needs(meeting):
    meeting.place = meeting.link = ""

    with pytest.raises(IntegrityError), transaction.atomic():
        meeting.save()


def test_what_changed_is_audited(body, by):
    meeting = services.create_meeting(body=body, details=DETAILS, **by)

    services.update_meeting(
        meeting=meeting, details=replace(DETAILS, place="Preston"), **by
    )

    event = AuditEvent.objects.first()
    assert (event.verb, event.detail) == (
        *("meeting_changed", {"changed": {"place": "Preston"}}),
    )


def test_saving_the_same_again_records_nothing(body, by):
    meeting = services.create_meeting(body=body, details=DETAILS, **by)
    before = AuditEvent.objects.count()

    services.update_meeting(meeting=meeting, details=DETAILS, **by)

    assert AuditEvent.objects.count() == before


def test_after_issue_a_changed_meeting_asks_for_a_reason(build, meeting, by):
    build("One: A")
    services.freeze_numbers(meeting=meeting, **by)

    with pytest.raises(RuleBroken, match="say why the meeting is changed"):
        services.update_meeting(meeting=meeting, details=DETAILS, **by)

    services.update_meeting(
        meeting=meeting, details=DETAILS, reason="The room was closed", **by
    )
    meeting.refresh_from_db()
    assert meeting.place == "MS Teams Teleconference"


def test_only_the_office_arranges_meetings(body, meeting, member, at):
    with pytest.raises(PermissionDenied, match="arrange its meetings"):
        services.create_meeting(body=body, details=DETAILS, actor=member, at=at)
    with pytest.raises(PermissionDenied, match="change its meetings"):
        services.update_meeting(meeting=meeting, details=DETAILS, actor=member, at=at)
