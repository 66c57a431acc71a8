"""The meetings of the demonstration say what was published."""

from __future__ import annotations

from datetime import date

import pytest

from boards.actions.models import Action
from boards.meetings.enums import StandingItem
from boards.meetings.models import CarriedItem, Meeting
from boards.meetings.selectors import numbered_agenda
from ics_portal.demo.meetings import MINUTES
from ics_portal.demo.readings import december_agenda


@pytest.mark.requirement("AGD-04")
def test_the_agenda_of_december_is_the_published_one(sittings):
    published = december_agenda()["items"]

    agenda = numbered_agenda(sittings.december.pk)

    assert [
        (
            item.number,
            item.section_title,
            item.title,
            list(item.owners),
            list(item.purposes),
            item.format_words,
        )
        for item in agenda
    ] == [
        (
            str(row["n"]),
            row["section"],
            row["title"],
            row["owner_roles"],
            [row["action"]],
            row["format"],
        )
        for row in published
    ]


def test_the_running_order_is_five_minutes_too_long(sittings):
    assert sum(MINUTES.values()) == sittings.december.planned_minutes + 5


@pytest.mark.requirement("AGD-08")
def test_the_standing_items_are_known_as_such(sittings):
    kinds = {
        item.number: item.standing for item in numbered_agenda(sittings.december.pk)
    }

    assert kinds["1"] == StandingItem.WELCOME
    assert kinds["2"] == StandingItem.DECLARATIONS
    assert kinds["15"] == StandingItem.ANY_OTHER_BUSINESS


@pytest.mark.requirement("AGD-13")
def test_the_item_deferred_in_november_is_still_to_be_dealt_with(sittings):
    carried = CarriedItem.objects.get()

    assert (carried.title, carried.due_at_meeting) == (
        "ICS Governance",
        sittings.december,
    )


@pytest.mark.requirement("AGD-09")
def test_the_next_meeting_is_the_informal_one_of_january(sittings):
    coming = Meeting.objects.get(pk=sittings.december.pk).next_meeting

    assert (coming.held_on, coming.get_meeting_type_display()) == (
        date(2021, 1, 13),
        "Informal",
    )


def test_a_meeting_lies_ahead_on_a_wednesday_with_the_usual_agenda(sittings):
    ahead = Meeting.objects.get(held_on__year=2026)

    assert ahead.held_on == date(2026, 4, 29)
    assert [item.title for item in numbered_agenda(ahead.pk)][:2] == [
        "Welcome, Introductions and Apologies",
        "Declarations of Interest",
    ]


def test_the_log_is_imported_with_its_codes(sittings):
    assert list(Action.objects.values_list("code", flat=True)) == [
        "ICSB200304-02",
        "ICSB200304-04",
        "ICSB200902-01",
    ]


def test_what_the_minutes_of_november_resolve_is_in_the_log(sittings):
    numbers = [one.number for one in sittings.november.decisions.order_by("number")]

    assert numbers == ["ICSB-2020-001", "ICSB-2020-002"]
