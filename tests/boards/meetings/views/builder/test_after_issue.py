"""The builder once the agenda was issued: late items, and what is offered."""

import pytest

from boards.meetings import services
from boards.meetings.contributions import AgendaWarning, agenda_checks
from tests.factories.meetings import CarriedItemFactory

pytestmark = pytest.mark.django_db


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
