"""Building: every entry, its progress, what fails, and what a second try finds."""

import errno
import uuid
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from boards.packs.enums import EntryKind, EntryStep, PackState
from boards.packs.models import Pack, PackEntry, PackFile, RenderedPart
from boards.packs.rules import Snapshot
from boards.packs.services import build as building
from boards.packs.services import (
    issue_pack,
    retry_build,
    settle_after_job,
    settle_build,
    start_build,
)
from boards.packs.services import parts as caching
from boards.papers.enums import PaperState, VersionState
from boards.papers.models import Paper, PaperVersion
from ics_portal.core.audit import AuditEvent
from ics_portal.core.files.room import no_room
from ics_portal.core.jobs import (
    Job,
    JobState,
    JobSuperseded,
    request_cancel,
    retry_job,
)
from ics_portal.core.jobs.worker import claim_job, execute
from ics_portal.core.pdf import AssemblyError
from tests.factories.packs import PRESS, PackBoard, a_pack_board, december, run_job_of

pytestmark = pytest.mark.django_db


def start(story: PackBoard) -> Pack:
    return start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)


def built(story: PackBoard) -> Pack:
    pack = start(story)
    job = run_job_of(pack)
    pack.refresh_from_db()
    assert (job.state, pack.state) == (JobState.DONE, PackState.BUILT), pack.failure
    return pack


def issued(story: PackBoard) -> Pack:
    return issue_pack(pack=built(story), actor=story.secretary, at=PRESS)


def labels(pack: Pack, edition: str) -> list[tuple[str, str, str]]:
    rows = pack.entries.filter(edition=edition).order_by("position")
    return [
        (row.key.partition("-")[0], row.first_label, row.last_label) for row in rows
    ]


@pytest.mark.requirement("PCK-01")
def test_a_build_ends_with_three_files_and_every_entry_numbered():
    pack = built(december())

    assert labels(pack, "members") == [
        ("front", "1", "1"),
        ("agenda", "2", "2"),
        ("sheet", "3", "3"),
        ("paper", "4", "5"),
        ("paper", "6", "8"),
        ("log", "9", "9"),
        ("sheet", "10", "10"),
        ("paper", "11", "12"),
        ("paper", "13", "13"),
        ("paper", "14", "16"),
    ]
    assert labels(pack, "private") == [
        ("front", "P1", "P1"),
        ("agenda", "P2", "P2"),
        ("sheet", "P3", "P3"),
        ("paper", "P4", "P5"),
    ]
    assert labels(pack, "public") == [
        ("front", "1", "1"),
        ("agenda", "2", "2"),
        ("withheld", "3–5", "3–5"),
        ("paper", "6", "8"),
        ("log", "9", "9"),
        ("sheet", "10", "10"),
        ("paper", "11", "12"),
        ("paper", "13", "13"),
        ("withheld", "14–16", "14–16"),
    ]
    assert set(pack.entries.values_list("step", flat=True)) == {EntryStep.SET}
    files = pack.files.order_by("edition")
    assert [(f.edition, f.page_count, f.papers) for f in files] == [
        ("members", 16, 5),
        ("private", 5, 1),
        ("public", 12, 3),
    ]


def test_the_manifest_proves_the_file_and_lists_what_it_holds():
    pack = built(december())

    for file in pack.files.select_related("stored"):
        manifest = file.manifest
        assert manifest["file"]["sha256"] == file.stored.sha256
        assert manifest["file"]["size"] == file.stored.size
        assert len(manifest["file"]["page_labels"]) == file.page_count
        assert sum(e["pages"] for e in manifest["entries"]) == file.page_count
        assert all(len(e["part_sha256"]) == 64 for e in manifest["entries"])
        assert (manifest["version"], manifest["edition"]) == (1, file.edition)
        assert manifest["asked_at"] == PRESS.isoformat()
    paper = Paper.objects.get(title="ICS Finance Report")
    members = pack.files.get(edition="members").manifest
    listed = next(e for e in members["entries"] if e["paper_id"] == paper.pk
                  and e["kind"] == EntryKind.PAPER)  # fmt: skip
    assert listed["part_sha256"] == paper.current_version.part.sha256
    assert (listed["paper_version"], listed["first_label"]) == (1, "11")


def test_a_pack_without_part_two_has_two_files():
    story = a_pack_board()
    story.paper(story.item("Finance Report"), "ICS Finance Report", pages=1)

    pack = built(story)

    assert sorted(pack.files.values_list("edition", flat=True)) == ["members", "public"]


def test_an_agenda_without_papers_makes_a_pack_too():
    story = a_pack_board()
    story.item("Welcome")

    pack = built(story)

    file = pack.files.get(edition="members")
    assert (file.page_count, file.accessible_words) == (2, "")


def test_a_long_agenda_keeps_the_pages_it_names():
    story = a_pack_board()
    for number in range(45):
        story.item(f"Item of business with a title that is rather long {number}")
    last = story.item("The last item")
    story.paper(last, "Only paper", pages=2)

    pack = built(story)

    agenda = pack.entries.get(edition="members", key="agenda")
    paper = pack.entries.get(edition="members", kind=EntryKind.PAPER)
    assert agenda.page_count > 1
    assert paper.first_label == str(2 + agenda.page_count)


def test_a_second_build_says_what_changed_and_renders_only_that(monkeypatch):
    story = december()
    issued(story)
    rendered: list[str] = []
    original = caching.render_pdf
    monkeypatch.setattr(
        caching,
        "render_pdf",
        lambda document: rendered.append(document.template) or original(document),
    )
    finance = Paper.objects.get(title="ICS Finance Report")
    story.version(finance, pages=2)

    pack = built(story)

    assert [change["words"] for change in pack.changes] == [
        "Item 4, ICS Finance Report, pages 11–12, changed: version 2 replaces 1."
    ]
    # No page moved, so neither the agendas nor a cover sheet is set again: only the
    # front pages, which bear the version.
    assert rendered == ["pdf/packs/front.html"] * 3


def test_members_are_told_what_changed_since_the_version_they_had():
    """Not since a build that nobody but the office saw (PACK-6)."""
    story = december()
    issued(story)
    story.version(Paper.objects.get(title="ICS Finance Report"), pages=2)
    built(story)
    story.version(Paper.objects.get(title="Minutes of 4 November"), pages=3)

    third = built(story)

    members = third.files.get(edition="members").manifest
    assert members["since_version"] == 1
    assert [change["words"] for change in members["changes"]] == [
        "Item 3, Minutes of 4 November, pages 6–8, changed: version 2 replaces 1.",
        "Item 4, ICS Finance Report, pages 11–12, changed: version 2 replaces 1.",
    ]
    assert third.changes == members["changes"]


def test_while_none_was_issued_every_build_is_the_first():
    story = december()
    built(story)
    story.version(Paper.objects.get(title="ICS Finance Report"), pages=2)

    second = built(story)

    manifest = second.files.get(edition="members").manifest
    assert (manifest["since_version"], second.changes) == (None, [])
    front = second.entries.get(edition="members", key="front")
    assert front.page_count == 1


def test_a_longer_paper_has_the_agenda_set_again_and_says_what_moved():
    story = december()
    issued(story)
    story.version(Paper.objects.get(title="Minutes of 4 November"), pages=5)

    pack = built(story)

    words = [change["words"] for change in pack.changes]
    assert words == [
        "Item 3, Minutes of 4 November, pages 6–10, changed: version 2 replaces 1."
    ]
    assert (
        pack.entries.get(edition="members", key__startswith="log").first_label == "11"
    )


def test_the_public_is_not_told_that_a_confidential_paper_changed():
    story = december()
    issued(story)
    story.version(Paper.objects.get(title="Zirconium framework"), pages=2)

    pack = built(story)

    assert "Zirconium" in pack.changes[0]["words"]
    assert pack.files.get(edition="public").manifest["changes"] == []


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


def test_progress_is_told_entry_by_entry():
    story = december()
    pack = start(story)
    said: list[tuple[int, str]] = []
    original = building._Build._report

    def listen(self: building._Build, words: str, *, step: int = 0) -> None:
        original(self, words, step=step)
        said.append((self.done + step, words))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building._Build, "_report", listen)
        job = run_job_of(pack)

    assert said[0] == (0, "Setting Zirconium framework")
    assert said[-1] == (16, "Keeping the finished files")
    assert [done for done, _ in said] == sorted(done for done, _ in said)
    assert job.percent == 100


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


def test_a_long_list_of_changes_is_cut_to_fit_the_front_page():
    story = december()
    issued(story)
    for number in range(12):
        story.item(f"{'Another item of business with a long title ' * 6}{number}"[:300])

    pack = built(story)

    assert len(pack.changes) >= 12
    front = pack.entries.get(edition="members", key="front")
    assert front.page_count == 1


def test_news_of_a_build_that_has_ended_or_is_another_changes_nothing():
    story = december()
    pack = start(story)
    other = uuid.uuid4()

    assert not settle_build(pack_id=0, state=PackState.FAILED)
    assert not settle_build(pack_id=pack.pk, state=PackState.FAILED, job_id=other)
    assert not settle_after_job(job_id=other, state=JobState.FAILED, failure="x")
    assert not settle_after_job(job_id=pack.job_id, state=JobState.DONE, failure="")
    assert settle_build(pack_id=pack.pk, state=PackState.FAILED)
    assert not settle_build(pack_id=pack.pk, state=PackState.CANCELLED)

    pack.refresh_from_db()
    assert pack.failure == "The build could not be finished."


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


def test_stopping_takes_effect_before_the_next_page_is_set(monkeypatch):
    story = december()
    pack = start(story)
    original = building.own_part

    pages_set: list[str] = []

    def stop_meanwhile(*args: object, entry_key: str, **kwargs: object) -> object:
        pages_set.append(entry_key)
        job = Job.objects.get(pk=pack.job_id)
        request_cancel(job=job, actor=story.secretary, at=timezone.now())
        return original(*args, entry_key=entry_key, **kwargs)

    monkeypatch.setattr(building, "own_part", stop_meanwhile)
    job = run_job_of(pack)

    pack.refresh_from_db()
    assert (job.state, pack.state) == (JobState.CANCELLED, PackState.CANCELLED)
    assert len(pages_set) == 1
    assert pack.entries.filter(step=EntryStep.WAITING).exists()
    assert not PackFile.objects.exists()


@pytest.mark.database
def test_a_build_cut_off_and_run_again_ends_with_one_finished_pack(monkeypatch):
    story = december()
    pack = start(story)

    class Killed(BaseException):
        """As when the worker is killed: nothing after it is done."""

    def die(*args: object, **kwargs: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(building._Build, "_finish", die)
        with pytest.raises(Killed):
            execute(pack.job_id)
    assert not PackFile.objects.exists()
    long_ago = timezone.now() - timedelta(hours=1)
    Job.objects.filter(pk=pack.job_id).update(heartbeat_at=long_ago)

    job = run_job_of(pack)
    again = execute(pack.job_id)

    pack.refresh_from_db()
    assert (job.state, job.tries, again) == (JobState.DONE, 2, False)
    assert pack.state == PackState.BUILT
    assert PackFile.objects.count() == 3
    assert PackEntry.objects.count() == 10 + 4 + 9
    assert AuditEvent.objects.filter(verb="pack.built").count() == 1


@pytest.mark.database
def test_a_worker_given_up_for_dead_changes_nothing_when_it_wakes():
    story = december()
    pack = start(story)
    sleeper = claim_job(pack.job_id, at=timezone.now() - timedelta(hours=1))
    assert sleeper is not None
    run_job_of(pack)
    before = list(PackFile.objects.values_list("pk", flat=True))

    with pytest.raises(JobSuperseded):
        sleeper.progress(1)
    result = building.build_pack(pack_id=pack.pk, run=sleeper)

    assert result == {"pack_id": pack.pk, "version": 1}
    assert list(PackFile.objects.values_list("pk", flat=True)) == before


def test_the_job_of_an_earlier_try_does_not_build_the_later_one():
    story = december()
    pack = start(story)
    old = claim_job(pack.job_id, at=timezone.now())
    assert old is not None
    Pack.objects.filter(pk=pack.pk).update(
        job_id="00000000-0000-0000-0000-000000000001"
    )

    with pytest.raises(building.JobFailed, match="Another try"):
        building.build_pack(pack_id=pack.pk, run=old)

    pack.refresh_from_db()
    assert pack.state == PackState.BUILDING


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


def test_a_cached_part_whose_file_went_missing_is_made_again():
    story = december()
    built(story)
    for part in RenderedPart.objects.select_related("stored"):
        Path(part.stored.file.path).unlink()

    pack = built(story)

    assert pack.version == 2


def test_a_paper_without_tags_is_counted_and_named_with_its_remedy():
    story = december()
    story.paper(story.item("Signed agreement"), "Scan", pages=1, tagged=False)

    pack = built(story)

    file = pack.files.get(edition="members")
    assert (file.accessible_words, file.claims_ua) == (
        "5 of 6 papers accessible",
        False,
    )
    entry = pack.entries.get(edition="members", title="Scan")
    assert entry.accessible is False
    assert entry.remedy.startswith("The file has no tags")
    private = pack.files.get(edition="private")
    assert (private.accessible_words, private.claims_ua) == (
        "1 of 1 paper accessible",
        True,
    )
