"""Whoever is called to a meeting, or asked between two, gets one letter of each event."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boards.directory.models import Person
from boards.meetings import services
from boards.meetings.enums import MeetingState, NoticeKind
from boards.meetings.models import Meeting
from boards.meetings.receivers import (
    write_of_the_change,
    write_of_the_move,
    write_to_those_asked,
    write_to_those_called,
)
from boards.meetings.selectors.letters import addressees_of
from boards.meetings.services.meetings import MeetingDetails, update_meeting
from ics_portal.accounts.actor import Role
from ics_portal.core.notify.models import Letter
from ics_portal.core.outbox.models import OutboxMessage
from tests.factories.bodies import (
    AppointmentFactory,
    BodyFactory,
    SeatFactory,
    someone_signed_up,
)
from tests.factories.calling import (
    DecisionRoundFactory,
    MeetingNoticeFactory,
    PresenterFactory,
    RoundReplyFactory,
)
from tests.factories.meetings import AgendaItemFactory

pytestmark = pytest.mark.django_db
EARLY = dt.datetime(2020, 10, 20, 9, tzinfo=dt.UTC)


@pytest.fixture
def members(body):
    return {someone_signed_up(body, Role.MEMBER).email for _ in range(2)}


@pytest.fixture
def presenter(meeting):
    """Somebody of another body, who comes for one item of this one."""
    user = someone_signed_up(BodyFactory(), Role.MEMBER)
    item = AgendaItemFactory(section__meeting=meeting, title="Secret merger")
    PresenterFactory(item=item, person=Person.objects.get(user=user))
    user.item = item
    return user


def payloads(topic):
    return list(
        OutboxMessage.objects.filter(topic=topic).values_list("payload", flat=True)
    )


def test_members_and_presenters_are_written_to_when_a_meeting_is_called(
    meeting, members, presenter, secretary
):
    someone_signed_up(BodyFactory(), Role.MEMBER)  # of another body, not asked
    services.call_meeting(meeting=meeting, kind="ordinary", actor=secretary, at=EARLY)

    [told] = payloads("notice_given")
    for _ in range(2):
        write_to_those_called(told)

    letters = {letter.email: letter for letter in Letter.objects.all()}
    assert letters.keys() == members | {presenter.email}
    assert Letter.objects.count() == 3
    one = letters[min(members)]
    assert one.subject == "ICS Board, Wednesday 2 December 2020: meeting called"
    assert "10:00 to 12:00, MS Teams." in one.text
    assert one.url == meeting.get_absolute_url()
    assert letters[presenter.email].url == presenter.item.get_absolute_url()
    assert not any("Secret" in each.text + each.subject for each in letters.values())


def test_notice_to_the_public_is_no_letter(members, meeting):
    notice = MeetingNoticeFactory(meeting=meeting, kind=NoticeKind.PUBLIC)

    write_to_those_called({"notice_id": notice.pk, "meeting_id": meeting.pk})

    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("to", "to_on", "words"),
    [
        ("postponed", dt.date(2020, 12, 9), "moved to Wednesday 9 December 2020"),
        ("postponed", None, "new day is not known yet"),
        ("cancelled", None, "is cancelled"),
    ],
)
def test_a_move_tells_members_why_and_presenters_that(
    meeting, members, presenter, by, to, to_on, words
):
    services.move_meeting(meeting=meeting, to=to, to_on=to_on, reason="Flood", **by)

    [told] = payloads("meeting_moved")
    for _ in range(2):
        write_of_the_move(told)

    texts = dict(Letter.objects.values_list("email", "text"))
    assert len(texts) == Letter.objects.count() == 3
    assert all(words in text for text in texts.values())
    assert {email for email, text in texts.items() if "Flood" in text} == members


def test_an_adjourned_meeting_and_its_going_on_are_told(meeting, members, by):
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.SITTING)
    on = dt.date(2020, 12, 9)
    services.move_meeting(
        meeting=meeting, to="adjourned", to_on=on, reason="No quorum", **by
    )
    services.move_meeting(meeting=meeting, to="sitting", **by)

    for told in payloads("meeting_moved"):
        write_of_the_move(told)

    texts = set(Letter.objects.values_list("text", flat=True))
    assert len(texts) == 2
    assert any("It goes on on Wednesday 9 December 2020." in text for text in texts)
    assert any("goes on." in text for text in texts)


def test_another_hour_is_told_of_a_called_meeting_only(meeting, members, secretary):
    details = MeetingDetails(
        meeting_type="formal",
        held_on=meeting.held_on,
        starts_at=dt.time(9),
        ends_at=dt.time(11),
        place="Town hall",
    )
    by = {"actor": secretary, "at": EARLY}
    update_meeting(meeting=meeting, details=details, **by)
    assert payloads("meeting_changed") == []
    services.call_meeting(meeting=meeting, kind="ordinary", **by)
    later = MeetingDetails(
        **{
            name: getattr(details, name)
            for name in ("meeting_type", "held_on", "starts_at", "place")
        },
        ends_at=dt.time(12),
    )
    update_meeting(meeting=meeting, details=later, **by)

    [told] = payloads("meeting_changed")
    for _ in range(2):
        write_of_the_change(told)

    assert set(Letter.objects.values_list("email", flat=True)) == members
    assert "09:00 to 12:00, Town hall." in Letter.objects.first().text
    assert Letter.objects.count() == 2


def test_members_of_a_body_that_sits_in_common_are_called(meeting):
    other = BodyFactory()
    meeting.in_common_with.add(other)
    user = someone_signed_up(other, Role.MEMBER)

    people = addressees_of(meeting, timezone.localdate())

    assert [each.email for each in people.inside] == [user.email]


def test_those_asked_in_a_round_get_its_address_and_no_title(body):
    found = DecisionRoundFactory(body=body, closes_on=dt.date(2020, 11, 17))
    users = [someone_signed_up(body, Role.MEMBER) for _ in range(2)]
    gone = someone_signed_up(BodyFactory())
    for user in (*users, gone):
        RoundReplyFactory(round=found, person=Person.objects.get(user=user))

    for _ in range(2):
        write_to_those_asked({"round_id": found.pk})

    letters = Letter.objects.all()
    assert {each.email for each in letters} == {user.email for user in users}
    assert len(letters) == 2
    assert letters[0].url == found.get_absolute_url()
    assert "by Tuesday 17 November 2020" in letters[0].text
    assert found.title not in letters[0].text + letters[0].subject


def test_opening_a_round_tells_of_it(body, secretary, at):
    AppointmentFactory(seat=SeatFactory(body=body))
    found = services.open_round(
        body=body,
        details=services.RoundDetails(
            kind="urgent",
            title="Beds",
            wording="To open beds.",
            why="Now needed.",
            virtual_meeting_tried="Nobody could join.",
        ),
        actor=secretary,
        at=at,
    )

    assert payloads("round_opened") == [{"round_id": found.pk}]


def test_addressees_are_found_in_as_many_queries_for_more(meeting, body):
    day = timezone.localdate()
    counts = []
    for more in (1, 2):
        for _ in range(more):
            someone_signed_up(body, Role.MEMBER)
        with CaptureQueriesContext(connection) as asked:
            addressees_of(meeting, day)
        counts.append(len(asked))

    assert counts[0] == counts[1]
