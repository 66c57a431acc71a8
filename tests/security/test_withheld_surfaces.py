"""As the person it is withheld from, nobody meets a word of a paper, whatever the road.

Every address of the project is asked for, with every id there is in the story, and each
answer is searched: pages, files, API. The same walk as another member finds the words, or
it would prove nothing. A PDF is searched in its decoded objects, whether or not a page
leads to them, and in the text that is drawn.
"""

import logging
import re
from functools import cache
from io import BytesIO
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from boards.meetings.enums import ReplyAnswer
from boards.packs.enums import Edition
from boards.packs.models import Pack, ReaderCopy
from boards.packs.services import issue_pack, start_build
from boards.papers.enums import VersionState
from boards.papers.models import PaperVersion, Recommendation
from ics_portal.accounts.actor import Role
from ics_portal.core.files.services import store_path
from ics_portal.core.jobs import Job, record_pulse
from ics_portal.core.pdf import normalise_part, text_per_page
from ics_portal.core.pdf.release import _bytes_of
from ics_portal.core.pdf.render import render_html
from tests.factories.bodies import AppointmentFactory, SeatFactory, actor_in
from tests.factories.calling import ItemParticipationFactory, ReplyFactory
from tests.factories.copies import made
from tests.factories.declarations import WithheldRecordFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.packs import PRESS, a_pack_board, run_job_of
from tests.factories.sittings import AttendanceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("set_each_page_once")]

TITLE, TEXT, PURPOSE, FILE, ASKED, ABOUT, MARK, TAG, ATTACHED = (
    "Quicksilver",
    "Vermilion",
    "Cinnabar",
    "Realgar",
    "Orpiment",
    "Massicot",
    "Verdigris",
    "Malachite",
    "Smaltine",
)
"""In the paper's title, body text, cover sheet, file name, request, metadata, bookmark,
tag and attachment."""
MARKERS = (TITLE, TEXT, PURPOSE, FILE, ASKED, ABOUT, MARK, TAG, ATTACHED)
_GROUP = re.compile(r"\(\?P<(\w+)>")


@pytest.fixture
def story():
    """An issued pack with an open paper, and one full of markers."""
    record_pulse(timezone.now())
    story = a_pack_board()
    story.paper(story.item("Welcome"), "Plain words", pages=1)
    contract = story.item("Contract")
    paper = story.paper(contract, f"{TITLE} terms", with_sheet=True)
    a_version_full_of_markers(paper)
    paper.cover_sheet.purpose = f"{PURPOSE} purpose"
    paper.cover_sheet.save()
    Recommendation.objects.create(
        sheet=paper.cover_sheet,
        key="r1",
        position=1,
        verb="Approve",
        text=f"{ASKED} it",
    )
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    run_job_of(pack)
    issue_pack(
        pack=Pack.objects.get(pk=pack.pk), actor=story.secretary, at=timezone.now()
    )
    return story, paper


def a_version_full_of_markers(paper):
    """The paper's version, from an upload that says something in every corner."""
    html = (
        f'<html lang="en-GB"><title>Terms</title><h1>Terms</h1><p>{TEXT} words.</p>'
        f"<h2>{MARK} details</h2><p>More.</p></html>"
    )
    with TemporaryDirectory() as folder:
        upload, part = Path(folder, f"{FILE}.pdf"), Path(folder, "part.pdf")
        upload.write_bytes(render_html(html, title="Terms").pdf)
        with pikepdf.open(upload, allow_overwriting_input=True) as pdf:
            pdf.docinfo["/Keywords"] = f"{ABOUT} matters"
            pdf.Root.Lang = pikepdf.String("en-GB")
            pdf.Root.StructTreeRoot.K[0].K[0].Alt = pikepdf.String(f"{TAG} drawing")
            pdf.attachments[f"{ATTACHED}.txt"] = pikepdf.AttachedFileSpec(
                pdf, f"{ATTACHED} figures".encode(), filename=f"{ATTACHED}.txt"
            )
            pdf.save(upload)
        record = normalise_part(upload, part, key="paper-marked-1", page_limit=100)
        stored = [
            store_path(
                path=path,
                name=path.name,
                content_type="application/pdf",
                actor_id=None,
                at=PRESS,
            )
            for path in (upload, part)
        ]
    paper.current_version = PaperVersion.objects.create(
        paper=paper,
        number=2,
        original=stored[0],
        part=stored[1],
        state=VersionState.READY,
        record=record.to_json(),
        page_count=record.page_count,
        accessible=record.accessible,
        uploaded_at=PRESS,
    )
    paper.save()


def addresses(values):
    """Every address, with every value its parts can have in the story."""
    for pattern, converters in _patterns(get_resolver(), "", {}):
        names = [*converters, *_GROUP.findall(pattern)]
        for chosen in product(*(values.get(name, ["1"]) for name in names)):
            yield "/" + _filled(pattern, dict(zip(names, chosen, strict=True)))


def _patterns(resolver, before, converters):
    for entry in resolver.url_patterns:
        here = before + str(entry.pattern).lstrip("^")
        known = {**converters, **entry.pattern.converters}
        if isinstance(entry, URLPattern):
            yield here, known
        elif isinstance(entry, URLResolver):
            yield from _patterns(entry, here, known)


def _filled(pattern, chosen):
    for name, value in chosen.items():
        pattern = re.sub(rf"<(\w+:)?{name}>", value, pattern)
        while (start := pattern.find(f"(?P<{name}>")) >= 0:
            depth = 0
            for end in range(start, len(pattern)):
                depth += {"(": 1, ")": -1}.get(pattern[end], 0)
                if depth == 0:
                    break
            pattern = pattern[:start] + value + pattern[end + 1 :]
    return re.sub(r"\\Z|\$|\\", "", pattern).replace("/?", "/")


def words_met(actor, story, paper, *, until=()):
    """The markers met on the walk, each with the first address that had it, and the PDFs
    that came along. The walk ends when all in ``until`` have been met."""
    client = Client(raise_request_exception=True)
    client.force_login(get_user_model().objects.get(pk=actor.user_id))
    meeting = story.meeting
    copies = ReaderCopy.objects.values_list("pk", flat=True)
    values = {
        "meeting_id": [str(meeting.pk)],
        "item_id": [str(item.pk) for item in meeting.items.all()],
        "paper_id": [str(pk) for pk in range(1, paper.pk + 1)],
        "copy_id": [str(pk) for pk in copies],
        "which": ["original", "part"],
        "version": ["1", "2"],
        "number": ["1", "2"],
        "edition": list(Edition.values),
        "slug": [meeting.body.slug],
        "pk": [str(pk) for pk in range(1, paper.pk + 1)],
        "format": ["json"],
        "job_id": [str(pk) for pk in Job.objects.values_list("pk", flat=True)],
        "person_id": [str(actor.person_id)],
    }
    met, pdfs = {}, set()
    for address in addresses(values):
        response = client.get(address)
        if response.status_code in (404, 405):
            continue
        content = b"".join(response)
        parts = [content, str(response.headers).encode()]
        if content.startswith(b"%PDF"):
            pdfs.add(address)
            parts.append(decoded(content))
        for marker in MARKERS:
            if marker not in met and any(marker.encode() in part for part in parts):
                met[marker] = address
        if until and set(until) <= set(met):
            break
    return met, pdfs


def words_at(actor, addresses):
    """The markers met at these addresses, and the PDFs that came."""
    client = Client()
    client.force_login(get_user_model().objects.get(pk=actor.user_id))
    met, pdfs = set(), set()
    for address in addresses:
        response = client.get(address)
        content = b"".join(response)
        said = content + str(response.headers).encode()
        if content.startswith(b"%PDF"):
            pdfs.add(address)
            said += decoded(content)
        met |= {marker for marker in MARKERS if marker.encode() in said}
    return met, pdfs


def stand_in_otherwise(meeting, absent):
    """The member's appointed deputy, and one on the list of who is there."""
    appointed, listed = (actor_in(meeting.body, Role.MEMBER) for _ in range(2))
    held = AppointmentFactory(
        seat=SeatFactory(body=meeting.body), person_id=absent.person_id
    )
    AppointmentFactory(seat=held.seat, person_id=appointed.person_id, deputy_for=held)
    here = {"meeting": meeting, "body": meeting.body}
    away = AttendanceFactory(**here, person_id=absent.person_id)
    AttendanceFactory(
        **here, person_id=listed.person_id, kind="deputy", deputises_for=away
    )
    return appointed, listed


def withheld_by_a_ruling_elsewhere(item):
    """A member on whom was ruled at another meeting: this item is withheld as well."""
    body = item.meeting.body
    member = actor_in(body, Role.MEMBER)
    WithheldRecordFactory(
        ruling__item__section__meeting=MeetingFactory(body=body),
        ruling__person_id=member.person_id,
        record_id=item.pk,
    )
    return member


@cache
def decoded(content):
    """Every string, name and stream of every object of a PDF, and its text."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "answer.pdf")
        path.write_bytes(content)
        text = "\n".join(text_per_page(path, 1000))
    with pikepdf.open(BytesIO(content)) as pdf:
        found = [part for thing in pdf.objects for part in _bytes_of(thing)]
    return b"\n".join([*found, text.encode()])


@pytest.fixture
def quiet():
    """Hundreds of refusals are expected, and each would be logged."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("quiet")
def test_who_is_kept_from_a_paper_meets_none_of_its_words(story):
    """Kept are a chair by a ruling, and the deputy of a member; each has a copy of the
    pack without the paper. Another member meets the words, on the same walk.

    Who stands in otherwise, and from whom a ruling at another meeting withholds the item,
    go where that member met the words."""
    board, paper = story
    body = board.meeting.body
    member, absent, deputy = (actor_in(body, Role.MEMBER) for _ in range(3))
    chair = actor_in(body, Role.CHAIR, Role.MEMBER)
    for actor in (chair, absent):
        ItemParticipationFactory(
            item=paper.item, person_id=actor.person_id, papers_withheld=True
        )
    ReplyFactory(
        meeting=board.meeting,
        person_id=absent.person_id,
        answer=ReplyAnswer.APOLOGIES,
        deputy_id=deputy.person_id,
    )
    standing = stand_in_otherwise(board.meeting, absent)
    (copy,) = made(Pack.objects.get())
    assert copy.is_released, copy.failure
    own = f"/meetings/{board.meeting.pk}/pack/1/copy/members/"

    inside = {FILE, ABOUT, ATTACHED}  # of the upload, which members never get
    shown, _ = words_met(member, board, paper, until=set(MARKERS) - inside)
    assert set(shown) >= set(MARKERS) - inside
    client = Client()
    client.force_login(get_user_model().objects.get(pk=board.secretary.user_id))
    upload = client.get(f"/papers/{paper.pk}/versions/2/original/")
    said = str(upload.headers).encode() + decoded(b"".join(upload))
    assert all(marker.encode() in said for marker in inside)
    for actor in (chair, deputy):
        met, pdfs = words_met(actor, board, paper)
        assert met == {}
        assert own in pdfs
    for actor in standing:
        assert words_at(actor, {*shown.values(), own}) == (set(), {own})
    elsewhere = withheld_by_a_ruling_elsewhere(paper.item)
    assert words_at(elsewhere, shown.values()) == (set(), set())
