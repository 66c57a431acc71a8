"""Items deferred from earlier meetings (AGD-13)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from boards.meetings import services
from boards.meetings.models import AgendaItem, CarriedItem
from boards.meetings.selectors import numbered_agenda, offered_items
from ics_portal.core.errors import RuleBroken
from tests.factories.meetings import CarriedItemFactory, MeetingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("AGD-13")]


@pytest.fixture
def november(body):
    return MeetingFactory(body=body, held_on=date(2020, 11, 4))


@pytest.fixture
def carried(build, november, body, by):
    """ICS Governance, deferred in November from the section Business."""
    [_, item] = build(
        "Routine: Declarations of Interest",
        "Business: ICS Governance",
        meeting=november,
    )
    services.edit_item(
        item=item,
        values={"owners": "Chair", "minutes": "20", "item_format": "attached"},
        was={},
        **by,
    )
    return services.defer_item(item=item, **by)


def test_a_deferred_item_is_offered_to_the_meeting_after(carried, meeting):
    assert offered_items(meeting) == [carried]


def test_it_is_not_offered_where_it_was_deferred(carried, november):
    assert offered_items(november) == []


def test_it_is_not_offered_before_the_meeting_it_was_deferred_to(
    carried, meeting, body
):
    carried.due_at_meeting = MeetingFactory(body=body, held_on=date(2021, 1, 13))
    carried.save()

    assert offered_items(meeting) == []


def test_another_body_is_not_offered_it(carried):
    assert offered_items(MeetingFactory()) == []


def test_taking_it_brings_it_as_it_stood(carried, meeting, build, agenda, by):
    build("Routine: Declarations of Interest", "Business: Finance", "Closing: AOB")

    AgendaItem.objects.filter(pk=carried.deferred_item_id).update(
        phrases="Project Lantern"
    )

    services.take_carried_item(meeting=meeting, carried=carried, **by)

    line = numbered_agenda(meeting.pk)[2]
    carried.refresh_from_db()
    assert agenda()[2] == "3 ICS Governance"
    assert (line.owners, line.minutes, line.format_words) == (
        *(("Chair",), 20, "Attached"),
    )
    assert (carried.state, carried.taken_as_id) == ("taken", line.item_id)
    assert AgendaItem.objects.get(pk=line.item_id).phrases == "Project Lantern"
    assert offered_items(meeting) == []


def test_it_can_be_taken_into_a_named_section(carried, meeting, build, section, by):
    build("Routine: A", "Business: B")

    item = services.take_carried_item(
        meeting=meeting, carried=carried, section=section("Routine"), **by
    )

    assert item.section == section("Routine")


def test_one_known_by_title_alone_goes_above_the_closing_section(
    meeting, build, body, agenda, by
):
    build("Business: Finance", "Closing: AOB")
    carried = services.carry_item(
        body=body, title="ICS Governance", deferred_from_text="4 November", **by
    )

    services.take_carried_item(meeting=meeting, carried=carried, **by)

    assert agenda() == ["1 Finance", "2 ICS Governance", "3 AOB"]


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        (
            ["Items: Finance, Any Other Business"],
            ["1 Finance", "2 ICS Governance", "3 Any Other Business"],
        ),
        (
            ["Routine: Minutes", "Business: Finance, Items for the next meeting, AOB"],
            [
                *("1 Minutes", "2 Finance", "3 ICS Governance"),
                *("4 Items for the next meeting", "5 AOB"),
            ],
        ),
        (
            ["Matters: Finance", "Any Other Business: AOB", "Dates: Next meeting"],
            ["1 Finance", "2 ICS Governance", "3 AOB", "4 Next meeting"],
        ),
    ],
)
def test_one_taken_goes_above_any_other_business(
    carried, meeting, build, agenda, by, sections, expected
):
    build(*sections)

    services.take_carried_item(meeting=meeting, carried=carried, **by)

    assert agenda() == expected


def test_one_taken_on_to_an_empty_agenda_gets_a_section(carried, meeting, agenda, by):
    services.take_carried_item(meeting=meeting, carried=carried, **by)

    assert agenda() == ["1 ICS Governance"]


def test_it_cannot_be_taken_twice(carried, meeting, body, by):
    services.take_carried_item(meeting=meeting, carried=carried, **by)
    later = MeetingFactory(body=body, held_on=date(2021, 1, 13))

    with pytest.raises(RuleBroken, match="no longer offered"):
        services.take_carried_item(meeting=later, carried=carried, **by)


def test_one_of_another_body_cannot_be_taken(meeting, by):
    with pytest.raises(RuleBroken, match="no longer offered"):
        services.take_carried_item(meeting=meeting, carried=CarriedItemFactory(), **by)


@pytest.mark.parametrize("end", ["removed", "undone"])
def test_one_taken_and_removed_again_is_offered_again(carried, meeting, by, end):
    item = services.take_carried_item(meeting=meeting, carried=carried, **by)

    if end == "removed":
        services.remove_item(item=item, **by)
    else:
        services.undo_last_change(meeting=meeting, **by)

    carried.refresh_from_db()
    assert (carried.state, carried.taken_as) == ("offered", None)
    assert offered_items(meeting) == [carried]


def test_a_removal_undone_takes_the_offer_back(carried, meeting, by):
    item = services.take_carried_item(meeting=meeting, carried=carried, **by)
    services.remove_item(item=item, **by)

    services.undo_last_change(meeting=meeting, **by)

    carried.refresh_from_db()
    assert (carried.state, carried.taken_as_id) == ("taken", item.pk)


def test_deferring_again_says_why_and_offers_it_later(carried, meeting, body, by):
    later = MeetingFactory(body=body, held_on=date(2021, 1, 13))
    services.defer_carried_again(
        meeting=meeting, carried=carried, to_meeting=later, reason="Not ready", **by
    )

    carried.refresh_from_db()
    assert (carried.deferred_from, carried.reason) == (meeting, "Not ready")
    assert offered_items(meeting) == []
    assert offered_items(later) == [carried]


def test_dropping_says_why_for_good(carried, meeting, by):
    services.drop_carried_item(
        meeting=meeting, carried=carried, reason="Overtaken by events", **by
    )

    carried.refresh_from_db()
    assert (carried.state, carried.reason) == ("dropped", "Overtaken by events")
    assert offered_items(meeting) == []


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (services.defer_carried_again, "Say why it is deferred again."),
        (services.drop_carried_item, "Say why it is dropped."),
    ],
)
def test_both_ask_for_a_reason(carried, meeting, by, act, sentence):
    with pytest.raises(RuleBroken) as refusal:
        act(meeting=meeting, carried=carried, reason=" ", **by)

    assert (refusal.value.message, refusal.value.field) == (sentence, "reason")


@pytest.mark.parametrize(
    "act", [services.defer_carried_again, services.drop_carried_item]
)
def test_both_can_be_undone(carried, meeting, by, act):
    act(meeting=meeting, carried=carried, reason="Not ready", **by)

    services.undo_last_change(meeting=meeting, **by)

    assert offered_items(meeting) == [carried]


def test_deferring_undone_leaves_no_offer(build, agenda, meeting, by):
    [item] = build("One: A")
    services.defer_item(item=item, **by)

    services.undo_last_change(meeting=meeting, **by)

    assert agenda() == ["1 A"]
    assert not CarriedItem.objects.exists()


def test_putting_back_undone_offers_it_again(build, agenda, meeting, by):
    [item] = build("One: A")
    carried = services.defer_item(item=item, **by)
    services.restore_item(item=item, **by)

    services.undo_last_change(meeting=meeting, **by)

    assert agenda() == []
    assert CarriedItem.objects.get().pk == carried.pk


def test_only_the_office_notes_a_deferred_item(body, member, at):
    with pytest.raises(PermissionDenied):
        services.carry_item(body=body, title="x", actor=member, at=at)
