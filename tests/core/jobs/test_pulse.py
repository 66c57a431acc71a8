from datetime import timedelta

import pytest
from django.utils import timezone

from ics_portal.core.jobs import record_pulse, worker_is_alive
from ics_portal.core.jobs.models import WorkerPulse
from ics_portal.core.jobs.tasks import sweep_jobs
from tests.factories.core import WorkerPulseFactory

pytestmark = pytest.mark.django_db


def test_no_worker_was_ever_seen():
    assert worker_is_alive(timezone.now()) is False


def test_a_worker_is_alive_until_it_has_been_silent_for_too_long(settings):
    settings.WORKER_SILENT_SECONDS = 30
    at = timezone.now()
    record_pulse(at)

    assert worker_is_alive(at + timedelta(seconds=30)) is True
    assert worker_is_alive(at + timedelta(seconds=31)) is False


def test_a_host_that_is_gone_for_a_day_is_forgotten():
    WorkerPulseFactory(worker="old", seen_at=timezone.now() - timedelta(hours=25))
    WorkerPulseFactory(worker="quiet", seen_at=timezone.now() - timedelta(hours=23))

    sweep_jobs()

    assert not WorkerPulse.objects.filter(worker="old").exists()
    assert WorkerPulse.objects.filter(worker="quiet").exists()


def test_each_worker_host_keeps_one_row():
    record_pulse()
    sweep_jobs()

    assert WorkerPulse.objects.count() == 1
