"""How an agenda begins, and what its page and other rooms say of it."""

import pytest

from boards.meetings import services
from boards.meetings.contributions import (
    AgendaWarning,
    ItemNote,
    agenda_checks,
    item_notes,
)
from boards.meetings.models import AgendaItem
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db


def test_the_builder_shows_numbers_times_and_what_is_to_be_put_right(
    browser, items, page
):
    html = browser.get(page).content.decode()

    assert 'aria-label="Title of item 5"' in html
    assert "10:05" in html
    assert "The next meeting is not set" in html
    assert "25 of 120 minutes" in html


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


def test_running_time_leads_to_the_minutes(browser, items, meeting, page, by):
    services.edit_item(item=items["B"], values={"minutes": "480"}, was={}, **by)

    shown = browser.get(page).content.decode()

    cell = f"form-{items['B'].pk}-minutes"
    assert f'href="{page}#{cell}"' in shown
    assert f'id="{cell}"' in shown
