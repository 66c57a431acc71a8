"""First and last days."""

from datetime import date

import pytest

from boards.directory.rules import wrong_closing, wrong_span, wrong_succession

JULY = date(2022, 7, 1)
JUNE = date(2022, 6, 30)


def test_an_end_before_the_start_is_told_with_both_days():
    assert wrong_span(JULY, JUNE, what="The role") == (
        "The role cannot end on 30 June 2022, before it starts on 1 July 2022."
    )


@pytest.mark.parametrize(
    ("start", "end"), [(JULY, JULY), (JUNE, JULY), (None, JULY), (JULY, None)]
)
def test_one_day_is_enough_and_an_open_end_is_none(start, end):
    assert wrong_span(start, end) == ""


def test_closing_before_opening_is_refused():
    problem = wrong_closing(JULY, None, JUNE, name="The trust")

    assert problem == (
        "The trust cannot close on 30 June 2022, before it opened on 1 July 2022."
    )


def test_what_is_closed_is_not_closed_again():
    assert "closed on 1 July 2022 already" in wrong_closing(
        None, JULY, JULY, name="The trust"
    )


@pytest.mark.parametrize("start", [None, JUNE, JULY])
def test_what_is_open_can_be_closed(start):
    assert wrong_closing(start, None, JULY, name="The trust") == ""


def succession(**changed):
    plain = {
        "predecessor": "The group",
        "predecessor_from": date(2013, 4, 1),
        "predecessor_to": None,
        "successor": "The board",
        "successor_from": JULY,
        "successor_to": None,
        "is_same": False,
        "on": JULY,
    }
    return wrong_succession(**plain | changed)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"predecessor_to": JUNE},
        {"predecessor_from": None, "successor_from": None},
        {"successor_to": date(2026, 3, 31)},
    ],
)
def test_a_board_follows_a_group_that_closed_the_day_before_or_will(changed):
    assert succession(**changed) == ""


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"is_same": True}, "cannot follow itself"),
        ({"predecessor_from": JULY}, "The group opened on 1 July 2022"),
        ({"predecessor_to": JULY}, "begins on 2 July 2022, not on 1 July 2022"),
        ({"successor_from": date(2022, 7, 2)}, "The board opens on 2 July 2022"),
        ({"successor_to": JUNE}, "The board closed on 30 June 2022"),
    ],
)
def test_what_cannot_have_been_is_told(changed, told):
    assert told in succession(**changed)
