"""Calling a meeting, giving notice, moving it, and replying to it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from boards.meetings import services
from boards.meetings.enums import CallKind, MeetingState, NoticeKind, ReplyAnswer
from boards.meetings.models import Meeting, MeetingNotice
from boards.meetings.selectors.replies import deputies_of, invited_to
from ics_portal.accounts.actor import Role
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import RuleBroken
from tests.factories.bodies import (
    AppointmentFactory,
    BodyFactory,
    SeatFactory,
    actor_in,
    someone_signed_up,
)
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db

EARLY = dt.datetime(2020, 10, 20, 9, tzinfo=dt.UTC)


@pytest.fixture
def called(meeting, secretary):
    Meeting.objects.filter(pk=meeting.pk).update(is_public=True)
    return services.call_meeting(
        meeting=meeting, kind=CallKind.ORDINARY, actor=secretary, at=EARLY
    )


def test_calling_a_meeting_gives_its_members_notice(called, secretary):
    notice = called.notices.get()

    assert called.state == MeetingState.CALLED
    assert (notice.kind, notice.given_at) == (NoticeKind.MEMBERS, EARLY)
    assert notice.given_by_name == secretary.name
    assert AuditEvent.objects.filter(verb="meeting_called").count() == 1


def test_a_meeting_called_late_says_why_and_who_agreed(meeting, by):
    with pytest.raises(RuleBroken, match="30 days of notice") as refusal:
        services.call_meeting(meeting=meeting, kind="ordinary", **by)
    assert refusal.value.rule_id == "CAL-4"
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.PLANNED
    assert not MeetingNotice.objects.exists()

    services.call_meeting(
        meeting=meeting, kind="ordinary", late_reason="Illness", agreed_by="Chair", **by
    )
    assert meeting.notices.get().agreed_by == "Chair"


def test_a_meeting_whose_day_has_passed_is_not_called(meeting, secretary):
    with pytest.raises(RuleBroken, match="has passed"):
        services.call_meeting(
            meeting=meeting,
            kind="ordinary",
            actor=secretary,
            at=dt.datetime(2020, 12, 3, 9, tzinfo=dt.UTC),
        )


@pytest.mark.requirement("PUB-01")
def test_public_notice_keeps_the_time_it_was_really_given(called, secretary):
    given_at = dt.datetime(2020, 11, 28, 9, tzinfo=dt.UTC)
    at = dt.datetime(2020, 11, 30, 9, tzinfo=dt.UTC)

    notice = services.give_notice(
        meeting=called, kind="public", given_at=given_at, actor=secretary, at=at
    )

    assert notice.given_at == given_at
    assert notice.late_reason == ""
    for when in (at + dt.timedelta(days=1), dt.datetime(2020, 12, 3, tzinfo=dt.UTC)):
        with pytest.raises(RuleBroken) as refusal:
            services.give_notice(
                meeting=called,
                kind="public",
                given_at=when,
                actor=secretary,
                at=at if when < at + dt.timedelta(days=2) else when,
            )
        assert refusal.value.field == "given_at"


def test_public_notice_with_two_clear_days_is_late(called, secretary):
    late = dt.datetime(2020, 11, 29, 9, tzinfo=dt.UTC)
    asked = {"meeting": called, "kind": "public", "actor": secretary, "at": late}

    with pytest.raises(RuleBroken, match="2 clear days"):
        services.give_notice(**asked)

    notice = services.give_notice(
        **asked, late_reason="The website was down", agreed_by="Vice chair"
    )
    assert notice.late_reason == "The website was down"


def test_a_postponed_meeting_moves_and_is_called_again(called, secretary):
    at = dt.datetime(2020, 11, 1, 9, tzinfo=dt.UTC)
    moved = services.move_meeting(
        meeting=called,
        to="postponed",
        to_on=dt.date(2020, 12, 16),
        reason="Snow",
        actor=secretary,
        at=at,
    )
    notice = moved.notices.get(kind="postponed")

    assert moved.held_on == dt.date(2020, 12, 16)
    assert (notice.moved_from_on, notice.moved_to_on) == (
        dt.date(2020, 12, 2),
        dt.date(2020, 12, 16),
    )
    with pytest.raises(RuleBroken, match="cannot become sitting"):
        services.move_meeting(meeting=moved, to="sitting", actor=secretary, at=at)
    again = services.move_meeting(
        meeting=moved,
        to="postponed",
        to_on=dt.date(2020, 12, 17),
        reason="More snow",
        actor=secretary,
        at=at,
    )
    assert again.held_on == dt.date(2020, 12, 17)
    services.call_meeting(meeting=again, kind="ordinary", actor=secretary, at=at)
    assert again.notices.filter(kind="members").count() == 2


@pytest.mark.parametrize("to", ["postponed", "cancelled"])
def test_a_change_has_its_reason(called, by, to):
    with pytest.raises(RuleBroken) as refusal:
        services.move_meeting(meeting=called, to=to, reason=" ", **by)

    assert refusal.value.field == "reason"


def test_a_cancelled_meeting_keeps_everything(called, by, build, agenda):
    build("Routine: Welcome, Finance")

    gone = services.move_meeting(meeting=called, to="cancelled", reason="Flood", **by)

    assert gone.state == MeetingState.CANCELLED
    assert agenda() == ["1 Welcome", "2 Finance"]
    assert gone.notices.count() == 2


def test_an_adjourned_meeting_goes_on_another_day(called, by):
    services.move_meeting(meeting=called, to="sitting", **by)
    services.move_meeting(
        meeting=called,
        to="adjourned",
        reason="No quorum",
        to_on=dt.date(2020, 12, 9),
        **by,
    )
    notice = called.notices.get(kind="adjourned")
    assert notice.moved_to_on == dt.date(2020, 12, 9)

    services.move_meeting(meeting=called, to="sitting", **by)
    assert called.notices.filter(kind="resumed").count() == 1
    called.refresh_from_db()
    assert called.held_on == dt.date(2020, 12, 2)
    with pytest.raises(RuleBroken, match="to come"):
        services.move_meeting(
            meeting=called,
            to="adjourned",
            reason="Late",
            to_on=dt.date(2020, 11, 1),
            **by,
        )
    services.move_meeting(meeting=called, to="held", **by)


def test_only_the_office_calls_a_meeting(meeting, member, at):
    with pytest.raises(PermissionDenied):
        services.call_meeting(meeting=meeting, kind="ordinary", actor=member, at=at)


def test_the_day_of_a_called_meeting_is_not_changed_in_passing(called, by):
    details = services.MeetingDetails(
        meeting_type="formal",
        held_on=dt.date(2020, 12, 3),
        starts_at=called.starts_at,
        ends_at=called.ends_at,
        place=called.place,
    )
    with pytest.raises(RuleBroken, match="Postpone it"):
        services.update_meeting(meeting=called, details=details, **by)


@pytest.fixture
def seated(body):
    person = someone_signed_up(body, Role.MEMBER).person
    deputy = someone_signed_up(BodyFactory(), Role.MEMBER).person
    held = AppointmentFactory(seat=SeatFactory(body=body), person=person)
    AppointmentFactory(seat=held.seat, person=deputy, deputy_for=held)
    return person, deputy


def reply(meeting, person, answer, actor, at=EARLY, **said):
    return services.save_reply(
        meeting=meeting, person=person, answer=answer, actor=actor, at=at, **said
    )


def test_apologies_name_an_appointed_deputy(meeting, secretary, seated):
    person, deputy = seated

    kept = reply(meeting, person, "apologies", secretary, deputy_id=deputy.pk)

    assert kept.deputy == deputy
    assert deputies_of(meeting, person.pk) == [deputy]
    later = reply(meeting, person, ReplyAnswer.VIDEO, secretary, note=" By  phone ")
    assert later.pk == kept.pk
    assert (later.deputy, later.note) == (None, "By phone")
    assert [each.reply for each in invited_to(meeting)] == [later]


def test_a_reply_that_cannot_be(meeting, secretary, seated, by):
    person, deputy = seated
    for said, field in (
        ({"answer": "perhaps"}, "answer"),
        ({"answer": "coming", "deputy_id": deputy.pk}, "deputy"),
        ({"answer": "apologies", "deputy_id": person.pk}, "deputy"),
    ):
        with pytest.raises(RuleBroken) as refusal:
            reply(meeting, person, said.pop("answer"), secretary, **said)
        assert refusal.value.field == field
    with pytest.raises(RuleBroken, match="not asked"):
        reply(meeting, deputy, "coming", secretary)
    services.move_meeting(meeting=meeting, to="cancelled", reason="Flood", **by)
    with pytest.raises(RuleBroken, match="closed"):
        reply(meeting, person, "coming", secretary)


def test_nobody_but_the_office_replies_for_another(meeting, body, seated):
    other = actor_in(body, Role.MEMBER)

    with pytest.raises(PermissionDenied):
        reply(meeting, seated[0], "coming", other)


def test_a_meeting_of_another_body_is_not_moved(secretary, at):
    with pytest.raises(PermissionDenied):
        services.move_meeting(
            meeting=MeetingFactory(), to="cancelled", reason="x", actor=secretary, at=at
        )
