"""What a ruling at another item withholds is in nobody's pack, copy or file (CONF-6)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boards.meetings.models import AgendaItem, Meeting
from boards.meetings.querysets import withheld_items
from boards.meetings.withholding import ACTION, AGENDA_ITEM, withheld_records
from boards.minutes.models import Minutes
from boards.minutes.selectors import withheld_from
from boards.packs.models import PackFile, ReaderCopy
from boards.packs.receivers import (
    replace_the_copies_ahead,
    replace_the_copies_with_records,
)
from boards.packs.rules.copies import Omission
from boards.packs.selectors.copies import omissions_of
from boards.papers.models import Paper
from ics_portal.accounts.actor import Role
from ics_portal.core.jobs import record_pulse
from ics_portal.core.jobs.worker import execute
from tests.factories.actions import ActionFactory
from tests.factories.bodies import AppointmentFactory, SeatFactory, actor_in
from tests.factories.calling import ItemParticipationFactory, RulingFactory
from tests.factories.copies import a_board_with_a_contract, issued, withhold
from tests.factories.declarations import WithheldRecordFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.minutes import MinutesFactory
from tests.factories.packs import LoggedItemFactory, PackFactory, december

pytestmark = pytest.mark.django_db
TODAY = dt.date(2020, 12, 1)
WORDS = "by ruling of the Independent Chair on another item"


def ruled(body, actor, *, held_on=dt.date(2020, 11, 4), **record):
    """A ruling on the actor at another meeting of the body withholds the record too."""
    item = AgendaItemFactory(
        section__meeting=MeetingFactory(body=body, held_on=held_on)
    )
    who = {"item": item, "person_id": actor.person_id, "papers_withheld": True}
    ruling = RulingFactory(**who, ruled_by_office="Independent Chair")
    participation = ItemParticipationFactory(**who, ruling=ruling)
    return WithheldRecordFactory(ruling=ruling, participation=participation, **record)


def left_out_as_the_gate_says(pack, actor):
    """What the copy leaves out, which must be what the gate keeps from the actor."""
    found = omissions_of(pack, TODAY).get(actor.person_id, set())
    here = AgendaItem.objects.filter(pk__in=withheld_items(actor), meeting=pack.meeting)
    assert {one.item_id for one in found} == set(here.values_list("pk", flat=True))
    return found


def test_the_copy_leaves_the_item_out_and_says_by_whose_ruling():
    story = a_board_with_a_contract()
    pack = issued(story)
    contract = story.meeting.items.get(title="Contract")
    member = actor_in(story.meeting.body, Role.MEMBER)
    assert PackFile.objects.readable_by(member).exists()

    ruled(
        story.meeting.body,
        member,
        kind=AGENDA_ITEM,
        record_id=contract.pk,
        meeting=story.meeting,
    )

    assert not PackFile.objects.readable_by(member).exists()
    assert not Paper.objects.readable_by(member).filter(item=contract).exists()
    assert left_out_as_the_gate_says(pack, member) == {Omission(contract.pk, WORDS)}
    replace_the_copies_with_records({"meeting_ids": [story.meeting.pk]})
    copy = ReaderCopy.objects.get()
    execute(copy.job_id)
    copy.refresh_from_db()
    assert copy.is_released, copy.failure
    assert [row.by for row in copy.omitted.all()] == [WORDS]
    assert [row.person_id for row in copy.readers.all()] == [member.person_id]


@pytest.fixture
def logs():
    """The pack of December, whose item for the minutes has the action log."""
    record_pulse(timezone.now())
    story = december()
    log = story.meeting.items.get(title="Minutes and Actions")
    return story, log, PackFactory(meeting=story.meeting)


@pytest.mark.parametrize(
    ("raised_on", "is_in_log"),
    [(None, True), (dt.date(2020, 11, 4), True), (dt.date(2020, 12, 2), False)],
)
def test_an_action_is_withheld_with_the_log_it_stands_in(logs, raised_on, is_in_log):
    story, log, pack = logs
    body = story.meeting.body
    member = actor_in(body, Role.MEMBER)
    action = ActionFactory(body=body, raised_on=raised_on)
    ruled(body, member, kind=ACTION, record_id=action.pk)

    found = left_out_as_the_gate_says(pack, member)

    assert found == ({Omission(log.pk, WORDS)} if is_in_log else set())


def test_of_an_action_of_part_2_the_log_of_part_1_says_nothing(logs):
    story, _, pack = logs
    body = story.meeting.body
    member = actor_in(body, Role.MEMBER)
    private = story.meeting.items.get(part=2)
    action = ActionFactory(body=body, part=2)
    ruled(body, member, kind=ACTION, record_id=action.pk)
    assert left_out_as_the_gate_says(pack, member) == set()

    story.paper(private, "Action log", kind="action_log")

    assert {one.item_id for one in left_out_as_the_gate_says(pack, member)} == {
        private.pk
    }


def test_of_an_item_withheld_so_a_later_log_leaves_the_actions_out(logs):
    story, _, pack = logs
    body = story.meeting.body
    member = actor_in(body, Role.MEMBER)
    before = MeetingFactory(body=body, held_on=dt.date(2020, 10, 7))
    item = AgendaItemFactory(section__meeting=before)
    LoggedItemFactory(pack=pack, item_id_then=item.pk)

    ruled(body, member, kind=AGENDA_ITEM, record_id=item.pk)

    assert omissions_of(pack, TODAY)[member.person_id] == {Omission(item.pk, WORDS)}


def test_minutes_of_part_2_say_nothing_of_the_action_and_are_not_printed(logs):
    story, *_ = logs
    body = story.meeting.body
    member, other = (actor_in(body, Role.MEMBER) for _ in range(2))
    private = story.meeting.items.get(part=2)
    MinutesFactory(meeting=story.meeting, body=body, part=2)
    Minutes.objects.update(
        state="chair_approved", chair_approved_at="2020-12-09T09:00Z",
        chair_approved_by_id=1,
    )  # fmt: skip
    minutes = Minutes.objects.get()
    action = ActionFactory(
        body=body, part=2, item=private, raised_at_meeting=story.meeting
    )
    assert Minutes.objects.printable_by(member).exists()

    ruled(body, member, kind=ACTION, record_id=action.pk)

    assert not Minutes.objects.printable_by(member).exists()
    assert Minutes.objects.printable_by(other).exists()
    assert withheld_from(member, minutes) == {private.pk}
    assert withheld_from(other, minutes) == frozenset()


def test_nothing_is_withheld_so_while_nobody_answers(logs, monkeypatch):
    story, log, pack = logs
    member = actor_in(story.meeting.body, Role.MEMBER)
    ruled(story.meeting.body, member, kind=AGENDA_ITEM, record_id=log.pk)
    assert left_out_as_the_gate_says(pack, member)

    monkeypatch.setattr(withheld_records, "_answers", None)

    assert withheld_records.answering == ""
    assert left_out_as_the_gate_says(pack, member) == set()
    assert not withheld_records.from_actor(AGENDA_ITEM, member)


def test_how_many_records_are_withheld_makes_no_more_queries(logs):
    story, log, pack = logs
    body = story.meeting.body
    made = []
    for count in (1, 3):
        for _ in range(count):
            member = actor_in(body, Role.MEMBER)
            ruled(body, member, kind=AGENDA_ITEM, record_id=log.pk)
            ruled(body, member, kind=ACTION, record_id=ActionFactory(body=body).pk)
        with CaptureQueriesContext(connection) as queries:
            assert omissions_of(pack, TODAY)
        made.append(len(queries))
    assert made[0] == made[1]


def test_an_appointed_deputy_gets_another_copy_of_a_meeting_ahead():
    story = a_board_with_a_contract()
    pack, body = issued(story), story.meeting.body
    member, deputy = (actor_in(body, Role.MEMBER) for _ in range(2))
    withhold(story, member)
    held = AppointmentFactory(
        seat=SeatFactory(body=body), person_id=member.person_id, starts_on=None
    )
    replace_the_copies_ahead({"body_id": body.pk})  # the meeting is over
    assert not ReaderCopy.objects.exists()
    Meeting.objects.update(held_on=timezone.localdate())

    AppointmentFactory(seat=held.seat, person_id=deputy.person_id, deputy_for=held)
    replace_the_copies_ahead({"body_id": body.pk})

    given = ReaderCopy.objects.get(pack=pack).readers.all()
    assert {row.person_id for row in given} == {member.person_id, deputy.person_id}
