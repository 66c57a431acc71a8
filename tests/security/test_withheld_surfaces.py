"""As the person it is withheld from, nobody meets a word of a paper, whatever the road.

Every address of the project is asked for, with every id there is in the story, and each
answer is searched: pages, files, API. The same walk as another member finds the words, or
it would prove nothing.
"""

import re
import zlib
from itertools import product

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from boards.packs.enums import Edition
from boards.packs.models import Pack
from boards.packs.services import issue_pack, start_build
from boards.papers.models import Recommendation
from ics_portal.accounts.actor import Role
from ics_portal.core.files.models import StoredFile
from ics_portal.core.jobs import record_pulse
from tests.factories.bodies import actor_in
from tests.factories.calling import ItemParticipationFactory
from tests.factories.packs import PRESS, a_pack_board, run_job_of

pytestmark = pytest.mark.django_db

TITLE, TEXT, PURPOSE, FILE, ASKED = (
    "Quicksilver",
    "Vermilion",
    "Cinnabar",
    "Realgar",
    "Orpiment",
)
MARKERS = (TITLE, TEXT, PURPOSE, FILE, ASKED)
_GROUP = re.compile(r"\(\?P<(\w+)>")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


@pytest.fixture
def story():
    """An issued pack with an open paper, and one full of markers."""
    record_pulse(timezone.now())
    story = a_pack_board()
    story.paper(story.item("Welcome"), "Plain words", pages=1)
    contract = story.item("Contract")
    paper = story.paper(contract, f"{TITLE} terms", with_sheet=True)
    story.version(paper, words=f"{TEXT} words")
    paper.cover_sheet.purpose = f"{PURPOSE} purpose"
    paper.cover_sheet.save()
    Recommendation.objects.create(
        sheet=paper.cover_sheet,
        key="r1",
        position=1,
        verb="Approve",
        text=f"{ASKED} it",
    )
    rows = StoredFile.objects.filter(pk=paper.current_version.original_id)
    super(type(rows), rows).update(original_name=f"{FILE}.pdf")  # it is fixed otherwise
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    run_job_of(pack)
    issue_pack(
        pack=Pack.objects.get(pk=pack.pk), actor=story.secretary, at=timezone.now()
    )
    return story, paper


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


def words_met(actor, story, paper):
    """The markers met on the walk, each with the first address that had it."""
    client = Client(raise_request_exception=True)
    client.force_login(get_user_model().objects.get(pk=actor.user_id))
    meeting = story.meeting
    values = {
        "meeting_id": [str(meeting.pk)],
        "item_id": [str(item.pk) for item in meeting.items.all()],
        "paper_id": [str(pk) for pk in range(1, paper.pk + 1)],
        "version": ["1", "2"],
        "number": ["1", "2"],
        "edition": list(Edition.values),
        "slug": [meeting.body.slug],
        "pk": [str(pk) for pk in range(1, paper.pk + 1)],
        "format": ["json"],
    }
    met = {}
    for address in addresses(values):
        response = client.get(address)
        if response.status_code != 200:
            continue
        content = b"".join(response)
        names = str(response.headers).encode()
        for marker in MARKERS:
            if marker not in met and any(
                marker.encode() in part for part in (*_parts(content), names)
            ):
                met[marker] = address
    return met


def _parts(content):
    yield content
    for match in _STREAM.finditer(content):
        try:
            yield zlib.decompressobj().decompress(match[1])
        except zlib.error:
            continue


def test_who_is_kept_from_a_paper_meets_none_of_its_words(story):
    """A member and a chair are kept from it; another member meets them, on the same walk.

    The text of a page is drawn by glyphs, and is searched for in the PDF's own tests.
    """
    board, paper = story
    body = board.meeting.body
    member = actor_in(body, Role.MEMBER)
    kept = [actor_in(body, Role.MEMBER), actor_in(body, Role.CHAIR, Role.MEMBER)]
    for actor in kept:
        ItemParticipationFactory(
            item=paper.item, person_id=actor.person_id, papers_withheld=True
        )

    assert set(words_met(member, board, paper)) >= {TITLE, PURPOSE, ASKED}
    assert [words_met(actor, board, paper) for actor in kept] == [{}, {}]
