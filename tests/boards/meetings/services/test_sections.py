"""Section headings."""

import pytest

from boards.meetings import services
from boards.meetings.models import AgendaChange
from ics_portal.core.errors import EditConflict, RuleBroken

pytestmark = pytest.mark.django_db


def titles(meeting):
    return [section.title for section in meeting.sections.all()]


@pytest.mark.requirement("AGD-03")
def test_sections_stand_in_the_order_they_were_added(build, meeting):
    build("Routine", "Sustainability", "For Information")

    assert titles(meeting) == ["Routine", "Sustainability", "For Information"]


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("", "Enter a title."),
        ("x" * 201, "200 characters or fewer"),
        ("routine", "already a section called Routine"),
    ],
)
def test_a_heading_that_cannot_be_is_refused(build, meeting, by, title, sentence):
    build("Routine")

    with pytest.raises(RuleBroken, match=sentence) as refusal:
        services.add_section(meeting=meeting, title=title, **by)

    assert refusal.value.field == "title"


def test_a_section_is_renamed(build, meeting, section, by):
    build("Routine")

    services.rename_section(
        section=section("Routine"), title="Routine items", was="Routine", **by
    )

    assert titles(meeting) == ["Routine items"]


def test_two_who_rename_a_section_see_both_headings(build, section, by):
    build("Routine")
    row = section("Routine")
    services.rename_section(section=row, title="Theirs", was="Routine", **by)

    with pytest.raises(EditConflict) as conflict:
        services.rename_section(section=row, title="Mine", was="Routine", **by)

    assert (conflict.value.mine, conflict.value.theirs) == ("Mine", "Theirs")


def test_renaming_to_the_same_records_nothing(build, section, by):
    build("Routine")
    before = AgendaChange.objects.count()

    services.rename_section(
        section=section("Routine"), title="Routine", was="Routine", **by
    )

    assert AgendaChange.objects.count() == before


def test_a_section_cannot_take_anothers_name(build, section, by):
    build("Routine", "Other")

    with pytest.raises(RuleBroken, match="already a section"):
        services.rename_section(
            section=section("Other"), title="Routine", was="Other", **by
        )


@pytest.mark.requirement("AGD-04")
def test_moving_a_section_renumbers_its_items(build, agenda, section, by):
    build("One: A, B", "Two: C")

    services.move_section(section=section("Two"), step=-1, **by)

    assert agenda() == ["1 C", "2 A", "3 B"]


@pytest.mark.parametrize(("title", "step"), [("One", -1), ("Two", 1)])
def test_a_section_at_the_end_of_its_way_says_so(build, section, by, title, step):
    build("One: A", "Two: B")

    with pytest.raises(RuleBroken, match="already the"):
        services.move_section(section=section(title), step=step, **by)


@pytest.mark.requirement("AGD-08")
def test_business_is_not_moved_before_declarations_with_its_section(
    build, agenda, section, by
):
    build("Routine: Declarations of Interest", "Business: Finance")

    with pytest.raises(RuleBroken) as refusal:
        services.move_section(section=section("Business"), step=-1, **by)

    assert refusal.value.rule_id == "MTG-4"
    assert agenda() == ["1 Declarations of Interest", "2 Finance"]


def test_an_empty_section_is_removed(build, meeting, section, by):
    build("One: A", "Two")

    services.remove_section(section=section("Two"), **by)

    assert titles(meeting) == ["One"]


def test_the_items_of_a_removed_section_go_where_they_are_sent(
    build, agenda, meeting, section, by
):
    items = build("One: A", "Two: B, C", "Three: D")
    services.add_item(meeting=meeting, parent=items[1], title="b", **by)

    services.remove_section(
        section=section("Two"), move_items_to=section("Three"), **by
    )

    assert agenda() == ["1 A", "2 D", "3 B", "3a b", "4 C"]
    assert titles(meeting) == ["One", "Three"]


@pytest.mark.parametrize("target", [None, "Two"])
def test_a_section_with_items_asks_where_they_go(build, section, by, target):
    build("One: A", "Two: B")
    to = section(target) if target else None

    with pytest.raises(RuleBroken) as refusal:
        services.remove_section(section=section("Two"), move_items_to=to, **by)

    assert refusal.value.field == "move_items_to"


def test_a_section_somebody_removed_is_said_to_be_gone(build, section, by):
    build("One: A", "Two")
    row = section("Two")
    services.remove_section(section=row, **by)

    with pytest.raises(RuleBroken, match="not on it"):
        services.rename_section(section=row, title="x", was=None, **by)
