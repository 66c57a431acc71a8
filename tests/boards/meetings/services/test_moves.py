"""Moving items: to a place, by steps, by dropping, in and out of sub-items."""

import pytest

from boards.meetings import services
from boards.meetings.models import AgendaChange, AgendaItem
from ics_portal.core.errors import RuleBroken

pytestmark = pytest.mark.django_db


@pytest.fixture
def items(build):
    """1 A, 2 B, 3 C under One; 4 D, 5 E under Two; Three is empty."""
    built = build("One: A, B, C", "Two: D, E", "Three")
    return {item.title: item for item in built}


def last_sentence():
    return AgendaChange.objects.first().summary


@pytest.mark.requirement("AGD-04")
def test_an_item_moved_before_another_renumbers_all(items, agenda, by):
    services.move_item(item=items["D"], before_id=items["B"].pk, **by)

    assert agenda() == ["1 A", "2 D", "3 B", "4 C", "5 E"]
    assert last_sentence() == "D is now item 2, was 4."


def test_an_item_moved_after_another_takes_its_section(items, agenda, by):
    services.move_item(item=items["A"], after_id=items["D"].pk, **by)

    assert agenda() == ["1 B", "2 C", "3 D", "4 A", "5 E"]


def test_an_item_moved_after_the_last_stands_last(items, agenda, by):
    services.move_item(item=items["A"], after_id=items["E"].pk, **by)

    assert agenda() == ["1 B", "2 C", "3 D", "4 E", "5 A"]


def test_an_item_moved_to_a_section_stands_at_its_end(items, agenda, section, by):
    services.move_item(item=items["A"], section_id=section("Two").pk, **by)

    assert agenda() == ["1 B", "2 C", "3 D", "4 E", "5 A"]


def test_an_item_moved_only_under_another_heading_says_so(items, by):
    services.step_item(item=items["C"], step=1, **by)

    assert last_sentence() == "C is still item 3, now under Two."


@pytest.mark.parametrize(
    ("title", "step", "order"),
    [
        ("B", -1, "BACDE"),
        ("B", 1, "ACBDE"),
        ("C", 1, "ABCDE"),  # to the top of the next section
        ("D", -1, "ABCDE"),  # to the end of the section before
    ],
)
def test_a_step_moves_one_place(items, agenda, by, title, step, order):
    services.step_item(item=items[title], step=step, **by)

    assert "".join(line[-1] for line in agenda()) == order


def test_steps_go_through_empty_sections(items, section, by):
    services.step_item(item=items["E"], step=1, **by)

    items["E"].refresh_from_db()
    assert items["E"].section == section("Three")


@pytest.mark.parametrize(
    ("title", "step", "sentence"),
    [("A", -1, "“A” is already first."), ("X", 1, "“X” is already last.")],
)
def test_a_step_at_the_end_of_the_way_says_so(
    items, meeting, section, by, title, step, sentence
):
    last = services.add_item(meeting=meeting, section=section("Three"), title="X", **by)

    with pytest.raises(RuleBroken) as refusal:
        services.step_item(item={**items, "X": last}[title], step=step, **by)

    assert refusal.value.message == sentence


def test_an_item_that_is_off_the_agenda_is_stepped_over(items, agenda, by):
    services.defer_item(item=items["B"], **by)
    services.step_item(item=items["C"], step=-1, **by)

    assert agenda() == ["1 C", "2 A", "3 D", "4 E"]


@pytest.mark.requirement("AGD-08")
def test_business_cannot_be_moved_before_declarations(build, agenda, by):
    [_, finance] = build("One: Declarations of Interest, Finance")

    with pytest.raises(RuleBroken) as refusal:
        services.step_item(item=finance, step=-1, **by)

    assert refusal.value.rule_id == "MTG-4"
    assert agenda() == ["1 Declarations of Interest", "2 Finance"]


@pytest.mark.requirement("AGD-08")
def test_declarations_cannot_be_moved_behind_business(build, by):
    [declarations, finance] = build("One: Declarations of Interest, Finance")

    with pytest.raises(RuleBroken, match="come before business"):
        services.move_item(item=declarations, after_id=finance.pk, **by)


@pytest.mark.requirement("AGD-08")
def test_the_welcome_may_stand_on_either_side_of_the_declarations(build, agenda, by):
    [welcome, _, _] = build("One: Welcome, Declarations of Interest, Finance")

    services.step_item(item=welcome, step=1, **by)

    assert agenda() == ["1 Declarations of Interest", "2 Welcome", "3 Finance"]


@pytest.mark.requirement("AGD-12")
def test_an_item_becomes_a_sub_item_and_an_item_again(items, agenda, by):
    services.move_item(item=items["B"], parent_id=items["A"].pk, **by)
    assert agenda() == ["1 A", "1a B", "2 C", "3 D", "4 E"]

    services.move_item(item=items["B"], after_id=items["D"].pk, **by)
    assert agenda() == ["1 A", "2 C", "3 D", "4 B", "5 E"]


@pytest.mark.requirement("AGD-12")
def test_sub_items_go_with_their_item_to_another_section(
    items, agenda, meeting, section, by
):
    sub = services.add_item(meeting=meeting, parent=items["A"], title="a", **by)

    services.move_item(item=items["A"], section_id=section("Two").pk, **by)

    sub.refresh_from_db()
    assert agenda() == ["1 B", "2 C", "3 D", "4 E", "5 A", "5a a"]
    assert sub.section == section("Two")


@pytest.mark.requirement("AGD-12")
def test_an_item_with_sub_items_cannot_become_one(items, meeting, by):
    services.add_item(meeting=meeting, parent=items["A"], title="a", **by)

    with pytest.raises(RuleBroken, match="cannot itself become a sub-item"):
        services.move_item(item=items["A"], parent_id=items["B"].pk, **by)


def test_an_item_cannot_stand_under_itself(items, by):
    with pytest.raises(RuleBroken, match="cannot have sub-items of its own"):
        services.move_item(item=items["A"], parent_id=items["A"].pk, **by)


def test_an_item_cannot_stand_before_itself(items, by):
    with pytest.raises(RuleBroken, match="Choose another place"):
        services.move_item(item=items["A"], before_id=items["A"].pk, **by)


def test_sub_items_step_among_their_fellows(items, agenda, meeting, by):
    first, second = (
        services.add_item(meeting=meeting, parent=items["A"], title=title, **by)
        for title in ("a", "b")
    )

    services.step_item(item=second, step=-1, **by)

    assert agenda()[:3] == ["1 A", "1a b", "1b a"]
    with pytest.raises(RuleBroken, match="“a” is already last"):
        services.step_item(item=first, step=1, **by)


def test_a_place_that_somebody_removed_is_said_to_be_gone(items, by):
    services.remove_item(item=items["D"], **by)

    with pytest.raises(RuleBroken, match="is no longer on the agenda") as refusal:
        services.move_item(item=items["A"], before_id=items["D"].pk, **by)

    assert refusal.value.field == "place"


def test_a_move_does_not_change_the_part(items, by):
    services.edit_item(
        item=items["E"],
        values={"part": "2", "private_reason": "Commercial"},
        was={},
        **by,
    )

    with pytest.raises(RuleBroken, match="the other part of the agenda"):
        services.move_item(item=items["A"], before_id=items["E"].pk, **by)


@pytest.mark.parametrize(
    ("moved", "above", "below", "order"),
    [
        ("A", "B", "C", "BACDE"),
        ("E", "A", "B", "AEBCD"),
        ("A", "E", None, "BCDEA"),
        ("A", "#Two", "D", "BCADE"),
        ("A", "#Three", None, "BCDEA"),
        ("D", "C", "#Two", "ABCDE"),
        ("A", "A", "B", "ABCDE"),
    ],
)
def test_an_item_lands_where_it_was_dropped(
    items, agenda, section, by, moved, above, below, order
):
    at_heading = above.startswith("#")
    services.drop_item(
        item=items[moved],
        above_id=None if at_heading else items[above].pk,
        above_section_id=section(above[1:]).pk if at_heading else None,
        below_id=items[below].pk if below in items else None,
        **by,
    )

    assert "".join(line[-1] for line in agenda()) == order


@pytest.fixture
def with_subs(items, meeting, by):
    """1 A with 1a x and 1b y."""
    for title in ("x", "y"):
        items[title] = services.add_item(
            meeting=meeting, parent=items["A"], title=title, **by
        )
    return items


@pytest.mark.parametrize(
    ("moved", "above", "below", "order"),
    [
        ("C", "x", "y", "AxyCBDE"),  # an item lands behind the sub-items
        ("C", "A", "x", "AxyCBDE"),
        ("y", "A", "x", "AyxBCDE"),
        ("x", "y", "B", "AyxBCDE"),
        ("x", "D", "E", "AyBCDxE"),  # dropped among items it becomes one
        ("A", "x", "y", "AxyBCDE"),  # among its own: nothing
    ],
)
def test_dropping_respects_sub_items(with_subs, agenda, by, moved, above, below, order):
    services.drop_item(
        item=with_subs[moved],
        above_id=with_subs[above].pk,
        below_id=with_subs[below].pk,
        **by,
    )

    assert "".join(line[-1] for line in agenda()) == order


def test_a_drop_beside_a_row_that_has_gone_is_refused(items, by):
    services.remove_item(item=items["C"], **by)

    with pytest.raises(RuleBroken, match="no longer on the agenda"):
        services.drop_item(item=items["A"], above_id=items["C"].pk, **by)


def test_a_move_writes_one_row(items, by):
    rows = dict(AgendaItem.objects.values_list("pk", "sort_key"))

    services.move_item(item=items["D"], before_id=items["B"].pk, **by)

    after = dict(AgendaItem.objects.values_list("pk", "sort_key"))
    assert [pk for pk in rows if rows[pk] != after[pk]] == [items["D"].pk]


def test_forty_moves_into_the_same_place_still_land_there(items, agenda, by):
    """Longer than the room between two keys lasts, so all are spread once."""
    for turn in range(40):
        moved = items["C" if turn % 2 else "D"]
        services.move_item(item=moved, after_id=items["A"].pk, **by)

    assert agenda()[:3] == ["1 A", "2 C", "3 D"]
