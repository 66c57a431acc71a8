"""Warnings: a fact, then its cure."""

from datetime import time

import pytest

from boards.meetings.rules import AgendaFacts, TimedItem, agenda_warnings, run_clock
from boards.meetings.rules.warnings import FactOfItem, OfferedItem


def an_item(number, **facts):
    facts.setdefault("standing", "")
    facts.setdefault("is_live", True)
    return FactOfItem(item_id=number, number=str(number), **facts)


DECLARATIONS = an_item(1, standing="declarations")


def warnings(items=(DECLARATIONS,), *, minutes=60, offered=(), **facts):
    clock = run_clock([TimedItem(1, minutes)], starts_at=time(10), available=120)
    facts.setdefault("meeting_type", "formal")
    facts.setdefault("has_next_meeting", True)
    return agenda_warnings(
        AgendaFacts(clock=clock, items=items, offered=offered, **facts)
    )


def texts(found):
    return [warning.text for warning in found]


def test_an_agenda_in_order_has_no_warnings():
    assert warnings() == []


@pytest.mark.requirement("AGD-08")
def test_missing_declarations_are_the_gravest_warning():
    [warning] = warnings([an_item(1)], add_declarations_url="/add/")

    assert warning.text == "There is no item for declarations of interest."
    assert (warning.severity, warning.cure_url, warning.cure_is_post) == (
        *("stop", "/add/", True),
    )


@pytest.mark.requirement("AGD-08")
def test_withdrawn_declarations_are_missing():
    found = warnings([an_item(1, standing="declarations", is_live=False), an_item(2)])

    assert texts(found) == ["There is no item for declarations of interest."]


@pytest.mark.requirement("AGD-13")
def test_a_deferred_item_that_is_missing_is_named_with_its_cure():
    offer = OfferedItem(7, "ICS Governance", "4 November 2020", expected_here=True)

    [warning] = warnings(offered=[offer], take_urls={7: "/take/7/"})

    assert warning.text == (
        "ICS Governance was deferred from 4 November 2020 and is not on this agenda."
    )
    assert (warning.cure_label, warning.cure_url) == ("Add", "/take/7/")


@pytest.mark.requirement("AGD-13")
def test_an_item_deferred_to_another_meeting_is_no_warning():
    offer = OfferedItem(7, "ICS Governance", "4 November 2020", expected_here=False)

    assert warnings(offered=[offer]) == []


@pytest.mark.requirement("AGD-13")
def test_an_empty_agenda_is_told_of_deferred_items_alone():
    offer = OfferedItem(7, "ICS Governance", "4 November 2020", expected_here=True)

    found = warnings([], offered=[offer], has_next_meeting=False, minutes=500)

    assert texts(found) == [
        "ICS Governance was deferred from 4 November 2020 and is not on this agenda."
    ]


@pytest.mark.requirement("AGD-10")
def test_an_informal_meeting_is_warned_when_it_is_asked_to_decide():
    items = [DECLARATIONS, an_item(3, asks_to_decide=("Approve", "Ratify"))]

    found = warnings(items, meeting_type="informal")

    assert texts(found) == [
        "Item 3 asks to approve or ratify, but this meeting is informal."
    ]


@pytest.mark.requirement("AGD-10")
def test_a_formal_meeting_may_decide():
    assert warnings([DECLARATIONS, an_item(3, asks_to_decide=("Approve",))]) == []


@pytest.mark.requirement("AGD-07")
def test_an_item_without_an_owner_is_named():
    [warning] = warnings(
        [DECLARATIONS, an_item(4, has_owner=False, owners_url="/items/4/")]
    )

    assert warning.text == "Item 4 has no owner."
    assert (warning.cure_label, warning.cure_url) == ("Name one", "/items/4/")


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (120, "No running time is left: the agenda fills the meeting to the minute."),
        (125, "Running time is 5 minutes over."),
    ],
)
def test_running_time_is_warned_about(minutes, text):
    assert texts(warnings(minutes=minutes)) == [text]


@pytest.mark.requirement("AGD-09")
def test_a_missing_next_meeting_is_warned_about():
    [warning] = warnings(has_next_meeting=False, edit_meeting_url="/edit/")

    assert warning.text == (
        "The next meeting is not set; the agenda prints it at its foot."
    )
    assert warning.cure_url == "/edit/"
