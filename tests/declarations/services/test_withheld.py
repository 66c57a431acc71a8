"""Other records are withheld under the ruling on one item, and opened again (CONF-6)."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from boards.actions.models import Action
from boards.actions.permissions import may_see_action
from boards.meetings.enums import RulingOption
from boards.meetings.models import AgendaItem
from boards.meetings.querysets import withheld_items
from boards.meetings.services.participation import RulingDetails
from boards.meetings.withholding import ACTION, AGENDA_ITEM, withheld_records
from declarations.models import WithheldRecord
from declarations.receivers import (
    keep_it_from_the_deputy,
    open_or_close_what_was_added,
)
from declarations.services.conflicts import rule_on_conflict
from declarations.services.withheld import take_back_record, withhold_record
from ics_portal.accounts.actor import Role
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import RuleBroken
from ics_portal.core.outbox.models import OutboxMessage
from tests.factories.actions import ActionFactory
from tests.factories.bodies import actor_in
from tests.factories.calling import ReplyFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db
WHY = "It names the same supplier"


@pytest.fixture
def rule(story, at):
    """Rule on the member: papers withheld, or left open."""

    def rule(*, withheld=True):
        return rule_on_conflict(
            item=story.item,
            person=story.person,
            ruled_by=story.presiding,
            details=RulingDetails(
                option=RulingOption.LEAVES,
                nature="Holds shares",
                words="To leave.",
                office="Independent Chair",
                papers_withheld=withheld,
            ),
            actor=story.secretary,
            at=at,
        )

    return rule


@pytest.fixture
def later(story):
    """An item of a meeting of the body a month later, with a sub-item."""
    meeting = MeetingFactory(body=story.body, held_on=dt.date(2021, 1, 6))
    item = AgendaItemFactory(section__meeting=meeting, title="Contract award")
    AgendaItemFactory(section=item.section, parent=item, title="Annex")
    return item


@pytest.fixture
def action(story):
    return ActionFactory(body=story.body, title="Ring the supplier")


@pytest.fixture
def withhold(story, at):
    def withhold(kind, record_id, **others):
        given = {"actor": story.secretary, "reason": WHY, "person": story.person}
        return withhold_record(
            item=story.item, kind=kind, record_id=record_id, at=at, **given | others
        )

    return withhold


def kept_from(actor):
    rows = AgendaItem.objects.filter(pk__in=withheld_items(actor))
    return set(rows.values_list("title", flat=True))


def reads(actor, action):
    found = Action.objects.readable_by(actor).filter(pk=action.pk).exists()
    assert bool(may_see_action(actor, action)) is found
    return found


def test_an_item_of_another_meeting_is_withheld_with_its_sub_items(
    story, rule, later, withhold
):
    rule()
    assert kept_from(story.member) == {"Contract"}

    row = withhold(AGENDA_ITEM, later.pk)

    assert kept_from(story.member) == {"Contract", "Contract award", "Annex"}
    assert kept_from(actor_in(story.body, Role.MEMBER)) == set()
    assert (row.words, row.reason, row.meeting) == (
        "Contract award, 6 Jan 2021",
        WHY,
        later.meeting,
    )
    assert row.added_by_id == story.secretary.user_id
    event = AuditEvent.objects.get(verb="record_withheld")
    assert "Contract award" not in f"{event.target_label}{event.detail}"


@pytest.mark.parametrize(
    ("held_on", "inherits"),
    [(dt.date(2020, 11, 1), False), (dt.date(2021, 3, 3), True)],
)
def test_who_stands_in_since_the_ruling_has_it_withheld_too(
    story, rule, later, withhold, action, held_on, inherits
):
    deputy = actor_in(story.body, Role.MEMBER)
    meeting = MeetingFactory(body=story.body, held_on=held_on)
    ReplyFactory(
        meeting=meeting,
        person=story.person,
        answer="apologies",
        deputy_id=deputy.person_id,
    )
    rule()
    withhold(AGENDA_ITEM, later.pk)
    withhold(ACTION, action.pk)

    assert ("Contract award" in kept_from(deputy)) is inherits
    assert reads(deputy, action) is not inherits
    (row,) = (
        row for row in withheld_records._answers.of_body(story.body.pk)
        if row.kind == ACTION
    )  # fmt: skip
    assert (deputy.person_id in row.person_ids) is inherits


def test_who_stands_in_at_the_items_own_meeting_has_it_withheld_too(
    story, rule, withhold
):
    before = MeetingFactory(body=story.body, held_on=dt.date(2020, 10, 7))
    item = AgendaItemFactory(section__meeting=before, title="Tender")
    deputy = actor_in(story.body, Role.MEMBER)
    ReplyFactory(
        meeting=before,
        person=story.person,
        answer="apologies",
        deputy_id=deputy.person_id,
    )
    rule()
    withhold(AGENDA_ITEM, item.pk)

    assert kept_from(deputy) == {"Tender"}


def test_an_action_is_withheld_from_its_lead_too_and_never_from_the_office(
    story, rule, withhold, action
):
    rule()
    action.lead_person = story.person
    action.save()
    assert reads(story.member, action)

    withhold(ACTION, action.pk)

    assert not reads(story.member, action)
    assert reads(story.secretary, action)
    assert reads(actor_in(story.body, Role.MEMBER), action)


def test_a_later_ruling_that_opens_the_papers_opens_the_records(
    story, rule, later, withhold
):
    rule()
    withhold(AGENDA_ITEM, later.pk)
    rule()
    assert "Contract award" in kept_from(story.member)

    opens = rule(withheld=False)

    assert kept_from(story.member) == set()
    OutboxMessage.objects.all().delete()
    open_or_close_what_was_added({"ruling_id": opens.pk})
    assert told() == [[later.meeting_id]]


def test_one_is_taken_back_with_a_reason_and_stays_on_record(
    story, rule, later, withhold, at
):
    rule()
    row = withhold(AGENDA_ITEM, later.pk)
    by = {"row": row, "actor": story.secretary, "at": at}
    with pytest.raises(RuleBroken, match="Say why it is opened again"):
        take_back_record(reason=" ", **by)

    take_back_record(reason="Another supplier", **by)

    assert kept_from(story.member) == {"Contract"}
    row.refresh_from_db()
    assert (row.taken_back_at, row.taken_back_reason) == (at, "Another supplier")
    with pytest.raises(RuleBroken, match="open again already"):
        take_back_record(reason="Once more", **by)
    assert withhold(AGENDA_ITEM, later.pk).pk != row.pk


def told():
    rows = OutboxMessage.objects.filter(topic="records_withheld").order_by("pk")
    return [row.payload["meeting_ids"] for row in rows]


def test_the_meetings_whose_papers_have_it_are_told(story, rule, later, withhold, at):
    rule()
    row = withhold(AGENDA_ITEM, later.pk)
    take_back_record(row=row, reason="Not so", actor=story.secretary, at=at)
    assert told() == [[later.meeting_id]] * 2

    keep_it_from_the_deputy({"meeting_id": story.meeting.pk})
    assert len(told()) == 2  # nothing is in force
    withhold(AGENDA_ITEM, later.pk)
    keep_it_from_the_deputy({"meeting_id": story.meeting.pk})
    assert told() == [[later.meeting_id]] * 4


def test_what_is_gone_is_told_of_no_more():
    keep_it_from_the_deputy({"meeting_id": 0})
    open_or_close_what_was_added({"ruling_id": 0})

    assert told() == []


@pytest.mark.parametrize(
    ("withheld", "words"),
    [(None, "Nobody has ruled yet"), (False, "leaves the papers open")],
)
def test_a_record_is_added_to_a_ruling_that_withholds(
    rule, later, withhold, withheld, words
):
    if withheld is not None:
        rule(withheld=withheld)

    with pytest.raises(RuleBroken, match=words) as refused:
        withhold(AGENDA_ITEM, later.pk)
    assert (refused.value.rule_id, refused.value.field) == ("CONF-6", "record")
    assert not WithheldRecord.objects.exists()


def test_the_wrong_record_is_refused_in_a_sentence(story, rule, later, withhold):
    rule()
    sub_item = AgendaItemFactory(section=story.item.section, parent=story.item)
    elsewhere = AgendaItemFactory()
    withhold(AGENDA_ITEM, later.pk)

    for kind, record_id, words in (
        (AGENDA_ITEM, elsewhere.pk, "Choose a record of this body"),
        (ACTION, ActionFactory().pk, "Choose a record of this body"),
        ("programme", 1, "Choose a record of this body"),
        (AGENDA_ITEM, story.item.pk, "papers of this item are withheld already"),
        (AGENDA_ITEM, sub_item.pk, "papers of this item are withheld already"),
        (AGENDA_ITEM, later.pk, "“Contract award, 6 Jan 2021” is withheld already"),
    ):
        with pytest.raises(RuleBroken, match=words):
            withhold(kind, record_id)
    with pytest.raises(RuleBroken, match="Say why this is withheld"):
        withhold(AGENDA_ITEM, later.pk, reason="")
    assert WithheldRecord.objects.count() == 1


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CHAIR])
def test_the_office_alone_adds_and_takes_back(story, rule, later, withhold, at, role):
    rule()
    row = withhold(AGENDA_ITEM, later.pk)
    other = actor_in(story.body, role)

    with pytest.raises(PermissionDenied, match="Only the board office"):
        withhold(AGENDA_ITEM, later.pk, actor=other)
    with pytest.raises(PermissionDenied, match="Only the board office"):
        take_back_record(row=row, reason="Mine", actor=other, at=at)
