"""The builder over HTTP: with and without htmx, and what bad input gets."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boards.meetings import services
from boards.meetings.contributions import (
    AgendaWarning,
    ItemNote,
    agenda_checks,
    item_notes,
)
from boards.meetings.models import AgendaItem
from boards.meetings.selectors import numbered_agenda
from ics_portal.accounts.actor import Role
from tests.factories.bodies import PurposeFactory, actor_in, someone_signed_up
from tests.factories.meetings import (
    AgendaSectionFactory,
    CarriedItemFactory,
    MeetingFactory,
)

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def items(build):
    built = build("One: Declarations of Interest, A, B", "Two: C", "Three: D")
    return {item.title: item for item in built}


@pytest.fixture
def page(meeting):
    return reverse("meetings:agenda_edit", args=[meeting.pk])


@pytest.fixture
def address(meeting):
    """``address("move", item)``: a view of the builder."""

    def find(name, *things):
        pks = [getattr(thing, "pk", thing) for thing in things]
        return reverse(f"meetings:{name}", args=[meeting.pk, *pks])

    return find


def said(response):
    return json.loads(response.headers["HX-Trigger"])["announce"]


def row_of(item, **typed):
    """What the form of a row sends: each field with what was shown."""
    shown = services.shown_fields(item)
    names = ("title", "owners", "purposes", "item_format", "minutes")
    sent = {name: shown[name] for name in names} | typed
    return sent | {f"was-{name}": shown[name] for name in names}


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CHAIR, Role.AUTHOR])
def test_who_may_not_build_is_told_why(client, body, page, role):
    client.force_login(someone_signed_up(body, role))

    response = client.get(page)

    assert response.status_code == 403
    assert "Only the secretary or governance lead" in response.content.decode()


def test_another_bodys_secretary_finds_nothing(client, page):
    client.force_login(someone_signed_up(MeetingFactory().body, Role.SECRETARY))

    assert client.get(page).status_code == 404


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("add", {"title": "New"}),
        ("undo", {}),
        ("start", {}),
        ("add_section", {"section_title": "New"}),
        ("add_declarations", {}),
        ("paste", {"table": "Finance"}),
    ],
)
def test_a_member_changes_nothing(client, body, items, agenda, address, name, data):
    client.force_login(someone_signed_up(body, Role.MEMBER))
    before = agenda()

    response = client.post(address(name), data)

    assert (response.status_code, agenda()) == (403, before)


@pytest.mark.parametrize(
    "name", ["save_row", "move", "remove", "defer", "withdraw", "restore", "item"]
)
def test_a_member_changes_no_item(client, body, items, agenda, address, name):
    client.force_login(someone_signed_up(body, Role.MEMBER))
    before = agenda()

    response = client.post(
        address(name, items["B"]), {"title": "x", "direction": "up", "reason": "x"}
    )

    assert (response.status_code, agenda()) == (403, before)


def test_the_builder_shows_numbers_times_and_what_is_to_be_put_right(
    browser, items, page
):
    html = browser.get(page).content.decode()

    assert 'aria-label="Title of item 5"' in html
    assert "10:05" in html
    assert "The next meeting is not set" in html
    assert "25 of 120 minutes" in html


def test_an_added_row_leads_back_to_itself(browser, items, agenda, address, page):
    response = browser.post(address("add"), {"title": "New", "minutes": "7"})

    added = AgendaItem.objects.get(title="New")
    assert response.url == f"{page}#row-{added.pk}"
    assert (added.minutes, agenda()[-1]) == (7, "6 New")


def test_an_added_row_renumbers_in_the_same_answer(browser, items, address, section):
    response = browser.post(
        address("add"), {"title": "New", "section": section("One").pk}, **HTMX
    )

    html = response.content.decode()
    assert said(response) == "Added item 4, New."
    assert 'aria-label="Title of item 6"' in html
    assert '<div id="agenda-side" hx-swap-oob="true">' in html
    assert "app-row--moved" in html
    assert "<html" not in html


def test_the_next_row_keeps_the_choices_of_the_last(
    browser, items, address, page, section, body
):
    approve = body.purposes.get(word="Approve")
    choice = {
        "title": "New",
        "section": section("Two").pk,
        "purposes": approve.pk,
        "item_format": "presentation",
        "minutes": "25",
    }
    browser.post(address("add"), choice)

    html = browser.get(page).content.decode()

    form = html[html.index('id="quick-add"') : html.index('id="agenda"')]
    chosen = re.findall(r'<option value="(\w*)" selected', form)
    assert chosen == [str(section("Two").pk), str(approve.pk), "presentation"]
    assert 'value="25"' in form


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"title": " "}, "Enter a title."),
        ({"title": "x" * 301}, "The title must be 300 characters or fewer"),
        ({"title": "New", "minutes": "ten"}, "Minutes must be a whole number"),
        ({"title": "New", "minutes": "0"}, "Minutes must be a whole number"),
        ({"title": "New", "minutes": "1000"}, "Minutes must be a whole number"),
        ({"title": "New", "item_format": "post"}, "Choose format"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_bad_row_says_why_and_keeps_what_was_typed(
    browser, items, agenda, address, data, sentence, headers
):
    response = browser.post(address("add"), data, **headers)

    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    assert data["title"].strip() in html
    assert len(agenda()) == 5


def test_a_section_or_purpose_of_another_body_is_refused_at_its_field(
    browser, items, agenda, address
):
    data = {
        "title": "New",
        "section": AgendaSectionFactory().pk,
        "purposes": PurposeFactory().pk,
    }

    html = browser.post(address("add"), data).content.decode()

    assert 'id="quick-section-error"' in html
    assert "Choose a section of this agenda; the one you chose is not on it." in html
    assert 'id="quick-purposes-error"' in html
    assert "the body&#39;s own list" in html
    assert len(agenda()) == 5


def test_a_row_saves_what_was_changed(browser, items, address, page):
    response = browser.post(
        address("save_row", items["A"]),
        row_of(items["A"], title="Money", minutes="20", owners="Chair / All"),
    )

    line = services.shown_fields(items["A"])
    assert response.url == f"{page}#row-{items['A'].pk}"
    assert (line["title"], line["minutes"], line["owners"]) == (
        *("Money", "20", "Chair / All"),
    )


def test_a_saved_row_is_announced_with_the_times_that_follow(browser, items, address):
    response = browser.post(
        address("save_row", items["A"]), row_of(items["A"], minutes="20"), **HTMX
    )

    assert said(response) == "Item 2, A: minutes changed."
    assert "10:25" in response.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_bad_cell_says_why_at_its_row_and_keeps_what_was_typed(
    browser, items, address, headers
):
    response = browser.post(
        address("save_row", items["A"]),
        row_of(items["A"], title="Kept", minutes="1000"),
        **headers,
    )

    html = response.content.decode()
    assert response.status_code == 422
    assert "Minutes must be a whole number from 1 to 480, for example 10." in html
    assert 'value="1000"' in html
    assert ">Kept</textarea>" in html
    assert 'aria-invalid="true"' in html


def test_a_purpose_that_is_unknown_is_refused_at_its_row(browser, items, address):
    response = browser.post(
        address("save_row", items["A"]), row_of(items["A"], purposes="99999")
    )

    assert response.status_code == 422
    assert "the body&#39;s own list" in response.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_the_later_of_two_is_shown_both_texts(
    browser, items, address, body, at, headers
):
    other = actor_in(body, Role.GOVERNANCE_LEAD)
    sent = row_of(items["A"], title="Mine", item_format="attached")
    services.set_item_field(
        item=items["A"], field="title", value="Theirs", was=None, actor=other, at=at
    )

    response = browser.post(address("save_row", items["A"]), sent, **headers)

    html = response.content.decode()
    assert response.status_code == 409
    assert f"{other.name} saved the title at 10:55" in html
    assert "Mine" in html
    assert "Theirs" in html
    # What settles it: mine over theirs, compared with what was seen now.
    again = {"title": "Mine", "was-title": "Theirs"}
    browser.post(address("save_row", items["A"]), again)
    items["A"].refresh_from_db()
    assert items["A"].title == "Mine"


def test_a_conflict_over_a_choice_is_told_in_words(browser, items, address, body, by):
    note, approve = (body.purposes.get(word=word) for word in ("Note", "Approve"))
    sent = row_of(items["A"], purposes=str(note.pk))
    services.set_item_purposes(item=items["A"], purpose_ids=[approve.pk], **by)

    html = browser.post(address("save_row", items["A"]), sent).content.decode()

    assert '<div class="app-two-texts__text">Note</div>' in html
    assert '<div class="app-two-texts__text">Approve</div>' in html


def test_what_was_typed_into_a_row_that_has_gone_is_shown(browser, items, address, by):
    sent = row_of(items["A"], title="Typed for nothing")
    services.remove_item(item=items["A"], **by)

    response = browser.post(address("save_row", items["A"].pk), sent)

    html = response.content.decode()
    assert response.status_code == 422
    assert "This item is no longer on the agenda" in html
    assert "Typed for nothing" in html


def test_an_arrow_moves_and_says_so(browser, items, address, agenda):
    response = browser.post(address("move", items["B"]), {"direction": "up"}, **HTMX)

    assert said(response) == "B is now item 2, was 3."
    assert agenda()[1:3] == ["2 B", "3 A"]


def test_an_arrow_without_scripts_leads_back_to_the_row(browser, items, address, page):
    response = browser.post(address("move", items["B"]), {"direction": "up"})

    assert response.url == f"{page}#row-{items['B'].pk}"


def test_a_move_that_breaks_a_rule_says_why(browser, items, address, agenda):
    response = browser.post(address("move", items["A"]), {"direction": "up"}, **HTMX)

    assert response.status_code == 422
    assert "Declarations of interest come before business" in said(response)
    assert agenda()[:2] == ["1 Declarations of Interest", "2 A"]


@pytest.mark.parametrize(
    ("above", "below", "order"),
    [("C", "#Three", "ABCD"), ("#Two", "C", "BACD"), ("D", "", "BCDA")],
)
def test_a_dropped_row_lands_between_its_neighbours(
    browser, items, address, agenda, section, above, below, order
):
    def key(name):
        if name.startswith("#"):
            return f"section-{section(name[1:]).pk}"
        return str(items[name].pk) if name else ""

    moved = items["C" if order == "ABCD" else "A"]
    browser.post(
        address("move", moved), {"after": key(above), "before": key(below)}, **HTMX
    )

    assert "".join(line[-1] for line in agenda()[1:]) == order


@pytest.mark.parametrize(
    "data", [{"after": "x"}, {"after": "row-1"}, {"after": "section-999999"}, {}]
)
def test_a_drop_beside_nothing_known_is_refused(browser, items, address, agenda, data):
    response = browser.post(address("move", items["B"]), data)

    assert response.status_code == 422
    assert agenda()[1:3] == ["2 A", "3 B"]


def test_the_places_of_a_long_agenda_are_chosen_from_a_list(
    browser, items, address, meeting, by
):
    services.add_item(meeting=meeting, parent=items["B"], title="b", **by)

    html = browser.get(address("move", items["A"])).content.decode()

    assert "Now item 2, One" in html
    assert "before 4, C" in html
    assert "at the end of Three" in html
    assert "as a sub-item of 3, B" in html
    assert "as a sub-item of 3a" not in html


@pytest.mark.parametrize(
    ("place", "order"),
    [("before-C", "BACD"), ("section-Three", "BCDA"), ("under-B", "BACD")],
)
def test_a_chosen_place_is_taken(
    browser, items, address, agenda, section, place, order
):
    kind, _, name = place.partition("-")
    pk = section(name).pk if kind == "section" else items[name].pk

    browser.post(address("move", items["A"]), {"place": f"{kind}-{pk}"})

    assert "".join(line[-1] for line in agenda()[1:]) == order


@pytest.mark.parametrize(
    "place", ["", "before-", "behind-3", "before-x", "before-9999"]
)
def test_a_place_that_is_none_is_refused(browser, items, address, place):
    response = browser.post(address("move", items["A"]), {"place": place})

    assert response.status_code == 422


def test_undo_is_offered_and_takes_the_last_change_back(
    browser, items, address, agenda, page
):
    browser.post(address("move", items["B"]), {"direction": "up"})
    assert "Undo: B is now item 2, was 3." in browser.get(page).content.decode()

    response = browser.post(address("undo"), follow=True)

    assert "Undone: B is now item 2, was 3." in response.content.decode()
    assert agenda()[1:3] == ["2 A", "3 B"]


def test_undo_by_htmx_is_announced(browser, items, address):
    browser.post(address("move", items["B"]), {"direction": "up"})

    response = browser.post(address("undo"), **HTMX)

    assert said(response) == "Undone: B is now item 2, was 3."


def test_nothing_to_undo_says_so(browser, meeting, address):
    response = browser.post(address("undo"), **HTMX)

    assert (response.status_code, said(response)) == (
        *(422, "There is nothing of yours to undo."),
    )


def test_a_purpose_is_set_in_one_step(browser, items, address, body):
    approve = body.purposes.get(word="Approve")

    browser.post(address("set_purpose", items["A"], approve))

    assert [each.word for each in items["A"].purposes.all()] == ["Approve"]


def test_missing_declarations_are_added_in_one_step(browser, build, address, agenda):
    build("One: Finance")

    browser.post(address("add_declarations"))
    browser.post(address("add_declarations"))

    item = AgendaItem.objects.get(standing="declarations")
    assert agenda() == ["1 Declarations of Interest", "2 Finance"]
    assert [owner.role_title for owner in item.owners.all()] == ["Chair"]


def test_an_empty_agenda_says_how_to_begin(browser, body, build, page, by):
    build("One: A", meeting=MeetingFactory(body=body, held_on="2020-11-04"))
    services.save_template(
        body=body,
        name="The usual agenda",
        rows=[services.TemplateRow(section_title="One", title="Welcome")],
        **by,
    )

    html = browser.get(page).content.decode()

    assert "No agenda yet for Wednesday 2 December 2020." in html
    assert "Start from “The usual agenda”" in html
    assert "Start from the agenda of 4 Nov 2020" in html


def test_an_agenda_is_started_from_a_template_or_the_last_meeting(
    browser, body, build, address, agenda, by
):
    template = services.save_template(
        body=body,
        name="The usual agenda",
        rows=[services.TemplateRow(section_title="One", title="Welcome")],
        **by,
    )
    browser.post(address("start"), {"template": template.pk})
    assert agenda() == ["1 Welcome"]

    browser.post(address("undo"))
    build("One: A, B", meeting=MeetingFactory(body=body, held_on="2020-11-04"))
    browser.post(address("start"))
    assert agenda() == ["1 A", "2 B"]


@pytest.mark.parametrize("template", ["x", "999999"])
def test_a_template_that_is_none_is_refused(browser, meeting, address, template):
    response = browser.post(address("start"), {"template": template})

    assert response.status_code == 422
    assert "Choose a template of this body." in response.content.decode()


def test_a_section_is_added_and_a_double_refused_with_its_words_kept(
    browser, items, address, meeting
):
    browser.post(address("add_section"), {"section_title": "Four"})
    assert meeting.sections.last().title == "Four"

    response = browser.post(address("add_section"), {"section_title": "four"})
    html = response.content.decode()
    assert "There is already a section called Four." in html
    assert 'value="four"' in html


def test_a_section_is_renamed_moved_and_removed(
    browser, items, address, agenda, section, meeting, page
):
    two = section("Two")
    assert "Section “Two”" in browser.get(address("section", two)).content.decode()

    browser.post(address("section", two), {"title": "Deux", "was-title": "Two"})
    response = browser.post(address("move_section", two), {"direction": "down"})
    assert response.url == f"{page}#row-section-{two.pk}"
    assert agenda()[3:] == ["4 D", "5 C"]

    browser.post(address("remove_section", two), {"move_items_to": section("Three").pk})
    assert [each.title for each in meeting.sections.all()] == ["One", "Three"]


def test_what_is_wrong_with_a_section_is_said_on_its_page(
    browser, items, address, section
):
    two = section("Two")

    empty = browser.post(address("section", two), {"title": ""})
    homeless = browser.post(address("remove_section", two), {})
    edge = browser.post(
        address("move_section", section("Three")), {"direction": "down"}
    )

    assert (empty.status_code, homeless.status_code, edge.status_code) == (
        *(422, 422, 422),
    )
    assert "Enter a title." in empty.content.decode()
    assert "choose the section they go to" in homeless.content.decode()
    assert "already the last" in edge.content.decode()


def test_two_who_rename_a_section_see_both_headings(browser, items, address, section):
    two = section("Two")
    browser.post(address("section", two), {"title": "Theirs", "was-title": "Two"})

    response = browser.post(
        address("section", two), {"title": "Mine", "was-title": "Two"}
    )

    html = response.content.decode()
    assert response.status_code == 409
    assert "Mine" in html
    assert "Theirs" in html


def test_what_other_rooms_say_stands_in_its_column_and_at_the_side(
    browser, items, page, meeting
):
    def notes(meeting_id, actor):
        return {items["A"].pk: ItemNote("Ready, 6 pages", "lock", "", "/x/", True)}

    def checks(meeting_id, today):
        return [
            AgendaWarning(
                items["A"].pk,
                "warn",
                "Item 2 says Note; the paper asks to approve.",
                "Set Approve",
                "/set/",
                True,
                "AGD-05",
            )
        ]

    item_notes.register(notes)
    agenda_checks.register(checks)
    try:
        html = browser.get(page).content.decode()
    finally:
        item_notes.forget(notes)
        agenda_checks.forget(checks)

    assert "Ready, 6 pages" in html
    assert "confidential paper, " in html
    assert 'action="/set/"' in html
    assert html.count("Item 2 says Note; the paper asks to approve.") == 3


def test_a_room_that_registers_twice_is_asked_once(meeting, secretary):
    def notes(meeting_id, actor):
        return {}

    before = len(list(item_notes))
    item_notes.register(notes)
    item_notes.register(notes)
    after = len(list(item_notes))
    item_notes.forget(notes)

    assert after == before + 1


@pytest.fixture
def issued(items, meeting, by):
    services.freeze_numbers(meeting=meeting, **by)
    return items


def test_after_issue_handles_and_cells_are_gone(browser, issued, page):
    html = browser.get(page).content.decode()

    assert "Issued: numbers are frozen" in html
    assert "app-move" not in html
    assert "<textarea" not in html
    assert "Add a late item" in html


def test_a_late_item_is_added_with_its_letter_and_reason(
    browser, issued, address, agenda
):
    data = {"title": "Late", "after": issued["A"].pk, "minutes": "5"}
    refused = browser.post(address("add"), data)
    assert "say why it is changed" in refused.content.decode()

    browser.post(address("add"), data | {"reason": "Received late"})
    assert agenda()[2] == "2a Late"


def test_after_issue_cures_lead_to_where_the_reason_is_asked_for(
    browser, issued, page, body, meeting, agenda, address
):
    carried = CarriedItemFactory(body=body, due_at_meeting=meeting)

    def checks(meeting_id, today):
        item_id = issued["A"].pk
        return [
            AgendaWarning(item_id, "warn", "Weak.", "Set", "/set/", True, "AGD-05"),
            AgendaWarning(None, "warn", "No agenda.", "Make", "/make/", True, "X-1"),
        ]

    agenda_checks.register(checks)
    try:
        html = browser.get(page).content.decode()
    finally:
        agenda_checks.forget(checks)
    assert 'class="app-one-button"' not in html
    assert f'href="{issued["A"].get_absolute_url()}" aria-label="Set: Weak."' in html
    assert "/make/" not in html
    assert "Add late" in html

    asked = browser.post(address("take", carried), {"reason": ""})
    assert asked.status_code == 422
    browser.post(address("take", carried), {"reason": "Asked for by the chair"})
    assert "4a ICS Governance" in agenda()


def test_an_offer_is_not_taken_by_looking(browser, items, page, body, agenda, address):
    carried = CarriedItemFactory(body=body)

    response = browser.get(address("take", carried))

    assert (response.url, len(agenda())) == (page, 5)


def test_a_withdrawn_item_is_listed_with_its_number_and_reason(
    browser, issued, address, page
):
    browser.post(address("withdraw", issued["A"]), {"reason": "Figures superseded"})

    html = browser.get(page).content.decode()
    assert "Withdrawn" in html
    assert "Figures superseded" in html


def test_the_builder_makes_the_same_queries_however_long_the_agenda(browser, body, by):
    counts = {}
    for length in (12, 40, 100):
        meeting = a_filled_meeting(body, length, by)
        page = reverse("meetings:agenda_edit", args=[meeting.pk])
        with CaptureQueriesContext(connection) as made:
            assert browser.get(page).status_code == 200
        counts[length] = len(made)

    assert len(set(counts.values())) == 1, counts


def test_a_reorder_is_one_request_of_the_same_queries_however_long_the_agenda(
    browser, body, by
):
    counts = {}
    for length in (12, 40, 200):
        meeting = a_filled_meeting(body, length, by)
        first, *_, last = numbered_agenda(meeting.pk)
        move = reverse("meetings:move", args=[meeting.pk, last.item_id])
        with CaptureQueriesContext(connection) as made:
            response = browser.post(move, {"place": f"before-{first.item_id}"}, **HTMX)
        assert said(response) == f"{last.title} is now item 1, was {length}."
        counts[length] = len(made)

    assert len(set(counts.values())) == 1, counts


def a_filled_meeting(body, length, by):
    """Six sections, two owners and a purpose to each item."""
    meeting = MeetingFactory(body=body)
    note = body.purposes.get(word="Note")
    rows = [
        services.RowToAdd(
            f"Section {n * 6 // length}",
            services.ItemDraft(
                title=f"Item {n}", owners=("Chair", "All"), purpose_ids=(note.pk,)
            ),
        )
        for n in range(length)
    ]
    services.add_items_from_rows(meeting=meeting, rows=rows, **by)
    return meeting


@pytest.mark.requirement("AGD-06")
def test_a_format_is_set_in_one_step_and_undone(browser, items, address):
    browser.post(address("set_format", items["A"], "attached"))
    items["A"].refresh_from_db()
    assert items["A"].item_format == "attached"

    response = browser.post(address("undo"), **HTMX)

    items["A"].refresh_from_db()
    assert items["A"].item_format == "verbal"
    assert response.status_code == 200


def test_a_format_that_does_not_exist_is_refused(browser, items, address):
    response = browser.post(address("set_format", items["A"], "sung"), **HTMX)

    items["A"].refresh_from_db()
    assert (response.status_code, items["A"].item_format) == (422, "verbal")


@pytest.mark.requirement("AGD-07")
def test_a_sub_item_is_brought_by_the_owner_of_its_item(
    browser, items, meeting, page, by
):
    for title in ("A", "B"):
        services.add_item(meeting=meeting, parent=items[title], title="Sub", **by)
    services.edit_item(item=items["A"], values={"owners": "Chair"}, was={}, **by)

    shown = browser.get(page).content.decode()

    assert "Item 2a has no owner" not in shown
    assert "Item 3 has no owner" in shown
    assert "Item 3a has no owner" in shown


def test_running_time_leads_to_the_minutes(browser, items, meeting, page, by):
    services.edit_item(item=items["B"], values={"minutes": "480"}, was={}, **by)

    shown = browser.get(page).content.decode()

    cell = f"form-{items['B'].pk}-minutes"
    assert f'href="{page}#{cell}"' in shown
    assert f'id="{cell}"' in shown
