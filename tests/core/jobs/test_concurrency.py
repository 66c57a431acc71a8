"""Two workers at one job, for real: threads with connections of their own."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from ics_portal.core.jobs.heartbeat import Heartbeat
from ics_portal.core.jobs.models import Job, WorkerPulse
from ics_portal.core.jobs.worker import claim_job, execute
from tests.factories.core import JobFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

WORKERS = 4


def at_once(act):
    """Call ``act`` in several threads that start together; what each of them got."""
    start = threading.Barrier(WORKERS)
    got = []

    def worker():
        try:
            start.wait()
            got.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


def test_one_of_many_workers_gets_a_waiting_job():
    job = JobFactory()

    got = at_once(lambda: claim_job(job.pk, at=timezone.now()))

    assert len([run for run in got if run]) == 1
    assert Job.objects.get().tries == 1


def test_one_of_many_workers_takes_a_stale_job_over():
    job = JobFactory()
    at = timezone.now()
    claim_job(job.pk, at=at)

    got = at_once(lambda: claim_job(job.pk, at=at + timedelta(minutes=1)))

    assert len([run for run in got if run]) == 1
    assert Job.objects.get().tries == 2


@pytest.mark.slow
def test_the_heartbeat_goes_on_while_the_handler_works(does, settings):
    settings.JOB_HEARTBEAT_SECONDS = 0.05
    job = JobFactory()
    long_ago = timezone.now() - timedelta(seconds=100)
    beaten = threading.Event()

    def work(run):
        Job.objects.update(heartbeat_at=long_ago)
        for _ in range(100):
            if Job.objects.get(pk=job.pk).heartbeat_at != long_ago:
                beaten.set()
                return
            threading.Event().wait(0.05)

    does(work)
    execute(job.pk)

    assert beaten.is_set()
    assert WorkerPulse.objects.count() == 1
    assert not [one for one in threading.enumerate() if "heartbeat" in one.name]


def beating(settings, run):
    """Enter a heartbeat that beats at once and wait for its thread to have done so."""
    settings.JOB_HEARTBEAT_SECONDS = 0.01
    with Heartbeat(run) as heartbeat:
        heartbeat._thread.join(timeout=0.5)
        return heartbeat._thread.is_alive()


@pytest.mark.slow
def test_the_heartbeat_of_a_superseded_worker_stops_and_writes_nothing(settings):
    job = JobFactory()
    at = timezone.now()
    first = claim_job(job.pk, at=at)
    taken_over_at = at + timedelta(minutes=1)
    claim_job(job.pk, at=taken_over_at)

    assert beating(settings, first) is False
    assert Job.objects.get().heartbeat_at == taken_over_at


@pytest.mark.slow
def test_a_missed_beat_is_logged_and_the_next_is_tried(settings, monkeypatch, caplog):
    run = claim_job(JobFactory().pk, at=timezone.now())

    def busy(**fields):
        raise OperationalError("database is locked")

    monkeypatch.setattr(run, "write", busy)

    assert beating(settings, run) is True
    assert caplog.messages.count("A heartbeat was missed") > 1
