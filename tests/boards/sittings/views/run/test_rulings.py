"""Rulings, quorum and the private part on the run page."""

import datetime as dt

import pytest

from boards.meetings.enums import Part
from boards.meetings.models import Ruling
from boards.sittings.enums import EventKind
from boards.sittings.models import Movement, PrivateResolution, SittingEvent
from tests.boards.sittings.views.run.common import TEN, text, url
from tests.factories.calling import ItemParticipationFactory, RulingFactory
from tests.factories.meetings import AgendaItemFactory

ONE_DAY = dt.timedelta(days=1)


def test_the_strip_looks_ahead_to_items_with_rulings(
    office, meeting, items, here, opened
):
    for row in here[:2]:
        ruling = RulingFactory(item=items[1], person=row.person)
        ItemParticipationFactory(
            item=items[1], person=row.person, votes=False, ruling=ruling
        )

    page = text(office.get(url("run", meeting)))

    assert "Item 2: Not quorate" in page
    assert "ruling applies" in page


def test_an_inquorate_item_is_discussed_and_not_decided(
    office, meeting, items, people, opened
):
    office.post(url("begin_item", meeting, item_id=items[0].pk))
    page = text(office.get(url("run", meeting)))
    assert "nothing can be decided" in page
    assert "0 count and 2 are needed." in page

    address = f"{url('inquorate', meeting)}?item={items[0].pk}"
    assert office.post(address, {}).status_code == 422
    office.post(address, {"way_out": "defer", "words": "Next month."})

    event = SittingEvent.objects.get(kind=EventKind.INQUORATE)
    assert (event.item, event.way_out, event.words) == (
        items[0],
        "defer",
        "Next month.",
    )


def test_a_ruling_is_recorded_with_its_words_written(
    office, meeting, items, here, opened
):
    meeting.chair = here[0].person
    meeting.save()
    address = url("rule_in_room", meeting, item_id=items[1].pk)
    form = text(office.get(f"{address}?person={here[1].person_id}"))
    assert "Leaves for the whole item" in form

    sent = {
        "person": here[1].person_id,
        "option": "leaves",
        "nature": "Director of the provider",
        "declared_at_start": "0",
        "explained": "on",
        "ruled_by": here[0].person_id,
    }
    office.post(address, sent)

    ruling = Ruling.objects.get()
    assert "leave for the whole of the item" in ruling.words
    page = text(office.get(url("run_item", meeting, item_id=items[1].pk)))
    assert "asked when the item begins" in page
    refused = office.post(address, sent | {"ruled_by": here[2].person_id})
    assert "person presiding" in text(refused)
    assert "Director of the provider" in text(refused)


def test_who_was_ruled_to_leave_is_asked_for_by_name(
    office, meeting, items, here, opened
):
    row = here[1]
    ruling = RulingFactory(item=items[0], person=row.person, option="leaves")
    ItemParticipationFactory(
        item=items[0], person=row.person, votes=False, ruling=ruling
    )
    office.post(url("begin_item", meeting, item_id=items[0].pk))
    page = text(office.get(url("run", meeting)))
    assert f"{row.name} leaves for item 1." in page

    office.post(
        url("move_person", meeting),
        {"attendance": row.pk, "act": "leaves", "item": items[0].pk},
    )
    move = Movement.objects.get()
    assert (move.item, move.ruling) == (items[0], ruling)
    office.post(url("begin_item", meeting, item_id=items[1].pk))
    assert f"{row.name} is still out of the room." in text(
        office.get(url("run", meeting))
    )


def test_the_private_part_is_resolved_on_a_page(
    office, meeting, items, private_item, here, opened
):
    address = url("private", meeting)
    form = text(office.get(address))
    assert "Public Bodies (Admission to Meetings) Act 1960" in form

    sent = {
        "moved_by": here[0].pk,
        "seconded_by": here[0].pk,
        "wording": "That the public be excluded.",
        "carried": "1",
        f"reason_{private_item.pk}": "Commercial",
    }
    refused = office.post(address, sent)
    assert "own motion" in text(refused)
    office.post(address, sent | {"seconded_by": here[1].pk})

    assert PrivateResolution.objects.get().seconded_by == here[1]
    assert "The public was excluded at 10:00" in text(office.get(address))
    office.post(url("admit_public", meeting))
    assert SittingEvent.objects.last().kind == EventKind.PUBLIC_BACK


def test_a_private_session_is_offered_where_something_is_taken_in_it(
    office, meeting, items, here, opened
):
    assert "Go into private session" not in text(office.get(url("run", meeting)))

    AgendaItemFactory(
        section=items[0].section, part=Part.TWO, private_reason="Commercial"
    )

    assert "Go into private session" in text(office.get(url("run", meeting)))


@pytest.mark.parametrize(
    ("ruled_at", "said"),
    [(TEN, ", 10:00<"), (TEN - ONE_DAY, ", Tue 1 Dec 2020, 10:00<")],
)
def test_a_ruling_of_another_day_says_the_day(
    office, meeting, items, here, ruled_at, said
):
    ruling = RulingFactory(item=items[0], person=here[1].person, ruled_at=ruled_at)
    ItemParticipationFactory(item=items[0], person=here[1].person, ruling=ruling)

    assert f"{ruling.ruled_by}{said}" in text(office.get(url("run", meeting)))


def test_without_private_items_there_is_nothing_to_resolve(office, meeting, items):
    assert "No item is to be taken in private" in text(
        office.get(url("private", meeting))
    )
