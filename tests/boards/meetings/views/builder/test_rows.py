"""Rows of the builder: added, saved in place, and two who change the same."""

import re

import pytest

from boards.meetings import services
from boards.meetings.models import AgendaItem
from ics_portal.accounts.actor import Role
from tests.boards.meetings.views.builder.common import HTMX, said
from tests.factories.bodies import PurposeFactory, actor_in
from tests.factories.meetings import AgendaSectionFactory

pytestmark = pytest.mark.django_db


def row_of(item, **typed):
    """What the form of a row sends: each field with what was shown."""
    shown = services.shown_fields(item)
    names = ("title", "owners", "purposes", "item_format", "minutes")
    sent = {name: shown[name] for name in names} | typed
    return sent | {f"was-{name}": shown[name] for name in names}


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


def test_a_purpose_is_set_in_one_step(browser, items, address, body):
    approve = body.purposes.get(word="Approve")

    browser.post(address("set_purpose", items["A"], approve))

    assert [each.word for each in items["A"].purposes.all()] == ["Approve"]


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
