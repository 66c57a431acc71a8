"""What a publication says survives being stored, and names no row."""

import json

import pytest

from boards.meetings.enums import PublicationKind
from boards.meetings.rules.published_words import (
    WORDS_OF,
    AgendaWords,
    AttendanceGroup,
    HeadingWords,
    MinutesLine,
    MinutesSection,
    MinutesWords,
    NoticeWords,
    PackWords,
    PaperWords,
    PublishedItem,
    PublishedPaper,
    PublishedSection,
    SheetPart,
    SheetTick,
    SupplementWords,
    words_of,
)

HEADING = HeadingWords(
    system="Healthier Ribble",
    body="ICS Board",
    long_name="Integrated Care System Board",
    meeting_type="Formal",
    held_on="2020-12-02",
    starts_at="10:00",
    ends_at="12:00",
    place="MS Teams",
)
PAPER = PublishedPaper("item-7-1", "Finance report", "15–20", "7", accessible=True)
ITEM = PublishedItem("7", "Finance", ("Chair",), ("Note",), "Attached", papers=(PAPER,))
SAID = {
    PublicationKind.NOTICE: NoticeWords(HEADING, ("The board meets.",)),
    PublicationKind.AGENDA: AgendaWords(
        HEADING,
        (
            PublishedSection("Business", (ITEM,)),
            PublishedSection("In private", (), is_private=True),
        ),
        accessibility=("1 of 1 papers accessible.",),
    ),
    PublicationKind.PAPER: PaperWords(
        HEADING,
        "7",
        "Finance",
        "Finance report",
        facts=(("Author", "Director of finance"),),
        sheet=(
            SheetPart("Recommendation", rows=(("Note", "the report"),)),
            SheetPart("Risks", ticks=(SheetTick("Any risks?", "No"),)),
        ),
    ),
    PublicationKind.PACK: PackWords(HEADING, 1, "1 to 20", changes=("Item 7 is new.",)),
    PublicationKind.SUPPLEMENT: SupplementWords(
        HEADING, 1, 2, "Figures came late", "Chair", adds=("Item 7a.",)
    ),
    PublicationKind.MINUTES: MinutesWords(
        HEADING,
        "Minutes",
        "Unconfirmed",
        attendance=(AttendanceGroup("Members present", ("Chair",)),),
        sections=(MinutesSection("7", "Finance", (MinutesLine("<p>Noted.</p>"),)),),
        corrections=("Item 7 reads: agreed.",),
    ),
}


@pytest.mark.parametrize("kind", list(PublicationKind))
def test_words_come_back_as_they_were_published(kind):
    stored = json.loads(json.dumps(SAID[kind].to_json()))
    assert stored == SAID[kind].to_json()
    assert words_of(kind, stored) == SAID[kind]


def test_every_kind_has_its_words():
    assert set(WORDS_OF) == set(PublicationKind) == set(SAID)


def test_what_a_later_portal_adds_is_left_out_by_an_earlier_one():
    stored = SAID[PublicationKind.PACK].to_json() | {"mood": "cheerful"}
    assert words_of(PublicationKind.PACK, stored) == SAID[PublicationKind.PACK]


def test_the_agenda_gives_its_items_in_order():
    assert SAID[PublicationKind.AGENDA].items == (ITEM,)


def test_no_published_words_have_room_for_an_id():
    """An id of a row would lead back to what is not public."""

    def names(value):
        if isinstance(value, dict):
            for name, inner in value.items():
                yield name
                yield from names(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from names(inner)

    for said in SAID.values():
        found = set(names(said.to_json()))
        assert not {name for name in found if name == "id" or name.endswith("_id")}
