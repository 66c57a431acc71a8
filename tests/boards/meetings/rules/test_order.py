"""Sort keys: a move writes one row, until there is no room and all are spread."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards.meetings.rules import GAP, keys_between, place, spread


@pytest.mark.parametrize(
    ("before", "after", "count", "keys"),
    [
        (None, None, 2, [GAP, 2 * GAP]),
        (10, None, 2, [10 + GAP, 10 + 2 * GAP]),
        (None, 10, 2, [10 - 2 * GAP, 10 - GAP]),
        (0, 10, 1, [5]),
        (0, 10, 3, [2, 4, 6]),
        (0, 2, 1, [1]),
        (0, 1, 1, []),
        (5, 5, 1, []),
    ],
)
def test_keys_lie_between_their_neighbours(before, after, count, keys):
    assert keys_between(before, after, count) == keys


def test_a_newcomer_with_room_is_the_only_row_written():
    assert place([(1, 0), (2, 10)], [3], 1) == {3: 5}


def test_without_room_everybody_is_spread_afresh():
    assert place([(1, 0), (2, 1)], [3], 1) == {1: GAP, 3: 2 * GAP, 2: 3 * GAP}


def test_several_newcomers_keep_their_order():
    assert place([(1, 0)], [2, 3], 1) == {2: GAP, 3: 2 * GAP}


def test_spreading_nobody_gives_nothing():
    assert spread(0) == []


@given(st.lists(st.integers(0, 30), min_size=1, max_size=120))
def test_repeated_moves_always_land_where_they_were_put(positions):
    order: list[int] = []
    keys: dict[int, int] = {}
    for newcomer, wish in enumerate(positions):
        position = min(wish, len(order))
        keys |= place([(pk, keys[pk]) for pk in order], [newcomer], position)
        order.insert(position, newcomer)

        assert sorted(order, key=keys.__getitem__) == order


def test_twenty_moves_into_the_same_place_need_no_respread():
    keys = {1: 0, 2: GAP}
    for newcomer in range(3, 23):
        written = place(
            [(1, keys[1]), (newcomer - 1, keys[newcomer - 1])], [newcomer], 1
        )
        assert list(written) == [newcomer]
        keys |= written
