"""Where a row goes: arrows, a drop, a place out of a list, and undo."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boards.meetings import services
from boards.meetings.selectors import numbered_agenda
from tests.boards.meetings.views.builder.common import HTMX, said
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db


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
