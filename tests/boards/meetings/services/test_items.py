"""Adding items, and what befalls them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from boards.meetings import services
from boards.meetings.models import (
    AgendaChange,
    AgendaItem,
    CarriedItem,
    ItemOwner,
)
from boards.meetings.selectors import numbered_agenda
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import RuleBroken
from ics_portal.core.outbox.models import OutboxMessage
from tests.factories.bodies import PurposeFactory
from tests.factories.directory import OrganisationFactory, PersonFactory
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("AGD-02")
def test_an_added_item_has_all_its_columns(meeting, by, body):
    purpose = body.purposes.get(word="Approve")
    party = OrganisationFactory()
    item = services.add_item(
        meeting=meeting,
        title="Finance Report",
        owners=["Chair", "All"],
        purpose_ids=[purpose.pk],
        item_format="attached",
        minutes=15,
        party_ids=[party.pk],
        **by,
    )

    [line] = numbered_agenda(meeting.pk)

    assert (line.number, line.title, line.owners) == (
        *("1", "Finance Report", ("Chair", "All")),
    )
    assert (line.purposes, line.format_words, line.minutes) == (
        *(("Approve",), "Attached", 15),
    )
    assert line.section_title == "Items of business"
    assert list(item.parties.values_list("organisation_id", flat=True)) == [party.pk]


def test_an_owner_is_tied_to_the_one_person_so_titled(meeting, by):
    person = PersonFactory(name="Somebody", post_title="Medical Director")
    PersonFactory(name="Twin one", post_title="Chief Executive")
    PersonFactory(name="Twin two", post_title="Chief Executive")

    item = services.add_item(
        meeting=meeting,
        title="Clinical Strategy",
        owners=["Medical Director", "Chief Executive"],
        **by,
    )

    rows = ItemOwner.objects.filter(item=item).values_list("role_title", "person_id")
    assert list(rows) == [
        ("Medical Director", person.pk),
        ("Chief Executive", None),
    ]


def test_items_are_added_at_the_end_of_their_section(build, agenda, section, by):
    build("One: A, B", "Two: C")
    services.add_item(
        meeting=section("One").meeting, section=section("One"), title="D", **by
    )

    assert agenda() == ["1 A", "2 B", "3 D", "4 C"]


@pytest.mark.requirement("AGD-12")
def test_a_sub_item_is_lettered_under_its_item(build, agenda, meeting, by):
    [parent, _] = build("One: A, B")
    services.add_item(meeting=meeting, parent=parent, title="First", **by)
    services.add_item(meeting=meeting, parent=parent, title="Second", **by)

    assert agenda() == ["1 A", "1a First", "1b Second", "2 B"]


@pytest.mark.requirement("AGD-12")
def test_a_sub_item_has_no_sub_items(build, meeting, by):
    [parent] = build("One: A")
    sub = services.add_item(meeting=meeting, parent=parent, title="First", **by)

    with pytest.raises(RuleBroken, match="cannot have sub-items of its own"):
        services.add_item(meeting=meeting, parent=sub, title="Deeper", **by)


@pytest.mark.requirement("AGD-08")
def test_declarations_typed_last_are_put_before_business(build, agenda, meeting, by):
    build("Routine: Welcome and Apologies, Key Messages", "Business: Finance")
    services.add_item(meeting=meeting, title="Declarations of Interest", **by)

    assert agenda() == [
        "1 Welcome and Apologies",
        "2 Declarations of Interest",
        "3 Key Messages",
        "4 Finance",
    ]


@pytest.mark.requirement("AGD-08")
def test_business_cannot_be_added_before_the_declarations(build, section, meeting, by):
    build("Opening", "Routine: Declarations of Interest")

    with pytest.raises(RuleBroken) as refusal:
        services.add_item(
            meeting=meeting, section=section("Opening"), title="Finance", **by
        )

    assert refusal.value.rule_id == "MTG-4"
    assert "“Finance” cannot stand before them" in refusal.value.message


@pytest.mark.requirement("DOI-01")
@pytest.mark.requirement("AGD-08")
@pytest.mark.parametrize("end", ["removed", "deferred", "withdrawn", "private"])
def test_declarations_cannot_be_taken_away(build, agenda, by, end):
    [item, _] = build("Routine: Declarations of Interest, Finance")
    take_away = {
        "removed": lambda: services.remove_item(item=item, **by),
        "deferred": lambda: services.defer_item(item=item, **by),
        "withdrawn": lambda: services.withdraw_item(item=item, reason="None", **by),
        "private": lambda: services.edit_item(
            item=item, values={"part": "2", "private_reason": "x"}, was={}, **by
        ),
    }

    with pytest.raises(RuleBroken, match="stay on every agenda"):
        take_away[end]()

    assert agenda() == ["1 Declarations of Interest", "2 Finance"]


@pytest.mark.parametrize(
    ("fault", "field", "sentence"),
    [
        ({"title": " "}, "title", "Enter a title."),
        ({"title": "x" * 301}, "title", "300 characters or fewer"),
        ({"minutes": "ten"}, "minutes", "whole number from 1 to 480"),
        ({"minutes": 0}, "minutes", "whole number from 1 to 480"),
        ({"minutes": 1000}, "minutes", "whole number from 1 to 480"),
        ({"item_format": "post"}, "item_format", "Choose a format"),
        ({"part": 2}, "private_reason", "Say why this item is taken in private."),
        ({"part": 3}, "part", "Choose part 1 or part 2."),
        ({"party_ids": [999_999]}, "parties", "organisations from the directory"),
        ({"purpose_ids": [999_999]}, "purposes", "the body's own list"),
    ],
)
def test_bad_input_is_refused_at_its_field(meeting, by, fault, field, sentence):
    with pytest.raises(RuleBroken) as refusal:
        services.add_item(**({"meeting": meeting, "title": "Finance"} | fault | by))

    assert refusal.value.field == field
    assert sentence in refusal.value.message
    assert not AgendaItem.objects.exists()


@pytest.mark.requirement("AGD-05")
def test_a_purpose_of_another_body_is_refused(meeting, by):
    with pytest.raises(RuleBroken, match="body's own list"):
        services.add_item(
            meeting=meeting, title="A", purpose_ids=[PurposeFactory().pk], **by
        )


def test_a_section_of_another_meeting_is_refused(build, meeting, section, body, by):
    build("One: A")
    other = MeetingFactory(body=body)

    with pytest.raises(RuleBroken) as refusal:
        services.add_item(meeting=other, section=section("One"), title="B", **by)

    assert refusal.value.field == "section"


def test_only_the_office_changes_an_agenda(meeting, member, at):
    with pytest.raises(PermissionDenied, match="Only the secretary"):
        services.add_item(meeting=meeting, title="A", actor=member, at=at)


def test_every_change_is_recorded_counted_and_told(meeting, by, secretary, at):
    item = services.add_item(meeting=meeting, title="Finance", **by)

    change = AgendaChange.objects.get()
    event = AuditEvent.objects.get()
    message = OutboxMessage.objects.get(topic="agenda_item_changed")
    meeting.refresh_from_db()
    assert (change.summary, change.changed_at) == ("Added item 1, Finance.", at)
    assert (event.verb, event.actor_name) == ("agenda_changed", secretary.name)
    assert event.detail == {"summary": "Added item 1, Finance."}
    assert message.payload == {"meeting_id": meeting.pk, "item_ids": [item.pk]}
    assert meeting.agenda_version == 2
    assert item.history.get().history_user_id == secretary.user_id


def test_removing_takes_sub_items_along(build, agenda, meeting, by):
    [first, _] = build("One: A, B")
    services.add_item(meeting=meeting, parent=first, title="Sub", **by)

    services.remove_item(item=first, **by)

    assert agenda() == ["1 B"]
    assert not AgendaItem.objects.filter(pk=first.pk).exists()


def test_an_item_that_somebody_else_removed_is_said_to_be_gone(build, by):
    [item] = build("One: A")
    services.remove_item(item=item, **by)

    with pytest.raises(RuleBroken, match="no longer on the agenda") as refusal:
        services.remove_item(item=item, **by)

    assert refusal.value.rule_id == "MTG-9"


@pytest.mark.requirement("AGD-13")
def test_a_deferred_item_leaves_the_numbering_and_is_offered(
    build, agenda, meeting, body, by
):
    meeting.next_meeting = MeetingFactory(body=body, held_on=date(2021, 1, 13))
    meeting.save()
    [_, item, _] = build("One: A, ICS Governance, C")

    carried = services.defer_item(item=item, reason="Paper not ready", **by)

    assert agenda() == ["1 A", "2 C"]
    assert (carried.title, carried.deferred_from) == ("ICS Governance", meeting)
    assert carried.due_at_meeting == meeting.next_meeting
    assert carried.reason == "Paper not ready"


@pytest.mark.requirement("AGD-13")
@pytest.mark.parametrize("which", ["an earlier one", "another body's", "the same"])
def test_an_item_is_deferred_to_a_later_meeting_of_the_body_only(
    build, body, meeting, by, which
):
    [item] = build("One: A")
    to_meeting = {
        "an earlier one": MeetingFactory(body=body, held_on=date(2020, 11, 4)),
        "another body's": MeetingFactory(held_on=date(2021, 1, 13)),
        "the same": meeting,
    }[which]

    with pytest.raises(RuleBroken, match="later meeting of the same body"):
        services.defer_item(item=item, to_meeting=to_meeting, **by)


def test_sub_items_are_deferred_and_put_back_with_their_item(
    build, agenda, meeting, by
):
    [item, _] = build("One: A, B")
    services.add_item(meeting=meeting, parent=item, title="Sub", **by)

    services.defer_item(item=item, **by)
    assert agenda() == ["1 B"]

    services.restore_item(item=item, **by)
    assert agenda() == ["1 A", "1a Sub", "2 B"]


@pytest.mark.requirement("AGD-13")
def test_an_item_put_back_is_no_longer_offered(build, agenda, by):
    [item] = build("One: A")
    services.defer_item(item=item, **by)

    services.restore_item(item=item, **by)

    assert agenda() == ["1 A"]
    assert not CarriedItem.objects.exists()


@pytest.mark.requirement("AGD-13")
def test_an_item_taken_by_a_later_meeting_cannot_be_put_back(build, body, by):
    [item] = build("One: A")
    carried = services.defer_item(item=item, **by)
    later = MeetingFactory(body=body, held_on=date(2021, 1, 13))
    services.take_carried_item(meeting=later, carried=carried, **by)

    with pytest.raises(RuleBroken, match="taken on to a later agenda"):
        services.restore_item(item=item, **by)


def test_withdrawing_asks_for_a_reason(build, by):
    [item] = build("One: A")

    with pytest.raises(RuleBroken, match="Say why the item is withdrawn"):
        services.withdraw_item(item=item, reason=" ", **by)


def test_an_item_withdrawn_before_issue_leaves_no_gap(build, agenda, by):
    [item, _] = build("One: A, B")

    services.withdraw_item(item=item, reason="No longer needed", **by)

    item.refresh_from_db()
    assert agenda() == ["1 B"]
    assert item.state_reason == "No longer needed"


def test_a_withdrawn_item_cannot_be_deferred(build, by):
    [item] = build("One: A")
    services.withdraw_item(item=item, reason="No longer needed", **by)

    with pytest.raises(RuleBroken, match="is withdrawn, so it cannot become deferred"):
        services.defer_item(item=item, **by)


def test_a_sub_item_is_not_put_back_before_its_item(build, meeting, by):
    [item] = build("One: A")
    sub = services.add_item(meeting=meeting, parent=item, title="Sub", **by)
    services.defer_item(item=item, **by)

    with pytest.raises(RuleBroken, match="Put the item back before its sub-items"):
        services.restore_item(item=sub, **by)


def test_what_an_item_said_on_a_day_can_be_asked(meeting, by, body):
    note, approve = (body.purposes.get(word=word) for word in ("Note", "Approve"))
    item = services.add_item(meeting=meeting, title="A", purpose_ids=[note.pk], **by)
    services.add_item(meeting=meeting, title="B", **by)
    then = item.item_purposes.get().history.get().history_date
    services.step_item(item=item, step=1, **by)
    services.set_item_purposes(item=item, purpose_ids=[approve.pk], **by)

    held = item.item_purposes.model.history.as_of(then).filter(item_id=item.pk)

    assert [row.purpose.word for row in held] == ["Note"]


def test_thirty_items_added_after_the_same_one_still_follow_it(build, agenda, by):
    """Longer than the room between two keys lasts, so all are spread once."""
    [first, _] = build("One: A, Z")

    for number in range(30):
        services.add_item(
            meeting=first.meeting, after=first, title=f"Item {number}", **by
        )

    titles = [line.partition(" ")[2] for line in agenda()]
    assert titles == ["A", *(f"Item {n}" for n in range(29, -1, -1)), "Z"]
