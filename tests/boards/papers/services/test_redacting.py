import pytest
from django.core.exceptions import PermissionDenied

from boards.papers.enums import PaperState, VersionState
from boards.papers.models import Paper
from boards.papers.selectors import pack_papers, paper_to_edit, stops_of
from boards.papers.services import drop_redacted, upload_version
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import RuleBroken
from ics_portal.core.jobs.worker import execute
from tests.core.files.samples import pdf, upload
from tests.factories.papers import NOW, a_current_version


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = str(tmp_path / "media")
    (tmp_path / "tmp").mkdir()


def send(paper, actor, *, redacted=True, prepare=True):
    version = upload_version(
        paper=paper,
        upload=upload(pdf(1), "redacted.pdf"),
        note="names of staff",
        redacted=redacted,
        actor=actor,
        at=NOW,
    )
    if prepare:
        execute(version.job_id)
        version.refresh_from_db()
    paper.refresh_from_db()
    return version


def test_a_redacted_version_is_the_publics_and_never_stands_for_the_paper(board, paper):
    full = send(paper, board.author, redacted=False)
    redacted = send(paper, board.secretary)

    assert redacted.state == VersionState.READY
    assert (paper.current_version, paper.public_version) == (full, redacted)

    later = send(paper, board.author, redacted=False)

    assert (paper.current_version, paper.public_version) == (later, redacted)
    [told] = AuditEvent.objects.about(redacted)
    assert told.detail["redacted"] is True


def test_the_newest_redacted_version_is_the_publics_whichever_is_ready_last(
    board, paper
):
    older = send(paper, board.secretary, prepare=False)
    newer = send(paper, board.secretary)

    execute(older.job_id)

    paper.refresh_from_db()
    assert paper.public_version == newer


def test_the_pack_gets_both(board, paper):
    full = send(paper, board.author, redacted=False)
    redacted = send(paper, board.secretary)

    [for_pack] = pack_papers(board.meeting.pk)

    assert for_pack.version_number == full.number
    assert for_pack.public_version_number == redacted.number
    assert for_pack.newer_words == ""


def test_a_paper_with_a_redacted_version_only_has_no_file_to_send(board, paper):
    send(paper, board.secretary)

    assert "file" in [stop.field for stop in stops_of(paper_to_edit(paper.pk))]
    assert paper.current_version is None
    assert paper.state == PaperState.DRAFTING


def test_a_redacted_version_may_come_after_the_paper_is_accepted(board, paper):
    a_current_version(paper)
    Paper.objects.filter(pk=paper.pk).update(state=PaperState.ACCEPTED)

    redacted = send(paper, board.secretary)

    assert paper.public_version == redacted
    assert paper.state == PaperState.ACCEPTED


def test_dropping_it_keeps_the_upload(board, paper):
    redacted = send(paper, board.secretary)

    drop_redacted(paper=paper, actor=board.secretary, at=NOW)

    paper.refresh_from_db()
    assert paper.public_version is None
    assert redacted in paper.versions.all()
    with pytest.raises(RuleBroken, match="no redacted version"):
        drop_redacted(paper=paper, actor=board.secretary, at=NOW)


def test_only_the_office_says_what_the_public_gets(board, paper):
    for actor in (board.author, board.member, board.stranger):
        with pytest.raises(PermissionDenied):
            send(paper, actor, prepare=False)
        with pytest.raises(PermissionDenied):
            drop_redacted(paper=paper, actor=actor, at=NOW)


def test_a_withdrawn_paper_takes_none(board, paper):
    Paper.objects.filter(pk=paper.pk).update(state=PaperState.WITHDRAWN)

    with pytest.raises(PermissionDenied, match="withdrawn"):
        send(paper, board.secretary, prepare=False)
