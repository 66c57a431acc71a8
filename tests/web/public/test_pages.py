"""The public pages: open, without cookie or script, and only what was published."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boards.meetings.enums import MeetingState, MeetingType, NoticeKind, Part
from boards.meetings.rules.published_words import PublishedItem, PublishedSection
from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.calling import (
    DecisionRoundFactory,
    MeetingNoticeFactory,
    PublicQuestionFactory,
    PublicSiteFactory,
)
from tests.factories.meetings import (
    AgendaItemFactory,
    AgendaSectionFactory,
    DecisionFactory,
    MeetingFactory,
)
from tests.factories.published import (
    ADDRESS,
    OUT,
    a_pdf,
    a_published_board,
    a_section,
    all_of_it,
)

pytestmark = pytest.mark.django_db

PAPER = f"{ADDRESS}papers/1/item-1-1/"
PAGES = (
    "/public/",
    "/public/meetings/",
    "/public/meetings/?body=ics-board&year=2020",
    ADDRESS,
    PAPER,
    f"{ADDRESS}minutes/",
    "/public/decisions/",
    "/public/about/",
    "/public/governance/",
    "/public/publication-scheme/",
    "/public/accessibility/",
)


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.status_code
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_open_and_needs_no_cookie_and_no_script(client, address):
    all_of_it()

    answer = client.get(address)

    assert answer.status_code == 200
    assert answer.cookies == {}
    assert "Cookie" not in answer.get("Vary", "")
    assert answer["Cache-Control"] == "public, max-age=300"
    assert b"<script" not in answer.content
    assert b" hx-" not in answer.content
    assert b"Open Government Licence" in answer.content
    assert b"Publication scheme: " in answer.content


@pytest.mark.parametrize("address", [*PAGES, "/public/feed.atom", "/robots.txt"])
def test_who_signs_in_reads_the_same(client, address):
    board = all_of_it()
    strangers = client.get(address).content

    client.force_login(someone_signed_up(board.body, Role.SECRETARY))

    assert client.get(address).content == strangers


@pytest.mark.parametrize(
    "address",
    [
        "/public/nothing/",
        "/public/meetings/ics-board/2020-12-03/",
        "/public/meetings/ics-board/2020-12-02-2/",
        "/public/meetings/ics-board/2020-13-45/",
        "/public/meetings/nobody/2020-12-02/",
        "/public/meetings/?body=nobody",
        f"{ADDRESS}papers/2/item-1-1/",
        f"{ADDRESS}papers/1/item-9-1/",
        f"{ADDRESS}papers/2/item-1-1.pdf",
        f"{ADDRESS}other.pdf",
        "/public/feeds/nobody.atom",
        "/public/mark/",
        "/public/meetings/quiet/2020-12-02/",
        "/public/meetings/quiet/2020-12-02/minutes/",
        "/public/meetings/quiet/2020-12-02/pack.pdf",
        "/public/meetings/quiet/2020-12-02/meeting.ics",
        "/public/meetings/quiet/2020-12-02/ask/",
    ],
)
def test_what_is_private_is_told_like_what_is_not_there(client, address):
    board = all_of_it()
    quiet = BodyFactory(name="Quiet", slug="quiet", meets_in_public=False)
    board.meeting = MeetingFactory(body=quiet)
    board.body = quiet
    board.pack(stored=a_pdf("Quiet pack"))
    board.minutes()

    answer = client.get(address)

    assert answer.status_code == 404
    assert answer.content == client.get("/public/nothing/").content


def test_an_address_without_its_last_sign_leads_on(client):
    assert client.get("/public/meetings")["Location"] == "/public/meetings/"


@pytest.mark.requirement("PUB-01")
def test_the_page_of_a_meeting_leads_to_pack_papers_and_minutes(client):
    all_of_it(stream_link="https://watch.example.org/live")
    page = text_of(client, ADDRESS)

    assert "ICS Board, Wednesday 2 December 2020" in page
    assert "10:00 to 12:00" in page
    assert "MS Teams" in page
    assert "https://watch.example.org/live" in page
    assert "Watch online, or ask for a seat." in page
    assert "Published Wednesday 25 November 2020, 09:00, 6 clear days before" in page
    assert f'href="{PAPER}"' in page
    assert f'href="{ADDRESS}pack.pdf"' in page
    assert "Pages 29–36 (item 9)" in page
    assert f'href="{ADDRESS}minutes/"' in page


def test_programs_read_the_event_in_the_pages_attributes(client):
    all_of_it()
    page = text_of(client, ADDRESS)

    assert 'itemtype="https://schema.org/Event"' in page
    assert 'content="2020-12-02T10:00:00+00:00"' in page
    assert "https://schema.org/EventScheduled" in page


def test_before_anything_is_out_the_page_says_when_papers_are_due(client):
    a_published_board()

    page = text_of(client, ADDRESS)

    assert "The agenda is not yet published" in page
    assert "papers are due on Wednesday 25 November 2020" in page


def test_a_notice_that_is_out_does_not_move_the_day_papers_are_due(client):
    board = a_published_board()
    board.notice()
    board.rows[0].due_on = dt.date(2020, 11, 28)
    board.rows[0].save()

    assert "papers are due on Wednesday 25 November 2020" in text_of(client, ADDRESS)

    board.meeting.state = MeetingState.HELD
    board.meeting.save()
    assert "No agenda was published." in text_of(client, ADDRESS)


def test_a_paper_waited_for_a_late_one_and_one_kept_back_each_say_so(client):
    board = a_published_board()
    board.agenda(a_section(2))
    board.paper(
        "1",
        published_at=dt.datetime(2020, 11, 30, 9, tzinfo=dt.UTC),
        late_reason="The figures came late.",
    )

    page = text_of(client, ADDRESS)

    assert "Added 30 Nov 2020" in page
    assert "The figures came late." in page
    assert "Not yet published: papers are due on Wednesday 25 November 2020" in page


@pytest.mark.requirement("PUB-03")
def test_a_confidential_paper_is_listed_and_not_given(client):
    board = a_published_board()
    section = a_section(1)
    kept = section.items[0].papers[0]
    item = PublishedItem(
        "9",
        "Strategic Assurance",
        papers=(type(kept)("item-9-1", "", "29–36", "9", is_published=False),),
    )
    board.agenda(PublishedSection("Business", (item,)))

    page = text_of(client, ADDRESS)

    assert "Strategic Assurance" in page
    assert "Not published" in page
    assert "papers/9/" not in page
    assert client.get(f"{ADDRESS}papers/9/item-9-1/").status_code == 404


def test_a_withdrawn_paper_leaves_a_tombstone(client):
    board = a_published_board()
    board.agenda(a_section(1))
    board.paper(
        "1",
        stored=a_pdf("Gone"),
        withdrawn_at=OUT,
        withdrawn_by_id=1,
        withdrawn_reason="It held a wrong figure.",
    )

    page = text_of(client, ADDRESS)
    assert "Withdrawn" in page
    tomb = text_of(client, PAPER, 410)
    assert "It held a wrong figure." in tomb
    assert "What it is about." not in tomb
    assert client.get(f"{ADDRESS}papers/1/item-1-1.pdf").status_code == 404


def test_only_what_stands_is_shown(client):
    board = a_published_board()
    board.agenda(a_section(1))
    board.paper("1", "Old copy", is_current=False)
    later = dt.datetime(2999, 1, 1, tzinfo=dt.UTC)
    board.paper("2", "Of the future", published_at=later)

    page = text_of(client, ADDRESS)

    assert "Old copy" not in page
    assert "Of the future" not in page


def test_a_paper_is_read_as_a_page_first_and_a_file_second(client):
    board = all_of_it()
    page = text_of(client, PAPER)
    stored = board.rows[2].stored

    assert page.index("What it is about.") < page.index(stored.sha256)
    assert "The ICS Board is asked to" in page
    assert "PDF, 2 pages" in page
    assert "The file is accessible." in page


def test_a_file_bears_its_title_and_its_sum(client):
    board = all_of_it()

    answer = client.get(f"{ADDRESS}papers/1/item-1-1.pdf")
    body = b"".join(answer.streaming_content)

    assert body.startswith(b"%PDF")
    assert answer["ETag"] == f'"{board.rows[2].stored.sha256}"'
    assert "Finance Report.pdf" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer.cookies == {}
    again = client.get(
        f"{ADDRESS}papers/1/item-1-1.pdf", headers={"If-None-Match": answer["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.requirement("PUB-04")
def test_minutes_say_unconfirmed_until_they_are_agreed(client):
    """nhs-practice 11, row 24."""
    board = a_published_board(state=MeetingState.HELD)
    row = board.minutes()

    page = text_of(client, f"{ADDRESS}minutes/")
    assert page.count("Unconfirmed") >= 4  # title, running head, top and end
    assert "app-public__running" in page
    assert "Unconfirmed" in text_of(client, ADDRESS)

    row.is_current = False
    row.save()
    board.minutes(status="")
    page = text_of(client, f"{ADDRESS}minutes/")
    assert "Unconfirmed" not in page
    assert "Agreed on 13 January 2021" in page
    assert "Unconfirmed" not in text_of(client, ADDRESS).replace("“unconfirmed”", "")


def test_what_minutes_hold_is_cleaned_again(client):
    board = a_published_board()
    words = board.minutes().words
    words["sections"][0]["lines"][0]["html"] = "<p onclick=x>Hello<img src=x></p>"
    board.rows[0].save()

    page = text_of(client, f"{ADDRESS}minutes/")

    assert "<p>Hello</p>" in page


@pytest.mark.parametrize(
    ("state", "kind", "said"),
    [
        (MeetingState.CANCELLED, NoticeKind.CANCELLED, "Meeting cancelled"),
        (MeetingState.POSTPONED, NoticeKind.POSTPONED, "Meeting postponed"),
    ],
)
def test_a_meeting_that_does_not_take_place_says_so_and_why(client, state, kind, said):
    board = a_published_board(state=state, stream_link="https://watch.example.org/")
    MeetingNoticeFactory(meeting=board.meeting, kind=kind, text="The hall is flooded.")
    MeetingNoticeFactory(
        meeting=board.meeting, kind=NoticeKind.MEMBERS, text="For members."
    )

    page = text_of(client, ADDRESS)

    assert said in page
    assert "The hall is flooded." in page
    assert "For members." not in page
    assert "watch.example.org" not in page


def test_a_second_meeting_of_a_day_has_an_address_and_private_ones_do_not_count(client):
    board = a_published_board()
    MeetingFactory(body=board.body, is_public=False)
    MeetingFactory(body=board.body, place="Town hall")

    assert "Town hall" in text_of(client, f"{ADDRESS[:-1]}-2/")
    assert client.get(f"{ADDRESS[:-1]}-3/").status_code == 404


def test_an_informal_meeting_is_public_only_where_somebody_said_so(client):
    board = a_published_board(meeting_type=MeetingType.INFORMAL)
    assert client.get(ADDRESS).status_code == 404

    board.meeting.is_public = True
    board.meeting.save()
    assert client.get(ADDRESS).status_code == 200


def test_the_link_to_join_is_never_told(client):
    a_published_board(place="", link="https://join.example.org/secret")

    page = text_of(client, ADDRESS)

    assert "Online" in page
    assert "join.example.org" not in page


def test_a_renamed_body_has_the_name_of_the_day_and_leads_to_its_successor(client):
    """nhs-practice 11, row 22."""
    board = all_of_it()
    first = board.body.history.first()
    first.history_date = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    first.save()
    board.body.name = "Integrated Care Board"
    board.body.save()
    BodyFactory(name="Merged Board", slug="merged", successor_of=board.body)

    page = text_of(client, ADDRESS)

    assert "ICS Board, Wednesday 2 December 2020" in page
    assert "Merged Board" in page
    assert "ICS Board, Wednesday 2 December 2020" in text_of(
        client, "/public/meetings/"
    )


def a_decision(board, wording, **fields):
    return DecisionFactory(
        body=board.body,
        meeting=board.meeting,
        decided_on=board.meeting.held_on,
        wording=wording,
        **fields,
    )


def test_the_register_of_decisions_is_public_and_searchable(client):
    board = a_published_board(state=MeetingState.HELD)
    section = AgendaSectionFactory(meeting=board.meeting)
    open_item = AgendaItemFactory(section=section)
    private = AgendaItemFactory(section=section, part=Part.TWO, private_reason="Deal")
    a_decision(board, "Approved the winter plan.", item=open_item)
    a_decision(board, "Bought the land.", item=private)
    between = a_decision(board, "Decided by letter.")
    DecisionRoundFactory(body=board.body, decision=between, part=Part.TWO)
    a_decision(board, "Thanked the chair.")
    planned = MeetingFactory(body=board.body, held_on=dt.date(2021, 1, 13))
    DecisionFactory(body=board.body, meeting=planned, wording="Not held yet.")

    page = text_of(client, "/public/decisions/")
    assert "Approved the winter plan." in page
    assert "Thanked the chair." in page
    for hidden in ("Bought the land.", "Decided by letter.", "Not held yet."):
        assert hidden not in page
    page = text_of(client, "/public/decisions/?q=plan+winter&body=ics-board&year=2020")
    assert "Approved the winter plan." in page
    assert "Thanked the chair." not in page
    assert "No decision matches" in text_of(client, "/public/decisions/?q=zebra")
    assert "Approved the winter plan." in text_of(client, ADDRESS)
    assert "Bought the land." not in text_of(client, ADDRESS)


def test_a_published_question_stands_with_its_answer_and_the_name_only_if_agreed(
    client,
):
    board = a_published_board()
    board.agenda(a_section(1))
    rest = {
        "meeting": board.meeting,
        "state": "answered",
        "answered_at": OUT,
        "answered_by_id": 1,
        "published_by_id": 1,
    }
    PublicQuestionFactory(
        text="Which beds?", answer="Forty.", asked_by="Ann Shown",
        publish_name=True, published_at=OUT, **rest,
    )  # fmt: skip
    PublicQuestionFactory(
        text="How much?", answer="A million.", asked_by="Bob Hidden",
        published_at=OUT, **rest,
    )  # fmt: skip
    rest.pop("published_by_id")
    PublicQuestionFactory(text="Not out?", answer="No.", **rest)

    page = text_of(client, ADDRESS)

    assert "Which beds?" in page
    assert "Forty." in page
    assert "Ann Shown" in page
    assert "How much?" in page
    assert "Bob Hidden" not in page
    assert "Not out?" not in page
    assert "question@example.org" not in page


def test_the_statement_says_what_the_office_wrote(client):
    board = a_published_board()
    PublicSiteFactory(
        system=board.body.system,
        accessibility_known="Scanned letters of before 2020.",
        accessibility_tested_on=dt.date(2020, 11, 1),
        accessibility_contact="access@example.org",
        licence="All rights reserved.",
    )

    page = text_of(client, "/public/accessibility/")

    assert "partially compliant" in page
    assert "Scanned letters of before 2020." in page
    assert "Sunday 1 November 2020" in page
    assert "access@example.org" in page
    assert "All rights reserved." in page


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as made:
        assert client.get(address).status_code == 200
    return len(made)


def test_queries_do_not_grow_with_items_papers_and_meetings(client):
    board = a_published_board(state=MeetingState.HELD)
    board.agenda(a_section(1))
    board.paper("1")
    a_decision(board, "One.")
    before = {address: queries(client, address) for address in (*PAGES[:4], PAPER)}
    before |= {a: queries(client, a) for a in ("/public/decisions/", "/public/about/")}
    feeds = ("/public/feed.atom", "/public/calendar.ics", "/public/sitemap.xml")
    before |= {a: queries(client, a) for a in feeds}
    api = [
        f"/api/v1/public/{each}/" for each in ("meetings", "publications", "decisions")
    ]
    before |= {a: queries(client, a) for a in api}

    board.rows[0].is_current = False
    board.rows[0].save()
    board.agenda(a_section(3))
    board.paper("2")
    board.paper("3")
    for number in range(2):
        a_decision(board, f"More {number}.")
        other = MeetingFactory(body=BodyFactory(meets_in_public=True))
        MeetingFactory(body=board.body, held_on=dt.date(2021, 1, 13))
        MeetingNoticeFactory(meeting=board.meeting)
        assert other.held_in_public

    assert {address: queries(client, address) for address in before} == before
