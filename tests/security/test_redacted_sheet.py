"""The cover sheet of a redacted paper goes out only where the office chose so (PAPER-12)."""

from pathlib import Path

import pikepdf
import pytest
from django.utils import timezone

from boards.meetings.models import Publication
from boards.packs.enums import Edition, EntryKind
from boards.packs.models import Pack
from boards.packs.services import issue_pack, start_build
from boards.packs.services.publishing import publish_pack
from ics_portal.core.jobs import record_pulse
from ics_portal.core.pdf import text_per_page
from tests.factories.packs import PRESS, a_pack_board, run_job_of

pytestmark = pytest.mark.django_db
WHY = {"late_reason": "Late figures", "late_agreed_by": "The chair"}
TAKEN_OUT = "Purpose of Staff changes"


@pytest.fixture
def story():
    record_pulse(timezone.now())
    story = a_pack_board()
    story.meeting.body.meets_in_public = True
    story.meeting.body.save()
    paper = story.paper(story.item("Staff"), "Staff changes", with_sheet=True)
    full = paper.current_version
    redacted = story.version(paper, words="What anybody may read")
    type(redacted).objects.filter(pk=redacted.pk).update(is_redacted=True)
    type(paper).objects.filter(pk=paper.pk).update(
        current_version=full, public_version=redacted
    )
    story.paper(story.item("Last"), "Later report", pages=1)
    return story


def words(pack, edition):
    path = Path(pack.files.get(edition=edition, kind="whole").stored.file.path)
    with pikepdf.open(path) as pdf:
        return " ".join(" ".join(text_per_page(path, len(pdf.pages))).split())


def out(story):
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    run_job_of(pack)
    pack = Pack.objects.select_related("meeting__body__system").get(pk=pack.pk)
    pack = issue_pack(pack=pack, actor=story.secretary, at=PRESS)
    publish_pack(pack=pack, actor=story.secretary, at=timezone.now(), **WHY)
    return pack


@pytest.mark.parametrize("without", [True, False])
def test_the_public_gets_the_sheet_or_a_page_that_says_it_is_not_published(
    story, without
):
    item = story.meeting.items.get(title="Staff")
    item.papers.update(without_sheet=without)

    pack = out(story)

    assert TAKEN_OUT in words(pack, Edition.MEMBERS)
    public = words(pack, Edition.PUBLIC)
    assert "What anybody may read" in public
    assert (TAKEN_OUT not in public) is without
    kinds = pack.entries.filter(edition=Edition.PUBLIC).values_list("kind", flat=True)
    assert (EntryKind.COVER_SHEET not in kinds) is without
    told = str(list(Publication.objects.values_list("words", flat=True)))
    assert (TAKEN_OUT not in told) is without
    labels = [
        pack.entries.get(edition=edition, title="Later report").first_label
        for edition in (Edition.MEMBERS, Edition.PUBLIC)
    ]
    assert labels[0] == labels[1]
