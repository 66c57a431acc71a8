"""A build that is stopped, cut off, given up for dead or overtaken."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from boards.packs.enums import EntryStep, PackState
from boards.packs.models import Pack, PackEntry, PackFile
from boards.packs.services import build as building
from boards.packs.services import settle_after_job, settle_build
from ics_portal.core.audit import AuditEvent
from ics_portal.core.jobs import Job, JobState, JobSuperseded, request_cancel
from ics_portal.core.jobs.worker import claim_job, execute
from tests.boards.packs.building.common import start
from tests.factories.packs import december, run_job_of

pytestmark = pytest.mark.django_db


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
