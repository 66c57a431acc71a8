"""The list of changes never names a paper that was withheld and is withdrawn since."""

from pathlib import Path

import pikepdf
import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boards.packs.enums import Edition
from boards.packs.models import PackFile, ReaderCopyFor
from boards.papers.models import Paper
from boards.papers.services import withdraw_paper
from ics_portal.accounts.actor import Role
from ics_portal.core.notify.models import Letter
from ics_portal.core.outbox.services import sweep
from ics_portal.core.pdf import text_per_page
from tests.factories.bodies import actor_in
from tests.factories.copies import (
    WITHHELD,
    a_board_with_a_contract,
    issued,
    made,
    withhold,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return a_board_with_a_contract()


@pytest.fixture
def member(story):
    return actor_in(story.meeting.body, Role.MEMBER)


@pytest.fixture
def second(story, member):
    """The version after the withheld paper was withdrawn."""
    withhold(story, member)
    made(issued(story))
    paper = Paper.objects.get(title=WITHHELD)
    withdraw_paper(
        paper=paper, reason="Not needed", actor=story.secretary, at=timezone.now()
    )
    pack = issued(story)
    made(pack)
    sweep(timezone.now())
    return pack


def texts(stored):
    path = Path(stored.file.path)
    with pikepdf.open(path) as pdf:
        return " ".join(text_per_page(path, len(pdf.pages)))


def test_the_file_the_reader_has_names_its_pages_and_not_the_paper(second, member):
    shared = PackFile.objects.readable_by(member).filter(pack=second)
    own = ReaderCopyFor.objects.readable_by(member).filter(copy__pack=second)
    files = [row.stored for row in shared] + [r.copy.stored for r in own]

    assert files
    for stored in files:
        words = texts(stored)
        assert "Later report" in words
        assert WITHHELD not in words
    manifests = [row.manifest for row in shared] + [r.copy.manifest for r in own]
    assert WITHHELD not in str(manifests)


def test_everybody_reads_what_is_gone_by_item_and_pages(second):
    whole = second.files.get(edition=Edition.MEMBERS)

    assert "Item 2, pages 5–6 before, withdrawn." in [
        change["words"] for change in whole.manifest["changes"]
    ]


def test_no_page_answer_or_letter_names_it(second, member):
    user = get_user_model().objects.get(pk=member.user_id)
    client = Client()
    client.force_login(user)
    at = [second.meeting_id, second.version]
    for address in (
        reverse("packs:mine"),
        reverse("packs:overview", args=at[:1]),
        reverse("packs:detail", args=at),
        "/api/v1/packs/",
        f"/api/v1/packs/{second.pk}/",
    ):
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        assert WITHHELD not in answer.content.decode(), address
    letters = Letter.objects.filter(user=user)
    assert WITHHELD not in str([(row.subject, row.text) for row in letters])
