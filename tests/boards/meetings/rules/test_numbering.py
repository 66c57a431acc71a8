"""Numbers: continuous, lettered, part 2 after part 1, kept once frozen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards.meetings.enums import BEFORE_DECLARATIONS, StandingItem
from boards.meetings.rules import (
    PlacedItem,
    agenda_order,
    declarations_problem,
    late_number,
    letters,
    number_agenda,
    split_number,
)


def an_item(item_id, *, section=1, **where):
    where.setdefault("sort_key", item_id * 10)
    return PlacedItem(item_id=item_id, section_key=(section, section), **where)


@pytest.mark.requirement("AGD-04")
def test_numbers_run_straight_through_the_sections():
    items = [an_item(1), an_item(2), an_item(3, section=2), an_item(4, section=3)]

    assert number_agenda(items) == {1: "1", 2: "2", 3: "3", 4: "4"}


@pytest.mark.requirement("AGD-04")
def test_numbers_follow_the_sort_keys_and_not_the_ids():
    items = [an_item(1, sort_key=30), an_item(2, sort_key=20), an_item(3, sort_key=10)]

    assert number_agenda(items) == {3: "1", 2: "2", 1: "3"}


def test_an_empty_agenda_has_no_numbers():
    assert number_agenda([]) == {}


@pytest.mark.requirement("AGD-12")
def test_sub_items_take_letters_under_their_item():
    items = [
        an_item(1),
        an_item(2, parent_id=1, sort_key=2),
        an_item(3, parent_id=1, sort_key=1),
        an_item(4),
    ]

    assert number_agenda(items) == {1: "1", 3: "1a", 2: "1b", 4: "2"}


def test_letters_go_on_after_z_as_page_labels_do():
    assert [letters(position) for position in (1, 2, 26, 27, 28, 53)] == [
        *("a", "b", "z", "aa", "bb", "aaa")
    ]


@given(st.integers(1, 900), st.integers(0, 200))
def test_a_number_can_be_taken_apart_again(whole, letter):
    number = f"{whole}{letters(letter) if letter else ''}"

    assert split_number(number) == (whole, letter)


@pytest.mark.parametrize("text", ["", "a7", "7.1", "7 a", "x"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match="not the number"):
        split_number(text)


def test_part_2_goes_on_counting_after_part_1():
    items = [
        an_item(1, part=2),
        an_item(2, section=2),
        an_item(3, section=2, part=2),
        an_item(4, section=3),
    ]

    assert number_agenda(items) == {2: "1", 4: "2", 1: "3", 3: "4"}


def test_taking_an_item_in_private_leaves_no_gap_in_part_1():
    before = [an_item(1), an_item(2), an_item(3)]
    after = [an_item(1), an_item(2, part=2), an_item(3)]

    assert number_agenda(before)[3] == "3"
    assert number_agenda(after) == {1: "1", 3: "2", 2: "3"}


@pytest.mark.parametrize("field", ["is_live"])
def test_an_item_off_the_agenda_has_no_number_before_issue(field):
    items = [an_item(1), an_item(2, **{field: False}), an_item(3)]

    assert number_agenda(items) == {1: "1", 3: "2"}


def test_the_sub_items_of_an_item_off_the_agenda_have_no_numbers():
    items = [an_item(1, is_live=False), an_item(2, parent_id=1), an_item(3)]

    assert number_agenda(items) == {3: "1"}


def frozen(item_id, number, **where):
    return an_item(item_id, frozen_number=number, **where)


@pytest.mark.requirement("AGD-04")
def test_a_frozen_number_is_kept_whatever_moves():
    items = [
        frozen(1, "1", sort_key=30),
        frozen(2, "2", sort_key=10),
        frozen(3, "3", sort_key=20, is_live=False),
    ]

    assert number_agenda(items) == {2: "2", 3: "3", 1: "1"}


@pytest.mark.parametrize(
    ("around", "number"),
    [
        pytest.param([frozen(1, "7"), frozen(3, "8")], "7a", id="between two"),
        pytest.param(
            [frozen(1, "7", sort_key=1), frozen(4, "7a", sort_key=2), frozen(3, "8")],
            "7b",
            id="after a late one",
        ),
        pytest.param(
            [
                frozen(1, "7", sort_key=1),
                frozen(4, "7a", sort_key=2, is_live=False),
                frozen(3, "8"),
            ],
            "7b",
            id="the letter of a withdrawn item is not used again",
        ),
        pytest.param(
            [frozen(1, "7"), frozen(3, "7a"), frozen(4, "8")],
            "7b",
            id="before an earlier late one still the next letter",
        ),
        pytest.param([frozen(3, "1"), frozen(4, "2")], "1a", id="placed first"),
    ],
)
def test_a_late_item_takes_the_next_letter_under_the_number_it_follows(around, number):
    late = an_item(2)

    assert number_agenda([*around, late])[2] == number


def test_after_10a_and_10b_comes_10c():
    items = [
        frozen(1, "10", sort_key=1),
        frozen(2, "10a", parent_id=1),
        frozen(3, "10b", parent_id=1),
        an_item(4, sort_key=2),
        an_item(5, parent_id=1, sort_key=99),
        frozen(6, "11"),
    ]

    assert number_agenda(items) == {
        1: "10",
        2: "10a",
        3: "10b",
        5: "10c",
        4: "10d",
        6: "11",
    }


def test_several_late_items_never_share_a_letter():
    items = [frozen(1, "1"), an_item(2), an_item(3), an_item(4), frozen(5, "2")]

    assert number_agenda(items) == {1: "1", 2: "1a", 3: "1b", 4: "1c", 5: "2"}


def test_a_late_item_in_part_2_uses_no_letter_of_part_1():
    """A letter used up in private would show as a gap in public."""
    items = [
        frozen(1, "1"),
        frozen(2, "2"),
        an_item(3, part=2, sort_key=1),
        frozen(4, "3", part=2),
    ]

    assert number_agenda(items)[3] == "3a"


def test_the_first_late_item_of_an_empty_part_2_takes_the_next_whole_number():
    items = [frozen(1, "1"), frozen(2, "2"), an_item(3, part=2)]

    assert number_agenda(items)[3] == "3"


def test_a_withdrawn_item_that_never_had_a_number_gets_none_by_freezing():
    items = [frozen(1, "1"), an_item(2, is_live=False)]

    assert number_agenda(items) == {1: "1"}


def test_a_late_number_with_nothing_before_it_is_whole():
    assert late_number(None, []) == "1"


@given(
    st.lists(
        st.tuples(
            st.integers(1, 4), st.integers(0, 5), st.integers(1, 2), st.booleans()
        ),
        max_size=12,
    )
)
def test_free_numbers_are_whole_without_gap_or_repeat(rows):
    items = [
        an_item(pk, section=section, sort_key=key, part=part, is_live=live)
        for pk, (section, key, part, live) in enumerate(rows, start=1)
    ]

    numbers = number_agenda(items)

    assert list(numbers.values()) == [str(n + 1) for n in range(len(numbers))]
    parts = [item.part for item in agenda_order(items) if item.item_id in numbers]
    assert parts == sorted(parts)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=12))
def test_numbers_stay_unique_however_late_items_come(places):
    items = [frozen(1, "1"), frozen(2, "2", sort_key=40)]
    for pk, place in enumerate(places, start=3):
        number = number_agenda([*items, an_item(pk, sort_key=place)])[pk]
        items.append(frozen(pk, number, sort_key=place))

    assert len({item.frozen_number for item in items}) == len(items)


def declared(items):
    return declarations_problem(
        items,
        declarations=StandingItem.DECLARATIONS,
        may_precede=BEFORE_DECLARATIONS,
    )


@pytest.mark.requirement("AGD-08")
@pytest.mark.parametrize(
    ("standings", "early"),
    [
        (["welcome", "declarations", ""], None),
        (["welcome", "quorum", "declarations", ""], None),
        (["declarations", "welcome", ""], None),
        (["welcome", "", "declarations"], 2),
        (["", "declarations"], 1),
        (["key_messages", "declarations"], 1),
        (["", ""], None),
        ([], None),
    ],
)
def test_declarations_come_before_business(standings, early):
    items = [an_item(pk, standing=what) for pk, what in enumerate(standings, start=1)]

    assert declared(items) == early


@pytest.mark.requirement("AGD-08")
def test_business_off_the_agenda_may_stand_before_declarations():
    items = [an_item(1, is_live=False), an_item(2, standing="declarations")]

    assert declared(items) is None


@pytest.mark.requirement("AGD-08")
def test_business_in_an_earlier_section_counts_as_before():
    items = [an_item(1, section=2, standing="declarations"), an_item(2, section=1)]

    assert declared(items) == 2


@pytest.mark.requirement("AGD-08")
def test_sub_items_of_the_welcome_are_no_business_of_their_own():
    items = [
        an_item(1, standing="welcome"),
        an_item(2, parent_id=1),
        an_item(3, standing="declarations"),
    ]

    assert declared(items) is None


@pytest.mark.requirement("AGD-08")
def test_declarations_that_were_withdrawn_order_nothing():
    items = [an_item(1), an_item(2, standing="declarations", is_live=False)]

    assert declared(items) is None
