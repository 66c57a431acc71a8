"""Whoever stands in for somebody has withheld what is withheld from that person, however
they came to stand in (CONF-1)."""

import datetime as dt

import pytest

from boards.meetings.querysets import withheld_items
from boards.meetings.standing_in import standing_in
from boards.packs.selectors.copies import omissions_of
from boards.sittings.enums import AttendanceKind, AttendanceState
from declarations.models import WithheldRecord
from ics_portal.accounts.actor import Role
from tests.factories.bodies import (
    AppointmentFactory,
    BodyFactory,
    SeatFactory,
    actor_in,
)
from tests.factories.calling import ItemParticipationFactory, ReplyFactory
from tests.factories.declarations import WithheldRecordFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.packs import PackFactory
from tests.factories.sittings import AttendanceFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 12, 2)


@pytest.fixture
def board():
    return BodyFactory()


@pytest.fixture
def meeting(board):
    return MeetingFactory(body=board, held_on=DAY)


@pytest.fixture
def member(board):
    return actor_in(board, Role.MEMBER)


@pytest.fixture
def deputy(board):
    return actor_in(board, Role.MEMBER)


@pytest.fixture
def item(meeting, member):
    item = AgendaItemFactory(section__meeting=meeting)
    ItemParticipationFactory(
        item=item, person_id=member.person_id, papers_withheld=True
    )
    return item


def by_reply(meeting, member, deputy):
    ReplyFactory(
        meeting=meeting,
        person_id=member.person_id,
        answer="apologies",
        deputy_id=deputy.person_id,
    )


def at_the_table(meeting, member, deputy):
    absent = AttendanceFactory(
        meeting=meeting,
        body=meeting.body,
        person_id=member.person_id,
        state=AttendanceState.APOLOGIES,
    )
    AttendanceFactory(
        meeting=meeting,
        body=meeting.body,
        person_id=deputy.person_id,
        kind=AttendanceKind.DEPUTY,
        deputises_for=absent,
    )


def by_appointment(meeting, member, deputy, **days):
    held = AppointmentFactory(
        seat=SeatFactory(body=meeting.body), person_id=member.person_id
    )
    AppointmentFactory(
        seat=held.seat, person_id=deputy.person_id, deputy_for=held, **days
    )


WAYS = [by_reply, at_the_table, by_appointment]


def kept_from(deputy, item):
    """Whether the item is, by the gate, which must be what a copy leaves out."""
    kept = withheld_items(deputy).filter(pk=item.pk).exists()
    pack = PackFactory(meeting=item.meeting)
    left_out = omissions_of(pack, dt.date(2020, 12, 1)).get(deputy.person_id, set())
    assert kept == (item.pk in {one.item_id for one in left_out})
    return kept


def test_every_way_to_stand_in_is_known():
    assert standing_in.ways() == ["appointment", "attendance", "reply"]


@pytest.mark.parametrize("stands_in", WAYS)
def test_who_stands_in_has_the_item_withheld_too(
    meeting, member, deputy, item, stands_in
):
    assert not kept_from(deputy, item)

    stands_in(meeting, member, deputy)

    assert kept_from(deputy, item)
    assert not kept_from(actor_in(meeting.body, Role.MEMBER), item)


@pytest.mark.parametrize("stands_in", [by_reply, at_the_table])
def test_who_stands_in_at_another_meeting_alone_has_not(
    board, member, deputy, item, stands_in
):
    stands_in(MeetingFactory(body=board, held_on=DAY), member, deputy)

    assert not kept_from(deputy, item)


@pytest.mark.parametrize(
    ("days", "kept"),
    [
        ({"starts_on": DAY, "ends_on": DAY}, True),
        ({"ends_on": dt.date(2020, 12, 1)}, False),
        ({"starts_on": dt.date(2020, 12, 3)}, False),
    ],
)
def test_an_appointed_deputy_has_while_the_appointment_lasts(
    meeting, member, deputy, item, days, kept
):
    by_appointment(meeting, member, deputy, **days)

    assert kept_from(deputy, item) is kept


def test_an_appointed_deputy_with_a_seat_of_ones_own_reads_in_that_seat(
    meeting, member, deputy, item
):
    by_appointment(meeting, member, deputy)
    AppointmentFactory(seat=SeatFactory(body=meeting.body), person_id=deputy.person_id)
    assert not kept_from(deputy, item)

    at_the_table(meeting, member, deputy)  # but not where one does stand in

    assert kept_from(deputy, item)


def test_a_deputy_of_a_body_that_sits_in_common_has_it_withheld_too(
    meeting, member, deputy, item
):
    other = BodyFactory()
    held = AppointmentFactory(seat=SeatFactory(body=other), person_id=member.person_id)
    AppointmentFactory(seat=held.seat, person_id=deputy.person_id, deputy_for=held)
    assert not kept_from(deputy, item)

    meeting.in_common_with.add(other)

    assert kept_from(deputy, item)


@pytest.mark.parametrize("stands_in", WAYS)
def test_what_was_added_to_a_ruling_is_withheld_from_whoever_stands_in(
    board, meeting, member, deputy, stands_in
):
    """At the record's own meeting, at that of the ruling, and at any of the body since."""
    target = AgendaItemFactory(
        section__meeting=MeetingFactory(body=board, held_on=dt.date(2020, 10, 7))
    )
    ruled = AgendaItemFactory(section__meeting=meeting)
    row = WithheldRecordFactory(
        ruling__item=ruled,
        ruling__person_id=member.person_id,
        record_id=target.pk,
        meeting=target.meeting,
    )
    later = MeetingFactory(body=board, held_on=dt.date(2021, 3, 3))
    before = MeetingFactory(body=board, held_on=dt.date(2020, 11, 4))
    if stands_in is not by_appointment:
        stands_in(before, member, deputy)
        assert not kept_from(deputy, target)

    stands_in(later, member, deputy)

    assert kept_from(deputy, target)
    WithheldRecord.objects.filter(pk=row.pk).update(
        taken_back_at=row.added_at, taken_back_reason="No"
    )
    assert not kept_from(deputy, target)
