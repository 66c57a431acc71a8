"""Published minutes are taken over as typed; nothing is guessed, nothing taken twice."""

import datetime as dt
import json
from typing import Any

import pytest

from boards.meetings.enums import MeetingState
from boards.meetings.selectors import numbered_agenda
from boards.minutes.importers import NotMinutes, read_minutes
from boards.minutes.models import MinuteEntry
from boards.minutes.presenters import items_of, minutes_words
from boards.minutes.services import import_minutes
from ics_portal.core.errors import RuleBroken
from tests.boards.minutes.conftest import AFTER, Sitting
from tests.factories.meetings import MeetingFactory

ROWS: list[dict[str, Any]] = [
    {"item": "1", "section": None, "title": "Welcome", "outcomes": []},
    {
        "item": "2",
        "section": None,
        "title": "Declarations of Interest",
        "outcomes": ["noted"],
        "resolution_summary": "A standing conflict was",
    },
    {"item": "", "title": "", "resolution_summary": "recognised."},
    {
        "item": "5.",
        "section": "Sustainability",
        "title": "Managing phase 3",
        "outcomes": ["endorsed", "not approved"],
        "resolution_summary": "Progress was told.",
        "action_by": "Chief Officer",
    },
    {
        "item": "5.",
        "section": "Sustainability",
        "title": "Managing phase 3",
        "outcomes": ["noted"],
    },
]


def read(rows=ROWS):
    return read_minutes(json.dumps({"items": rows}))


@pytest.fixture
def november(sitting: Sitting):
    return MeetingFactory(
        body=sitting.body, held_on=dt.date(2020, 11, 4), state=MeetingState.HELD
    )


def taken_over(sitting: Sitting, meeting, items=None):
    return import_minutes(
        meeting=meeting,
        body=sitting.body,
        items=read() if items is None else items,
        actor=sitting.secretary,
        at=AFTER,
    )


@pytest.mark.requirement("MIN-19")
def test_a_row_broken_over_two_pages_is_joined():
    items = read()
    assert [item.number for item in items] == ["1", "2", "5"]
    assert items[1].note == "A standing conflict was\nrecognised."
    assert items[2].outcomes == ("endorsed", "not approved", "noted")
    assert [item.section for item in items] == [
        "Routine items",
        "Routine items",
        "Sustainability",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nonsense", "must name the columns"),
        ("{nonsense", "no JSON"),
        ("[]", "no items"),
        ('{"items": []}', "no items"),
        ('{"items": [{"item": "1", "title": ""}]}', "lacks its number"),
    ],
)
def test_what_is_no_table_of_minutes_is_refused(text, words):
    with pytest.raises(NotMinutes, match=words):
        read_minutes(text)


def test_an_empty_agenda_is_filled_and_each_item_keeps_its_number(
    sitting: Sitting, november
):
    minutes = taken_over(sitting, november)
    assert [(line.number, line.title) for line in numbered_agenda(november.pk)] == [
        ("1", "Welcome"),
        ("2", "Declarations of Interest"),
        ("3", "Item 3, not in the minutes taken over"),
        ("4", "Item 4, not in the minutes taken over"),
        ("5", "Managing phase 3"),
    ]
    words = {item["number"]: item for item in items_of(minutes_words(minutes))}
    said = [entry["html"] for entry in words["5"]["entries"]]
    assert said == [
        "<p>Progress was told.</p>",
        "<p>Outcome as published: endorsed, not approved and noted.</p>",
    ]
    assert words["5"]["action_by"] == ["Chief Officer"]
    assert "No outcome was recorded" in words["1"]["entries"][-1]["html"]


def test_the_same_again_adds_nothing_and_typed_words_stay(sitting: Sitting, november):
    minutes = taken_over(sitting, november)
    entry = minutes.entries.get(key__startswith="outcome", action_by="Chief Officer")
    entry.text = "<p>My own words.</p>"
    entry.save()
    before = MinuteEntry.objects.count()
    taken_over(sitting, november)
    entry.refresh_from_db()
    assert (MinuteEntry.objects.count(), entry.text) == (
        before,
        "<p>My own words.</p>",
    )


def test_an_item_the_agenda_does_not_have_is_refused_and_nothing_taken(
    sitting: Sitting,
):
    rows = read([*ROWS, {"item": "9", "title": "Elsewhere", "outcomes": []}])
    with pytest.raises(RuleBroken, match="has no item 5, 9") as refused:
        taken_over(sitting, sitting.meeting, rows)
    assert refused.value.rule_id == "MNT-9"
    assert not MinuteEntry.objects.exists()


def test_what_the_portal_had_said_by_itself_gives_way(sitting: Sitting):
    minutes = sitting.drafted()
    key = f"outcome:none:{sitting.strategy.pk}"
    assert "No outcome" in minutes.entries.get(key=key).text
    taken_over(
        sitting,
        sitting.meeting,
        read([{"item": "3", "title": "Clinical strategy", "outcomes": ["endorsed"]}]),
    )
    entry = minutes.entries.get(key=key)
    assert (entry.text, entry.origin) == (
        "<p>Outcome as published: endorsed.</p>",
        "typed",
    )
