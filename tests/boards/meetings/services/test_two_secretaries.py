"""Two secretaries at once: nothing is lost, numbers never collide.

Each acts in a thread with a connection of its own, on a database that really locks: a
file where the suite runs in memory, PostgreSQL where it is there.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections

from boards.meetings import services
from boards.meetings.models import AgendaItem, CarriedItem
from boards.meetings.selectors import numbered_agenda
from ics_portal.core.errors import EditConflict, RuleBroken
from tests.factories.meetings import CarriedItemFactory, MeetingFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

Act = Callable[[], Any]


@pytest.fixture
def at_once(tmp_path: Any) -> Iterator[Callable[..., list[Any]]]:
    """``at_once(act, act, …)`` does all together; gives results, or what was raised."""

    def run(*acts: Act) -> list[Any]:
        start = threading.Barrier(len(acts))

        def alone(act: Act) -> Any:
            try:
                start.wait()
                return act()
            except (RuleBroken, EditConflict) as refusal:
                return refusal
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(acts)) as threads:
            return list(threads.map(alone, acts))

    if connection.vendor != "sqlite":
        yield run
        return
    yield lambda *acts: on_a_file(tmp_path / "shared.sqlite3", run, acts)


def on_a_file(path: Any, run: Callable[..., list[Any]], acts: Any) -> list[Any]:
    """Do it on a copy of the database in a file, then copy the result back."""
    live = connection.settings_dict
    before = {"NAME": live["NAME"], "OPTIONS": live["OPTIONS"]}
    threads_settings = {"transaction_mode": "IMMEDIATE", "timeout": 20}
    live |= {"NAME": str(path), "OPTIONS": threads_settings}
    file = connections.create_connection("default")
    try:
        file.ensure_connection()
        file.connection.execute("PRAGMA journal_mode=WAL")
        connection.connection.backup(file.connection)
        results = run(*acts)
        file.connection.backup(connection.connection)
    finally:
        file.close()
        live |= before
    return results


@pytest.fixture
def items(build):
    built = build("One: A, B, C, D, E, F", "Two: G, H")
    return {item.title: item for item in built}


def numbers(meeting):
    return [line.number for line in numbered_agenda(meeting.pk)]


def adding(meeting, title, by, **fields):
    return lambda: services.add_item(meeting=meeting, title=title, **fields, **by)


def test_items_added_at_once_are_all_there_with_numbers_of_their_own(
    items, meeting, at_once, by
):
    at_once(*[adding(meeting, f"New {n}", by) for n in range(6)])

    titles = {line.title for line in numbered_agenda(meeting.pk)}
    assert titles == {*"ABCDEFGH", *(f"New {n}" for n in range(6))}
    assert numbers(meeting) == [str(n) for n in range(1, 15)]


def test_moves_at_once_are_all_made(items, meeting, at_once, by):
    def to_front(title):
        return lambda: services.move_item(
            item=items[title], before_id=items["A"].pk, **by
        )

    refusals = [each for each in at_once(*map(to_front, "DEFG")) if each is not None]

    order = "".join(line.title for line in numbered_agenda(meeting.pk))
    assert refusals == []
    assert sorted(order[:4]) == list("DEFG")
    assert order[4:] == "ABCH"
    assert numbers(meeting) == [str(n) for n in range(1, 9)]


def test_adding_moving_removing_and_editing_at_once_loses_nothing(
    items, meeting, at_once, by
):
    at_once(
        adding(meeting, "New", by),
        lambda: services.move_item(item=items["H"], before_id=items["B"].pk, **by),
        lambda: services.remove_item(item=items["C"], **by),
        lambda: services.set_item_field(
            item=items["D"], field="title", value="Dee", was="D", **by
        ),
        lambda: services.set_item_field(
            item=items["D"], field="minutes", value="15", was="5", **by
        ),
    )

    assert [line.title for line in numbered_agenda(meeting.pk)] == [
        *("A", "H", "B", "Dee", "E", "F", "G", "New")
    ]
    assert AgendaItem.objects.get(title="Dee").minutes == 15
    meeting.refresh_from_db()
    assert meeting.agenda_version == 1 + 10 + 5


def test_of_two_who_change_one_field_the_later_is_told(items, at_once, by):
    def saying(text):
        return lambda: services.set_item_field(
            item=items["A"], field="title", value=text, was="A", **by
        )

    results = at_once(saying("First"), saying("Second"))

    [conflict] = [each for each in results if each is not None]
    items["A"].refresh_from_db()
    assert isinstance(conflict, EditConflict)
    assert {conflict.mine, conflict.theirs} == {"First", "Second"}
    assert items["A"].title == conflict.theirs


def test_late_items_added_at_once_take_letters_of_their_own(
    items, meeting, at_once, by
):
    services.freeze_numbers(meeting=meeting, **by)
    late = {"after": items["B"], "reason": "Received late"}

    at_once(*[adding(meeting, f"Late {n}", by, **late) for n in range(4)])

    given = AgendaItem.objects.filter(title__startswith="Late")
    assert sorted(item.frozen_number for item in given) == ["2a", "2b", "2c", "2d"]


def test_a_carried_item_is_taken_by_one_of_two_meetings(
    items, meeting, body, at_once, by
):
    carried = CarriedItemFactory(body=body)
    other = MeetingFactory(body=body)

    results = at_once(
        *[
            lambda taker=taker: services.take_carried_item(
                meeting=taker, carried=carried, **by
            )
            for taker in (meeting, other)
        ]
    )

    refusals = [each for each in results if isinstance(each, RuleBroken)]
    assert len(refusals) == 1
    assert AgendaItem.objects.filter(title=carried.title).count() == 1
    assert CarriedItem.objects.get(pk=carried.pk).state == "taken"


def test_freezing_while_another_moves_freezes_what_stands(items, meeting, at_once, by):
    at_once(
        lambda: services.freeze_numbers(meeting=meeting, **by),
        lambda: services.move_item(item=items["H"], before_id=items["A"].pk, **by),
    )

    frozen = AgendaItem.objects.values_list("frozen_number", flat=True)
    assert sorted(frozen) == [str(n) for n in range(1, 9)]
    assert numbers(meeting) == [str(n) for n in range(1, 9)]
