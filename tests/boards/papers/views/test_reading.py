"""Every road to a paper, each with something at its end that could leak."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from boards.papers.models import Paper
from boards.papers.services import save_cover_sheet, withdraw_paper
from ics_portal.accounts.actor import Role
from ics_portal.core.audit import AuditEvent
from ics_portal.core.web.printing import PrintThrottle
from tests.factories.bodies import actor_in
from tests.factories.papers import (
    NOW,
    PaperFactory,
    PaperMoveFactory,
    PaperVersionFactory,
    StoredFileFactory,
    a_current_version,
)

DRAFT_WORDS = b"%PDF-1.7 the figures of the first draft"


def address(name, paper, **more):
    return reverse(f"papers:{name}", kwargs={"paper_id": paper.pk, **more})


@pytest.fixture
def accepted(board, paper):
    """Accepted, with an earlier draft and a comment that no member may see."""
    PaperVersionFactory(
        paper=paper,
        ready=True,
        note="NOTE OF THE DRAFT",
        original=StoredFileFactory(content=DRAFT_WORDS),
        part=StoredFileFactory(content=DRAFT_WORDS),
        picture=StoredFileFactory(
            original_name="p.png", content_type="image/png", content=b"\x89PNG draft"
        ),
    )
    a_current_version(
        paper,
        picture=StoredFileFactory(
            original_name="p.png", content_type="image/png", content=b"\x89PNG now"
        ),
    )
    PaperMoveFactory(paper=paper, to_state="returned", comment="TALK OF THE OFFICE")
    save_cover_sheet(
        paper=paper,
        typed={"purpose": "For noting.", "rec-a-verb": "note", "rec-a-text": "it"},
        seen=None,
        actor=board.secretary,
        at=NOW,
    )
    Paper.objects.filter(pk=paper.pk).update(state="accepted")
    return Paper.objects.get(pk=paper.pk)


def drained(answer):
    """The whole of an answer; a file is closed only when it was read to its end."""
    return answer.getvalue() if answer.streaming else answer.content


ROADS = [
    ("detail", {}),
    ("print", {}),
    ("versions", {}),
    ("edit", {}),
    ("review", {}),
    ("withdraw", {}),
    ("deadline", {}),
    ("file", {"number": 2, "which": "part"}),
    ("file", {"number": 2, "which": "original"}),
    ("picture", {"number": 2}),
    ("progress", {"number": 2}),
]
ACTS = [
    ("autosave", {}),
    ("form", {}),
    ("move", {}),
    ("restore", {}),
    ("edit", {}),
    ("retry", {"number": 2}),
]


@pytest.mark.parametrize(("name", "more"), ROADS)
def test_nobody_reads_a_paper_before_it_is_theirs(board, accepted, sign_in, name, more):
    for actor in (board.member, board.stranger, actor_in(board.body, Role.ATTENDEE)):
        answer = sign_in(actor).get(address(name, accepted, **more))

        assert answer.status_code == 404
        assert b"ICS Finance Report" not in answer.content


@pytest.mark.parametrize(("name", "more"), ACTS)
def test_nobody_acts_on_a_paper_that_is_not_theirs(
    board, accepted, sign_in, name, more
):
    answer = sign_in(board.member).post(
        address(name, accepted, **more), {"purpose": "Hacked", "version": ""}
    )

    assert answer.status_code == 404
    accepted.cover_sheet.refresh_from_db()
    assert accepted.cover_sheet.purpose == "For noting."


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("detail", {}),
        ("print", {}),
        ("file", {"number": 2, "which": "part"}),
        ("picture", {"number": 2}),
    ],
)
def test_a_member_reads_the_accepted_paper_once_the_pack_is_issued(
    board, accepted, sign_in, name, more
):
    board.issue()

    answer = sign_in(board.member).get(address(name, accepted, **more))

    assert answer.status_code == 200
    assert drained(answer)


def test_a_member_sees_neither_drafts_nor_what_was_said_of_them(
    board, accepted, sign_in
):
    board.issue()
    client = sign_in(board.member)

    page = client.get(address("detail", accepted)).content.decode()

    assert "For noting." in page
    assert "NOTE OF THE DRAFT" not in page
    assert "TALK OF THE OFFICE" not in page
    assert "/versions/1/" not in page


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("file", {"number": 1, "which": "part"}),
        ("file", {"number": 1, "which": "original"}),
        ("picture", {"number": 1}),
        ("progress", {"number": 1}),
    ],
)
def test_the_files_of_an_earlier_draft_are_closed_to_members(
    board, accepted, sign_in, name, more
):
    board.issue()

    answer = sign_in(board.member).get(address(name, accepted, **more))
    office = sign_in(board.secretary).get(address(name, accepted, **more))

    assert answer.status_code == 404
    assert office.status_code in {200, 286}
    assert b"draft" in drained(office) or name == "progress"


def test_the_page_of_versions_sends_a_member_to_the_paper(board, accepted, sign_in):
    board.issue()

    answer = sign_in(board.member).get(address("versions", accepted))

    assert (answer.status_code, answer["Location"]) == (302, f"/papers/{accepted.pk}/")


@pytest.mark.parametrize("name", ["edit", "review", "withdraw", "deadline"])
def test_a_member_who_reads_is_told_why_the_rest_is_closed(
    board, accepted, sign_in, name
):
    board.issue()

    answer = sign_in(board.member).get(address(name, accepted))

    assert answer.status_code == 403
    assert "Only" in answer.content.decode()


def test_the_list_shows_each_reader_what_the_gate_lets_through(
    board, accepted, sign_in
):
    PaperFactory(item=accepted.item, title="SECRET DRAFT")
    listing = reverse("papers:list", kwargs={"meeting_id": board.meeting.pk})

    before = sign_in(board.member).get(listing).content.decode()
    board.issue()
    after = sign_in(board.member).get(listing).content.decode()
    office = sign_in(board.secretary).get(listing).content.decode()

    assert "ICS Finance Report" not in before
    assert "ICS Finance Report" in after
    assert "SECRET DRAFT" not in after
    assert "SECRET DRAFT" in office


def test_the_title_of_a_part_two_item_stays_inside(board, sign_in):
    item = board.item("Settlement with a supplier", part=2, private_reason="Commercial")
    PaperFactory(item=item, title="SETTLEMENT")
    attendee = sign_in(actor_in(board.body, Role.ATTENDEE))
    author = sign_in(board.author)

    listing = reverse("papers:list", kwargs={"meeting_id": board.meeting.pk})
    adding = reverse("papers:new", kwargs={"meeting_id": board.meeting.pk})

    assert "Settlement" not in attendee.get(listing).content.decode()
    assert "Settlement" not in author.get(listing).content.decode()
    assert "Settlement" not in author.get(adding).content.decode()
    assert "Settlement" in sign_in(board.secretary).get(adding).content.decode()


def test_the_list_is_closed_to_other_bodies(board, accepted, sign_in):
    listing = reverse("papers:list", kwargs={"meeting_id": board.meeting.pk})

    assert sign_in(board.stranger).get(listing).status_code == 404


@pytest.mark.requirement("CVR-01")
@pytest.mark.requirement("CVR-02")
@pytest.mark.requirement("CVR-04")
def test_the_page_tells_the_sheet_in_its_own_order(board, accepted, sign_in):
    page = sign_in(board.secretary).get(address("detail", accepted)).content.decode()
    page = page.split("Cover sheet")[1]

    words = [
        "Date of meeting",
        "2 December 2020",
        "Presented by",
        "ICS Executive Director of Finance",
        "Purpose of the paper",
        "For noting.",
        "Recommendations",
        "The ICS Board is asked to:",
        "Other forums that have discussed this paper",
        "Conflicts of interest identified",
        "Implications",
    ]
    places = [page.index(word) for word in words]
    assert places == sorted(places)


def test_the_sheet_prints_as_pdf_under_a_telling_name(board, accepted, sign_in):
    answer = sign_in(board.secretary).get(address("print", accepted))

    assert answer.content.startswith(b"%PDF-")
    assert (
        'filename="ICS Finance Report, cover sheet.pdf"'
        in (answer["Content-Disposition"])
    )


def test_nobody_has_any_number_of_sheets_printed(board, accepted, sign_in, monkeypatch):
    cache.clear()
    monkeypatch.setattr(PrintThrottle, "rate", "1/hour")
    client = sign_in(board.secretary)
    assert client.get(address("print", accepted)).status_code == 200

    refused = client.get(address("print", accepted))

    assert refused.status_code == 429
    assert "Print this one a little later." in refused.content.decode()
    other = sign_in(actor_in(board.body, Role.GOVERNANCE_LEAD))
    assert other.get(address("print", accepted)).status_code == 200


def test_a_paper_without_a_sheet_has_none_to_print(board, sign_in):
    minutes = PaperFactory(item=board.item(), kind="minutes")
    client = sign_in(board.secretary)

    assert client.get(address("print", minutes)).status_code == 404
    assert "Minutes" in client.get(address("detail", minutes)).content.decode()


def test_a_file_is_sent_as_it_came_and_as_it_prints(board, accepted, sign_in):
    client = sign_in(board.secretary)

    original = client.get(address("file", accepted, number=1, which="original"))
    part = client.get(address("file", accepted, number=1, which="part"))

    assert drained(original) == drained(part) == DRAFT_WORDS
    assert original["Content-Disposition"].startswith("attachment")
    assert part["Content-Disposition"].startswith('inline; filename="ICS Finance')
    assert part["X-Content-Type-Options"] == "nosniff"


def test_what_is_not_printed_is_not_given_to_members(board, accepted, sign_in):
    """Tracked changes, comments and hidden sheets are in the file as it was sent."""
    board.issue()
    member = sign_in(board.member)

    page = member.get(address("detail", accepted)).content.decode()
    original = member.get(address("file", accepted, number=1, which="original"))
    asked = member.get(f"/api/v1/papers/{accepted.pk}/versions/1/original/")

    assert (original.status_code, asked.status_code) == (404, 404)
    assert "Open the file as it will print" in page
    assert "Download as it was sent" not in page
    assert drained(member.get(address("file", accepted, number=1, which="part")))


@pytest.mark.parametrize("which", ["part", "text", "sheet"])
def test_a_file_that_is_not_there_is_not_found(board, paper, sign_in, which):
    PaperVersionFactory(paper=paper)

    answer = sign_in(board.secretary).get(address("file", paper, number=1, which=which))

    assert answer.status_code == 404


def test_opening_a_confidential_file_is_recorded(board, accepted, sign_in):
    client = sign_in(board.secretary)
    drained(client.get(address("file", accepted, number=2, which="part")))
    assert not AuditEvent.objects.filter(verb="paper.confidential_read").exists()

    Paper.objects.filter(pk=accepted.pk).update(confidential=True)
    drained(client.get(address("file", accepted, number=2, which="part")))

    event = AuditEvent.objects.get(verb="paper.confidential_read")
    assert (event.actor_user_id, event.detail, event.body_id) == (
        board.secretary.user_id,
        {"what": "part"},
        board.body.pk,
    )


def test_a_withdrawn_paper_says_why_to_who_works_with_it(board, paper, sign_in):
    withdraw_paper(
        paper=paper, reason="Figures superseded.", actor=board.secretary, at=NOW
    )

    page = sign_in(board.author).get(address("detail", paper)).content.decode()

    assert "Figures superseded." in page
    assert "Withdrawn" in page


def test_the_progress_of_a_version_stops_asking_when_it_has_ended(
    board, paper, sign_in
):
    waiting = PaperVersionFactory(paper=paper)
    ready = PaperVersionFactory(paper=paper, ready=True)
    client = sign_in(board.author)

    moving = client.get(address("progress", paper, number=waiting.number))
    ended = client.get(address("progress", paper, number=ready.number))

    assert (moving.status_code, ended.status_code) == (200, 286)
    assert 'hx-trigger="every 1s"' in moving.content.decode()
    assert "hx-trigger" not in ended.content.decode()


def test_a_page_says_that_the_worker_is_down(board, paper, sign_in):
    PaperVersionFactory(paper=paper)

    page = sign_in(board.author).get(address("progress", paper, number=1))

    assert "The worker is not running." in page.content.decode()


def test_every_version_is_listed_with_what_changed_and_its_checksum(
    board, accepted, sign_in
):
    page = sign_in(board.secretary).get(address("versions", accepted)).content.decode()

    first = accepted.versions.get(number=1)
    assert page.index("Version 2") < page.index("Version 1")
    assert "NOTE OF THE DRAFT" in page
    assert first.original.sha256 in page
    assert page.count("Stands for the paper") == 1


def test_a_paper_without_a_file_offers_to_upload_one(board, paper, sign_in):
    page = sign_in(board.author).get(address("versions", paper)).content.decode()

    assert "No file has been sent yet" in page
    assert f"/papers/{paper.pk}/edit/#id_file" in page


def test_a_version_without_a_picture_has_none_to_show(board, paper, sign_in):
    PaperVersionFactory(paper=paper)

    answer = sign_in(board.author).get(address("picture", paper, number=1))

    assert answer.status_code == 404
