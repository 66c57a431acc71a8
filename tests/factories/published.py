"""A board whose meeting of 2 December 2020 is published, as far as a test wants."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from boards.bodies.models import Body
from boards.meetings.enums import MeetingState, PublicationKind
from boards.meetings.models import Meeting, Publication
from boards.meetings.rules.published_words import (
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
)
from ics_portal.accounts.actor import SYSTEM_ACTOR
from ics_portal.core.files.models import StoredFile
from ics_portal.core.files.services import store_upload
from tests.factories.bodies import BodyFactory
from tests.factories.calling import PublicationFactory
from tests.factories.meetings import MeetingFactory

DAY = dt.date(2020, 12, 2)
OUT = dt.datetime(2020, 11, 25, 9, tzinfo=dt.UTC)
ADDRESS = "/public/meetings/ics-board/2020-12-02/"


def heading(body: Body, day: dt.date = DAY) -> HeadingWords:
    return HeadingWords(
        system="Lancashire and South Cumbria",
        body=body.name,
        long_name="",
        meeting_type="Formal",
        held_on=day.isoformat(),
        starts_at="10:00",
        ends_at="12:00",
        place="MS Teams",
    )


def a_pdf(title: str = "Paper", pages: int = 2) -> StoredFile:
    """A file that was kept; its title is in the file."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.add_metadata({"/Title": title})
    out = BytesIO()
    writer.write(out)
    upload = SimpleUploadedFile(f"{title}.pdf", out.getvalue(), "application/pdf")
    return store_upload(upload=upload, actor=SYSTEM_ACTOR, at=OUT)


@dataclass
class Published:
    """A board, its meeting, and ways to publish of it."""

    body: Body
    meeting: Meeting
    rows: list[Publication] = field(default_factory=list)

    def put(self, kind: str, key: str, words: Any, **fields: Any) -> Publication:
        plain = words if isinstance(words, dict) else words.to_json()
        row: Publication = PublicationFactory(
            meeting=self.meeting,
            body=self.body,
            kind=kind,
            key=key,
            words=plain,
            **{"published_at": OUT, **fields},
        )
        self.rows.append(row)
        return row

    def agenda(self, *sections: PublishedSection, **fields: Any) -> Publication:
        words = AgendaWords(
            heading=heading(self.body),
            sections=sections or (a_section(3),),
            next_meeting="Next meeting: Wednesday 13 January 2021",
        )
        return self.put(PublicationKind.AGENDA, "agenda", words, **fields)

    def paper(self, number: str, title: str = "Finance Report", **fields: Any) -> Any:
        words = PaperWords(
            heading=heading(self.body),
            item_number=number,
            item_title=f"Item of business {number}",
            title=title,
            pages="37–44",
            accessible=True,
            asks="The ICS Board",
            facts=(("Presented by", "Director of Finance"),),
            sheet=(
                SheetPart("Executive summary", paragraphs=("What it is about.",)),
                SheetPart("Recommendations", rows=(("Note", "the position."),)),
                SheetPart("Implications", ticks=(SheetTick("Quality", "Yes"),)),
                SheetPart(
                    "Where it was discussed",
                    columns=("Meeting", "Outcome"),
                    rows=(("Finance group", "Supported"),),
                ),
            ),
        )
        return self.put(
            PublicationKind.PAPER,
            f"item-{number.replace('.', '-')}-1",
            words,
            **{"item_number": number, "title": title, **fields},
        )

    def pack(self, **fields: Any) -> Publication:
        words = PackWords(
            heading=heading(self.body),
            version=1,
            pages="1 to 51",
            not_published="Pages 29–36 (item 9)",
        )
        return self.put(
            PublicationKind.PACK, "pack", words, **{"title": "Public pack", **fields}
        )

    def notice(self, **fields: Any) -> Publication:
        words = NoticeWords(
            heading=heading(self.body),
            paragraphs=("The ICS Board meets in public.",),
            how_to_attend="Watch online, or ask for a seat.",
            contact="The board office",
        )
        return self.put(
            PublicationKind.NOTICE, "notice", words, **{"title": "Notice", **fields}
        )

    def minutes(self, status: str = "Unconfirmed", **fields: Any) -> Publication:
        words = MinutesWords(
            heading=heading(self.body),
            title="Minutes of the ICS Board",
            status=status,
            confirmed="" if status else "Agreed on 13 January 2021",
            attendance=(AttendanceGroup("Members present", ("The chair",)),),
            sections=(
                MinutesSection(
                    "1", "Welcome", (MinutesLine("<p>The chair welcomed all.</p>"),)
                ),
                MinutesSection(
                    "2",
                    "Finance",
                    (
                        MinutesLine(
                            "<p>The Board <b>noted</b> the report.</p>", "outcome"
                        ),
                        MinutesLine(
                            "<p>To report again.</p>", "action", "Finance lead"
                        ),
                    ),
                ),
            ),
        )
        return self.put(
            PublicationKind.MINUTES,
            "minutes",
            words,
            **{"title": "Minutes of the ICS Board", **fields},
        )


def a_section(items: int, title: str = "Routine items") -> PublishedSection:
    """So many items, each with a paper that is to be published."""
    return PublishedSection(
        title,
        tuple(
            PublishedItem(
                str(number),
                f"Item of business {number}",
                owners=("Chair",),
                purposes=("Note",),
                format_words="Attached",
                papers=(
                    PublishedPaper(f"item-{number}-1", "Report", "3–4", str(number)),
                ),
            )
            for number in range(1, items + 1)
        ),
    )


def a_published_board(**meeting_fields: Any) -> Published:
    """The ICS Board with its meeting; nothing is published of it yet."""
    body = BodyFactory(name="ICS Board", slug="ics-board", meets_in_public=True)
    meeting = MeetingFactory(
        body=body, **{"held_on": DAY, "state": MeetingState.CALLED, **meeting_fields}
    )
    return Published(body, meeting)


def all_of_it(**meeting_fields: Any) -> Published:
    """Notice, agenda, a paper with its file, the pack and minutes."""
    board = a_published_board(**meeting_fields)
    board.notice()
    board.agenda()
    board.paper("1", stored=a_pdf("Finance Report"), page_count=2)
    board.pack(stored=a_pdf("Public pack", 3), page_count=3)
    board.minutes(stored=a_pdf("Minutes"), page_count=2)
    return board
