"""The page that takes published minutes over: paste or choose a file, see, and agree."""

import datetime as dt
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from boards.meetings.enums import MeetingState
from boards.meetings.selectors import numbered_agenda
from boards.minutes.enums import EntryOrigin, MinutesState
from boards.minutes.importers import NotMinutes, read_minutes
from boards.minutes.models import MinuteEntry, Minutes
from boards.minutes.services import approve_minutes
from tests.boards.minutes.conftest import AFTER, Sitting
from tests.boards.minutes.test_pages import client_of
from tests.factories.meetings import MeetingFactory

TABLE = (
    "Item\tNote\tOutcome\tAction by\n"
    "Routine business\n"
    "1. Welcome\tAll were welcomed.\t\t\n"
    "2. Finance report\tThe outturn was read.\tnoted; endorsed\tChief Officer\n"
    "\tIt was late.\t\t\n"
)


@pytest.fixture
def november(sitting: Sitting):
    return MeetingFactory(
        body=sitting.body, held_on=dt.date(2020, 11, 4), state=MeetingState.HELD
    )


def test_a_pasted_table_is_read_by_its_headings():
    first, second = read_minutes(TABLE)

    assert (first.number, first.title, first.section) == (
        "1",
        "Welcome",
        "Routine business",
    )
    assert second.note == "The outturn was read.\nIt was late."
    assert second.outcomes == ("noted", "endorsed")
    assert second.action_by == "Chief Officer"
    assert read_minutes('"Item","Title","Note"\n7,Estates,Noted.\n')[0].number == "7"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Item\tTitle\n1\tWelcome\n", "must name the columns"),
        ("Item\tNote\n", "no items"),
        ("Item\tNote\n1. A\tx\n2. B\tx\n1. A\tx\n", "Item 1 is there twice"),
        ("Item\tNote\n1234 Far\tx\n", "no number of an item"),
        ("Item\tNote\n1. " + "A" * 301 + "\tx\n", "title has over 300"),
        ("[" * 3000, "no JSON"),
        (json.dumps({"items": [{"item": "1", "title": "A", "resolution_summary": "x" * 20_001}]}), "over 20,000"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_over_is_named(text, words):
    with pytest.raises(NotMinutes, match=words):
        read_minutes(text)


def test_an_outcome_that_is_no_list_is_one_outcome():
    [item] = read_minutes('{"items": [{"item": 1, "title": "A", "outcomes": "noted"}]}')

    assert item.outcomes == ("noted",)


def test_the_page_shows_what_would_be_written_and_then_writes_it(
    sitting: Sitting, november
):
    office = client_of(sitting.secretary)
    address = f"/meetings/{november.pk}/minutes/import/"
    assert address in office.get(f"/meetings/{november.pk}/minutes/").content.decode()
    assert office.get(address).status_code == 200

    shown = office.post(address, {"text": TABLE}).content.decode()

    assert "Nothing is saved yet" in shown
    assert "2 items would be put on it" in shown
    assert "It was late." in shown
    assert not Minutes.objects.exists()

    answer = office.post(address, {"text": TABLE, "save": "yes"})
    assert answer.url == f"/meetings/{november.pk}/minutes/edit/"
    assert [line.title for line in numbered_agenda(november.pk)] == [
        "Welcome",
        "Finance report",
    ]
    said = MinuteEntry.objects.get(text__contains="outturn")
    assert said.origin == EntryOrigin.TYPED
    again = office.post(address, {"text": TABLE}).content.decode()
    assert "words are there already" in again


def test_a_file_is_read_and_its_words_stay_in_the_field(sitting: Sitting, november):
    office = client_of(sitting.secretary)
    address = f"/meetings/{november.pk}/minutes/import/"
    file = SimpleUploadedFile("minutes.txt", TABLE.encode())

    shown = office.post(address, {"file": file, "text": ""})

    assert shown.status_code == 200
    assert "2. Finance report\tThe outturn was read." in shown.content.decode()

    damaged = SimpleUploadedFile("minutes.txt", b"\x81\x00")
    refused = office.post(address, {"file": damaged, "text": "mine"})
    assert refused.status_code == 422
    assert "mine" in refused.content.decode()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Choose a file, or paste the table."),
        ("my words", "must name the columns"),
        ("Item\tNote\n9. Elsewhere\tKept words\n", "The agenda has no item 9."),
    ],
)
def test_a_refusal_stands_by_the_field_and_loses_nothing(told: Sitting, text, words):
    office = client_of(told.secretary)
    address = f"/meetings/{told.meeting.pk}/minutes/import/"

    answer = office.post(address, {"text": text, "save": "yes"})

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert words in shown
    assert text.split("\t")[-1].strip() in shown
    assert not MinuteEntry.objects.exists()


def test_only_the_office_takes_over_and_only_into_a_draft(told: Sitting):
    address = f"/meetings/{told.meeting.pk}/minutes/import/"
    assert client_of(told.member).get(address).status_code == 403
    assert client_of(told.secretary).get(f"{address}?part=2").status_code == 404
    minutes = approve_minutes(minutes=told.drafted(), actor=told.chair, at=AFTER)
    assert minutes.state == MinutesState.CHAIR_APPROVED
    refused = client_of(told.secretary).post(address, {"text": TABLE, "save": "yes"})
    assert refused.status_code == 403
