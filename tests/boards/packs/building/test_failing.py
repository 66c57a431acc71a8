"""A build of which something fails: what is said, and what a second try finds."""

import errno
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import timezone

from boards.packs.enums import EntryKind, EntryStep, PackState
from boards.packs.models import Pack, PackFile, RenderedPart
from boards.packs.rules import Snapshot
from boards.packs.services import build as building
from boards.packs.services import retry_build
from boards.papers.enums import PaperState, VersionState
from boards.papers.models import Paper, PaperVersion
from ics_portal.core.files.room import no_room
from ics_portal.core.jobs import JobState, retry_job
from ics_portal.core.jobs.worker import claim_job
from ics_portal.core.pdf import AssemblyError
from tests.boards.packs.building.common import built, start
from tests.factories.packs import PRESS, a_pack_board, december, run_job_of

pytestmark = pytest.mark.django_db


def test_a_paper_of_an_earlier_engine_says_what_to_do():
    story = a_pack_board()
    paper = story.paper(story.item("Finance Report"), "ICS Finance Report", pages=1)
    version = paper.current_version
    version.record["engine"] = 0
    version.save()

    pack = start(story)
    job = run_job_of(pack)

    entry = pack.entries.get(edition="members", kind=EntryKind.PAPER)
    assert (job.state, entry.step) == (JobState.FAILED, EntryStep.FAILED)
    assert "run “prepare_papers”" in entry.failure


def test_one_failed_entry_says_why_the_others_go_on_and_no_pack_is_made():
    story = december()
    paper = Paper.objects.get(title="ICS Finance Report")
    Path(paper.current_version.part.file.path).unlink()
    pack = start(story)

    job = run_job_of(pack)

    pack.refresh_from_db()
    sentence = (
        "1 entry could not be set. Item 4, ICS Finance Report: The file as it was made "
        "ready is missing or was changed on the disk. The rest is kept."
    )
    assert (job.state, job.failure) == (JobState.FAILED, sentence)
    assert (pack.state, pack.failure) == (PackState.FAILED, sentence)
    failed = pack.entries.get(step=EntryStep.FAILED)
    assert (failed.title, failed.failure) == ("ICS Finance Report", building.GONE)
    shared = pack.entries.exclude(kind__in=[EntryKind.FRONT, EntryKind.AGENDA])
    assert shared.filter(step=EntryStep.SET).count() == shared.count() - 1
    assert not PackFile.objects.exists()


def test_a_failed_upload_is_named_with_its_cure():
    story = december()
    paper = Paper.objects.get(title="ICS Finance Report")
    PaperVersion.objects.filter(paper=paper).update(
        state=VersionState.FAILED,
        failure="“Report.docx” is locked with a password.",
        cure="Ask the author for a copy without one.",
        part=None,
        page_count=None,
    )
    Paper.objects.filter(pk=paper.pk).update(current_version=None)
    pack = start(story)

    job = run_job_of(pack)

    assert job.failure == (
        "1 entry could not be set. Item 4, ICS Finance Report: “Report.docx” is locked "
        "with a password. Ask the author for a copy without one. The rest is kept."
    )


def test_trying_again_after_the_cure_finds_the_rest_in_the_cache(monkeypatch):
    story = december()
    paper = Paper.objects.get(title="ICS Finance Report")
    Path(paper.current_version.part.file.path).unlink()
    pack = start(story)
    run_job_of(pack)
    kept = RenderedPart.objects.count()
    story.version(paper, pages=2)

    retry_build(pack=pack, actor=story.secretary, at=PRESS)
    run_job_of(pack := Pack.objects.get(pk=pack.pk))

    pack.refresh_from_db()
    assert (pack.state, pack.failure, pack.version) == (PackState.BUILT, "", 1)
    assert kept == 4  # three cover sheets and the log were not made twice
    templates = RenderedPart.objects.exclude(template__startswith="pdf/packs/")
    assert templates.count() == kept


def test_the_job_tried_again_on_its_own_page_builds_what_was_asked_for_then():
    story = december()
    paper = Paper.objects.get(title="ICS Finance Report")
    part = Path(paper.current_version.part.file.path)
    kept = part.read_bytes()
    part.unlink()
    pack = start(story)
    job = run_job_of(pack)
    part.write_bytes(kept)

    retry_job(job=job, actor=story.secretary, at=timezone.now())
    job = run_job_of(pack)

    pack.refresh_from_db()
    assert (job.state, pack.state, pack.failure) == ("done", PackState.BUILT, "")


def test_a_paper_still_being_prepared_is_said_to_be_so():
    story = december()
    paper = Paper.objects.get(title="ICS Finance Report")
    PaperVersion.objects.filter(paper=paper).update(
        state=VersionState.CONVERTING, part=None, page_count=None
    )
    Paper.objects.filter(pk=paper.pk).update(current_version=None)

    job = run_job_of(start(story))

    assert "Item 4, ICS Finance Report: It is still being turned into PDF." in (
        job.failure
    )


def test_an_accepted_paper_without_a_file_is_left_out_and_said():
    story = december()
    item = story.item("Verbal update", item_format="verbal")
    Paper.objects.create(item=item, title="Nothing yet", state=PaperState.ACCEPTED)

    pack = built(story)

    left_out = Snapshot.from_json(pack.snapshot).papers_left_out
    assert [(p.title, p.left_out) for p in left_out] == [
        ("Nothing yet", "There is no file yet.")
    ]


def test_a_fault_of_ours_in_one_page_fails_that_entry_only(monkeypatch, caplog):
    story = december()
    pack = start(story)

    def broken(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(building, "action_log_document", broken)
    job = run_job_of(pack)

    assert job.failure == (
        f"1 entry could not be set. Item 3, Action log: {building.NOT_SET} The rest is "
        "kept."
    )
    assert "could not be set" in caplog.text


@pytest.mark.parametrize(
    ("step", "fault"),
    [
        ("store_path", no_room()),
        ("own_part", OSError(errno.ENOSPC, "No space left on device")),
    ],
)
def test_a_full_disk_ends_the_build_in_words(monkeypatch, step, fault):
    story = december()
    pack = start(story)

    def full(*args: object, **kwargs: object) -> None:
        raise fault

    monkeypatch.setattr(building, step, full)
    job = run_job_of(pack)

    pack.refresh_from_db()
    assert (job.state, pack.state) == (JobState.FAILED, PackState.FAILED)
    assert pack.failure == job.failure == building.NO_ROOM
    assert not PackFile.objects.exists()


def test_another_fault_of_the_disk_is_tried_again(monkeypatch, caplog):
    story = december()
    pack = start(story)

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(building, "own_part", broken)
    job = run_job_of(pack)

    pack.refresh_from_db()
    assert (job.state, job.tries, pack.state) == ("queued", 1, PackState.BUILDING)


def test_a_file_whose_numbers_differ_from_the_agenda_is_never_kept(monkeypatch):
    story = december()
    pack = start(story)
    from boards.packs.services import assembly  # noqa: PLC0415 -- patched by name

    original = assembly.assemble

    def misnumber(*args: object, **kwargs: object) -> object:
        result = original(*args, **kwargs)
        entries = list(result.entries)
        entries[-1] = replace(entries[-1], last_label="99")
        return replace(result, entries=tuple(entries))

    monkeypatch.setattr(assembly, "assemble", misnumber)
    with pytest.raises(AssemblyError, match="not numbered as the agenda says"):
        building.build_pack(
            pack_id=pack.pk, run=claim_job(pack.job_id, at=timezone.now())
        )

    assert not PackFile.objects.exists()
