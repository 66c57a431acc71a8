"""No public surface tells what is private: every address is walked, and no marker met.

Markers stand in every private text there is. The addresses come from the patterns
themselves, from the links of the pages, the feed, the map of the site and the calendar.
"""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO

import pikepdf
import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from pypdf import PdfReader

from boards.meetings.enums import (
    MeetingState,
    NoticeKind,
    Part,
    PublicationKind,
    RoundState,
)
from boards.meetings.models import AgendaItem
from boards.meetings.rules.published_words import PublishedItem, PublishedSection
from ics_portal.web.public import urls as public_urls
from tests.factories.bodies import BodyFactory
from tests.factories.calling import (
    DecisionRoundFactory,
    DissentFactory,
    MeetingNoticeFactory,
    PublicQuestionFactory,
    ReplyFactory,
)
from tests.factories.meetings import (
    AgendaItemFactory,
    AgendaSectionFactory,
    DecisionFactory,
    ItemOwnerFactory,
    MeetingFactory,
)
from tests.factories.papers import PaperFactory
from tests.factories.published import (
    ADDRESS,
    OUT,
    Published,
    a_pdf,
    a_section,
    all_of_it,
)

pytestmark = pytest.mark.django_db

MARK = re.compile(r"xyzzy\w*", re.IGNORECASE)
SAMPLES = {
    "slug": ("ics-board", "quiet"),
    "day": ("2020-12-02", "2020-12-02-2"),
    "number": ("1", "9", "P1"),
    "key": ("item-1-1", "item-9-1", "pack", "minutes"),
    "part": ("interests", "gifts", "breaches"),
    "rest": ("anything/", "meetings/ics-board/", "packs/1/"),
}


def secret(where: str) -> str:
    return f"xyzzy{where.replace(' ', '')}"


def private_of(board: Published) -> list[str]:
    """Put a marker into every private text of the meeting; gives the references."""
    meeting = board.meeting
    meeting.title = secret("meeting title")
    meeting.call_reason = secret("call reason")
    meeting.place, meeting.link = "", f"https://join.example.org/{secret('link')}"
    meeting.state = MeetingState.HELD
    meeting.save()
    section = AgendaSectionFactory(meeting=meeting, title=secret("section"))
    private = AgendaItemFactory(
        section=section,
        part=Part.TWO,
        title=secret("item title"),
        private_reason=secret("private reason"),
        open_title="A contract",
        state_reason=secret("state reason"),
    )
    guarded = AgendaItemFactory(
        section=section,
        title="Strategic Assurance",
        confidential_reason=secret("confidential reason"),
    )
    for item in (private, guarded):
        ItemOwnerFactory(item=item, role_title=secret("owner"))
        PaperFactory(item=item, title=secret("paper title"))
    decisions(board, private)
    MeetingNoticeFactory(
        meeting=meeting, kind=NoticeKind.MEMBERS, text=secret("members notice")
    )
    MeetingNoticeFactory(
        meeting=meeting,
        given_by_name=secret("who gave it"),
        place=secret("where it was put up"),
        late_reason=secret("late notice"),
    )
    ReplyFactory(meeting=meeting, note=secret("reply"))
    question = PublicQuestionFactory(
        meeting=meeting,
        item=private,
        asked_by=secret("asker"),
        email=f"{secret('email')}@example.org",
        text="Which beds?",
        answer="Forty.",
        state="answered",
        answered_at=OUT,
        answered_by_id=1,
        published_at=OUT,
        published_by_id=1,
    )
    PublicQuestionFactory(meeting=meeting, text=secret("question not answered"))
    PublicQuestionFactory(
        meeting=meeting, text=secret("not published"), answer=secret("answer"),
        state="answered", answered_at=OUT, answered_by_id=1,
    )  # fmt: skip
    publications(board)
    MeetingFactory(body=board.body, is_public=False, place=secret("private sitting"))
    MeetingFactory(
        body=board.body,
        held_on=dt.date(2999, 1, 9),
        title=secret("meeting to come"),
        place="",
        link=f"https://join.example.org/{secret('link to come')}",
    )
    quiet = BodyFactory(name=secret("quiet body"), slug="quiet", meets_in_public=False)
    Published(quiet, MeetingFactory(body=quiet)).pack(stored=a_pdf(secret("quiet")))
    return [str(question.reference)]


def decisions(board: Published, private: AgendaItem) -> None:
    def decided(**fields):
        return DecisionFactory(
            **{
                "body": board.body,
                "meeting": board.meeting,
                "wording": secret("decision"),
                **fields,
            }
        )

    decided(item=private)
    child = AgendaItemFactory(section=private.section, parent=private)
    decided(item=child)
    DecisionRoundFactory(
        body=board.body,
        part=2,
        state=RoundState.DECIDED,
        wording=secret("round"),
        decision=decided(),
    )
    decided(meeting=None)
    open_one = decided(
        wording="Approved the plan.",
        reason=secret("reason"),
        conflicts_handled=secret("conflicts"),
    )
    DissentFactory(decision=open_one, words=secret("dissent"))


def publications(board: Published) -> None:
    """What stands beside the public ones: replaced, withdrawn, of the future, inner facts."""
    later = dt.datetime(2999, 1, 1, tzinfo=dt.UTC)
    gone = {
        "withdrawn_at": OUT,
        "withdrawn_by_id": 1,
        "withdrawn_reason": "It held a wrong figure.",
    }
    board.paper("7", secret("replaced"), is_current=False)
    board.paper("8", secret("of the future"), published_at=later)
    kept = board.paper("9", "A paper", stored=a_pdf(secret("withdrawn file")), **gone)
    kept.words["sheet"][0]["paragraphs"] = [secret("withdrawn words")]
    kept.words["what-else"] = secret("unknown words")
    kept.save()
    for row in board.rows:
        row.subject = secret("subject")
        row.published_by_name = secret("publisher")
        row.late_agreed_by = secret("agreed by")
        row.words["unknown"] = secret("unknown words")
        row.save()
    agenda = board.rows[1]
    title = agenda.words["sections"]
    private = PublishedSection(
        "Part 2", (PublishedItem("P1", "A contract"),), is_private=True
    )
    title.append(
        {"title": private.title, "is_private": True, "items": [item_of(private)]}
    )
    agenda.save()


def item_of(section: PublishedSection) -> dict:
    plain = a_section(1).items[0]
    return {
        "number": section.items[0].number,
        "title": section.items[0].title,
        "owners": [],
        "purposes": [],
        "format_words": "",
        "is_sub_item": plain.is_sub_item,
        "marks": [],
        "papers": [],
    }


def filled(pattern: str, names: list[str]) -> list[str]:
    """The address with every sample in every place."""
    found = [pattern]
    for name in names:
        samples = SAMPLES.get(name, SAMPLES["slug"])
        found = [
            re.sub(rf"<(\w+:)?{name}>", sample, address)
            for address in found
            for sample in samples
        ]
    return found


def addresses(references: list[str]) -> set[str]:
    """Every address of the public site, with samples, and of the open API."""
    found = set()
    for entry in public_urls.urlpatterns:
        assert isinstance(entry, URLPattern)
        names = list(entry.pattern.converters)
        if "reference" in names:
            found |= {f"/public/questions/{each}/" for each in references}
        else:
            found |= {f"/{each}" for each in filled(str(entry.pattern), names)}
    return found | {
        f"/api/v1/public/{name}/" for name in ("meetings", "publications", "decisions")
    }


class Walk:
    """Reads every address once, and whatever it leads to below /public/."""

    def __init__(self) -> None:
        self.client = Client()
        self.read: dict[str, str] = {}

    def all_of(self, wanted: set[str]) -> dict[str, str]:
        waiting = sorted(wanted)
        while waiting:
            address = waiting.pop()
            if address in self.read:
                continue
            assert len(self.read) < 2000, f"Pages lead on and on, such as {address}"
            self.read[address] = text = self.one(address)
            waiting += sorted(
                {
                    re.sub(r"^https?://testserver", "", each).partition("#")[0]
                    for each in re.findall(
                        r'(?:href="|src="|<loc>|URL:|"url": ?"|_url": ?")'
                        r"((?:https?://testserver)?/(?:public|api/v1/public)/[^\"<\s]*)",
                        text,
                    )
                }
            )
        return self.read

    def one(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code in {200, 301, 302, 404, 410}, address
        assert self.client.cookies == {}
        content = b"".join(answer) if answer.streaming else answer.content
        headers = " ".join(f"{name}: {value}" for name, value in answer.items())
        if content.startswith(b"%PDF"):
            return headers + text_of_pdf(content)
        # Lines of a calendar are folded, which would hide a word.
        return headers + content.decode().replace("\r\n ", "")


def text_of_pdf(content: bytes) -> str:
    """Words, facts and every decoded stream of a file."""
    reader = PdfReader(BytesIO(content))
    words = [page.extract_text() for page in reader.pages]
    words.append(str(reader.metadata))
    with pikepdf.open(BytesIO(content)) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream):
                try:
                    words.append(each.read_bytes().decode("latin-1"))
                except pikepdf.PdfError:
                    continue
            words.append(str(each)[:2000])
    return " ".join(words)


def markers(read: dict[str, str]) -> dict[str, set[str]]:
    return {
        address: set(MARK.findall(text))
        for address, text in read.items()
        if MARK.search(text)
    }


@pytest.fixture
def board() -> Published:
    return all_of_it(state=MeetingState.HELD)


@pytest.mark.requirement("PUB-03")
def test_no_public_surface_tells_what_is_private(board):
    """nhs-practice 11, row 10."""
    references = private_of(board)

    read = Walk().all_of(addresses(references))

    assert markers(read) == {}
    # It was a walk through what is there, not through pages not found.
    for words, where in (
        ("A contract", ADDRESS),
        ("Forty.", ADDRESS),
        ("Approved the plan.", "/public/decisions/"),
        ("It held a wrong figure.", f"{ADDRESS}papers/9/item-9-1/"),
        ("Finance Report", f"{ADDRESS}papers/1/item-1-1.pdf"),
        ("Public pack", "/public/feed.atom"),
        ("BEGIN:VEVENT", f"{ADDRESS}meeting.ics"),
        ("BEGIN:VEVENT", "/public/calendar.ics"),
        ("papers/1/item-1-1/", "/public/sitemap.xml"),
        ("Approved the plan.", "/api/v1/public/decisions/"),
        ("item-1-1", "/api/v1/public/publications/"),
        ("2020-12-02", "/api/v1/public/meetings/"),
        ("Which beds?", f"/public/questions/{references[0]}/"),
    ):
        assert words in read[where], where


@pytest.mark.parametrize(
    ("kind", "changed", "where"),
    [
        ("title", {"title": "xyzzytitle"}, "/public/"),
        ("title", {"title": "xyzzytitle"}, "/public/feed.atom"),
        ("title", {"title": "xyzzytitle"}, "/api/v1/public/publications/"),
        ("words", {}, f"{ADDRESS}papers/1/item-1-1/"),
        ("file", {}, f"{ADDRESS}papers/1/item-1-1.pdf"),
    ],
)
def test_the_walk_would_find_a_marker_that_is_public(board, kind, changed, where):
    """The control: a marker put where the public does read is met."""
    row = board.rows[2]
    assert row.kind == PublicationKind.PAPER
    for name, value in changed.items():
        setattr(row, name, value)
    if kind == "words":
        row.words["sheet"][0]["paragraphs"] = ["xyzzywords"]
    if kind == "file":
        row.stored = a_pdf("xyzzyfile")
    row.save()

    assert where in addresses([])
    assert where in markers({where: Walk().one(where)})


def test_the_walk_would_find_a_marker_on_an_open_item(board):
    DecisionFactory(body=board.body, meeting=board.meeting, wording="xyzzyopen")
    board.meeting.place = "xyzzyplace"
    board.meeting.save()

    where = {ADDRESS, "/public/decisions/", f"{ADDRESS}meeting.ics"}
    found = markers({address: Walk().one(address) for address in where})

    assert set(found) == where


def test_an_item_of_part_two_leaves_no_gap_in_public_numbers(board):
    """The second meeting of the day is private: the third public one is called the second."""
    MeetingFactory(body=board.body, is_public=False)
    MeetingFactory(body=board.body)

    listing = Client().get("/public/meetings/").content.decode()

    assert "2020-12-02-2/" in listing
    assert "2020-12-02-3/" not in listing


def test_every_public_address_is_walked():
    """A pattern added to the public site is walked without being named here."""
    names = {
        entry.name
        for entry in get_resolver().url_patterns
        if isinstance(entry, URLPattern)
    }
    walked = addresses(["x"])

    assert not {name for name in names if name and name.startswith("public")}
    assert len(walked) >= len(public_urls.urlpatterns)
