"""The running clock."""

from datetime import time

import pytest

from boards.meetings.rules import TimedItem, run_clock


def clock(*items, starts_at=time(10), available=120):
    return run_clock(items, starts_at=starts_at, available=available)


def test_each_item_starts_when_those_before_it_end():
    running = clock(TimedItem(1, 3), TimedItem(2, 5), TimedItem(3, 7))

    assert running.starts == {1: time(10), 2: time(10, 3), 3: time(10, 8)}
    assert running.planned == 15
    assert running.ends_at == time(10, 15)


def test_an_empty_agenda_ends_as_it_starts():
    running = clock()

    assert (running.planned, running.ends_at, running.state) == (0, time(10), "under")


def test_an_item_with_sub_items_takes_their_time_and_not_its_own_as_well():
    running = clock(
        TimedItem(1, 99),
        TimedItem(2, 5, parent_id=1),
        TimedItem(3, 10, parent_id=1),
        TimedItem(4, 5),
    )

    assert running.minutes == {1: 15, 2: 5, 3: 10, 4: 5}
    assert running.starts == {
        1: time(10),
        2: time(10),
        3: time(10, 5),
        4: time(10, 15),
    }


@pytest.mark.parametrize(
    ("minutes", "state", "words"),
    [
        (110, "under", "10 minutes left"),
        (119, "under", "1 minute left"),
        (120, "full", "No running time left"),
        (121, "over", "1 minute over"),
        (125, "over", "5 minutes over"),
    ],
)
def test_the_clock_says_how_the_agenda_fits(minutes, state, words):
    running = clock(TimedItem(1, minutes))

    assert (running.state, running.words) == (state, words)


def test_an_item_after_midnight_has_no_time():
    running = clock(TimedItem(1, 45), TimedItem(2, 30), starts_at=time(23, 15))

    assert running.starts == {1: time(23, 15), 2: None}
    assert running.ends_at is None
