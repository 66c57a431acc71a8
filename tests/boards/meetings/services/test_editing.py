"""Changing fields; the later saver is shown both texts."""

import pytest

from boards.meetings import services
from boards.meetings.models import AgendaChange, AgendaItem
from boards.meetings.selectors import numbered_agenda
from ics_portal.accounts.actor import Role
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.outbox.models import OutboxMessage
from tests.factories.bodies import actor_in
from tests.factories.directory import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(build):
    [item] = build("One: Finance")
    return item


def shown(item, field):
    """What a page shows of the item."""
    [line] = numbered_agenda(item.meeting_id)
    return getattr(line, field)


def test_words_that_name_the_matter_are_saved_one_to_a_line(item, by):
    typed = " Project  Lantern\r\n\r\nHarbour House\nProject Lantern"
    values = {"phrases": typed}

    services.edit_item(item=item, values=values, was={"phrases": ""}, **by)

    item.refresh_from_db()
    assert item.phrases == "Project Lantern\nHarbour House"
    services.undo_last_change(meeting=item.meeting, **by)
    item.refresh_from_db()
    assert item.phrases == ""


@pytest.mark.parametrize(
    ("field", "was", "typed", "attribute", "kept"),
    [
        ("title", "Finance", " Finance  Report ", "title", "Finance Report"),
        ("minutes", "5", "15", "minutes", 15),
        ("item_format", "verbal", "attached", "format_words", "Attached"),
        ("owners", "", "Chair / All", "owners", ("Chair", "All")),
        (
            "confidential_reason",
            "",
            "Named firms",
            "confidential_reason",
            "Named firms",
        ),
    ],
)
def test_a_field_is_saved(item, by, field, was, typed, attribute, kept):
    services.set_item_field(item=item, field=field, value=typed, was=was, **by)

    assert shown(item, attribute) == kept


@pytest.mark.requirement("AGD-05")
def test_an_item_may_have_several_purposes(item, body, by):
    words = body.purposes.filter(word__in=["Note", "Approve"])
    services.set_item_purposes(
        item=item, purpose_ids=[purpose.pk for purpose in words], **by
    )

    assert shown(item, "purposes") == ("Note", "Approve")


def test_the_change_is_told_in_a_sentence(item, by):
    services.edit_item(
        item=item, values={"minutes": "15", "title": "Money"}, was={}, **by
    )

    assert AgendaChange.objects.first().summary == (
        "Item 1, Money: title and minutes changed."
    )


def test_what_was_not_touched_is_left_to_who_changed_it(item, by):
    """The row's form sends every field; only those typed into are meant."""
    services.set_item_field(item=item, field="title", value="Money", was=None, **by)

    services.edit_item(
        item=item,
        values={"title": "Finance", "minutes": "20"},
        was={"title": "Finance", "minutes": "5"},
        **by,
    )

    assert (shown(item, "title"), shown(item, "minutes")) == ("Money", 20)


def test_the_later_saver_is_shown_both_texts_and_nothing_is_lost(
    item, body, secretary, at
):
    other = actor_in(body, Role.GOVERNANCE_LEAD)
    services.set_item_field(
        item=item, field="title", value="Theirs", was="Finance", actor=other, at=at
    )

    with pytest.raises(EditConflict) as conflict:
        services.edit_item(
            item=item,
            values={"title": "Mine", "minutes": "20"},
            was={"title": "Finance", "minutes": "5"},
            actor=secretary,
            at=at,
        )

    error = conflict.value
    assert (error.field, error.mine, error.theirs) == ("title", "Mine", "Theirs")
    assert error.message == (
        f"{other.name} changed the title at 10:55, after you opened this page."
    )
    assert (shown(item, "title"), shown(item, "minutes")) == ("Theirs", 5)


def test_two_who_save_the_same_text_do_not_quarrel(item, by):
    services.set_item_field(item=item, field="minutes", value="20", was="5", **by)

    services.set_item_field(item=item, field="minutes", value="20", was="5", **by)

    assert shown(item, "minutes") == 20


def test_a_conflict_with_a_change_since_undone_names_nobody(item, by, secretary, at):
    services.set_item_field(item=item, field="title", value="Theirs", was=None, **by)
    services.undo_last_change(meeting=item.meeting, actor=secretary, at=at)

    with pytest.raises(EditConflict, match="The title was changed after you opened"):
        services.set_item_field(
            item=item, field="title", value="Mine", was="Theirs", **by
        )


def test_saving_the_same_again_changes_and_records_nothing(item, by):
    before = AgendaChange.objects.count()

    services.set_item_field(item=item, field="title", value="Finance", was=None, **by)

    assert AgendaChange.objects.count() == before


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"title": ""}, "title", "Enter a title."),
        ({"minutes": "0"}, "minutes", "whole number"),
        ({"item_format": "x"}, "item_format", "Choose a format"),
        ({"purposes": "999999"}, "purposes", "the body's own list"),
        ({"purposes": "x"}, "purposes", "Choose from the list."),
        ({"parties": "999999"}, "parties", "the directory"),
        ({"part": "3"}, "part", "Choose part 1 or part 2."),
        ({"part": "2"}, "private_reason", "Say why this item is taken in private."),
        ({"open_title": "x" * 301}, "open_title", "300 characters"),
        ({"owners": "x" * 201}, "owners", "200 characters"),
    ],
)
def test_bad_input_is_refused_at_its_field(item, by, values, field, sentence):
    with pytest.raises(RuleBroken) as refusal:
        services.edit_item(item=item, values=values, was={}, **by)

    assert refusal.value.field == field
    assert sentence in refusal.value.message


def test_a_field_that_does_not_exist_is_refused(item, by):
    with pytest.raises(RuleBroken, match="no field “sort_key”"):
        services.set_item_field(item=item, field="sort_key", value="1", was=None, **by)


@pytest.mark.requirement("AGD-14")
def test_an_item_is_taken_in_private_with_a_reason_and_an_open_title(build, agenda, by):
    [first, _] = build("One: Named supplier in dispute, Finance")

    services.edit_item(
        item=first,
        values={
            "part": "2",
            "private_reason": "Commercial in confidence",
            "open_title": "A contract",
        },
        was={"part": "1", "private_reason": "", "open_title": ""},
        **by,
    )

    first.refresh_from_db()
    assert agenda() == ["1 Finance", "2 Named supplier in dispute"]
    assert (first.private_reason, first.open_title) == (
        *("Commercial in confidence", "A contract"),
    )


@pytest.mark.requirement("AGD-14")
def test_back_in_public_neither_reason_nor_open_title_stays(item, by):
    private = {"part": "2", "private_reason": "Commercial", "open_title": "A contract"}
    services.edit_item(item=item, values=private, was={}, **by)

    services.edit_item(item=item, values={"part": "1"}, was={}, **by)

    item.refresh_from_db()
    assert (item.part, item.private_reason, item.open_title) == (1, "", "")


@pytest.mark.requirement("AGD-12")
def test_sub_items_follow_their_item_into_part_2(item, meeting, by):
    sub = services.add_item(meeting=meeting, parent=item, title="a", **by)
    services.edit_item(item=item, values={"private_reason": "Commercial"}, was={}, **by)

    services.edit_item(item=item, values={"part": "2"}, was={}, **by)

    sub.refresh_from_db()
    assert (sub.part, sub.private_reason) == (2, "Commercial")
    with pytest.raises(RuleBroken, match="the same part as its item"):
        services.edit_item(item=sub, values={"part": "1"}, was={}, **by)


def test_a_sub_item_added_to_a_private_item_is_private(item, meeting, by):
    services.edit_item(
        item=item, values={"part": "2", "private_reason": "Commercial"}, was={}, **by
    )

    sub = services.add_item(meeting=meeting, parent=item, title="a", **by)

    assert (sub.part, sub.private_reason) == (2, "Commercial")


@pytest.mark.requirement("AGD-14")
def test_the_decision_to_keep_a_confidential_paper_in_part_1_is_remembered(item, by):
    services.edit_item(
        item=item,
        values={"confidential_reason": "The title may be known; the paper not."},
        was={"confidential_reason": ""},
        **by,
    )

    item.refresh_from_db()
    assert item.confidential_reason == "The title may be known; the paper not."


def test_organisations_concerned_are_kept_and_told(item, by):
    first, second = OrganisationFactory(), OrganisationFactory()
    services.set_item_parties(item=item, organisation_ids=[first.pk], **by)
    services.set_item_parties(item=item, organisation_ids=[second.pk], **by)

    told = OutboxMessage.objects.filter(topic="agenda_item_changed")
    assert [party.organisation for party in item.parties.all()] == [second]
    assert told.count() == 3  # added, and concerning each in turn


@pytest.mark.requirement("AGD-07")
def test_owners_are_replaced_in_the_order_given(item, by):
    services.set_item_owners(item=item, owners=["Chair"], **by)
    services.set_item_owners(item=item, owners=["Head of PMO", "Chair"], **by)

    assert shown(item, "owners") == ("Head of PMO", "Chair")


def test_an_item_somebody_removed_is_said_to_be_gone(item, by):
    AgendaItem.objects.filter(pk=item.pk).delete()

    with pytest.raises(RuleBroken, match="somebody removed it"):
        services.set_item_field(item=item, field="title", value="x", was=None, **by)
