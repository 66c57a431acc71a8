import errno
import io

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied

from boards.papers.enums import PaperKind, PaperState, VersionState
from boards.papers.models import PaperVersion
from boards.papers.selectors import paper_to_edit
from boards.papers.services import (
    add_paper,
    close_ended_job,
    conversion,
    request_paper,
    retry_version,
    upload_version,
)
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import RuleBroken
from ics_portal.core.files import RefusedFile, StoredFile
from ics_portal.core.jobs import Job, JobState, request_cancel, retry_job
from ics_portal.core.jobs.permissions import may_retry_job
from ics_portal.core.jobs.worker import execute
from tests.core.files.samples import pdf, picture, upload, word
from tests.factories.papers import NOW

LOCKED = b"%PDF-1.7 nonsense"


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = str(tmp_path / "media")
    (tmp_path / "tmp").mkdir()


def send(paper, actor, content=None, name="paper.pdf", note=""):
    return upload_version(
        paper=paper,
        upload=upload(pdf(2) if content is None else content, name),
        note=note,
        actor=actor,
        at=NOW,
    )


def prepared(version):
    execute(version.job_id)
    version.refresh_from_db()
    return version


def test_an_upload_waits_as_the_next_version_with_a_job(board, paper):
    first = send(paper, board.author, note=" first  draft ")
    second = send(paper, board.secretary)

    assert [(v.number, v.state, v.note) for v in (first, second)] == [
        (1, VersionState.WAITING, "first draft"),
        (2, VersionState.WAITING, ""),
    ]
    job = Job.objects.get(pk=first.job_id)
    assert (job.kind, job.state, job.body_id) == (
        "papers.convert",
        JobState.QUEUED,
        board.body.pk,
    )
    assert AuditEvent.objects.about(first).get().detail["sha256"] == (
        first.original.sha256
    )


def test_a_prepared_version_is_ready_to_merge(board, paper):
    version = prepared(send(paper, board.author))

    assert version.state == VersionState.READY
    assert version.page_count == 2
    assert version.record["key"] == f"paper{paper.pk}v1"
    assert version.part.content_type == "application/pdf"
    assert version.part.sha256 == version.record["sha256"]
    assert version.picture.content_type == "image/png"
    assert [step["key"] for step in version.steps] == [
        "checked",
        "pdf",
        "read",
        "tags",
        "alternatives",
        "fonts",
        "pages",
    ]
    paper.refresh_from_db()
    assert paper.current_version == version


def test_an_untagged_pdf_says_what_a_screen_reader_lacks(board, paper):
    version = prepared(send(paper, board.author))

    told = {step["key"]: (step["words"], step["state"]) for step in version.steps}
    assert version.accessible is False
    assert told["tags"] == ("No tags", "remark")
    assert told["alternatives"] == ("Not known without tags", "remark")


def test_a_picture_is_made_into_a_page(board, paper):
    version = prepared(send(paper, board.author, picture(), "scan.png"))

    assert (version.state, version.page_count) == (VersionState.READY, 1)
    assert version.steps[1]["label"] == "Made into PDF"


@pytest.mark.django_db(transaction=True)  # it takes long enough for a heartbeat
def test_a_word_file_becomes_a_tagged_part(board, paper, office):
    version = prepared(
        send(paper, board.author, word("See Appendix C."), "Finance.docx")
    )

    told = {step["key"]: step["words"] for step in version.steps}
    assert version.state == VersionState.READY
    assert told["tags"] == "1 table without a header row"
    assert told["checked"].startswith("Word document, ")
    assert "Finance report" in version.text
    assert "See Appendix C." in version.text
    assert version.appendices == {"cited": ["C"], "there": []}


def test_a_damaged_file_is_kept_with_a_sentence_and_a_cure(board, paper):
    version = prepared(send(paper, board.author, LOCKED))

    job = Job.objects.get(pk=version.job_id)
    assert version.state == VersionState.FAILED
    assert version.failure == "This PDF is damaged and could not be mended."
    assert version.cure.startswith("Open it in the program it was made with")
    assert (job.state, job.failure) == (
        JobState.FAILED,
        f"{version.failure} {version.cure}",
    )
    assert [(step["key"], step["state"]) for step in version.steps] == [
        ("checked", "done"),
        ("pdf", "done"),
        ("read", "failed"),
    ]
    with version.original.file.open() as kept:
        assert kept.read() == LOCKED


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (
            MemoryError(),
            "This file takes more memory than the portal gives to one file.",
        ),
        (OSError(errno.ENOSPC, "full"), "There is no room left on the portal's disk."),
    ],
)
def test_what_trying_again_at_once_cannot_help_fails_with_a_sentence(
    board, paper, monkeypatch, fault, sentence
):
    def fail(*args, **kwargs):
        raise fault

    monkeypatch.setattr(conversion, "normalise_part", fail)

    version = prepared(send(paper, board.author))

    assert (version.state, version.failure) == (VersionState.FAILED, sentence)
    assert version.cure
    assert Job.objects.get(pk=version.job_id).state == JobState.FAILED


def test_an_unexpected_fault_is_tried_again_by_itself(board, paper, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError(errno.EIO, "a bad moment")

    with monkeypatch.context() as patch:
        patch.setattr(conversion, "normalise_part", fail)
        version = prepared(send(paper, board.author))

    assert version.state == VersionState.CONVERTING
    assert Job.objects.get(pk=version.job_id).state == JobState.QUEUED
    assert prepared(version).state == VersionState.READY


def test_without_libreoffice_a_word_file_is_kept_and_says_so(board, paper, settings):
    settings.SOFFICE_PATH = "/nowhere/soffice"

    version = prepared(send(paper, board.author, word(), "Finance.docx"))

    assert version.state == VersionState.FAILED
    assert "LibreOffice is not installed" in version.failure
    assert "PDF" in version.cure


def test_the_page_limit_is_named(board, paper, settings):
    settings.UPLOAD_MAX_PAGES = 1

    version = prepared(send(paper, board.author))

    assert version.failure == "This file has 2 pages."
    assert version.cure.startswith("The most this portal takes is 1.")


def test_a_refused_file_leaves_nothing_behind(board, paper):
    with pytest.raises(RefusedFile, match="This file is empty"):
        send(paper, board.author, b"")

    assert not PaperVersion.objects.exists()
    assert not StoredFile.objects.exists()
    assert not Job.objects.exists()


def test_a_newer_version_takes_the_place_only_when_it_is_ready(board, paper):
    first = prepared(send(paper, board.author))
    second = send(paper, board.author)
    assert paper_to_edit(paper.pk).current_version == first

    prepared(second)

    assert paper_to_edit(paper.pk).current_version == second


def test_an_older_version_ready_late_does_not_take_the_place_of_a_newer(board, paper):
    first, second = send(paper, board.author), send(paper, board.author)
    prepared(second)

    prepared(first)

    assert paper_to_edit(paper.pk).current_version == second


def test_a_failed_version_leaves_the_one_before(board, paper):
    first = prepared(send(paper, board.author))

    prepared(send(paper, board.author, LOCKED))

    assert paper_to_edit(paper.pk).current_version == first


def test_preparing_twice_changes_nothing(board, paper):
    version = prepared(send(paper, board.author))
    job = Job.objects.get(pk=version.job_id)
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED, finished_at=None)
    before = (version.part_id, version.history.count())

    again = prepared(version)

    assert (again.part_id, again.history.count()) == before


def test_a_failed_version_can_be_tried_again(board, paper, settings):
    settings.UPLOAD_MAX_PAGES = 1
    failed = prepared(send(paper, board.author))
    settings.UPLOAD_MAX_PAGES = 100

    again = prepared(retry_version(version=failed, actor=board.author, at=NOW))

    assert (again.state, again.failure, again.cure) == (VersionState.READY, "", "")


def with_a_password():
    packed = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(595, 842))
        made.save(packed, encryption=pikepdf.Encryption(owner="a", user="b"))
    return packed.getvalue()


def test_a_locked_file_is_not_tried_again(board, paper):
    locked = prepared(send(paper, board.author, with_a_password()))
    job = Job.objects.get(pk=locked.job_id)

    assert (locked.failure, locked.cure) == (
        "This PDF is locked with a password.",
        "Upload a copy without a password.",
    )
    with pytest.raises(RuleBroken, match="Upload a copy without"):
        retry_version(version=locked, actor=board.author, at=NOW)
    assert not may_retry_job(board.author, job)


def test_a_version_that_is_ready_is_not_tried_again(board, paper):
    version = prepared(send(paper, board.author))

    with pytest.raises(RuleBroken, match="could not be used"):
        retry_version(version=version, actor=board.author, at=NOW)


def test_a_job_given_up_by_its_worker_ends_the_version(board, paper):
    version = send(paper, board.author)
    Job.objects.filter(pk=version.job_id).update(
        state=JobState.FAILED, failure="The worker stopped 3 times.", finished_at=NOW
    )

    close_ended_job(job_id=str(version.job_id))

    version.refresh_from_db()
    assert (version.state, version.failure) == (
        VersionState.FAILED,
        "The worker stopped 3 times.",
    )


def test_a_job_that_goes_on_leaves_its_version_waiting(board, paper):
    version = send(paper, board.author)

    close_ended_job(job_id=str(version.job_id))

    version.refresh_from_db()
    assert version.state == VersionState.WAITING


def test_a_job_of_another_kind_is_none_of_ours(board, paper):
    version = send(paper, board.author)
    Job.objects.filter(pk=version.job_id).update(
        kind="packs.build", state=JobState.FAILED, finished_at=NOW
    )

    close_ended_job(job_id=str(version.job_id))

    version.refresh_from_db()
    assert version.state == VersionState.WAITING


def test_a_stopped_job_says_so_and_its_retry_prepares_the_version(board, paper):
    version = send(paper, board.author)
    job = Job.objects.get(pk=version.job_id)
    Job.objects.filter(pk=job.pk).update(cancel_requested_at=NOW)

    stopped = prepared(version)
    close_ended_job(job_id=str(job.pk))
    stopped.refresh_from_db()
    assert stopped.failure == "Preparing this file was stopped."

    job.refresh_from_db()
    retry_job(job=job, actor=board.author, at=NOW)
    assert prepared(version).state == VersionState.READY


def test_a_waiting_job_can_be_stopped(board, paper):
    version = send(paper, board.author)

    job = request_cancel(
        job=Job.objects.get(pk=version.job_id), actor=board.author, at=NOW
    )

    assert job.state == JobState.CANCELLED


def test_the_first_file_turns_a_request_into_a_draft(board):
    paper = request_paper(item=board.item(), actor=board.secretary, at=NOW)

    send(paper, board.secretary)

    paper.refresh_from_db()
    assert paper.state == PaperState.DRAFTING


def test_the_office_may_replace_the_file_of_an_accepted_paper(board, paper):
    paper.state = PaperState.ACCEPTED
    paper.save()

    send(paper, board.secretary)
    with pytest.raises(PermissionDenied, match="accepted for the pack"):
        send(paper, board.author)

    paper.refresh_from_db()
    assert paper.state == PaperState.ACCEPTED


def test_the_action_log_has_no_file(board):
    log = add_paper(
        item=board.item(), kind=PaperKind.ACTION_LOG, actor=board.secretary, at=NOW
    )

    with pytest.raises(RuleBroken, match="printed from the log itself"):
        send(log, board.secretary)


def test_what_changed_is_short(board, paper):
    with pytest.raises(RuleBroken) as refused:
        send(paper, board.author, note="x" * 301)

    assert refused.value.field == "note"


def test_a_stranger_uploads_nothing(board, paper):
    with pytest.raises(PermissionDenied):
        send(paper, board.member)

    assert not StoredFile.objects.exists()
