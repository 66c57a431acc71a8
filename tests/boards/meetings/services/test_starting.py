"""Agendas that begin from a template, the last meeting or a pasted table."""

from datetime import date

import pytest

from boards.meetings import services
from boards.meetings.enums import ItemFormat
from boards.meetings.models import AgendaItem
from boards.meetings.selectors import earlier_agenda, numbered_agenda
from boards.meetings.services import ItemDraft, RowToAdd, TemplateRow
from ics_portal.core.errors import RuleBroken
from tests.factories.meetings import AgendaTemplateFactory, MeetingFactory

pytestmark = pytest.mark.django_db

USUAL = (
    TemplateRow(
        section_title="Routine Items of Business",
        title="Welcome, Introductions and Apologies",
        standing="welcome",
        owners="Chair",
        purpose_word="Note",
        minutes=3,
    ),
    TemplateRow(
        section_title="Routine Items of Business",
        title="Declarations of Interest",
        standing="declarations",
        owners="Chair",
        purpose_word="Note / No such word",
        item_format=ItemFormat.ATTACHED,
    ),
    TemplateRow(section_title="Sustainability"),
    TemplateRow(
        section_title="Any Other Business",
        title="Any Other Business",
        standing="aob",
        owners="All / Chair",
    ),
)


@pytest.fixture
def usual(body, by):
    return services.save_template(body=body, name="The usual agenda", rows=USUAL, **by)


@pytest.mark.requirement("AGD-08")
def test_an_agenda_starts_from_the_usual_items(meeting, usual, agenda, by):
    services.start_from_template(meeting=meeting, template=usual, **by)

    lines = numbered_agenda(meeting.pk)
    assert agenda() == [
        "1 Welcome, Introductions and Apologies",
        "2 Declarations of Interest",
        "3 Any Other Business",
    ]
    assert [section.title for section in meeting.sections.all()] == [
        "Routine Items of Business",
        "Sustainability",
        "Any Other Business",
    ]
    assert (lines[1].owners, lines[1].purposes, lines[1].format_words) == (
        *(("Chair",), ("Note",), "Attached"),
    )
    assert lines[2].owners == ("All", "Chair")
    assert [line.standing for line in lines] == ["welcome", "declarations", "aob"]


def test_starting_is_one_change_that_can_be_undone(meeting, usual, agenda, by):
    services.start_from_template(meeting=meeting, template=usual, **by)

    services.undo_last_change(meeting=meeting, **by)

    assert agenda() == []
    assert not meeting.sections.exists()


def test_a_started_agenda_is_not_started_again(build, meeting, usual, by):
    build("One: A")

    with pytest.raises(RuleBroken, match="already has 1 item; only an empty one"):
        services.start_from_template(meeting=meeting, template=usual, **by)


def test_a_template_of_another_body_is_refused(meeting, by):
    with pytest.raises(RuleBroken, match="template of this body"):
        services.start_from_template(
            meeting=meeting, template=AgendaTemplateFactory(), **by
        )


def test_keeping_a_template_again_replaces_its_rows(body, usual, by):
    again = services.save_template(
        body=body, name="The usual agenda", rows=USUAL[:1], **by
    )

    assert again == usual
    assert [row.title for row in again.rows.all()] == [
        "Welcome, Introductions and Apologies"
    ]


def test_a_template_with_business_before_declarations_is_refused(body, meeting, by):
    rows = [
        TemplateRow(section_title="One", title="Finance"),
        TemplateRow(section_title="Two", title="Declared", standing="declarations"),
    ]
    template = services.save_template(body=body, name="Wrong", rows=rows, **by)

    with pytest.raises(RuleBroken, match="come before business"):
        services.start_from_template(meeting=meeting, template=template, **by)


@pytest.fixture
def last(body, build, by):
    """A meeting a month before, with a sub-item, a private item and a withdrawn one."""
    last = MeetingFactory(body=body, held_on=date(2020, 11, 4))
    [_, finance, gone, private] = build(
        "Routine: Declarations of Interest",
        "Business: Finance, Gone, Private",
        meeting=last,
    )
    services.add_item(meeting=last, parent=finance, title="Capital", **by)
    services.withdraw_item(item=gone, reason="Not needed", **by)
    services.edit_item(
        item=private,
        values={"part": "2", "private_reason": "Commercial", "owners": "Chair"},
        was={},
        **by,
    )
    return last


def test_an_agenda_starts_from_the_last_meeting(meeting, last, agenda, by):
    services.start_from_last_meeting(meeting=meeting, **by)

    private = AgendaItem.objects.get(meeting=meeting, title="Private")
    assert agenda() == [
        "1 Declarations of Interest",
        "2 Finance",
        "2a Capital",
        "3 Private",
    ]
    assert (private.part, private.private_reason) == (2, "Commercial")
    assert private.owners.get().role_title == "Chair"


def test_the_last_meeting_is_the_latest_before_with_an_agenda(meeting, last, body):
    MeetingFactory(body=body, held_on=date(2020, 11, 18))  # has none
    MeetingFactory(body=body, held_on=date(2021, 1, 13))

    assert earlier_agenda(meeting) == last


def test_without_an_earlier_agenda_there_is_nothing_to_start_from(meeting, by):
    with pytest.raises(RuleBroken, match="no earlier agenda"):
        services.start_from_last_meeting(meeting=meeting, **by)


def row(title, section="", *, sub=False, **draft):
    return RowToAdd(section, ItemDraft(title=title, **draft), is_sub_item=sub)


def test_rows_are_added_under_their_sections(meeting, agenda, by):
    services.add_items_from_rows(
        meeting=meeting,
        rows=[
            row("Welcome", "Routine"),
            row("Finance", "Business", owners=("Chair",)),
            row("Capital", "Business", sub=True),
            row("Strategy", "business"),
        ],
        **by,
    )

    assert agenda() == ["1 Welcome", "2 Finance", "2a Capital", "3 Strategy"]
    assert [section.title for section in meeting.sections.all()] == [
        *("Routine", "Business"),
    ]


def test_rows_without_a_section_go_to_the_last(build, meeting, agenda, by):
    build("One: A", "Two: B")

    services.add_items_from_rows(meeting=meeting, rows=[row("C")], **by)

    assert agenda() == ["1 A", "2 B", "3 C"]


def test_pasted_sections_go_above_the_closing_one(build, meeting, agenda, by):
    build("Routine: Welcome", "Any Other Business: AOB")

    services.add_items_from_rows(
        meeting=meeting,
        rows=[
            row("Finance", "Sustainability"),
            row("Risk", "Assurance"),
            row("Thanks", "Any Other Business"),
            row("Loose"),
        ],
        **by,
    )

    assert [section.title for section in meeting.sections.all()] == [
        *("Routine", "Sustainability", "Assurance", "Any Other Business"),
    ]
    assert agenda() == [
        *("1 Welcome", "2 Loose", "3 Finance", "4 Risk", "5 AOB", "6 Thanks"),
    ]


def test_rows_without_a_section_stay_above_any_other_business(
    build, meeting, agenda, by
):
    build("Items: Finance, AOB")

    services.add_items_from_rows(meeting=meeting, rows=[row("C"), row("D")], **by)

    assert agenda() == ["1 Finance", "2 C", "3 D", "4 AOB"]


def test_rows_for_an_agenda_without_sections_get_one(meeting, by):
    services.add_items_from_rows(meeting=meeting, rows=[row("A"), row("B")], **by)

    assert [section.title for section in meeting.sections.all()] == [
        "Items of business"
    ]


@pytest.mark.requirement("AGD-08")
def test_declarations_pasted_behind_business_are_put_first(meeting, agenda, by):
    services.add_items_from_rows(
        meeting=meeting,
        rows=[row("Finance", "One"), row("Declarations of Interest", "Two")],
        **by,
    )

    assert agenda() == ["1 Declarations of Interest", "2 Finance"]


@pytest.mark.requirement("AGD-08")
def test_declarations_pasted_on_to_an_agenda_are_put_first(build, meeting, agenda, by):
    build("One: Welcome, Finance")

    services.add_items_from_rows(
        meeting=meeting, rows=[row("Declarations of Interest", "New")], **by
    )

    assert agenda() == ["1 Welcome", "2 Declarations of Interest", "3 Finance"]


@pytest.mark.requirement("AGD-08")
def test_a_second_declarations_row_is_business_like_any(meeting, by):
    items = services.add_items_from_rows(
        meeting=meeting,
        rows=[row("Declarations of Interest"), row("Declarations of interest: rules")],
        **by,
    )

    assert [item.standing for item in items] == ["declarations", ""]


def test_all_rows_are_added_or_none_and_the_row_is_named(meeting, agenda, by):
    with pytest.raises(RuleBroken) as refusal:
        services.add_items_from_rows(
            meeting=meeting, rows=[row("A"), row("B", minutes=0)], **by
        )

    assert refusal.value.message.startswith("Row 2: Minutes must be")
    assert refusal.value.field == "row-2-minutes"
    assert agenda() == []


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [([], "no rows to add"), ([row("A")] * 301, "these are 301")],
)
def test_too_few_or_too_many_rows_are_refused(meeting, by, rows, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        services.add_items_from_rows(meeting=meeting, rows=rows, **by)


def test_pasting_is_one_change_that_can_be_undone(build, meeting, agenda, by):
    build("One: A")
    services.add_items_from_rows(
        meeting=meeting, rows=[row("B", "New"), row("C", "New", sub=True)], **by
    )

    services.undo_last_change(meeting=meeting, **by)

    assert agenda() == ["1 A"]
