"""What part 2 asked for stands in part 2's file, and in no other."""

import io
from pathlib import Path

import pypdf
import pytest

from boards.packs.models import Pack
from boards.packs.services import issue_pack, start_build
from boards.papers.enums import PaperKind
from boards.papers.issued import issued_papers
from tests.factories.actions import ActionFactory
from tests.factories.packs import PRESS, december, run_job_of

pytestmark = pytest.mark.django_db
SECRET = "Settle with the former director"


def words(pack, edition):
    file = pack.files.select_related("stored").get(edition=edition)
    read = pypdf.PdfReader(io.BytesIO(Path(file.stored.file.path).read_bytes()))
    return " ".join(" ".join(page.extract_text() for page in read.pages).split())


@pytest.fixture
def story():
    story = december()
    ActionFactory(body=story.meeting.body, title="Publish the plan")
    ActionFactory(body=story.meeting.body, title=SECRET, part=2)
    return story


def built(story):
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    run_job_of(pack)
    pack = Pack.objects.get(pk=pack.pk)
    assert pack.is_built, pack.failure
    return pack


@pytest.mark.requirement("PCK-01")
@pytest.mark.requirement("LOG-09")
def test_the_log_of_part_two_goes_where_that_of_part_one_does(story):
    pack = built(story)

    entry = pack.entries.get(edition="private", kind="action_log")
    assert (entry.title, entry.item_number) == ("Action log of part 2", "6")
    assert SECRET in words(pack, "private")
    assert "Publish the plan" not in words(pack, "private")
    for edition in ("members", "public"):
        assert SECRET not in words(pack, edition)
        assert "Publish the plan" in words(pack, edition)


def test_the_paper_that_is_issued_stays_the_log_of_part_one(story):
    pack = issue_pack(pack=built(story), actor=story.secretary, at=PRESS)
    log = pack.entries.get(edition="members", kind="action_log").paper_id_then

    found = issued_papers.papers([log])[log]

    assert (found.title, found.confidential) == ("Action log", False)


def test_a_paper_for_it_at_an_item_of_part_two_has_it_once(story):
    dismissal = story.meeting.items.get(part=2)
    story.paper(dismissal, "Private actions", kind=PaperKind.ACTION_LOG)

    pack = built(story)

    entry = pack.entries.get(edition="private", kind="action_log")
    assert entry.title == "Private actions"
    assert SECRET in words(pack, "private")
    assert SECRET not in words(pack, "members")


def test_without_actions_of_part_two_nothing_is_added():
    pack = built(december())

    assert not pack.entries.filter(edition="private", kind="action_log").exists()
